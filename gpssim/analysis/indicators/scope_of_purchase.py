"""Narrow scope 购买范围窄: how far the money is where the need is, by domain."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, State, Sum, total
from gpssim.analysis.welfare import COST


def _need_at_cost(rows: Rows) -> pd.Series:
    return rows["n_need"] * rows[COST]


def _breadth(rows: Rows) -> pd.Series:
    """Inverse of sum v^2 / n, with shares of domains in value (v) and in need at reference cost (n)."""
    sums = rows.groupby("cell")[["value", "need"]].transform("sum")
    value, need = rows["value"].fillna(0.0) / sums["value"], rows["need"] / sums["need"]
    return 1.0 / (value**2 / need.where(need > 0)).groupby(rows["cell"]).sum(min_count=1)


INDICATOR = Indicator(
    name="scope_of_purchase",
    label="Scope of purchase",
    label_zh="购买范围",
    unit="share",
    family="service",
    direction=1,
    meaning="inverse HHI of value signed by domain against need: the share of need at reference cost over which money is spread",
    state=State(
        (
            ("value", total("contracts", "value", "month_signed")),
            ("need", Sum("monthly", ("n_need", "domain"), _need_at_cost, (COST,))),
        ),
        ("domain",),
        _breadth,
    ),
    groupings=("district",),
)
