"""Runners in place of the model: quick, deterministic, and able to fail in every way a run can.

All say that they are one and the same, since a study that was begun with one goes on with another.
"""

from __future__ import annotations

import os
from typing import Any

from gpssim.errors import ConservationError
from gpssim.scenario import Scenario
from gpssim.studies import RunOutcome, Study, Task
from gpssim.studies.tasks import Runner
from tests.synthetic import synthetic_tables

SCENARIO = Scenario(name="little", months=12, warm_up=0)
POLICIES = ("open_tender", "directed_commission")


def quick(task: Task) -> RunOutcome:
    """Synthetic tables of the task."""
    return RunOutcome(
        synthetic_tables(task.policy.name, task.seed, task.world, task.replication, task.scenario.months, task.closure),
        seconds=0.01,
    )


def failing(task: Task) -> RunOutcome:
    """Directed commission fails in replication 1."""
    if task.replication == 1 and task.policy.name == "directed_commission":
        raise ConservationError("money was made in month 3")
    return quick(task)


def deadly(task: Task) -> RunOutcome:
    """Replication 2 takes its process with it."""
    if task.replication == 2:
        os._exit(9)
    return quick(task)


def interrupted(task: Task) -> RunOutcome:
    """Somebody presses Ctrl-C in replication 7."""
    if task.replication == 7:
        raise KeyboardInterrupt
    return quick(task)


def as_quick(runner: Runner) -> Runner:
    """A runner that says that it is the same as the others here."""
    runner.gpssim_identity = "fakes"  # type: ignore[attr-defined]  # functions take any attribute
    return runner


for fake in (quick, failing, deadly, interrupted):
    as_quick(fake)


def study(**options: Any) -> Study:
    """A study of two policies over twelve months in this process, unless said otherwise."""
    return Study(**{"scenario": SCENARIO, "policies": POLICIES, "replications": 3, "workers": 1, "runner": quick, **options})
