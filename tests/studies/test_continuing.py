"""A study that stopped goes on where it stopped; a study that is done is only read; a folder with anything else is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gpssim.errors import ScenarioError, StudyError, UnknownNameError
from gpssim.records import load_results
from gpssim.scenario import Policy, replace
from gpssim.studies import RunOutcome, StudyInterrupted, Task
from tests.studies.fakes import SCENARIO, as_quick, interrupted, quick, study

pytestmark = pytest.mark.sameness


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_more_replications_extend_and_fewer_read_the_first(tmp_path: Path) -> None:
    five = study(replications=5).run(tmp_path / "extended")
    ran: list[int] = []

    def seen(task: Task) -> RunOutcome:
        ran.append(task.replication)
        return quick(task)

    nine = study(replications=9, runner=as_quick(seen)).run(tmp_path / "extended")
    assert sorted(set(ran)) == [5, 6, 7, 8]
    assert nine.digest == study(replications=9).run().digest
    before = files(tmp_path / "extended")
    few = study(replications=5, runner=seen).run(tmp_path / "extended")
    assert few.digest == five.digest
    assert len(few.runs) == 10
    assert len(few.table("monthly", ["month"])["replication"].unique()) == 5
    assert files(tmp_path / "extended") == before
    assert sorted(set(ran)) == [5, 6, 7, 8]


def test_sampled_worlds_are_added_to_a_study_without_any(tmp_path: Path) -> None:
    study().run(tmp_path)
    added = study(worlds=2, world_replications=2).run(tmp_path)
    assert sorted(set(added.runs["world"])) == [0, 1, 2]
    assert added.digest == study(worlds=2, world_replications=2).run().digest
    assert len(study().run(tmp_path).runs) == 6
    with pytest.raises(StudyError, match="worlds is 2 there and 3 here"):
        study(worlds=3).run(tmp_path)


def test_after_an_interruption_finished_runs_stay_and_the_rest_is_run(tmp_path: Path) -> None:
    with pytest.raises(StudyInterrupted, match=r"7 of 9 replications are in .*; run the same study again to continue"):
        study(replications=9, runner=interrupted).run(tmp_path)
    half = load_results(tmp_path)
    assert half.manifest["complete"] is False
    assert len(half.runs) == 14
    again = study(replications=9).run(tmp_path)
    assert again.manifest["complete"] is True
    assert again.digest == study(replications=9).run().digest == load_results(tmp_path).manifest["digest"]


def test_an_interruption_in_memory_says_that_nothing_is_kept() -> None:
    with pytest.raises(StudyInterrupted, match="nothing is kept"):
        study(replications=9, runner=interrupted).run()


def test_a_part_that_a_kill_left_half_written_is_written_again(tmp_path: Path) -> None:
    whole = study(replications=7).run(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    del manifest["parts"], manifest["digest"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest | {"complete": False}), encoding="utf-8")
    (tmp_path / "runs" / "w0000-r00006.parquet").unlink()
    (tmp_path / "monthly" / "w0000-r00006.parquet").write_bytes(b"half")
    (tmp_path / "services" / ".w0000-r00006.parquet.tmp").write_bytes(b"half")
    assert study(replications=7).run(tmp_path).digest == whole.digest
    load_results(tmp_path).verify()
    assert not list(tmp_path.rglob(".*.tmp"))


def test_a_kill_between_the_last_part_and_the_manifest_is_mended(tmp_path: Path) -> None:
    whole = study().run(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "manifest.json").write_text(json.dumps(manifest | {"complete": False, "digest": ""}), encoding="utf-8")
    study().run(tmp_path)
    assert load_results(tmp_path).manifest["digest"] == whole.digest
    assert load_results(tmp_path).manifest["complete"] is True


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"seed": 2}, "seed is 1 there and 2 here"),
        ({"months": 13}, "scenario.months is 12 there and 13 here"),
        (
            {"scenario": replace(SCENARIO, {"world.city.n_citizens": 500})},
            "scenario.world.city.n_citizens is 10000 there and 500 here",
        ),
        (
            {"scenario": replace(SCENARIO, {"world.domains.disability.unit_cost": 99.0})},
            "scenario.world.domains.disability.unit_cost",
        ),
        ({"policies": ["open_tender", "venture_philanthropy"]}, "policy_definitions.directed_commission.name"),
        ({"policies": ["open_tender"]}, "policy_definitions is"),
        ({"closures": ["volume"]}, "closures.0 is 'appropriation' there and 'volume' here"),
        ({"keep": 0}, "keep is 3 there and 0 here"),
    ],
)
def test_another_study_is_refused_by_its_first_different_field(tmp_path: Path, options: dict[str, object], field: str) -> None:
    study().run(tmp_path)
    before = files(tmp_path)
    with pytest.raises(StudyError) as error:
        study(**options).run(tmp_path)
    assert field in str(error.value)
    assert "\n" not in str(error.value)
    assert files(tmp_path) == before


def test_another_version_is_another_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study().run(tmp_path)
    monkeypatch.setattr("gpssim.__version__", "99.0")
    with pytest.raises(StudyError, match=r"version is '.*' there and '99.0' here"):
        study().run(tmp_path)


def test_a_folder_with_something_else_and_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StudyError, match="is not empty and holds no study"):
        study().run(tmp_path)
    with pytest.raises(StudyError, match="is a file"):
        study().run(tmp_path / "thesis.txt")
    assert files(tmp_path) == {"thesis.txt": b"mine"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"replications": 0}, "replications = 0 is impossible"),
        ({"replications": 2.0}, "replications = 2.0 is impossible"),
        ({"seed": -1}, "seed = -1 is impossible"),
        ({"workers": 0}, "workers = 0 is impossible"),
        ({"worlds": -1}, "worlds = -1 is impossible"),
        ({"keep": "some"}, "keep (or 'all') = 'some' is impossible"),
        ({"months": 0}, "months = 0 is impossible"),
        ({"months": 1201}, "months = 1201 is impossible"),
        ({"policies": []}, "policies = [] is impossible"),
        ({"policies": "open_tender"}, "policies = 'open_tender' is impossible"),
        ({"policies": ["open_tender", "open_tender"]}, "'open_tender' is there twice"),
        ({"policies": ["open_tender", Policy(name="open_tender")]}, "'open_tender' is there twice"),
        ({"closures": []}, "closures = [] is impossible"),
        ({"closures": ["volume", "volume"]}, "each once"),
        ({"scenario": "textbook", "worlds": 3}, "no uncertain worlds"),
    ],
)
def test_the_impossible_is_refused_before_anything_runs(tmp_path: Path, options: dict[str, object], said: str) -> None:
    with pytest.raises(ScenarioError) as error:
        study(**options, out=tmp_path / "out").run()
    assert said in str(error.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "nearest"),
    [
        ({"policies": ["open_tendr"]}, "'open_tender'"),
        ({"closures": ["volumes"]}, "'volume'"),
        ({"scenario": "textbok"}, "'textbook'"),
    ],
)
def test_misspelt_names_name_the_nearest(options: dict[str, object], nearest: str) -> None:
    with pytest.raises(UnknownNameError, match=nearest):
        study(**options)
