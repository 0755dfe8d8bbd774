"""Mark-up bidding: a margin on cost and a habit of promising."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from gpssim.bidding.base import BidderInfo, BiddingFamily, Offer, expected_rivals, promised
from gpssim.plugins import plugin
from gpssim.rules.pricing import markup_price, wanted_markup
from gpssim.scenario.fields import param, share


@plugin
class Markup(BiddingFamily):
    """Price = (1 + m) times expected cost, at most the ceiling; promise = own quality plus a habit. Nobody thinks of rivals.

    m = 0 is truthful bidding, the dominant strategy where the winner is paid the second-lowest price. With need for work m
    falls with the part of staff that is idle.
    """

    name: ClassVar[str] = "markup"
    label: ClassVar[str] = "mark-up"
    label_zh: ClassVar[str] = "成本加成报价"
    source: ClassVar[str] = "core model, eq. (5) family M"
    neutral: ClassVar[Mapping[str, Any] | None] = MappingProxyType({})

    markup: float = param(0.08, "share", "mark-up on expected cost", "assumption, range 0-0.3", ge=0.0, le=5.0)
    habit: float = param(0.3, "latent", "what an offer promises above the usual quality", "assumption, range 0-0.6", ge=0.0, le=5.0)
    need_for_work: float = share(
        0.0, "part of the mark-up given up with all staff idle; 0: none (neutral)", "assumption, range 0-1", swept=(0.0, 1.0)
    )

    def offer(self, info: BidderInfo) -> Offer:
        return self.marked_up(info, self.markup)

    def marked_up(self, info: BidderInfo, markup: np.ndarray | float) -> Offer:
        """Offers at a mark-up, less what need for work takes off, with the habitual promise."""
        price = markup_price(info.cost, wanted_markup(markup, self.need_for_work, info.idle), info.ceiling)
        return Offer(price, promised(info, self.habit), np.where(np.isnan(price), 0.0, usual_chance(info)))


def usual_chance(info: BidderInfo, fewer: int = 0) -> float:
    """Chance of one among equals, averaged over the number of rivals expected, ``fewer`` of whom do not count."""
    number = expected_rivals(info.rivals.number, info.mechanism.min_bids)
    return fsum(p / (max(k - fewer, 0) + 1.0) for k, p in enumerate(number))
