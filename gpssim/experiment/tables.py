"""Tables of experiments: which period is shown, and what a chart of rows reads."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gpssim.analysis.bands import half_width
from gpssim.analysis.domains import cut
from gpssim.analysis.limits import limits
from gpssim.experiment.words import ends


def last_period(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a comparison's later period; of all months where the runs are too short to have one.

    >>> last_period(pd.DataFrame({"period": ["all", "transition"]}))["period"].tolist()
    ['all']
    """
    return table[table["period"] == ("later" if (table["period"] == "later").any() else "all")]


def rows_with_errors(table: pd.DataFrame, row: str, outcomes: Mapping[str, object], n: int) -> pd.DataFrame:
    """What :func:`gpssim.charts.rows` reads, from a table that holds means and their standard errors side by side.

    Parameters
    ----------
    table : a column for each outcome, and ``OUTCOME_se`` for its standard error over ``n`` replications; without one, no interval.
    outcomes : label of each outcome; those that :func:`measure` made, and indicators, know what their numbers can be.
    row : column that names the rows of the chart; all other columns stay as they are.

    Returns
    -------
    DataFrame ``panel, row, mean, low, high`` with 95 % t intervals, which end where an outcome's values end, and the columns
    that hold no outcome.
    """
    pieces, own = [], ends(outcomes)
    for outcome in outcomes:
        errors = table.get(f"{outcome}_se", pd.Series(np.nan, index=table.index))
        half, mean = half_width(errors * np.sqrt(n), n), table[outcome]
        low, high = cut(mean - half, mean + half, mean, own.get(outcome) or limits(outcome))
        pieces.append(table.assign(panel=outcome, row=table[row], mean=mean, low=low, high=high))
    return pd.concat(pieces, ignore_index=True)
