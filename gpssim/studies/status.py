"""Where a study is, seen from its folder alone: from another terminal, or another machine that shares the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Final

from gpssim.errors import StudyError
from gpssim.files.places import place_of
from gpssim.records.manifest import read_manifest
from gpssim.records.parts import RUNS
from gpssim.records.runs import ABORTED, FAILED
from gpssim.records.single import FINISHED, GroupFile
from gpssim.studies.lock import Writer, writer_of

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS: Final = ["world", "replication", "policy", "closure", "status"]


@dataclass(frozen=True)
class Status:
    """Where a study is.

    Attributes
    ----------
    complete : whether everything that was asked for last is there.
    groups, planned : groups of runs that share a world and its luck: finished ones, and those asked for last (``None`` in folders
        that an earlier version wrote).
    runs, failed, aborted : runs that are there; that failed; whose surroundings spoilt them, so that they are tried again.
    writer : who writes the folder now, or did when it was killed.
    rate : runs a second since the writer began, by the times of files; missing where nobody writes.
    left : seconds that are left at that rate.
    last : seconds since something was finished; missing where nothing is.
    """

    complete: bool
    groups: int
    planned: int | None
    runs: int
    failed: int
    aborted: int
    writer: Writer | None
    rate: float
    left: float
    last: float

    @property
    def missing(self) -> int | None:
        """Groups that are not there yet."""
        return None if self.planned is None else max(0, self.planned - self.groups)

    @property
    def running(self) -> bool:
        """Whether somebody is at it, as far as can be told."""
        return self.writer is not None and self.writer.alive is not False


def status_of(folder: str | Path) -> Status:
    """Where the study in a folder is; nothing is locked or changed, and whoever writes it is not disturbed.

    Raises
    ------
    StudyError : no study there.
    """
    place = place_of(folder)
    manifest, writer, now = read_manifest(place), writer_of(place), time()
    rows, times = _rows(place)
    each = len(manifest["policies"]) * len(manifest["closures"])
    groups = Counter(key[:2] for key, status in rows.items() if status != ABORTED)
    done, planned = sum(n >= each for n in groups.values()), manifest.get("planned")
    rate = _rate(writer, str(manifest.get("written", "")), times, now)
    left = (planned - done) * each / rate if planned is not None and rate > 0 else float("nan")
    last = now - max((when for when, _ in times), default=float("nan"))
    status = Counter(rows.values())
    counted = (len(rows), status[FAILED], status[ABORTED] + len(manifest.get("aborted", ())))
    return Status(bool(manifest.get("complete")), done, planned, *counted, writer, rate, left, last)


Rows = dict[tuple[int, int, str, str], str]


def _rows(folder: Path) -> tuple[Rows, list[tuple[float, int]]]:
    """The status of every run by its keys, and how many runs came with a file of which time."""
    rows: Rows = {}
    times = []
    for when, table in _files(folder):
        before = len(rows)
        for row in table.to_pylist():
            rows[row["world"], row["replication"], row["policy"], row["closure"]] = row["status"]
        times.append((when, len(rows) - before))
    return rows, times


def _rate(writer: Writer | None, written: str, times: list[tuple[float, int]], now: float) -> float:
    """Runs a second since the writer began."""
    if writer is None or writer.alive is False:
        return float("nan")
    try:
        began = datetime.fromisoformat(writer.since or written).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return float("nan")
    made = sum(n for when, n in times if when >= began)
    return made / (now - began) if made and now > began else float("nan")


def _files(folder: Path) -> Iterator[tuple[float, pa.Table]]:
    """When each file of runs was written, and its rows; a file that is taken away meanwhile is in another one by then."""
    import pyarrow.parquet as pq

    for path in sorted((folder / FINISHED).glob("*.arrow")):
        with suppress(OSError, StudyError):
            yield path.stat().st_mtime, GroupFile(path).table(RUNS, _COLUMNS).select(_COLUMNS)
    for path in sorted((folder / RUNS).glob("*.parquet")):
        with suppress(OSError):
            yield path.stat().st_mtime, pq.read_table(path, columns=_COLUMNS, partitioning=None).select(_COLUMNS)
