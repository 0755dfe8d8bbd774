"""Concentration: the Herfindahl index of contract value over the city, domain by domain.

The market is a domain in the whole city: organizations offer beyond their own district, and a district buys one or two lines of a
domain, whose index would be high by arithmetic alone (see ``concentration_local``).
"""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.concentration import herfindahl
from gpssim.analysis.indicator import Indicator, Rows, State, total


def _mean_over_domains(rows: Rows) -> pd.Series:
    """Each domain counts by its value, so that a domain of few lines does not count like one of many."""
    market = [rows["cell"], rows["domain"]]
    values = rows.groupby(market, observed=True)["value"].sum()
    weighted = herfindahl(rows["value"], market) * values
    return weighted.groupby(level="cell").sum(min_count=1) / values.groupby(level="cell").sum()


INDICATOR = Indicator(
    name="concentration",
    label="Concentration (HHI)",
    label_zh="集中度（HHI）",
    unit="0-1",
    family="competition",
    direction=-1,
    meaning=(
        "sum of squared shares of organizations in the value signed in a domain in the whole city in the last 12 months, mean over "
        "domains weighted by value"
    ),
    state=State((("value", total("contracts", "value", "month_signed")),), ("domain", "organization"), _mean_over_domains),
    aggregation="last_12",
)
