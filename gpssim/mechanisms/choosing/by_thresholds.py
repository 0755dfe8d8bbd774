"""Choice by the law's thresholds 按限额标准."""

from __future__ import annotations

from typing import ClassVar

from gpssim.mechanisms.choosing.base import ChoiceRule, Option, Situation
from gpssim.plugins import plugin


@plugin
class ByThresholds(ChoiceRule):
    """Where the rules apply, the most competitive mechanism that needs no approval; below the limit, the one with the least work.

    Competitive goes before not competitive, then more required bidders before fewer. Without a rule set every purchase is
    outside the rules. Simplified: nobody asks for approval of his own accord. Source: Government Procurement Law art. 26-27.
    """

    name: ClassVar[str] = "by_thresholds"
    label: ClassVar[str] = "by thresholds"
    label_zh: ClassVar[str] = "按限额标准"
    source: ClassVar[str] = "Government Procurement Law art. 26-27"

    def utility(self, option: Option, situation: Situation) -> float:
        if situation.zone == "outside":
            return -option.hours
        lawful = {"allowed": 2.0, "approval": 1.0, "forbidden": 0.0}[option.standing]
        return 10_000.0 * lawful + 1_000.0 * option.competitive + option.min_bidders

    def reason(self, situation: Situation) -> str:
        return f"by_thresholds: {situation.zone}"
