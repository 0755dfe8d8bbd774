"""A study made again from what its folder says: nothing differs, or the first value that does is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from typer.testing import CliRunner

from gpssim.archive import reproduced
from gpssim.archive.differing import Difference, first_difference
from gpssim.archive.reproducing import spread_over
from gpssim.cli import app
from gpssim.errors import ScenarioError, StudyError
from gpssim.records.manifest import MANIFEST
from gpssim.scenario import load_scenario, replace
from gpssim.studies import CornerStudy, RunOutcome, Study
from gpssim.studies.tasks import Group
from tests.studies.fakes import study as faked

runner = CliRunner()
SMALL = replace(load_scenario("textbook"), {"world.city.n_citizens": 100, "months": 3, "warm_up": 1})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two policies, three replications, two sampled worlds in which levers and mechanisms are others."""
    place = tmp_path_factory.mktemp("study") / "there"
    points = [{"levers.monitoring": 0.3, "open_tender.price_weight": 0.2}, {"levers.monitoring": 0.7}]
    policies = ["open_tender", "directed_commission:monitoring=0.5"]
    Study(SMALL, policies, 3, seed=4, workers=1, points=points, keep=1).run(place, progress=False)
    return place


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_program_makes_the_same_values(folder: Path) -> None:
    before = files(folder)
    done = reproduced(folder, workers=1, progress=False)
    assert done.same, str(done.difference)
    assert (done.groups, done.of, done.runs) == (5, 5, 10)
    assert done.versions == {}
    assert done.same_numbers
    assert files(folder) == before, "the folder is only read"
    part = reproduced(folder, 2, workers=1, progress=False)
    assert (part.same, part.groups, part.runs) == (True, 2, 4)


def test_the_first_value_that_differs_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gpssim.studies import run

    def other(task: Any, warmed: Any = None, events: bool = True) -> Any:
        made = run_one(task, warmed, events)
        if task.replication != 1 or task.world or task.policy.name != "open_tender":
            return made
        monthly = made.tables["monthly"]
        at = monthly.column_names.index("n_served")
        values = monthly["n_served"].to_pylist()
        changed = monthly.set_column(at, "n_served", pa.array([*values[:-1], values[-1] + 1], monthly["n_served"].type))
        return RunOutcome({**made.tables, "monthly": changed})

    run_one = run.run_one
    monkeypatch.setattr(run, "run_one", other)
    monkeypatch.setattr("gpssim.archive.remade.run_one", other)
    difference = reproduced(folder, workers=1, progress=False).difference
    assert difference is not None
    assert (difference.table, difference.column) == ("monthly", "n_served")
    assert {**difference.run} == {"policy": "open_tender", "closure": "appropriation", "world": 0, "replication": 1}
    assert difference.here == difference.there + 1
    assert "monthly, policy open_tender" in str(difference)


def test_other_versions_are_said(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "old")
    file = tmp_path / "old" / MANIFEST
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["versions"]["numpy"] = "1.0"
    file.write_text(json.dumps(manifest), encoding="utf-8")
    done = reproduced(tmp_path / "old", 1, workers=1, progress=False)
    assert list(done.versions) == ["numpy"]
    assert done.versions["numpy"][0] == "'1.0'"
    assert done.same


def test_a_decomposition_is_made_again_with_its_frictions(tmp_path: Path) -> None:
    CornerStudy(SMALL, ["open_tender"], 1, frictions=("delay",), workers=1).run(tmp_path / "corners", progress=False)
    assert reproduced(tmp_path / "corners", workers=1, progress=False).same


def test_what_cannot_be_made_again_is_refused_in_a_line(folder: Path, tmp_path: Path) -> None:
    faked().run(tmp_path / "own", progress=False)
    for place, sample, words in (
        (tmp_path / "own", None, "code of its own"),
        (tmp_path / "nothing", None, "holds no study"),
        (folder, 0, "sample = 0"),
    ):
        with pytest.raises((StudyError, ScenarioError), match=words):
            reproduced(place, sample, workers=1)
    shutil.copytree(folder, tmp_path / "cut")
    next((tmp_path / "cut" / "monthly").glob("*.parquet")).write_bytes(b"PAR1")
    with pytest.raises(StudyError, match="is damaged"):
        reproduced(tmp_path / "cut", workers=1)


def test_groups_are_spread_evenly() -> None:
    groups = [Group(0, r) for r in range(10)]
    assert [group.replication for group in spread_over(groups, 4)] == [0, 3, 6, 9]
    assert spread_over(groups, 99) == groups
    assert spread_over(groups, 1) == [Group(0, 5)]


def test_rows_columns_and_missing_values_are_told_apart() -> None:
    there = pa.table({"x": [1.0, None, 3.0], "label": ["a", "b", "c"]})
    told = first_difference("own", {}, there, there.set_column(1, "label", pa.array(["a", "b", "d"])))
    assert (told.row, told.column, told.there, told.here) == (2, "label", "c", "d")
    told = first_difference("own", {}, there, there.set_column(0, "x", pc.fill_null(there["x"], 2.0)))
    assert (told.column, told.here) == ("x", 2.0)
    assert first_difference("own", {}, there, there.slice(0, 2)).here == "2 rows"
    assert "columns" in str(first_difference("own", {}, there, there.drop_columns(["x"])).here)


def test_the_command_says_what_came_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = runner.invoke(app, ["study", "reproduce", str(folder), "--sample", "2", "--workers", "1"])
    assert made.exit_code == 0, made.output
    assert "4 runs of 2 groups (of 5) are the same to the last bit" in made.stdout
    told = runner.invoke(app, ["study", "reproduce", str(folder), "--sample", "1", "--workers", "1", "--language", "zh"])
    assert "完全一致" in told.stdout
    data = json.loads(runner.invoke(app, ["study", "reproduce", str(folder), "--sample", "1", "--workers", "1", "--json"]).stdout)
    assert (data["same"], data["runs"], data["difference"]) == (True, 2, None)
    odd = Difference("monthly", {"policy": "open_tender"}, 3, "n_served", 4, 5)
    monkeypatch.setattr("gpssim.archive.reproducing._compared", lambda *_: (1, odd))
    wrong = runner.invoke(app, ["study", "reproduce", str(folder)])
    assert wrong.exit_code == 1
    assert "first difference: monthly, policy open_tender, row 3, n_served: 4 there, 5 here" in wrong.stdout
