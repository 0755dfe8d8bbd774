"""Spread of service innovation 服务创新: organizations at work whose service model fits need better than the usual one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, Sum, count
from gpssim.analysis.needs import INNOVATION

IMPROVED = 0.1
"""Latent units by which a service model must exceed the usual one to count, as in records."""


def _at_work(rows: Rows) -> pd.Series:
    return rows["n_contracts"] > 0


def _improved(rows: Rows) -> np.ndarray:
    return np.asarray((rows["n_contracts"] > 0) & (rows["practice"] >= IMPROVED))


INDICATOR = Indicator(
    name="improved_organizations",
    label="Organizations with a better service model",
    label_zh="采用改进服务模式的组织比例",
    unit="share",
    family="capacity",
    direction=1,
    meaning="organizations at work whose best service model adds 0.1 latent or more, over those at work, quarters of the last year",
    numerator=Sum("organizations", ("n_contracts", "practice"), _improved),
    denominator=count("organizations", "n_contracts", where=_at_work),
    aggregation="last_12",
    groupings=("kind", "domain"),
    needs=INNOVATION,
)
