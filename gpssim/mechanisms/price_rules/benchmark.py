"""Points by distance to a benchmark below the mean offer 基准价法."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.mechanisms.price_rules.base import PriceRule
from gpssim.plugins import plugin
from gpssim.rules.scoring import benchmark_share
from gpssim.scenario.fields import param


@plugin
class Benchmark(PriceRule):
    """All points at a part of the mean offer; for each percent above it so much is taken off, for each percent below it less.

    Prices 80, 100 and 120 with a target of 0.95 of the mean (95), 1 % off above and 0.5 % off below for each percent: the distances
    are -15.8, 5.3 and 26.3 %, the points 0.921, 0.947 and 0.737. Any losing offer can decide who wins.
    """

    name: ClassVar[str] = "benchmark"
    label: ClassVar[str] = "distance to a benchmark"
    label_zh: ClassVar[str] = "基准价法"
    source: ClassVar[str] = "common in tenders for works, MEMORY; not lawful for purchased services"
    pools: ClassVar[bool] = True

    target: float = param(0.95, "share", "benchmark, as a part of the mean offer", "assumption, range 0.9-1", ge=0.5, le=1.2)
    above: float = param(1.0, "share per share", "taken off for each percent above it", "assumption, range 0.5-2", ge=0.0, le=10.0)
    below: float = param(0.5, "share per share", "taken off for each percent below it", "assumption, range 0.25-1", ge=0.0, le=10.0)

    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        return benchmark_share(prices, self.target, self.above, self.below)
