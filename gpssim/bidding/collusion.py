"""Collusion: a ring takes turns at winning, the others of the ring send cover bids."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final

import numpy as np

from gpssim.bidding.base import BidderInfo, Offer, Outcome, promised
from gpssim.bidding.markup import Markup, usual_chance
from gpssim.plugins import plugin
from gpssim.scenario.fields import param, share

COVER: Final = (1.01, 1.05)
"""A cover bid over the price of whose turn it is, from and to (core model, bid rotation)."""
TURNS, DEFEATS = 0, 1
"""What is kept: turns had, and defeats by outsiders or broken agreements."""


@plugin
class Collusion(Markup):
    """Members of the ring who meet in a purchase let one of them win: the one with the fewest turns so far.

    It asks a share of the ceiling; the others offer 1 to 5 % more and promise nothing extra. An outsider's win, or a member that
    undercuts, counts as a defeat for every member who took part; after ``patience`` of them a member bids competitively for
    good (grim reversion). Outsiders and those who left mark up.
    """

    name: ClassVar[str] = "collusion"
    label: ClassVar[str] = "collusion: rotation with cover bids"
    label_zh: ClassVar[str] = "串通投标：轮流中标与陪标"
    source: ClassVar[str] = "McAfee & McMillan 1992; Porter & Zona 1993 (cover bids); Green & Porter 1984 (reversion)"
    neutral: ClassVar[Mapping[str, Any] | None] = MappingProxyType({"ring_share": 0.0})

    ring_share: float = share(0.5, "part of organizations in the ring; 0: no ring (neutral)", "assumption", swept=(0.0, 1.0))
    ring_price: float = param(
        0.95,
        "share",
        "what the ring asks, share of the ceiling: low enough for cover bids to be valid",
        "assumption, range 0.85-0.95",
        ge=0.1,
        le=0.95,
        swept=(0.85, 0.95),
    )
    patience: int = param(
        1, "defeats", "defeats after which a member leaves the ring for good", "assumption, range 1-5", ge=1, le=1000
    )

    @property
    def n_state(self) -> int:
        return 2

    def offer(self, info: BidderInfo) -> Offer:
        alone, ring, turn = super().offer(info), self.ring(info), self.turn(info)
        if turn < 0:
            return alone
        price = np.where(ring, self.cover_prices(info, turn), alone.price)
        price[turn] = self.agreed_price(info, turn)
        cover = ring & (np.arange(ring.size) != turn)
        promise = np.where(cover, promised(info, 0.0), alone.promised_quality)
        members = int(ring.sum())
        in_ring = usual_chance(info, members - 1) / np.where(cover, members, 1)  # a cover bid is worth a later turn
        return Offer(price, promise, np.where(ring, in_ring, alone.win_probability))

    def learn(self, info: BidderInfo, outcome: Outcome) -> np.ndarray:
        after, turn = self.recalled(info), self.turn(info)
        if turn < 0 or not outcome.won.any():
            return after
        present = self.ring(info) & outcome.offered
        undercut = present & (outcome.price < self.agreed_price(info, turn) * (1.0 - 1e-9))
        after[present & outcome.won, TURNS] += 1.0
        after[present, DEFEATS] += float(undercut.any() or not (present & outcome.won).any())
        return after

    def ring(self, info: BidderInfo) -> np.ndarray:
        """Who colludes in this purchase, bool (n_bidders,): members who can afford the work and still trust the ring."""
        member = np.broadcast_to(np.asarray(info.character), info.cost.shape) < self.ring_share
        return np.asarray(member & (info.cost <= info.ceiling) & (self.recalled(info)[:, DEFEATS] < self.patience))

    def turn(self, info: BidderInfo) -> int:
        """Place of the member whose turn it is, -1 where fewer than two meet."""
        ring = np.flatnonzero(self.ring(info))
        if ring.size < 2:
            return -1
        character = np.broadcast_to(np.asarray(info.character), info.cost.shape)
        return int(ring[np.lexsort((character[ring], self.recalled(info)[ring, TURNS]))[0]])

    def agreed_price(self, info: BidderInfo, turn: int) -> float:
        """What the ring asks, yuan per place-month: at least the cost of whose turn it is."""
        return float(max(self.ring_price * info.ceiling, info.cost[turn]))

    def cover_prices(self, info: BidderInfo, turn: int) -> np.ndarray:
        """Cover bids, shape (n_bidders,)."""
        factor = COVER[0] + (COVER[1] - COVER[0]) * np.asarray(info.luck)
        return np.minimum(self.agreed_price(info, turn) * factor, info.ceiling) * np.ones(info.cost.shape)
