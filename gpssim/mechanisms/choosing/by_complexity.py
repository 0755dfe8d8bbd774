"""Choice by complexity: what a third party can verify is tendered, the rest is entrusted 按复杂程度."""

from __future__ import annotations

from typing import ClassVar

from gpssim.mechanisms.choosing.base import ChoiceRule, Option, Situation
from gpssim.plugins import plugin
from gpssim.scenario.fields import share


@plugin
class ByComplexity(ChoiceRule):
    """Services whose quality can be verified are put out to competition; others go to a partner that is known.

    Within each kind the mechanism with the least work. Source: Bajari, McMillan & Tadelis 2009; Order 74 (negotiation where
    specifications cannot be written).
    """

    name: ClassVar[str] = "by_complexity"
    label: ClassVar[str] = "by complexity"
    label_zh: ClassVar[str] = "按复杂程度"
    source: ClassVar[str] = "Bajari, McMillan & Tadelis 2009"

    cut: float = share(
        0.5, "verifiability from which on a service is put out to competition", "assumption, range 0.3-0.7", (0.3, 0.7)
    )

    def utility(self, option: Option, situation: Situation) -> float:
        simple = situation.verifiability >= self.cut
        fits = option.competitive if simple else option.relational
        return float(fits and not option.in_house) - option.hours / 1_000.0

    def reason(self, situation: Situation) -> str:
        return "by_complexity: " + ("simple" if situation.verifiability >= self.cut else "complex")
