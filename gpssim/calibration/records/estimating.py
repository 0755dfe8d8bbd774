"""A moment of recorded purchases with its standard error, by the code that measures simulated ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from gpssim.calibration.declared import Target
from gpssim.calibration.measuring import moment_of
from gpssim.calibration.moment import MOMENTS
from gpssim.streams import Luck

RESAMPLES: Final = 400
FIGURES: Final = 4
"""Of what is written down."""


def estimated(frame: pd.DataFrame, outcome: str, by: Mapping[str, Any], seed: int = 1) -> tuple[float, float]:
    """A moment and its standard error over resampled clusters.

    Parameters
    ----------
    frame : purchases with a column ``cluster``: within one they may depend on each other (a day, a buyer).
    outcome : a moment of purchases.
    by : the cell.

    Notes
    -----
    *Source:* bootstrap of clusters, Cameron, Gelbach & Miller 2008, doi:10.1162/rest.90.3.414.
    """
    moment = MOMENTS.find(outcome)
    rows = list(frame.reset_index(drop=True).groupby("cluster", sort=True).indices.values())
    values = [moment_of(frame, moment, by)]
    for draw in range(RESAMPLES):
        chosen = Luck.of(seed, 0).uniforms("bootstrap of clusters", draw, np.arange(len(rows)))
        places = np.concatenate([rows[int(u * len(rows))] for u in chosen])
        values.append(moment_of(frame.iloc[places].reset_index(drop=True), moment, by))
    return values[0], float(np.nanstd(values[1:], ddof=1))


def target_from(
    frame: pd.DataFrame, outcome: str, by: Mapping[str, Any], source: str, hold_out: bool = False, seed: int = 1
) -> Target:
    """The target that records give, rounded as it would be printed.

    Parameters
    ----------
    frame, outcome, by, seed : as for :func:`estimated`.
    source : where the records come from; how many purchases the moment is of is added.
    """
    value, error = estimated(frame, outcome, by, seed)
    said = f"{source}; n = {len(frame):,}"
    return Target(
        outcome=outcome, by=dict(by), value=_rounded(value), standard_error=_rounded(error), source=said, hold_out=hold_out
    )


def _rounded(x: float) -> float:
    return float(f"{x:.{FIGURES}g}")
