"""A folder is checked, not believed: what systems leave does no harm, what is damaged is named, and run again."""

from __future__ import annotations

import errno
import json
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpssim.errors import NotReadError, StudyError
from gpssim.records import load_results
from gpssim.studies import StudyInterrupted
from gpssim.studies.finding import DamageWarning
from tests.faults.folders import copy_of, files, study

N = 7
"""Replications of two policies: a part of six and one of one."""
FIRST, SECOND = "w0000-r00000", "w0000-r00006"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Finished studies, never changed: ``whole``, ``other`` with another seed, ``half`` (Ctrl-C), ``old`` without seals."""
    root = tmp_path_factory.mktemp("studies")
    study(replications=N).run(root / "whole")
    study(replications=N, seed=2).run(root / "other")

    def press(done: int, _total: int) -> None:
        if done == 8:
            raise KeyboardInterrupt

    with pytest.raises(StudyInterrupted):
        study(replications=N).run(root / "half", progress=press)
    old = copy_of(root / "whole", root / "old")
    for path in (old / "runs").iterdir():
        pq.write_table(pq.read_table(path).replace_schema_metadata(None), path)
    rewrite(old, mark=None, check=None)
    return root


@pytest.fixture(scope="module")
def digest(made: Path) -> str:
    return str(json.loads((made / "whole" / "manifest.json").read_text(encoding="utf-8"))["digest"])


def rewrite(folder: Path, **entries: object) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | entries
    path.write_text(json.dumps({k: v for k, v in manifest.items() if v is not None}), encoding="utf-8")


def mended(folder: Path, digest: str) -> list[str]:
    """The same study run again gives the same digest; returns what was said to be damaged."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", DamageWarning)
        again = study(replications=N).run(folder)
    assert again.digest == digest
    assert len(again.runs) == 2 * N
    results = load_results(folder)
    results.verify()
    assert results.digest == digest
    return [str(one.message) for one in said]


def refused(folder: Path, said: str) -> None:
    with pytest.raises(StudyError, match=said) as error:
        load_results(folder).verify()
    assert "\n" not in str(error.value)
    assert str(folder) in str(error.value) or str(error.value).startswith("run [")


# ------------------------------------------------------------------ what does no harm


LEFT = (".DS_Store", "Thumbs.db", "desktop.ini", ".~lock.compare.csv#", "._x", "~$x.xlsx", "Icon\r", ".sync")


def test_a_folder_in_which_a_system_left_its_files_is_free(tmp_path: Path) -> None:
    for name in LEFT:
        (tmp_path / name).write_bytes(b"system")
    assert len(study(replications=1).run(tmp_path).runs) == 2
    assert all((tmp_path / name).read_bytes() == b"system" for name in LEFT)


def copies(path: Path) -> list[Path]:
    """How clouds and systems call a second file."""
    stem, end = path.stem, path.suffix
    names = [f"{stem} (1){end}", f"{stem} - Copy{end}", f"{stem} (Anna's conflicted copy 2024-05-01){end}", f"{stem}~{end}",
             f"Copy of {stem}{end}", f".{stem}{end}", f"._{stem}{end}", f"{stem}.sync-conflict-20240501-101112-ABCDEFG{end}",
             f"{stem}{end}.tmp", f"{stem}{end}.part", f"{stem}副本{end}"]  # fmt: skip
    return [path.with_name(name) for name in names]


@pytest.mark.parametrize("which", ["whole", "half", "old"])
def test_copies_beside_every_file_do_no_harm(made: Path, tmp_path: Path, digest: str, which: str) -> None:
    folder = copy_of(made / which, tmp_path / "x")
    rows = len(load_results(folder).runs)
    for path in files(folder):
        for copy in copies(path):
            shutil.copy(path, copy)
    for table in [path.name for path in folder.iterdir() if path.is_dir()] + ["."]:
        (folder / table / ".DS_Store").write_bytes(b"system")
        (folder / table / "Thumbs.db").write_bytes(b"system")
        (folder / table / "desktop.ini").write_bytes(b"system")
    shutil.copytree(folder / ("finished" if which == "half" else "monthly"), folder / ".dropbox.cache")
    assert len(load_results(folder).runs) == rows
    assert mended(folder, digest) == []


# ------------------------------------------------------------------ what is named, and run again


def cut(path: Path, size: int = 300) -> None:
    path.write_bytes(path.read_bytes()[:size])


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1
    path.write_bytes(bytes(data))


def copied(source: Path, target: Path, name: str, new: str, tables: str = "*") -> None:
    for path in source.glob(f"{tables}/{name}.parquet"):
        shutil.copy(path, target / path.parent.name / f"{new}.parquet")


