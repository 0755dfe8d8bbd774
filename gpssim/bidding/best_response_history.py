"""Best response to disclosed results: what price would have earned most against those who won lately."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final

import numpy as np
from scipy.special import ndtr

from gpssim.bidding.base import BidderInfo, Offer, promised
from gpssim.bidding.markup import Markup
from gpssim.plugins import plugin
from gpssim.scenario.fields import param

PRICES: Final = np.linspace(0.2, 1.0, 161)
"""Prices that are tried, shares of the ceiling."""


@plugin
class BestResponseHistory(Markup):
    """Price that maximizes (price - cost) times the share of disclosed winning prices, relative to their ceilings, that it
    would have undercut.

    It takes disclosed winners for its rivals and price for all that decides: no theory of the others, and no thought of quality.
    With fewer results than ``enough`` it marks up. The share is smoothed by a normal kernel.
    """

    name: ClassVar[str] = "best_response_history"
    label: ClassVar[str] = "best response to disclosed prices"
    label_zh: ClassVar[str] = "对公开中标价的最优反应"
    source: ClassVar[str] = "Friedman 1956; Guerre, Perrigne & Vuong 2000 for bids as data; kernel assumed"
    neutral: ClassVar[Mapping[str, Any] | None] = MappingProxyType({"enough": 100_000})

    enough: int = param(3, "results", "disclosed results from which they are trusted", "assumption, range 2-10", ge=1, le=100_000)
    bandwidth: float = param(
        0.02,
        "share of the ceiling",
        "width of the kernel that smooths winning prices",
        "assumption, range 0.01-0.05",
        ge=1e-6,
        le=1.0,
        swept=(0.01, 0.05),
    )

    def offer(self, info: BidderInfo) -> Offer:
        if len(info.history.price) < self.enough:
            return super().offer(info)
        chance, cost = self.win_frequency(np.array(info.history.price), PRICES), (info.cost / info.ceiling)[:, None]
        able = info.cost <= info.ceiling
        profit = np.where(cost <= PRICES, (PRICES - cost) * chance, -np.inf)
        best = np.where(able, profit.argmax(axis=1), 0)
        price = np.maximum(PRICES[best] * info.ceiling, info.cost)
        return Offer(np.where(able, price, np.nan), promised(info, self.habit), np.where(able, chance[best], 0.0))

    def win_frequency(self, winning: np.ndarray, price: np.ndarray) -> np.ndarray:
        """Share of ``winning`` prices (m,) above each ``price`` (k,), smoothed: mean of Phi((winning - price) / bandwidth)."""
        return np.asarray(ndtr((winning[None, :] - price[:, None]) / self.bandwidth).mean(axis=1))
