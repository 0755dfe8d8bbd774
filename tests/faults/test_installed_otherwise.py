"""Installed otherwise than by pip: a wheel on the path as it is, compiled files alone; and the bounds that are declared."""

from __future__ import annotations

import compileall
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import gpssim
from gpssim.studies.provenance import package_digest
from gpssim.studies.studied_code import package_code

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "gpssim"

STUDY = """
import gpssim, sys
from gpssim.studies.provenance import package_digest
from gpssim.studies.studied_code import package_code

assert gpssim.__file__.startswith(sys.argv[1]), gpssim.__file__
small = gpssim.replace(gpssim.load_scenario("textbook"), {"world.city.n_citizens": 100, "warm_up": 1, "months": 2})
results = gpssim.Study(small, ["open_tender"], replications=1, workers=1, out="study").run(progress=False)
print(results.digest, package_digest(), package_code(), *results.runs["reason"])
"""


def told(place: Path, tmp_path: Path) -> list[str]:
    """Digests of a study, of the package's files and of its code, by a process that imports the package from there; errors last."""
    folder = tmp_path / "work"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", STUDY, str(place)],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env={"PYTHONPATH": str(place), "NUMBA_DISABLE_JIT": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore"},
    )
    return done.stdout.split()


@pytest.fixture(scope="module")
def usual() -> list[str]:
    """The same of this process."""
    small = gpssim.replace(gpssim.load_scenario("textbook"), {"world.city.n_citizens": 100, "warm_up": 1, "months": 2})
    results = gpssim.Study(small, ["open_tender"], replications=1, workers=1).run(progress=False)
    return [results.digest, package_digest(), package_code()]


def test_a_wheel_on_the_path_runs_the_same_study(tmp_path: Path, usual: list[str]) -> None:
    wheel = tmp_path / "gpssim-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:  # as wheels are: no entries of folders
        for file in PACKAGE.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(ROOT).as_posix())
    assert told(wheel, tmp_path) == usual


def test_compiled_files_alone_run_the_same_study(tmp_path: Path, usual: list[str]) -> None:
    shutil.copytree(PACKAGE, tmp_path / "gpssim", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(tmp_path / "gpssim", legacy=True, quiet=2)
    for file in (tmp_path / "gpssim").rglob("*.py"):
        file.unlink()
    found = told(tmp_path, tmp_path)
    assert found[0] == usual[0]
    assert len(set(found[1:]) - set(usual[1:])) == 2  # other files, and told by what there is
    assert len(found) == 3


def test_every_folder_with_code_is_a_package() -> None:
    folders = {file.parent for file in PACKAGE.rglob("*.py") if file.name != "__init__.py"}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_every_dependency_has_a_lower_bound_that_is_tried() -> None:
    pins = subprocess.run([sys.executable, ROOT / "constraints" / "oldest.py"], capture_output=True, text=True, check=True).stdout
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[^\w-]", line)[0] for line in project["dependencies"]]
    assert {f"{name}==" for name in names} <= {f"{line.partition('==')[0]}==" for line in pins.splitlines()}
    bounds = dict(line.split("==") for line in pins.splitlines())
    assert (bounds["typer"], bounds["pydantic"], bounds["pandas"]) >= ("0.13", "2.10", "2.2.2")
    assert "constraints/oldest.py" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_newest_of_every_dependency_is_what_the_readme_installs() -> None:
    """No version is fixed and none left out; Mesa alone has an upper bound, below its next interface."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    held = [line for line in project["dependencies"] if re.search(r"==|<|!=|~=", line)]
    assert held == ["mesa>=3.3.1,<4"]
    assert "constraints" not in (ROOT / "README.md").read_text(encoding="utf-8")
    assert 'step "the newest of every dependency' in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
