"""A disk that is really full: a small file system of its own, where this user may mount one."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streams_of_all_kinds import compared, left

import gpssim
from gpssim.errors import NotWrittenError, StudyError
from gpssim.exports.sheets import Export, Sheet
from gpssim.exports.variables import Variable
from gpssim.records import load_results
from tests.faults.folders import study

PAGE = 4096
SIZE = 8 * 2**20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Eight megabytes, whoever writes more."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", f"size={SIZE}", "gpssim-small", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False) if mount else None
    if done is None or done.returncode:
        pytest.skip(f"no small file system can be mounted here: {done.stderr.strip() if done else 'there is no mount'}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def leave(disk: Path, pages: int) -> Path:
    """Fill a disk until so many pages are free."""
    ballast = disk / "ballast"
    free = os.statvfs(disk).f_bavail
    ballast.write_bytes(bytes((free - pages) * PAGE))
    return ballast


@pytest.mark.parametrize("pages", [1, 60, 500])
def test_a_study_on_a_full_disk_is_a_line_and_goes_on_when_there_is_room(disk: Path, pages: int) -> None:
    digest = study(replications=8).run().digest
    ballast, folder = leave(disk, pages), disk / "study"
    with pytest.raises(StudyError, match="cannot be written: no space left") as error:
        study(replications=8).run(folder)
    assert "\n" not in str(error.value)
    reported = 0
    if (folder / "manifest.json").exists():
        half = load_results(folder)
        half.verify()
        reported = len(half.runs)
        assert "is kept" in str(error.value)
    ballast.unlink()
    told: list[int] = []
    assert study(replications=8).run(folder, progress=lambda done, _total: told.append(done)).digest == digest
    assert told[0] == reported
    assert not [*folder.rglob("*.tmp"), *folder.rglob("*.arrow"), *folder.glob("*.lock")]
    load_results(folder).verify()


def test_a_command_on_a_full_disk_leaves_with_1_and_goes_on(
    disk: Path, finished_study: Path, its_comparison: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gpssim.analysis.compare", lambda *_, **__: its_comparison)
    ballast, err = leave(disk, 30), io.StringIO()
    assert left(monkeypatch, compared(disk / "study"), io.StringIO(), err) == 1
    assert "no space left" in err.getvalue().splitlines()[-1]
    assert "Traceback" not in err.getvalue()
    ballast.unlink()
    assert left(monkeypatch, compared(disk / "study"), io.StringIO()) == 0
    assert load_results(disk / "study").digest == load_results(finished_study).digest


def test_tables_on_a_full_disk_are_whole_or_absent_and_named(
    kept: Path, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = pd.DataFrame({"value": [k / 7 for k in range(3000)]})
    sheets = tuple(Sheet(name, name, frame, (Variable("value", "value", "share"),)) for name in ("arms", "bids", "monthly"))
    export = Export(sheets, {}, {name: name for name in ("sheet", "variable", "label", "unit", "holds", "rows")})
    monkeypatch.setattr("gpssim.exports.sheets_of", lambda *_: export)
    results = load_results(kept)
    for name in ("csv", "parquet", "dta"):
        there = content(tmp_path / name, results, name)
        ballast = leave(disk, 9)
        with pytest.raises(NotWrittenError, match=r"not written: .*no space left"):
            gpssim.export(results, disk / name, name)
        assert {file.name: file.read_bytes() for file in (disk / name).iterdir()}.items() < there.items()
        ballast.unlink()
        assert content(disk / name, results, name).keys() == there.keys()


def content(folder: Path, results: gpssim.Results, name: str) -> dict[str, bytes]:
    """What an export writes into a folder."""
    gpssim.export(results, folder, name)
    return {file.name: file.read_bytes() for file in folder.iterdir()}
