"""Choice by lot: the null model 随机选择."""

from __future__ import annotations

from typing import ClassVar

from gpssim.mechanisms.choosing.base import ChoiceRule, Option, Situation
from gpssim.plugins import plugin


@plugin
class ByLot(ChoiceRule):
    """Every mechanism of the portfolio is as likely as every other: what any other rule must beat. Source: null model."""

    name: ClassVar[str] = "by_lot"
    label: ClassVar[str] = "by lot"
    label_zh: ClassVar[str] = "随机选择"
    source: ClassVar[str] = "null model"

    def utility(self, option: Option, situation: Situation) -> float:
        return 0.0
