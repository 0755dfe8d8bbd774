"""Points by closeness to the mean offer 平均价法."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.mechanisms.price_rules.base import PriceRule
from gpssim.plugins import plugin
from gpssim.rules.scoring import closeness_to_mean


@plugin
class ClosestToMean(PriceRule):
    """The nearer to the mean of all offers, the more points. Prices 80, 100 and 120: 0.8, 1 and 0.8.

    Every offer moves the mean, so that any losing offer can decide who wins; bidders who understand it all ask the same.
    """

    name: ClassVar[str] = "closest_to_mean"
    label: ClassVar[str] = "closest to the mean"
    label_zh: ClassVar[str] = "平均价法"
    source: ClassVar[str] = "Decarolis 2018; not lawful for purchased services"
    pools: ClassVar[bool] = True

    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        return closeness_to_mean(prices)
