"""What families share that learn by playing: a grid of mark-ups or shading factors, and what each would have earned."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from gpssim.bidding.base import BidderInfo, Offer, Outcome, promised
from gpssim.bidding.foregone import earned, implied_quality, would_win
from gpssim.bidding.markup import Markup, usual_chance
from gpssim.errors import impossible
from gpssim.plugins import plugin
from gpssim.rules.learning_to_bid import drawn
from gpssim.rules.pricing import wanted_markup
from gpssim.scenario.fields import param


@plugin
class GridLearner(Markup, ABC):
    """A bidder plays one of K mark-ups; after each purchase it knows what the one it played earned, and from the offers that
    are read out what every other one would have earned.

    Payoffs are profit (price paid less own cost) over the ceiling, 0 where it does not win.
    """

    neutral: ClassVar[Mapping[str, Any] | None] = MappingProxyType({"grid_points": 1})

    grid_of: Literal["markup", "shading"] = param(
        "markup", "rule", "what the grid is of: mark-ups on cost, or parts of the way from cost to the ceiling"
    )
    grid_low: float = param(0.0, "share", "lowest of the grid", "assumption", ge=0.0, le=5.0)
    grid_high: float = param(0.3, "share", "highest of the grid", "assumption, range 0.2-0.5", ge=0.0, le=5.0, swept=(0.2, 0.5))
    grid_points: int = param(11, "points", "points of the grid; 1: the one mark-up of the family (neutral)", ge=1, le=201)

    @model_validator(mode="after")
    def _grid_rises(self) -> Self:
        if self.grid_low >= self.grid_high:
            raise impossible(f"{self.name}.grid_low", self.grid_low, f"below grid_high, {self.grid_high}")
        return self

    @property
    def grid(self) -> np.ndarray:
        """Mark-ups or shading factors that are tried, shape (K,)."""
        return np.linspace(self.grid_low, self.grid_high, self.grid_points) if self.grid_points > 1 else np.array([self.markup])

    def prices(self, info: BidderInfo) -> np.ndarray:
        """Price of each bidder at each point of the grid, yuan per place-month, shape (n_bidders, K)."""
        cost = info.cost[:, None]
        idle = np.broadcast_to(np.asarray(info.idle), info.cost.shape)[:, None]
        wanted = wanted_markup(self.grid[None, :], self.need_for_work, idle)
        span = cost if self.grid_of == "markup" else np.maximum(info.ceiling - cost, 0.0)
        return np.where(cost <= info.ceiling, np.minimum(cost + wanted * span, info.ceiling), np.nan)

    def chosen(self, info: BidderInfo) -> np.ndarray:
        """Point of the grid that each bidder plays, shape (n_bidders,): a keyed draw of the decision."""
        luck = np.broadcast_to(np.asarray(info.luck, dtype=np.float64), info.cost.shape)
        return drawn(self.chances(self.recalled(info)), luck)

    def offer(self, info: BidderInfo) -> Offer:
        price = self.prices(info)[np.arange(info.cost.size), self.chosen(info)]
        return Offer(price, promised(info, self.habit), np.where(np.isnan(price), 0.0, usual_chance(info)))

    def learn(self, info: BidderInfo, outcome: Outcome) -> np.ndarray:
        """Those who made a valid offer learn; the others stay as they were."""
        before = self.recalled(info)
        after = self.update(before, self.chosen(info), self.payoffs(info, outcome))
        return np.where(outcome.offered[:, None], after, before)

    def payoffs(self, info: BidderInfo, outcome: Outcome) -> np.ndarray:
        """What each point of the grid would have earned each bidder, share of the ceiling, shape (n_bidders, K); what the one
        that was played did earn.
        """
        price = np.where(outcome.offered, outcome.price, np.inf)
        tried = np.where(outcome.offered[:, None], self.prices(info), np.inf)
        if outcome.won.any():
            quality = implied_quality(info.mechanism, price, outcome.total, info.ceiling)
            wins = would_win(info.mechanism, price, quality, info.ceiling, tried)
            gained = np.where(wins, earned(info.mechanism, price, info.ceiling, tried, info.cost), 0.0)
        else:
            gained = np.zeros(tried.shape)
        gained[np.arange(info.cost.size), self.chosen(info)] = np.where(outcome.won, outcome.paid - info.cost, 0.0)
        return gained / info.ceiling

    @abstractmethod
    def chances(self, state: np.ndarray) -> np.ndarray:
        """How likely each point of the grid is to be played, from what is kept: (n_bidders, n_state) to (n_bidders, K)."""

    @abstractmethod
    def update(self, state: np.ndarray, chosen: np.ndarray, payoffs: np.ndarray) -> np.ndarray:
        """What is kept after a round, (n_bidders, n_state)."""
