"""Local concentration: the same index by district and domain, where enough contracts make a cell for it to say something."""

from __future__ import annotations

from typing import Final

import pandas as pd

from gpssim.analysis.concentration import herfindahl
from gpssim.analysis.indicator import Indicator, Rows, State, count, total

ENOUGH: Final = 5
"""Contracts of a year below which a cell is left out: with two the index cannot fall below one half, whoever wins (convention)."""


def _mean_over_cells(rows: Rows) -> pd.Series:
    market = [rows["cell"], rows["district"], rows["domain"]]
    enough = rows.groupby(market, observed=True)["contracts"].sum() >= ENOUGH
    return herfindahl(rows["value"], market).where(enough).groupby(level="cell").mean()


INDICATOR = Indicator(
    name="concentration_local",
    label="Concentration within districts (HHI)",
    label_zh="区内集中度（HHI）",
    unit="0-1",
    family="competition",
    direction=-1,
    meaning=(
        "sum of squared shares of organizations in the value signed in a district and domain in the last 12 months, mean over "
        f"those with {ENOUGH} contracts or more; undefined where none has as many"
    ),
    state=State(
        (("value", total("contracts", "value", "month_signed")), ("contracts", count("contracts", month="month_signed"))),
        ("district", "domain", "organization"),
        _mean_over_cells,
    ),
    aggregation="last_12",
)
