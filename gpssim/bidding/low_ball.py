"""Low-balling: ask less than it costs, promise much, and do not deliver it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from gpssim.bidding.base import BidderInfo, Offer, promised
from gpssim.bidding.markup import Markup
from gpssim.plugins import plugin
from gpssim.rules.pricing import promise_cost
from gpssim.scenario.fields import param, share


@plugin
class LowBall(Markup):
    """Some organizations ask less than their cost and promise more than others: they expect to save the difference by shirking.

    Such a promise is kept only where keeping it costs no more than the deductions expected for breaking it; where breaking it
    pays, honesty does not count for that contract. Everybody else marks up.
    """

    name: ClassVar[str] = "low_ball"
    label: ClassVar[str] = "low-ball, then shirk"
    label_zh: ClassVar[str] = "低价中标后偷工减料"
    source: ClassVar[str] = "Spulber 1990; Calveras, Ganuza & Hauk 2004 (abnormally low bids); amounts assumed"
    neutral: ClassVar[Mapping[str, Any] | None] = MappingProxyType({"low_ballers": 0.0})

    low_ballers: float = share(0.3, "part of organizations that low-ball; 0: none (neutral)", "assumption", swept=(0.0, 0.6))
    below: float = share(0.05, "how far below cost they ask", "assumption, range 0-0.2", swept=(0.0, 0.2))
    boast: float = param(
        0.8, "latent", "what they promise above their usual quality", "assumption, range 0.3-1.5", ge=0.0, le=5.0, swept=(0.3, 1.5)
    )

    def offer(self, info: BidderInfo) -> Offer:
        usual = super().offer(info)
        low = (np.broadcast_to(np.asarray(info.character), info.cost.shape) < self.low_ballers) & ~np.isnan(usual.price)
        price = np.where(low, (1.0 - self.below) * info.cost, usual.price)
        return replace(
            usual,
            price=price,
            promised_quality=np.where(low, promised(info, self.boast), usual.promised_quality),
            saving=np.where(low, (self.below + self.markup) * info.cost, 0.0),
            sincere=~(low & self.breaking_pays(info, price)),
        )

    def breaking_pays(self, info: BidderInfo, price: np.ndarray) -> np.ndarray:
        """Whether a promise costs more to keep, as far as it would be kept, than to break altogether; bool (n_bidders,)."""
        extra = np.maximum(promised(info, self.boast) - info.quality, 0.0)
        curvature, deduction = info.promise.effort_cost * info.cost, info.promise.detection * info.promise.penalty * price
        keeping, breaking = (
            promise_cost(extra, honesty, curvature, deduction, info.promise.tolerance) for honesty in (info.honesty, 0.0)
        )
        return np.asarray(keeping > breaking)
