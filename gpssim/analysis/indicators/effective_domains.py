"""Scope of purchase: over how many service domains the money is spread."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.concentration import herfindahl
from gpssim.analysis.indicator import Indicator, Rows, State, total


def _effective_number(rows: Rows) -> pd.Series:
    return 1.0 / herfindahl(rows["value"], [rows["cell"]])


INDICATOR = Indicator(
    name="effective_domains",
    label="Domains bought (effective number)",
    label_zh="购买领域数（有效数）",
    unit="domains",
    family="service",
    direction=1,
    lowest=1.0,
    meaning="one over the sum of squared shares of domains in the value signed: with equal shares the number of domains",
    state=State((("value", total("contracts", "value", "month_signed")),), ("domain",), _effective_number),
    groupings=("purchaser", "district"),
)
