"""Inspections that complaints to the hotline brought."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, count
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="hotline_inspections",
    label="Hotline inspections",
    label_zh="热线引发的检查",
    unit="inspections per district and year",
    family="information",
    direction=0,
    lowest=0.0,
    meaning="inspections after complaints to the hotline, a district and year, where districts are recorded",
    numerator=Sum("districts", ("n_hotline",), lambda rows: 12 * rows["n_hotline"]),
    denominator=count("districts"),
    groupings=("district",),
    needs=Needs(Text("the hotline (lever hotline)", "热线（政策工具 hotline）"), ("policy.levers.hotline",)),
)
