"""Professionalization: how much of the sector's staff is professional."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, Sum, total


def _professionals(rows: Rows) -> pd.Series:
    return rows["staff"] * rows["professional_share"]


INDICATOR = Indicator(
    name="professional_share",
    label="Professional staff",
    label_zh="专业人员占比",
    unit="share",
    family="capacity",
    direction=1,
    meaning="professionals over staff, both summed over organizations and the quarters of the last year",
    numerator=Sum("organizations", ("staff", "professional_share"), _professionals),
    denominator=total("organizations", "staff"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
