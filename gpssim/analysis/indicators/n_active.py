"""Active organizations, as told from registered ones: those that hold a contract or held one within a year."""

from __future__ import annotations

from typing import Final

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, Sum

LONG: Final = 12
"""Months without a contract after which an organization counts as registered only."""


def _active(rows: Rows) -> pd.Series:
    """Work now or within a year; whoever has been idle ever since it registered has not worked."""
    ever = rows["idle_months"] <= rows["month"] - rows["born"]
    return (rows["n_contracts"] > 0) | ((rows["idle_months"] < LONG) & ever)


INDICATOR = Indicator(
    name="n_active",
    label="Active organizations",
    label_zh="活跃组织数",
    unit="organizations",
    family="competition",
    direction=1,
    meaning="organizations that hold a contract or held one within the last 12 months, in the last quarter",
    numerator=Sum("organizations", ("n_contracts", "idle_months", "born", "month"), _active),
    aggregation="end",
    groupings=("kind", "domain"),
)