DAMAGE: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "a file is missing": (lambda x, _: (x / f"monthly/{FIRST}.parquet").unlink(), f"part {FIRST} of table 'monthly' is missing"),
    "a table is missing": (lambda x, _: shutil.rmtree(x / "bids"), f"part {FIRST} of table 'bids' is missing"),
    "a file is cut off": (lambda x, _: cut(x / f"monthly/{FIRST}.parquet"), f"part {FIRST} of table 'monthly' "),
    "a file is empty": (lambda x, _: cut(x / f"projects/{SECOND}.parquet", 0), f"part {SECOND} of table 'projects' "),
    "runs are empty": (lambda x, _: cut(x / f"runs/{FIRST}.parquet", 0), f"part {FIRST} of table 'runs' cannot be read"),
    "runs are missing": (lambda x, _: (x / f"runs/{SECOND}.parquet").unlink(), f"part {SECOND} is missing"),
    "runs are of another part": (lambda x, _: copied(x, x, FIRST, SECOND, "runs"), f"part {SECOND} is a copy of part {FIRST}"),
    "a part is doubled": (lambda x, _: copied(x, x, FIRST, "w0000-r00003"), f"part w0000-r00003 is a copy of part {FIRST}"),
    "a file is foreign": (lambda x, o: copied(o, x, FIRST, FIRST, "monthly"), f"{FIRST} of table 'monthly' is not what the study"),
    "a part is foreign": (lambda x, o: copied(o, x, SECOND, SECOND), f"part {SECOND} is of another study"),
    "a foreign part came along": (
        lambda x, o: copied(o, x, SECOND, "w0000-r00007"),
        f"part w0000-r00007 is a copy of part {SECOND}",
    ),
    "one bit is another": (
        lambda x, _: flip(x / f"services/{FIRST}.parquet", 500),
        "of table 'services' is not what the study wrote",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named_and_mended(made: Path, tmp_path: Path, digest: str, name: str) -> None:
    folder = copy_of(made / "whole", tmp_path / "x")
    damage, said = DAMAGE[name]
    damage(folder, made / "other")
    refused(folder, said)
    told = mended(folder, digest)
    assert len(told) == 1
    assert said in told[0]
    assert "what is missing is run again" in told[0]


SEEN_IN_OLD = ("a file is missing", "a file is cut off", "runs are missing", "a part is doubled", "a file is foreign")


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEN_IN_OLD)
def test_damage_of_a_folder_without_seals_is_named_and_mended(made: Path, tmp_path: Path, digest: str, name: str) -> None:
    folder = copy_of(made / "old", tmp_path / "x")
    DAMAGE[name][0](folder, made / "other")
    refused(folder, "is not what the study wrote|is damaged")
    assert len(mended(folder, digest)) == 1


def test_a_folder_without_seals_is_read_and_extended(made: Path, tmp_path: Path, digest: str) -> None:
    folder = copy_of(made / "old", tmp_path / "x")
    before = {path: path.read_bytes() for path in files(folder)}
    assert load_results(folder).digest == digest
    assert mended(folder, digest) == []
    assert {path: path.read_bytes() for path in files(folder)} == before
    assert study(replications=9).run(folder).digest == study(replications=9).run().digest
    load_results(folder).verify()


def test_what_was_damaged_is_kept_aside(made: Path, tmp_path: Path, digest: str) -> None:
    folder = copy_of(made / "whole", tmp_path / "x")
    DAMAGE["a part is foreign"][0](folder, made / "other")
    foreign = (folder / "monthly" / f"{SECOND}.parquet").read_bytes()
    mended(folder, digest)
    assert (folder / "damaged" / "monthly" / f"{SECOND}.parquet").read_bytes() == foreign


def test_damage_beyond_what_is_asked_for_is_named_and_the_rest_is_read(made: Path, tmp_path: Path) -> None:
    folder = copy_of(made / "whole", tmp_path / "x")
    cut(folder / "monthly" / f"{SECOND}.parquet")
    with pytest.warns(DamageWarning, match=f"part {SECOND} of table 'monthly' is not what the study wrote"):
        few = study(replications=5).run(folder)
    assert few.digest == study(replications=5).run().digest


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_happens_to_files_results_are_the_same_or_refused_and_mended(
    made: Path, tmp_path: Path, digest: str, data: st.DataObject
) -> None:
    anything_happens(made, tmp_path, digest, data)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_happens_to_many_files(made: Path, tmp_path: Path, digest: str, data: st.DataObject) -> None:
    anything_happens(made, tmp_path, digest, data)


