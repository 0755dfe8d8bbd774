"""Choice by the number of known suppliers 按承接主体数量."""

from __future__ import annotations

from typing import ClassVar

from gpssim.mechanisms.choosing.base import ChoiceRule, Option, Situation
from gpssim.plugins import plugin
from gpssim.scenario.fields import param


@plugin
class BySuppliers(ChoiceRule):
    """With enough suppliers, compete; with few, go to the one that is known; with none, do it in house.

    Among competitive mechanisms the one that asks for the most bidders it can get; among the others the one with the least work.
    Source: Brown & Potoski 2003 (thin markets); Regulation 2015 art. 27 (single source where there is one supplier).
    """

    name: ClassVar[str] = "by_suppliers"
    label: ClassVar[str] = "by number of suppliers"
    label_zh: ClassVar[str] = "按承接主体数量"
    source: ClassVar[str] = "Brown & Potoski 2003; Regulation 2015 art. 27"

    enough: int = param(3, "organizations", "capable suppliers from which on it competes", "Law art. 36, VERIFIED", ge=1, le=50)

    def utility(self, option: Option, situation: Situation) -> float:
        if situation.n_suppliers == 0:
            return float(option.in_house)
        if situation.n_suppliers < self.enough or option.min_bidders > situation.n_suppliers:
            return float(not option.competitive and not option.in_house) - option.hours / 1_000.0
        return float(option.competitive) * (10.0 + option.min_bidders) - float(option.in_house)

    def reason(self, situation: Situation) -> str:
        return "by_suppliers: " + (
            "none" if not situation.n_suppliers else "few" if situation.n_suppliers < self.enough else "enough"
        )
