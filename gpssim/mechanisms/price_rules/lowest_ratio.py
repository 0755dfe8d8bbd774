"""Points by the lowest price over the own one 低价优先法: the statutory rule."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.mechanisms.price_rules.base import PriceRule
from gpssim.plugins import plugin
from gpssim.rules.scoring import lowest_ratio


@plugin
class LowestRatio(PriceRule):
    """The lowest price gets all points, any other the lowest over its own. Prices 80, 100 and 160: 1, 0.8 and 0.5.

    A losing offer that is the lowest sets everybody's points, and those of dear offers fall less than those of cheap ones.
    """

    name: ClassVar[str] = "lowest_ratio"
    label: ClassVar[str] = "lowest over own"
    label_zh: ClassVar[str] = "低价优先法"
    source: ClassVar[str] = "财库[2007]2号; Order 87 (2017) art. 55, VERIFIED"

    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        return lowest_ratio(prices)
