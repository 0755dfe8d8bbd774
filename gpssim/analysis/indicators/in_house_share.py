"""Make or buy: value of what is provided in house among all contracts that begin."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total
from gpssim.analysis.needs import Needs, Setting
from gpssim.texts.text import Text


def _in_house(setting: Setting) -> bool:
    """A policy provides in house, or does for domains outside its catalogue, or purchasers do until they adopt."""
    outside = any(levers.outside_catalogue == "in_house" for levers in setting.levers())
    return setting.buys_by("in_house") or outside or setting.acts("world.officials.diffusion")


INDICATOR = Indicator(
    name="in_house_share",
    label="Provided in house",
    label_zh="自行提供的比例",
    unit="share",
    family="competition",
    direction=0,
    meaning="value of contract years in house over value of all contract years that begin",
    numerator=Sum(
        "contracts",
        ("mechanism", "value"),
        lambda rows: rows["value"] * (rows["mechanism"].astype(str) == "in_house"),
        month="month_start",
    ),
    denominator=total("contracts", "value", month="month_start"),
    groupings=("district", "domain", "purchaser"),
    needs=Needs(Text("provision in house by some policy", "某一政策允许自行提供"), test=_in_house),
)
