"""A study made in shards and merged is the study made at once; shards that do not make up one study are refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from gpssim.analysis import compare
from gpssim.errors import ScenarioError, StudyError
from gpssim.records import load_results
from gpssim.studies import merged
from gpssim.studies.groups import Groups
from gpssim.studies.shards import Shard
from gpssim.studies.tasks import Group
from tests.studies.fakes import quick, study

OPTIONS = {"replications": 5, "worlds": 3, "world_replications": 2}
N = 3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in three shards; not to be written to."""
    folder = tmp_path_factory.mktemp("shards") / "study"
    for number in (2, 1, 3):
        study(**OPTIONS).run(folder, shard=f"{number}/{N}")
    return folder


def test_groups_are_worked_out_and_shards_share_them() -> None:
    whole = Groups(5, 3, 2)
    listed = [Group(0, r) for r in range(5)] + [Group(w, r) for r in range(2) for w in (1, 2, 3)]
    assert [*whole] == listed
    assert [whole[n] for n in range(-11, 11)] == listed + listed
    assert whole[::2] == listed[::2]
    assert [whole.number(group) for group in listed] == [*range(11)]
    assert Group(4, 0) not in whole
    assert Group(0, 5) not in whole
    assert "Group" not in whole
    shards = [Shard(n, 4).groups(whole) for n in (1, 2, 3, 4)]
    assert [len(one) for one in shards] == [3, 3, 3, 2]
    assert sorted(group for one in shards for group in one) == sorted(listed)
    assert [[group in one for one in shards].count(True) for group in listed] == [1] * 11
    assert len(Groups(10**6)) == 10**6


def test_merged_shards_are_the_study(made: Path, tmp_path: Path) -> None:
    at_once = study(**OPTIONS).run(tmp_path / "at_once")
    whole = merged([made / "shards" / f"{n}-of-3" for n in (3, 1, 2)], tmp_path / "merged")
    assert whole.digest == at_once.digest
    assert whole.manifest["complete"] is True
    there = load_results(tmp_path / "merged")
    there.verify()
    pd.testing.assert_frame_equal(compare(there), compare(load_results(tmp_path / "at_once")), check_exact=True)
    skip = {"written", "command", "parts", "commit"}
    old, new = ({k: v for k, v in load_results(tmp_path / one).manifest.items() if k not in skip} for one in ("at_once", "merged"))
    assert old == new
    assert (
        study(**OPTIONS).run(tmp_path / "merged", on="tcp://127.0.0.1:9").digest == at_once.digest
    )  # there is nothing left to run
    assert (
        study(**{**OPTIONS, "replications": 7}).run(tmp_path / "merged").digest
        == study(**{**OPTIONS, "replications": 7}).run().digest
    )


def test_a_study_is_merged_where_its_shards_lie(made: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "study"))
    assert merged(folder).digest == study(**OPTIONS).run().digest == load_results(folder).digest
    assert merged(folder).digest == load_results(folder).digest


def test_a_shard_goes_on_and_another_is_refused(made: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made / "shards" / "1-of-3", tmp_path / "shards" / "1-of-3"))
    again = study(**OPTIONS).run(tmp_path, shard="1/3")
    assert again.manifest["complete"]
    with pytest.raises(StudyError, match="it is shard 1/3 there and the whole study here"):
        study(**OPTIONS).run(folder)
    with pytest.raises(StudyError, match="shard 1/3 of a study of another size"):
        study(**{**OPTIONS, "replications": 6}).run(tmp_path, shard="1/3")
    with pytest.raises(StudyError, match="needs a folder"):
        study(**OPTIONS).run(shard="1/3")


@pytest.mark.parametrize("typed", ["0/3", "4/3", "3", "1/0", "x/y", "", 3, "1/1000000"])
def test_a_shard_that_there_is_not_is_refused(typed: object, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="shard = .* is impossible: it must be a number and how many there are, such as 3/40"):
        study(**OPTIONS).run(tmp_path, shard=typed)
    assert not [*tmp_path.iterdir()]


def test_more_shards_than_replications_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="one of at most 5"):
        study(replications=5).run(tmp_path, shard="1/6")


def without_the_second(folder: Path) -> None:
    shutil.rmtree(folder / "shards" / "2-of-3")


def twice(folder: Path) -> None:
    shutil.copytree(folder / "shards" / "2-of-3", folder / "shards" / "copy")


def of_another_seed(folder: Path) -> None:
    shutil.rmtree(folder / "shards" / "3-of-3")
    study(**OPTIONS, seed=2).run(folder, shard="3/3")


def of_another_size(folder: Path) -> None:
    shutil.rmtree(folder / "shards" / "3-of-3")
    study(**{**OPTIONS, "replications": 8}).run(folder, shard="3/3")


def of_other_worlds(folder: Path) -> None:
    shutil.rmtree(folder / "shards" / "3-of-3")
    study(**OPTIONS, uncertain=["world"]).run(folder, shard="3/3")


def unfinished(folder: Path) -> None:
    shutil.rmtree(folder / "shards" / "3-of-3")

    def stops(done: int, _total: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        study(**OPTIONS, runner=quick).run(folder, shard="3/3", progress=stops)


def damaged(folder: Path) -> None:
    next((folder / "shards" / "2-of-3" / "monthly").iterdir()).write_bytes(b"half")


def something_else(folder: Path) -> None:
    (folder / "shards" / "notes").mkdir()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (without_the_second, "of 3 shards these are missing: 2$"),
        (twice, "shard 2/3 is there twice: in .*2-of-3 and in .*copy"),
        (of_another_seed, "3-of-3 is of another study than .*1-of-3: seed is 1 there and 2 here"),
        (of_another_size, "is of another study than .*: replications is 5 there and 8 here"),
        (of_other_worlds, "is of another study than .*: uncertain is"),
        (unfinished, "shard 3/3 in .* is not finished: run it again to continue it"),
        (damaged, "shard 2/3 in .* is damaged: part w.* of table 'monthly'"),
        (something_else, "notes holds no shard of a study"),
    ],
)
def test_shards_that_make_no_study_are_refused_in_a_line(
    made: Path, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "study"))
    spoil(folder)
    with pytest.raises(StudyError, match=said) as error:
        merged(folder, tmp_path / "out")
    assert "\n" not in str(error.value)
    assert not [path for path in tmp_path.glob("out/*") if path.name != "writing.lock"]
