"""Participation 公众参与 of citizens in surveys and meetings."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="participation",
    label="Participation",
    label_zh="公众参与度",
    unit="share",
    family="citizens",
    direction=1,
    meaning="participation, mean over citizens and months",
    numerator=total("public", "participation"),
    denominator=total("public", "n_citizens"),
    groupings=("district", "group"),
)
