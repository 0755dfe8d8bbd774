"""Concentration index of coverage: above 0 where districts with fewer vulnerable people are better covered."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.equity import ORDINARY, concentration_index, each_cell
from gpssim.analysis.indicator import Indicator, Rows, State, Sum, total


def _over_districts(rows: Rows) -> pd.Series:
    covered = rows.assign(coverage=rows["served"] / rows["need"].where(rows["need"] > 0), rank=rows["ordinary"] / rows["citizens"])
    return each_cell(covered, concentration_index, "coverage", "rank", "need")


INDICATOR = Indicator(
    name="concentration_index_coverage",
    label="Concentration index of coverage",
    label_zh="覆盖率集中指数",
    unit="index",
    family="equity",
    direction=0,
    lowest=-1.0,
    highest=1.0,
    meaning=(
        "concentration index of districts' coverage, districts ranked from the largest to the smallest share of vulnerable "
        "citizens and weighted by need"
    ),
    state=State(
        (
            ("served", total("monthly", "n_served")),
            ("need", total("monthly", "n_need")),
            ("citizens", total("public", "n_citizens")),
            ("ordinary", Sum("public", ("n_citizens", "group"), lambda rows: rows["n_citizens"] * (rows["group"] == ORDINARY))),
        ),
        ("district",),
        _over_districts,
    ),
)
