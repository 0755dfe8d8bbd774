"""One run of the model, and the runs of a group one after the other: the only place where studies meet the model."""

from __future__ import annotations

import dataclasses
import traceback
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from gpssim.errors import GpssimError
from gpssim.records.runs import ABORTED, FAILED, SUCCEEDED, digests_of, run_account, with_run_keys
from gpssim.records.tables import TABLES
from gpssim.scenario import Policy, World, replace
from gpssim.studies.months import to_the_end, to_the_switch
from gpssim.studies.spoiling import spoilt
from gpssim.studies.tasks import Group, GroupOutcome, Job, RunOutcome, Task, Values
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    import pyarrow as pa

    from gpssim.model import PublicServiceMarket

MOST_CALLS: Final = 40
"""Calls of a traceback that are told; of more, the first and the last."""


@usual_arithmetic()
def run_one(task: Task, warmed: PublicServiceMarket | None = None, events: bool = True) -> RunOutcome:
    """Build the model, run it, take its tables; whatever goes wrong is told in the outcome, never raised.

    Parameters
    ----------
    warmed : a market of the same scenario, seed, replication and world at month 0, from which the run branches off.
    events : whether tables of events are wanted.
    """
    started, stage, model = perf_counter(), "build", None
    try:
        policy = replace(task.policy, {"levers.closure": task.closure})
        model = _market(task, policy) if warmed is None else warmed.branch(policy, _world(task))
        stage = "run"
        to_the_end(model)
        stage = "tables"
        tables = model.tables(arrow=True, events=events)
    except Exception as error:  # a failure is data about the model, whatever it is
        return failure(error, stage, perf_counter() - started)
    finally:
        if model is not None:
            model.release()
    return RunOutcome(tables, seconds=perf_counter() - started)


def _market(task: Task, policy: Policy, threads: int = 1) -> PublicServiceMarket:
    from gpssim.model import PublicServiceMarket  # Mesa and compiled rules: only where something runs

    return PublicServiceMarket(task.scenario, policy, seed=task.seed, replication=task.luck, world=_world(task), threads=threads)


def _world(task: Task) -> World:
    """The world of a run, with frictions of its own where it has any."""
    world = task.scenario.world if task.sampled is None else task.sampled
    return world if task.frictions is None else world.model_copy(update={"frictions": task.frictions})


def _warmed_up(job: Job, task: Task) -> PublicServiceMarket | None:
    """The market of a group at month 0, from which all its policies branch off; none for runners of one's own.

    Nor is there any where the warm-up fails: then every run finds that out by itself, and its row says at which stage.
    """
    if job.runner is not run_one:
        return None
    market = None
    try:
        market = _market(dataclasses.replace(task, frictions=None), task.scenario.policy, job.threads)
        return to_the_switch(market)
    except Exception:  # told by the runs
        if market is not None:
            market.release()
        return None


def failure(error: Exception, stage: str, seconds: float = float("nan")) -> RunOutcome:
    """The outcome of a run that raised: errors of ours in their own words, others with type and place.

    What the model did is a failure; what the surroundings spoilt is no more than an attempt, and the study tries it again.
    """
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    if not isinstance(error, GpssimError):
        place = traceback.extract_tb(error.__traceback__)[-1:]
        where = f" ({place[0].filename.replace(chr(92), '/').rpartition('/')[2]}:{place[0].lineno})" if place else ""
        reason = f"{type(error).__name__}: {reason}{where}"
    status = ABORTED if spoilt(error) else FAILED
    return RunOutcome(status=status, stage=stage, reason=reason, traceback=calls_of(error), seconds=seconds)


def calls_of(error: Exception) -> str:
    """Where an error was raised: a line for each call, files without their folders, which are one machine's own."""
    frames = traceback.extract_tb(error.__traceback__)
    calls = [f"{frame.filename.replace(chr(92), '/').rpartition('/')[2]}:{frame.lineno} in {frame.name}" for frame in frames]
    if len(calls) > MOST_CALLS:
        calls[MOST_CALLS // 2 : -MOST_CALLS // 2] = ["..."]
    return "\n".join([*calls, type(error).__name__])


@usual_arithmetic()
def run_group(job: Job, group: Group, values: Values | None) -> GroupOutcome:
    """Every run of a group; one that fails leaves a row that says so and does not stop the others.

    Parameters
    ----------
    values : what was drawn for the group's world, where it is not the scenario's own.
    """
    try:
        drawn = None if values is None else job.drawn(values)
    except GpssimError as error:
        return _impossible(job, group, failure(error, "build"))
    accounts, pieces = [], []
    tasks = list(job.tasks(group, drawn))
    warmed, events = _warmed_up(job, tasks[0]), job.keeps_events(group)
    for task in tasks:
        outcome = _attempt(job, task) if warmed is None else run_one(task, warmed, events)
        tables = _kept(outcome, events)
        said = _ending(outcome)
        accounts.append(run_account(digests_of(tables), **task.keys, **said))
        pieces.append({name: with_run_keys(table, **task.keys) for name, table in tables.items()})
    if warmed is not None:
        warmed.release()
    return GroupOutcome(tuple(accounts), joined(pieces))


def _ending(outcome: RunOutcome) -> dict[str, Any]:
    """How a run ended, as its row says it."""
    told = {"status": outcome.status, "stage": outcome.stage, "reason": outcome.reason, "seconds": outcome.seconds}
    return {**told, "traceback": outcome.traceback}


def _impossible(job: Job, group: Group, outcome: RunOutcome) -> GroupOutcome:
    """A group at a point that contradicts itself: a row for each run, with the reason."""
    said = _ending(outcome)
    return GroupOutcome(tuple(run_account({}, **keys, **said) for keys in job.keys(group)), {})


def _attempt(job: Job, task: Task) -> RunOutcome:
    try:
        return job.runner(task)
    except Exception as error:  # a runner of the user's own may raise anything: still one row
        return failure(error, "run")


def _kept(outcome: RunOutcome, events: bool) -> dict[str, pa.Table]:
    """The tables that are stored: none of a failed run, those of events only where they are kept."""
    if outcome.status != SUCCEEDED:
        return {}
    return {name: table for name, table in outcome.tables.items() if events or name not in TABLES or not TABLES[name].event}


def joined(pieces: list[Any]) -> dict[str, pa.Table]:
    """Tables of several runs, one below the other."""
    import pyarrow as pa

    names = dict.fromkeys(name for piece in pieces for name in piece)
    return {
        name: pa.concat_tables([p[name] for p in pieces if name in p], promote_options="permissive").unify_dictionaries()
        for name in names
    }
