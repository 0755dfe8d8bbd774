"""Trust 信任 in non-government providers, over all citizens."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="trust_providers",
    label="Trust in providers",
    label_zh="承接主体信任",
    unit="0-1",
    family="citizens",
    direction=1,
    meaning="trust in providers, mean over citizens and months",
    numerator=total("public", "trust_providers"),
    denominator=total("public", "n_citizens"),
    groupings=("district", "group"),
)
