"""Is a warm-up long enough? The marginal standard error rule on series of the status quo, and what leaving out less would cost.

Values of some months are averaged to batches, as in MSER-5 (White, Cobb and Spratt 2000, Winter Simulation Conference), here of a
year: purchases and payments have a yearly cycle, and batches of five months would take it for a transient. The rule alone finds a
transient in any noise now and then, and leaves out more than there is; so a warm-up counts as too short only where the mean of
what is left is clearly off, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.bands import half_width
from gpssim.analysis.indicators import indicator
from gpssim.analysis.standing import YEAR, mser
from gpssim.analysis.values import series
from gpssim.errors import impossible

if TYPE_CHECKING:
    from gpssim.records.results import Results

LEVEL: Final = 0.95
"""Confidence with which no series is called too short by luck, all of them together."""
LEAST_BATCHES: Final = 4
COLUMNS: Final = ("series", "label", "label_zh", "unit", "mser", "months", "settled", "seen", "warm_up", "gap", "half", "enough")


def series_of(results: Results, outcomes: Sequence[str], every: int = YEAR) -> pd.DataFrame:
    """Outcomes in batches of months from the founding on: ``series, replication, month, value``."""
    pieces = [series(results, name, every=every).assign(series=name) for name in outcomes]
    return pd.concat(pieces, ignore_index=True)[["series", "replication", "month", "value"]]


def warm_up_needed(frame: pd.DataFrame, warm_up: int, every: int = YEAR) -> pd.DataFrame:
    """Whether a warm-up leaves out what a market remembers of its founding.

    Parameters
    ----------
    frame : ``series, replication, month, value``: the status quo from its founding on, a row a batch; ``month`` is its first.
    warm_up : months that the study leaves out.
    every : months of a batch.

    Returns
    -------
    DataFrame, a row a series: ``mser`` is what the rule leaves out; ``months`` the first month up to there from which the mean of
    all that follows is never clearly off the mean of the second half; ``settled`` is false where that takes half of the ``seen``
    months, beyond which nobody looks. ``gap`` is by how much the mean is off after the warm-up, ``half`` the half-width of its
    interval over replications (simultaneous over series and months), in the unit of the series; ``enough`` whether the warm-up
    is no shorter than ``months``.

    Raises
    ------
    ScenarioError : fewer than four batches, or none after the warm-up.
    """
    names = list(dict.fromkeys(frame["series"]))
    level = 1.0 - (1.0 - LEVEL) / max(1, len(names))
    return pd.DataFrame(
        [_row(name, frame[frame["series"] == name], warm_up, every, level) for name in names], columns=list(COLUMNS)
    )


def _row(name: str, frame: pd.DataFrame, warm_up: int, every: int, level: float) -> dict[str, Any]:
    runs = frame.pivot_table(index="month", columns="replication", values="value").sort_index().dropna()
    if len(runs) < LEAST_BATCHES or runs.index.max() < warm_up:
        raise impossible(
            f"months of {name}", len(runs) * every, f"at least {LEAST_BATCHES} batches of {every}, one after the warm-up"
        )
    values = runs.to_numpy(dtype=np.float64)
    left_out = mser(values.mean(axis=1))
    gap, half = _gaps(values, level)
    off = np.flatnonzero(np.abs(gap[:left_out]) > half[:left_out])
    settles = int(off[-1]) + 1 if off.size else 0
    begins = int(np.searchsorted(runs.index.to_numpy(), warm_up))
    one = indicator(name)
    return {
        "series": name, "label": one.label, "label_zh": one.label_zh, "unit": one.unit,
        "mser": every * left_out, "months": every * settles, "settled": settles < len(runs) // 2, "seen": len(runs) * every,
        "warm_up": warm_up, "gap": gap[begins], "half": half[begins], "enough": warm_up >= every * settles,
    }  # fmt: skip


def _gaps(values: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """How far the mean of what follows each batch lies off the mean of the second half, and the half-widths of that.

    Parameters
    ----------
    values : shape (batches, replications).
    level : confidence that no gap of the first half is told from 0 by luck.
    """
    n = np.arange(len(values), 0, -1)[:, None]
    rest = np.cumsum(values[::-1], axis=0)[::-1] / n
    middle, runs = len(values) // 2, values.shape[1]
    gap = rest - rest[middle]
    sd = gap.std(axis=1, ddof=1) if runs > 1 else np.full(len(values), np.inf)
    return gap.mean(axis=1), np.asarray(half_width(sd, runs, 1.0 - (1.0 - level) / middle))
