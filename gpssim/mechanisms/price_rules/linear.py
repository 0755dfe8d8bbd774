"""Points by the part of the ceiling that is saved 线性法."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.mechanisms.price_rules.base import PriceRule
from gpssim.plugins import plugin
from gpssim.rules.scoring import linear_share
from gpssim.scenario.fields import param


@plugin
class Linear(PriceRule):
    """Points rise by the same amount for every yuan below the ceiling. Ceiling 100, prices 80 and 95: 0.2 and 0.05.

    With ``full_at`` above 0, that part of the ceiling (or less) already earns all points: at 0.5, price 80 gets 0.4. Other offers
    do not enter, so that no losing offer can decide who wins.
    """

    name: ClassVar[str] = "linear"
    label: ClassVar[str] = "linear in the price"
    label_zh: ClassVar[str] = "线性法（按最高限价）"
    source: ClassVar[str] = "Bergman & Lundberg 2013; for comparison, services in China take the lowest over own"
    own_price_only: ClassVar[bool] = True

    full_at: float = param(
        0.0, "share", "price, as a part of the ceiling, that earns all points", "neutral 0; in practice 0.4-0.7", ge=0.0, le=0.95
    )

    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        saved = linear_share(prices, ceiling)
        return saved if self.full_at == 0.0 else np.minimum(1.0, saved / (1.0 - self.full_at))
