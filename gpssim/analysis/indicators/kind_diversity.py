"""Mixed economy of supply: how evenly public money is spread over kinds of organizations."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.concentration import herfindahl
from gpssim.analysis.indicator import Indicator, Rows, State, total


def _diversity(rows: Rows) -> pd.Series:
    return 1.0 - herfindahl(rows["value"], rows["cell"])


INDICATOR = Indicator(
    name="kind_diversity",
    label="Diversity of kinds",
    label_zh="承接主体多元化",
    unit="0-1",
    family="competition",
    direction=0,
    meaning="one minus the sum of squared shares of kinds of organizations in income from government",
    state=State((("value", total("organizations", "income_government")),), ("kind",), _diversity),
)
