"""What a study costs before it is made: runs, time from three runs against the clock, bytes on the disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from gpssim.errors import ScenarioError
from gpssim.records.tables import TABLES
from gpssim.studies.duration import months_of_group, paid_once_by
from gpssim.studies.finishing import workers_of
from gpssim.studies.packs import packs_of
from gpssim.studies.run import run_group
from gpssim.studies.store import parquet_of, parts_tables, runs_in_a_part
from gpssim.studies.tasks import Group, GroupOutcome, Job

if TYPE_CHECKING:
    from gpssim.studies import Study

MOST_RUNS: Final = 20_000
"""More runs than these are made only where somebody says yes to their number."""
TIMED: Final = 3
YEAR: Final = 12


@dataclass(frozen=True)
class Size:
    """What a study takes, from nothing to its end.

    Attributes
    ----------
    runs, groups : runs in all, and how many groups of them share a world and its luck.
    points : of the design, or sampled worlds.
    seconds : of wall clock, with ``workers`` processes; ``timed`` is how many runs were measured.
    once : seconds paid once on this machine, for compiling and equilibria, that were just paid: no run pays them again.
    bytes : on the disk.
    """

    runs: int
    groups: int
    points: int
    workers: int
    seconds: float
    once: float
    bytes: int
    timed: int


def size_of(study: Study, clock: Callable[[], float] = perf_counter, paid: Callable[[], float] | None = None) -> Size:
    """A year under every policy, so that what is paid once is paid; then three runs of the study against the clock, and what all
    of them come to. Nothing is kept but what is paid once.

    Parameters
    ----------
    clock : seconds, from any zero.
    paid : seconds paid once so far.
    """
    once = paid or paid_once_by(study)
    job, groups = replace(_first_policy(study.job()), keep="all"), study.groups
    chosen = [groups[place] for place in dict.fromkeys((0, len(groups) // 2, len(groups) - 1))][:TIMED]
    before = once()
    run_group(_short(study.job()), chosen[0], None)
    outcomes, began, paid_already = {}, clock(), once()
    for group in chosen:
        outcomes[group] = run_group(job, group, job.values(group))
    passed = clock() - began - (once() - paid_already)  # what is compiled or solved once for all is no part of a run
    months = len(chosen) * (study.specified.warm_up + study.specified.months)
    rounds = -(-len(groups) // (workers := workers_of(study) or 1))
    return Size(
        runs=len(groups) * study.runs_per_group,
        groups=len(groups),
        points=study.n_worlds,
        workers=workers,
        seconds=passed / months * months_of_group(study) * rounds,
        once=once() - before,
        bytes=_bytes(study, job, outcomes),
        timed=len(chosen),
    )


def check_number(runs: int, yes: bool) -> None:
    """Refuse more runs than anybody asks for by accident.

    Raises
    ------
    ScenarioError : more than 20,000 runs, and nobody said yes.
    """
    if runs > MOST_RUNS and not yes:
        raise ScenarioError(f"the study has {runs:,} runs, more than {MOST_RUNS:,}: say --yes if so many are meant")


def _first_policy(job: Job) -> Job:
    return replace(job, policies=job.policies[:1], closures=job.closures[:1])


def _short(job: Job) -> Job:
    """The same with a year, in which every policy buys what it buys later."""
    few = job.scenario.model_copy(update={"warm_up": min(1, job.scenario.warm_up), "months": min(YEAR, job.scenario.months)})
    return replace(job, scenario=few)


def _bytes(study: Study, job: Job, outcomes: Mapping[Group, GroupOutcome]) -> int:
    """Bytes of all runs: each run, with tables of events where they are kept, and what every part takes beside its runs."""
    light = {group: replace(one, tables=_without_events(one.tables)) for group, one in outcomes.items()}
    each = study.runs_per_group
    n_heavy = sum(map(study.job().keeps_events, study.groups))
    part = max(1, runs_in_a_part(len(study.groups) * each) // each)
    return int(
        sum(
            each * n * per_run + -(-n // part) * beside
            for n, (per_run, beside) in ((n_heavy, _weights(outcomes)), (len(study.groups) - n_heavy, _weights(light)))
        )
    )


def _weights(outcomes: Mapping[Group, GroupOutcome]) -> tuple[float, float]:
    """Bytes of a run, and of a part beside its runs, from a part of one run and a part of several."""
    groups = list(outcomes)
    one, several = (_part({group: outcomes[group] for group in some}) for some in (groups[:1], groups))
    per_run = (several - one) / (len(groups) - 1) if len(groups) > 1 else 0.5 * one
    return max(per_run, 0.0), max(one - per_run, 0.0)


def _part(outcomes: dict[Group, GroupOutcome]) -> int:
    return sum(len(parquet_of(table)) for table in parts_tables(packs_of(outcomes)).values())


def _without_events(tables: Mapping[str, Any]) -> dict[str, Any]:
    return {name: table for name, table in tables.items() if name not in TABLES or not TABLES[name].event}
