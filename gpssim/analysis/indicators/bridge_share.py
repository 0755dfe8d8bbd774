"""Bridging: places delivered under an extension of the old contract while the next purchase is late."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="bridge_share",
    label="Places under extensions",
    label_zh="过渡性延续份额",
    unit="share",
    family="service",
    direction=0,
    meaning="places delivered under extensions over delivered places",
    numerator=total("services", "places_bridge"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
    needs=Needs(Text("extensions (lever bridge_months)", "过渡性延续（政策工具 bridge_months）"), ("policy.levers.bridge_months",)),
)
