"""Gini coefficient of coverage over districts, weighted by need."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.equity import each_cell, gini
from gpssim.analysis.indicator import Indicator, Rows, State, total


def _over_districts(rows: Rows) -> pd.Series:
    covered = rows.assign(coverage=rows["served"] / rows["need"].where(rows["need"] > 0))
    return each_cell(covered, gini, "coverage", "need")


INDICATOR = Indicator(
    name="gini_coverage_districts",
    label="Gini of coverage over districts",
    label_zh="片区覆盖率基尼系数",
    unit="index",
    family="equity",
    direction=-1,
    lowest=0.0,
    highest=1.0,
    meaning="Gini coefficient of districts' coverage, each district weighted by its need",
    state=State((("served", total("monthly", "n_served")), ("need", total("monthly", "n_need"))), ("district",), _over_districts),
    groupings=("domain",),
)
