"""Imitation: whoever does not know what to ask asks what winners ask."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from gpssim.bidding.base import BidderInfo, Offer, Outcome
from gpssim.bidding.markup import Markup
from gpssim.plugins import plugin
from gpssim.rules.learning import imitated
from gpssim.scenario.fields import share


@plugin
class Imitation(Markup):
    """An organization moves its mark-up towards that of disclosed winners, supposing that they cost what it costs itself.

    Winning prices count relative to their ceilings. It starts from its own mark-up and never imitates a loss. What is kept: the
    mark-up last used.
    """

    name: ClassVar[str] = "imitation"
    label: ClassVar[str] = "imitation of winners"
    label_zh: ClassVar[str] = "模仿中标者"
    source: ClassVar[str] = "Vega-Redondo 1997; Alós-Ferrer & Schlag 2009; inertia assumed"
    neutral: ClassVar[Mapping[str, Any] | None] = MappingProxyType({"inertia": 1.0})

    inertia: float = share(
        0.7, "part of one's own mark-up that is kept from purchase to purchase; 1: all (neutral)", "assumption", swept=(0.3, 0.95)
    )

    @property
    def n_state(self) -> int:
        return 1

    def start(self) -> np.ndarray:
        return np.array([self.markup])

    def offer(self, info: BidderInfo) -> Offer:
        return self.marked_up(info, self.wanted(info))

    def learn(self, info: BidderInfo, outcome: Outcome) -> np.ndarray:
        before = self.recalled(info)
        return np.where(outcome.offered[:, None], self.wanted(info)[:, None], before)

    def wanted(self, info: BidderInfo) -> np.ndarray:
        """Mark-up of each bidder, shape (n_bidders,): its last one, moved towards what winners would have had on its own cost."""
        last = self.recalled(info)[:, 0]
        if not info.history.price:
            return last
        theirs = np.mean(info.history.price) * info.ceiling / info.cost - 1.0
        return imitated(last, np.maximum(theirs, 0.0), self.inertia)
