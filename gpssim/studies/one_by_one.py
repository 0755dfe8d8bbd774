"""Groups of runs handed out and taken one by one, for who looks into each of them and stores none."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from gpssim.records.parts import RUNS
from gpssim.studies.executing import Lost, execute
from gpssim.studies.executors import RunsOn, executor_of
from gpssim.studies.executors.base import Lent
from gpssim.studies.packs import Pack
from gpssim.studies.tasks import Group, GroupOutcome, Job

if TYPE_CHECKING:
    import pyarrow as pa

Place = str | RunsOn | Executor | None
"""Where runs are made: what is typed behind ``--on``, or an executor of ``concurrent.futures``."""


def one_by_one(
    job: Job, groups: Sequence[Group], workers: int | None = None, where: Place = None
) -> Generator[tuple[Group, GroupOutcome | Lost]]:
    """Run groups and yield each as it ends, in any order.

    Parameters
    ----------
    workers : processes, one for each core by default; with a lent executor, how many tasks it works on at once.
    where : runs are made, in processes of this machine by default.

    Raises
    ------
    StudyError : what was to run them is not there, or not any more.
    """
    place = Lent(where) if isinstance(where, Executor) else executor_of(where)
    for ended in execute(job, groups, len(groups), workers, place):
        if isinstance(ended, Lost):
            yield ended.group, ended
        else:
            yield from _apart(ended)


def _apart(pack: Pack) -> Iterator[tuple[Group, GroupOutcome]]:
    """The groups of a pack."""
    tables = {name: pack.table(name) for name in pack.names}
    for group in pack.groups:
        own = tables if len(pack.groups) == 1 else {name: _of(table, group) for name, table in tables.items()}
        yield group, GroupOutcome(tuple(own[RUNS].to_pylist()), {name: table for name, table in own.items() if name != RUNS})


def _of(table: pa.Table, group: Group) -> pa.Table:
    import pyarrow.compute as pc

    return table.filter(pc.and_(pc.equal(table["world"], group.world), pc.equal(table["replication"], group.replication)))
