"""Legitimacy 公信力: what residents make of how services are bought."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="legitimacy",
    label="Legitimacy of purchase",
    label_zh="购买的公信力",
    unit="0-1",
    family="citizens",
    direction=1,
    meaning="what districts make of how services are bought, mean over citizens and months; 0.5 where nothing moves it",
    numerator=total("public", "legitimacy"),
    denominator=total("public", "n_citizens"),
    groupings=("district", "group"),
    needs=Needs(
        Text("what moves legitimacy (world.legitimacy.gain or loss)", "公信力的变动（world.legitimacy.gain 或 loss）"),
        ("world.legitimacy.gain", "world.legitimacy.loss"),
    ),
)