def anything_happens(made: Path, tmp_path: Path, digest: str, data: st.DataObject) -> None:
    """Up to three files are cut, changed, taken away, replaced or doubled."""
    which = data.draw(st.sampled_from(["whole", "half"]))
    folder = copy_of(made / which, tmp_path / "x")
    expected = load_results(folder).digest
    tables = [path for path in files(folder) if path.name != "manifest.json"]
    for path in data.draw(st.lists(st.sampled_from(tables), min_size=1, max_size=3, unique=True)):
        happening(path, tables, data)
    assert read(folder) in (expected, "refused", unrun(folder, copy_of(made / which, tmp_path / "y")))
    mended(folder, digest)


def unrun(folder: Path, twin: Path) -> str:
    """The digest of an unfinished study that never ran the replications whose waiting files are gone: nobody else knows of them."""
    for path in (twin / "finished").glob("*.arrow"):
        if not (folder / "finished" / path.name).exists():
            path.unlink()
    return read(twin)


def read(folder: Path) -> str:
    """The digest of a folder whose every value was looked at, or that it is refused in a line."""
    try:
        results = load_results(folder)
        results.verify()
    except StudyError as error:
        return str(error) if "\n" in str(error) else "refused"
    return results.digest


def happening(path: Path, tables: list[Path], data: st.DataObject) -> None:
    what = data.draw(st.sampled_from(["cut", "flip", "take away", "replace", "double", "append"]))
    there = path.exists() and path.stat().st_size
    if what == "cut" and there:
        cut(path, data.draw(st.integers(0, path.stat().st_size - 1)))
    elif what == "flip" and there:
        flip(path, data.draw(st.integers(0, 10**6)))
    elif what == "take away":
        path.unlink(missing_ok=True)
    elif what == "append" and there:
        path.write_bytes(path.read_bytes() + b"\0")
    elif what in ("replace", "double") and there:
        other = data.draw(st.sampled_from(tables))
        new = other if what == "replace" else path.with_name(f"w0000-r0000{data.draw(st.integers(0, 9))}{path.suffix}")
        if new != path:
            shutil.copy(path, new)


# ------------------------------------------------------------------ the manifest


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"policies": "x"}, "policies is 'x', it must be a list of names"),
        ({"policies": None}, "policies is missing"),
        ({"months": "12"}, "months is '12', it must be a whole number"),
        ({"scenario": []}, r"scenario is '\[\]', it must be a scenario with its world"),
        ({"worlds": [1]}, "it must be a list of worlds"),
        ({"aborted": {}}, "it must be a list of runs"),
        ({"seed": 2}, "what it says of the study was changed after it was written"),
        ({"months": 11}, "what it says of the study was changed"),
    ],
)
def test_a_manifest_is_checked(made: Path, tmp_path: Path, entries: dict[str, object], said: str) -> None:
    folder = copy_of(made / "whole", tmp_path / "x")
    rewrite(folder, **entries)
    refused(folder, said)


def test_a_manifest_of_nothing_but_a_format_is_refused(made: Path, tmp_path: Path) -> None:
    folder = copy_of(made / "whole", tmp_path / "x")
    (folder / "manifest.json").write_text('{"format": 1}')
    refused(folder, "is damaged: in manifest.json identity is missing")
    with pytest.raises(StudyError, match="identity is missing"):
        study(replications=N).run(folder)


# ------------------------------------------------------------------ what cannot be read now is not damaged


@pytest.mark.parametrize(
    "error", [OSError(errno.EMFILE, "Too many open files"), PermissionError(errno.EACCES, "Permission denied"), MemoryError()]
)
@pytest.mark.parametrize("where", ["runs", "monthly", "finished"])
def test_what_the_system_does_not_let_be_read_is_refused_and_left_where_it_is(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, error: BaseException
) -> None:
    folder = copy_of(made / ("half" if where == "finished" else "whole"), tmp_path / "copy")
    before = {path: path.read_bytes() for path in files(folder)}

    def refused(path: Path, *_: Any, **__: Any) -> Any:
        if path.parent.name == where:
            raise error
        return read(path)

    read, parquet = Path.read_bytes, pq.ParquetFile
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refused)
        patch.setattr(pq, "ParquetFile", lambda path, **how: refused(path) if path.parent.name == where else parquet(path, **how))
        with pytest.raises(NotReadError, match=r"cannot be read: (Too many|not allowed|out of memory)"):
            study(replications=N + 1).run(folder)
    assert {path: path.read_bytes() for path in files(folder)} == before


def test_where_no_thread_starts_a_file_is_read_without(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = pq.ParquetFile.read

    def alone(file: Any, columns: Any = None, *, use_threads: bool = True) -> Any:
        if use_threads:
            raise OSError("thread constructor failed: Resource temporarily unavailable")
        return read(file, columns, use_threads=use_threads)

    monkeypatch.setattr(pq.ParquetFile, "read", alone)
    load_results(made / "whole").verify()
