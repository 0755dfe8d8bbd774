"""Mechanisms, rules and indicators that a script defines, or a module beside it, work wherever a study runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

BESIDE = """
from typing import ClassVar
from gpssim.mechanisms.choosing.by_lot import ByLot
from gpssim.plugins import plugin

@plugin
class Hat(ByLot):
    "Like by_lot."
    name: ClassVar[str] = "hat"
    label: ClassVar[str] = "hat"
    label_zh: ClassVar[str] = "帽子"
    source: ClassVar[str] = "assumption"
"""
SCRIPT = """
import sys
from dataclasses import replace
from typing import ClassVar
import gpssim
from gpssim.analysis.indicators.coverage import INDICATOR
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.plugins import plugin
from beside import Hat

@plugin
class MyTender(OpenTender):
    "Like open_tender."
    name: ClassVar[str] = "my_tender"
    label: ClassVar[str] = "my tender"
    label_zh: ClassVar[str] = "我的招标"
    source: ClassVar[str] = "assumption"

    def places(self):
        return WIDTH

WIDTH = 3
gpssim.register("mechanism", MyTender)
gpssim.register("choice", Hat)
gpssim.register("indicator", replace(INDICATOR, name="my_coverage"))
small = gpssim.replace(gpssim.load_scenario("textbook"), {"world.city.n_citizens": 100, "warm_up": 1, "months": 2})
hat = gpssim.Policy.model_validate({**small.resolve_policy("lottery").model_dump(), "name": "by_hat"})
hat = hat.model_copy(update={"levers": hat.levers.model_copy(update={"choice": "hat"})})
study = gpssim.Study(small, ["open_tender", "my_tender", hat], replications=3, workers=2)
results = study.run(on=sys.argv[1], progress=False)
print(sys.argv[1], results.digest, *sorted(set(results.runs["status"])), len(gpssim.compare(results, outcomes=["my_coverage"])) > 0)
"""


def made(folder: Path, on: str, *, before: tuple[str, ...] = ()) -> list[str]:
    """What the script prints."""
    (folder / "script.py").write_text(SCRIPT, encoding="utf-8")
    (folder / "beside.py").write_text(BESIDE, encoding="utf-8")
    allowed = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1"}
    surroundings = {**os.environ, **allowed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*before, *("script.py", on)], cwd=folder, env=surroundings, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1, done.stdout
    return done.stdout.split()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What it prints where everything runs in its own process."""
    printed = made(tmp_path_factory.mktemp("alone"), "serial", before=(sys.executable,))
    assert printed[2:] == ["SUCCEEDED", "True"]
    return printed


def test_own_classes_of_a_script_and_of_a_module_beside_it_work_on_every_executor(alone: list[str], tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed: own classes are not tested on Dask here")
    for on in ("processes", "dask"):
        assert made(tmp_path, on, before=(sys.executable,))[1:] == alone[1:]


def test_own_classes_work_on_the_ranks_of_mpi(alone: list[str], tmp_path: Path) -> None:
    pytest.importorskip("mpi4py", reason="mpi4py is not installed: own classes are not tested on MPI here")
    if shutil.which("mpirun") is None:
        pytest.skip("there is no mpirun: own classes are not tested on MPI here")
    assert made(tmp_path, "mpi", before=("mpirun", "-n", "2", sys.executable, "-m", "mpi4py.futures"))[1:] == alone[1:]
