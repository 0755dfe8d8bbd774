"""Concentration: the Herfindahl index of contract value in a market, averaged over markets (district x domain)."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.concentration import herfindahl
from gpssim.analysis.indicator import Indicator, Rows, State, total


def _mean_over_markets(rows: Rows) -> pd.Series:
    market = [rows["cell"], rows["district"], rows["domain"]]
    return herfindahl(rows["value"], market).groupby(level="cell").mean()


INDICATOR = Indicator(
    name="concentration",
    label="Concentration (HHI)",
    label_zh="集中度 (HHI)",
    unit="0-1",
    family="competition",
    direction=-1,
    meaning="sum of squared shares of organizations in the value signed in a district and domain, mean over districts and domains",
    state=State(
        (("value", total("contracts", "value", "month_signed")),), ("district", "domain", "organization"), _mean_over_markets
    ),
)
