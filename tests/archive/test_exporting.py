"""An archive holds a study that can be read, extended and made again, smaller than its parts, with metadata that are valid."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gpssim.archive import Archive, exported, reproduced
from gpssim.cli import app
from gpssim.errors import ScenarioError, StudyError
from gpssim.inquiry import load_study, study_file_of
from gpssim.inquiry.conducting import conducted, extended
from gpssim.records import load_results
from gpssim.scenario import load_scenario, replace
from gpssim.scenario.files import write_scenario
from gpssim.studies import Study
from tests.studies.fakes import interrupted
from tests.studies.fakes import study as faked

runner = CliRunner()
VARIED = {"path": "levers.monitoring", "low": 0.2, "high": 0.8}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Archive]:
    """A study of seven replications and three worlds with a study file, a table and a figure of its own, packed."""
    place = tmp_path_factory.mktemp("archive")
    small = replace(load_scenario("textbook"), {"world.city.n_citizens": 100, "months": 3, "warm_up": 1})
    write_scenario(small, place / "small.toml")
    study = Study(
        small,
        ["open_tender", "directed_commission"],
        7,
        seed=3,
        workers=1,
        keep=2,
        design="latin_hypercube:n=3",
        uncertain=[VARIED],
    )
    file = study_file_of(study, str(place / "small.toml"), "Which is dearer?")
    conducted(file, place / "out", progress=False)
    (place / "out" / "compare.csv").write_text("outcome\n", encoding="utf-8")
    (place / "out" / "figures").mkdir()
    (place / "out" / "figures" / "forest.svg").write_text("<svg/>", encoding="utf-8")
    (place / "out" / "ODD.md").write_text("# Overview\n", encoding="utf-8")
    return place / "out", exported(place / "out", place / "study.zip", author="A. Scholar")


@pytest.fixture(scope="module")
def unpacked(made: tuple[Path, Archive], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(made[1].path) as packed:
        packed.extractall(place)
    return place


def test_it_is_smaller_than_the_parts_of_the_study(made: tuple[Path, Archive]) -> None:
    parts = sum(path.stat().st_size for path in made[0].glob("*/*.parquet"))
    with zipfile.ZipFile(made[1].path) as packed:
        inside = sum(entry.compress_size for entry in packed.infolist() if entry.filename.endswith(".parquet"))
    assert (made[1].before, made[1].after) == (parts, inside)
    assert inside < 0.9 * parts, (inside, parts)
    assert made[1].same_program


def test_what_is_unpacked_is_the_study(made: tuple[Path, Archive], unpacked: Path, tmp_path: Path) -> None:
    there, here = load_results(made[0]), load_results(unpacked / "study")
    here.verify()
    assert here.digest == there.digest
    assert here.n_worlds == 3
    assert load_study(unpacked / "study").question == "Which is dearer?"
    again = reproduced(unpacked / "study", 3, workers=1, progress=False)
    assert (again.same, again.of, again.versions) == (True, 10, {})
    shutil.copytree(unpacked / "study", tmp_path / "more")
    assert len(extended(tmp_path / "more", replications=8, progress=False).runs) == len(there.runs) + 2


def test_everything_that_belongs_to_it_is_there_and_told(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert {
        "README.md",
        "CITATION.cff",
        "ODD.md",
        "ro-crate-metadata.json",
        "code/gpssim/__init__.py",
        "study/compare.csv",
    } <= names
    assert {"study/figures/forest.svg", "study/study.toml", "study/scenario.toml", "study/manifest.json"} <= names
    assert not [name for name in names if name.endswith((".pyc", ".lock"))]
    readme = (unpacked / "README.md").read_text(encoding="utf-8")
    for words in ("# Which is dearer?", "is the one that made the results", "`study/figures`", "A. Scholar", "ODD protocol"):
        assert words in readme
    assert len(list((unpacked / "study" / "runs").iterdir())) == 2, "own world and sampled ones"


def test_metadata_name_every_file_and_what_made_it(unpacked: Path) -> None:
    crate = json.loads((unpacked / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    root = entities["./"]
    assert (root["name"], root["license"]) == ("Which is dearer?", {"@id": "https://spdx.org/licenses/CC-BY-4.0"})
    files = {path.relative_to(unpacked).as_posix() for path in (unpacked / "study").rglob("*") if path.is_file()}
    assert files <= set(entities)
    assert entities["#study"]["instrument"] == {"@id": "#gpssim"}
    assert {"@id": "study/manifest.json"} in entities["#study"]["result"]


def test_metadata_have_what_an_ro_crate_must_have_and_every_reference_leads_somewhere(unpacked: Path) -> None:
    crate = json.loads((unpacked / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(entities) == len(crate["@graph"])
    descriptor, root = entities["ro-crate-metadata.json"], entities["./"]
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert (descriptor["about"], descriptor["@type"], root["@type"]) == ({"@id": "./"}, "CreativeWork", "Dataset")
    assert all(root[name] for name in ("name", "description", "license", "author"))
    datetime.fromisoformat(root["datePublished"])
    named = [part["@id"] for part in root["hasPart"]]
    assert [name for name in named if not (unpacked / name).exists()] == []
    files = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert {name for name in files if not name.startswith("code/")} - {"ro-crate-metadata.json"} <= set(named)
    assert all("@type" in entity and entity.get("name", "x") for entity in entities.values())
    away = {"https://w3id.org/ro/crate/1.1"}
    assert {one for entity in entities.values() for one in references(entity)} - set(entities) - away == set()


def references(entity: dict[str, Any]) -> Iterator[str]:
    """The ids that an entity refers to."""
    for value in entity.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield one["@id"]


def test_metadata_pass_the_validator_of_ro_crate(unpacked: Path, tmp_path: Path) -> None:
    validator = shutil.which("rocrate-validator")
    if validator is None or find_spec("requests_cache") is None:
        pytest.skip("the validator of RO-Crate is not installed: pip install roc-validator")
    script = Path(__file__).with_name("local_context.py")
    subprocess.run([sys.executable, str(script), str(tmp_path / "cache")], check=True)
    asked = [validator, "validate", "--no-paging", "--offline", "--cache-path", str(tmp_path / "cache"), "-l", "REQUIRED"]
    done = subprocess.run([*asked, str(unpacked)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copytree(unpacked, tmp_path / "unlicensed")
    file = tmp_path / "unlicensed" / "ro-crate-metadata.json"
    crate = json.loads(file.read_text(encoding="utf-8"))
    next(entity for entity in crate["@graph"] if entity["@id"] == "./").pop("license")
    file.write_text(json.dumps(crate), encoding="utf-8")
    assert subprocess.run([*asked, str(file.parent)], capture_output=True, check=False).returncode == 1


def test_the_same_study_makes_the_same_archive(made: tuple[Path, Archive], tmp_path: Path) -> None:
    again = exported(made[0], tmp_path / "again.zip", author="A. Scholar")
    assert again.path.read_bytes() == made[1].path.read_bytes()


def test_what_cannot_be_packed_is_refused_in_a_line(made: tuple[Path, Archive], tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        faked(replications=9, runner=interrupted).run(tmp_path / "half", progress=False)
    for folder, archive, words in (
        (tmp_path / "half", "a.zip", "is not finished: gpssim study resume"),
        (tmp_path / "none", "a.zip", "holds no study"),
        (made[0], "a.tar", "ends in .zip"),
        (made[0], str(made[0] / "a.zip"), "outside the study"),
    ):
        with pytest.raises((StudyError, ScenarioError), match=words):
            exported(folder, tmp_path / archive)
    with pytest.raises(ScenarioError, match="odd"):
        exported(made[0], tmp_path / "a.zip", odd=tmp_path / "nothing.md")
    assert not (tmp_path / "a.zip").exists()


def test_a_missing_library_is_one_line(made: tuple[Path, Archive], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gpssim.archive.crate.find_spec", lambda _: None)
    refused = runner.invoke(app, ["study", "export", str(made[0]), str(tmp_path / "a.zip")])
    assert refused.exit_code == 2
    assert refused.stderr == 'gpssim: archives need the package rocrate: pip install "gpssim[archive]"\n'


def test_the_command_says_what_it_wrote(made: tuple[Path, Archive], tmp_path: Path) -> None:
    done = runner.invoke(
        app, ["study", "export", str(made[0]), str(tmp_path / "a.zip"), "--title", "Mine", "--license", "https://x.org/l"]
    )
    assert done.exit_code == 0, done.output
    assert "the study's parts took" in done.stdout
    assert "license https://x.org/l (--license names another)" in done.stdout
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        readme, crate = packed.read("README.md").decode(), json.loads(packed.read("ro-crate-metadata.json"))
    assert "# Mine" in readme
    assert "License of this archive: https://x.org/l" in readme
    assert next(one for one in crate["@graph"] if one["@id"] == "./")["license"] == {"@id": "https://x.org/l"}
