"""Trust 信任 in the purchaser, over all citizens."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="trust_government",
    label="Trust in government",
    label_zh="政府信任",
    unit="0-1",
    family="citizens",
    direction=1,
    meaning="trust in government, mean over citizens and months",
    numerator=total("public", "trust_government"),
    denominator=total("public", "n_citizens"),
    groupings=("district", "group"),
    primary=True,
)
