"""Adoption: purchasers that contract out, where contracting out diffuses from one to the other."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="adoption_share",
    label="Purchasers that contract out",
    label_zh="采纳政府购买的比例",
    unit="share",
    family="competition",
    direction=0,
    meaning="purchasers that have adopted contracting out over purchasers, at the end; recorded where officials adopt or learn",
    numerator=total("officials", "adopted"),
    denominator=count("officials"),
    aggregation="end",
    groupings=("purchaser",),
    needs=Needs(
        Text("adoption one by one (world.officials.diffusion)", "逐个采纳（world.officials.diffusion）"),
        ("world.officials.diffusion",),
    ),
)
