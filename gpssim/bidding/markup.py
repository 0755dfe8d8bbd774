"""Mark-up bidding: a fixed margin on cost and a habit of promising."""

from __future__ import annotations

from math import fsum
from typing import ClassVar, Self

import numpy as np

from gpssim.bidding.base import BidderInfo, BiddingFamily, Offer, expected_rivals, promised
from gpssim.plugins import plugin
from gpssim.rules.pricing import markup_price
from gpssim.scenario.fields import param
from gpssim.scenario.world import World


@plugin
class Markup(BiddingFamily):
    """Price = (1 + m) times expected cost, at most the ceiling; promise = own quality plus a habit. Nobody thinks of rivals.

    m = 0 is truthful bidding, the dominant strategy where the winner is paid the second-lowest price.
    """

    name: ClassVar[str] = "markup"
    label: ClassVar[str] = "mark-up"
    label_zh: ClassVar[str] = "成本加成报价"
    source: ClassVar[str] = "core model, eq. (5) family M"

    markup: float = param(0.08, "share", "mark-up on expected cost", "assumption, range 0-0.3", ge=0.0, le=5.0)
    habit: float = param(0.3, "latent", "what an offer promises above the usual quality", "assumption, range 0-0.6", ge=0.0, le=5.0)

    @classmethod
    def of(cls, world: World) -> Self:
        return cls(markup=world.bidding.markup)

    def offer(self, info: BidderInfo) -> Offer:
        price = markup_price(info.cost, self.markup, info.ceiling)
        number = expected_rivals(info.rivals.number, info.mechanism.min_bids)
        chance = fsum(p / (k + 1.0) for k, p in enumerate(number))
        return Offer(price, promised(info, self.habit), np.where(np.isnan(price), 0.0, chance))
