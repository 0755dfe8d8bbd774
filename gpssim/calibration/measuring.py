"""One run and the moments of it: measured where it runs, so that no more than a few numbers travel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.indicator import Indicator
from gpssim.analysis.periods import window_of
from gpssim.analysis.values import values
from gpssim.calibration.declared import Target
from gpssim.calibration.moment import Moment
from gpssim.calibration.purchases import picked, purchases_of
from gpssim.records.results import Results
from gpssim.records.runs import SUCCEEDED
from gpssim.studies import RunOutcome, Task, run_one

if TYPE_CHECKING:
    import pyarrow as pa

MOMENTS_TABLE: Final = "moments"
"""The one table that a run leaves behind: ``moment`` (its number), ``value``."""


@dataclass(frozen=True)
class Measuring:
    """A runner of studies: runs one task, and keeps the moments alone.

    Parameters
    ----------
    targets, measures : one measure for each target.
    """

    targets: tuple[Target, ...]
    measures: tuple[Moment | Indicator, ...]

    def __call__(self, task: Task) -> RunOutcome:
        """The run as it ended, with its moments in place of its tables."""
        import pyarrow as pa

        outcome = run_one(task)
        if outcome.status != SUCCEEDED:
            return outcome
        found = self.moments(outcome.tables, _manifest(task))
        table = pa.table({"moment": np.arange(len(found), dtype=np.int32), "value": found})
        return replace(outcome, tables={MOMENTS_TABLE: table})

    def moments(self, tables: Mapping[str, pa.Table], manifest: Mapping[str, Any]) -> np.ndarray:
        """Every moment of a run, ``(m,)``; missing where the run has none."""
        results, months = Results(tables, manifest), int(manifest["months"])
        needed = any(isinstance(measure, Moment) for measure in self.measures)
        frame = purchases_of(tables) if needed else pd.DataFrame()
        pairs = zip(self.targets, self.measures, strict=True)
        return np.array([_one(target, measure, (results, frame), months) for target, measure in pairs])


def moment_of(frame: pd.DataFrame, moment: Moment, by: Mapping[str, Any]) -> float:
    """A moment of purchases, simulated or recorded, in a cell; missing where there are none."""
    return float(moment.measure(frame, picked(frame, by)))


def _one(target: Target, measure: Moment | Indicator, source: tuple[Results, pd.DataFrame], months: int) -> float:
    results, frame = source
    if isinstance(measure, Moment):
        window = window_of(target.period, months)
        assert window is not None  # checked when the file was read
        within = frame[frame["month"].between(window.first, window.last)].reset_index(drop=True)
        return moment_of(within, measure, target.by)
    table = values(results, measure, target.period, tuple(target.by))
    for name, cell in target.by.items():
        table = table[table[name].astype(str) == str(cell)]
    return float(table["value"].iloc[0]) if len(table) else float("nan")


def _manifest(task: Task) -> dict[str, Any]:
    """What a study's manifest would say of the run."""
    scenario = task.scenario.model_dump(mode="json")
    if task.sampled is not None:
        scenario["world"] = task.sampled.model_dump(mode="json")
    return {
        "months": task.scenario.months,
        "scenario": scenario,
        "policies": [task.policy.name],
        "policy_definitions": [task.policy.model_dump(mode="json")],
    }
