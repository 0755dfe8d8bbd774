"""Results on disk and in memory: what is read, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gpssim.errors import StudyError, UnknownNameError
from gpssim.records import Results, load_results
from gpssim.records.results import Limits
from gpssim.records.tables import TABLES
from tests.studies.fakes import POLICIES, quick, study
from tests.synthetic import synthetic_tables

KEYS = ["policy", "closure", "world", "replication"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished study of two parts, never changed."""
    path = tmp_path_factory.mktemp("results") / "study"
    study(replications=8).run(path)
    return path


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    for file in folder.rglob("*.*"):
        target = tmp_path / "study" / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    return tmp_path / "study"


def test_every_table_is_there_with_run_keys_in_front(folder: Path) -> None:
    results = load_results(folder)
    for name, declared in TABLES.items():
        frame = results.table(name)
        assert list(frame.columns[:4]) == KEYS
        assert frame.columns[4] == "period"
        assert set(frame.columns[5:]) == {c.name for c in declared.columns}
    assert results.policies == POLICIES
    assert results.months == 12
    assert len(results.runs) == 16


def test_only_the_columns_asked_for_are_read(folder: Path) -> None:
    assert list(load_results(folder).table("monthly", ["n_need"]).columns) == [*KEYS, "n_need"]


def test_memory_and_folder_hold_the_same(folder: Path) -> None:
    in_memory, on_disk = study(replications=8).run(), load_results(folder)
    assert in_memory.digest == on_disk.digest == on_disk.manifest["digest"]
    assert in_memory.digests == on_disk.digests == on_disk.manifest["digests"]
    assert in_memory.runs.drop(columns="seconds").equals(on_disk.runs.drop(columns="seconds"))


def test_batches_are_the_table_in_pieces_and_no_run_is_torn(folder: Path) -> None:
    results = load_results(folder)
    batches = list(results.batches("services", ["month"]))
    assert len(batches) == 2
    assert sum(map(len, batches)) == len(results.table("services", ["month"]))
    runs = [set(b[KEYS].drop_duplicates().itertuples(index=False, name=None)) for b in batches]
    assert not runs[0] & runs[1]


def test_limits_read_the_first_replications(folder: Path) -> None:
    few = load_results(folder).only(Limits(replications=2))
    assert set(few.table("monthly", ["month"])["replication"]) == {0, 1}
    assert len(few.runs) == 4
    assert few.digest == study(replications=2).run().digest


def test_unknown_tables_and_columns_name_the_nearest(folder: Path) -> None:
    results = load_results(folder)
    with pytest.raises(UnknownNameError, match=r"'montly'.*'monthly'"):
        results.table("montly")
    with pytest.raises(UnknownNameError, match=r"'n_ned'.*'n_need'"):
        results.table("monthly", ["n_ned"])
    with pytest.raises(UnknownNameError, match=r"'n_ned'.*'n_need'"):
        study(replications=1).run().table("monthly", ["n_ned"])


def test_tables_of_a_single_model_get_run_keys() -> None:
    results = Results(synthetic_tables("open_tender", 1, 0, 0, 12))
    assert len(results.runs) == 1
    assert results.months == 12
    assert list(results.runs["digest"]) == list(study(policies=["open_tender"], replications=1).run().runs["digest"])


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="not a folder"):
        load_results(tmp_path / "nowhere")
    with pytest.raises(StudyError, match=r"no manifest\.json"):
        load_results(tmp_path)


@pytest.mark.parametrize(("text", "said"), [("{", "cannot be read"), ("[]", "layout None"), ('{"format": 99}', "layout 99")])
def test_a_manifest_that_cannot_be_read_or_is_of_another_layout(copied: Path, text: str, said: str) -> None:
    (copied / "manifest.json").write_text(text)
    with pytest.raises(StudyError, match=said):
        load_results(copied)


def test_a_part_that_is_gone_is_named(copied: Path) -> None:
    (copied / "runs" / "w0000-r00006.parquet").unlink()
    with pytest.raises(StudyError, match="part w0000-r00006 is missing"):
        load_results(copied)


def test_a_file_of_a_part_that_is_gone_is_named(copied: Path) -> None:
    (copied / "services" / "w0000-r00000.parquet").unlink()
    with pytest.raises(StudyError, match="part w0000-r00000 of table 'services' is missing"):
        load_results(copied).table("services")


def test_verify_finds_one_changed_value(copied: Path) -> None:
    load_results(copied).verify()
    path = copied / "public" / "w0000-r00000.parquet"
    table = pq.read_table(path)
    trust = table["trust_government"].to_pylist()
    trust[5] += 1e-9
    pq.write_table(table.set_column(table.column_names.index("trust_government"), "trust_government", pa.array(trust)), path)
    with pytest.raises(StudyError, match="is not what the study wrote"):
        load_results(copied).verify()


def test_the_parameters_of_a_world_come_from_the_manifest(folder: Path) -> None:
    results = load_results(folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert results.world(0)["city"]["residents"] == manifest["scenario"]["world"]["city"]["residents"]
    assert Results({}).world(0) == {}


def test_events_are_kept_for_the_first_replications_only() -> None:
    assert set(study(keep=1).run().table("bids", ["price"])["replication"]) == {0}
    assert set(study(keep=0).run().table("bids", ["price"])["replication"]) == set()
    assert set(study(keep="all").run().table("bids", ["price"])["replication"]) == {0, 1, 2}
    assert set(study(keep=0).run().table("projects", ["n_bids"])["replication"]) == {0, 1, 2}
    assert quick(next(study().job().tasks(study().groups[0], None))).tables["bids"].num_rows > 0
