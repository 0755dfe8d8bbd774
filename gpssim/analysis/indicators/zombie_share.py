"""Zombies: organizations on the register that have had no contract for two years or more 登记泛滥."""

from __future__ import annotations

from typing import Final

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, Sum, count

LONG: Final = 24
"""Months without a contract."""


def _idle(rows: Rows) -> pd.Series:
    return rows["idle_months"] >= LONG


INDICATOR = Indicator(
    name="zombie_share",
    label="Organizations without work",
    label_zh="无业务组织占比",
    unit="share",
    family="capacity",
    direction=-1,
    meaning="organizations without a contract for 24 months or more, share of all, over the quarters of the last year",
    numerator=Sum("organizations", ("idle_months",), _idle),
    denominator=count("organizations"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
