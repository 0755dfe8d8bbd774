"""The shape all bidding families share, and what a bidder knows when it forms a sealed offer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar, Final, Self

import numpy as np

from gpssim.errors import unknown
from gpssim.frozen import value
from gpssim.information.history import NOTHING_DISCLOSED, History
from gpssim.mechanisms.base import Mechanism
from gpssim.plugins import parameters
from gpssim.scenario.declarations.world import World

MOST_RIVALS: Final = 12
"""With more rivals than this an offer hardly changes any more."""


@value
class Rivals:
    """What a bidder expects of those it competes with: from the World and from what is public, never from private state."""

    number: float | tuple[float, ...]
    """Rivals expected to offer: a number (rounded to a whole one), or probabilities of 0, 1, 2, ... rivals."""
    cost: float
    """Effective unit cost of a typical rival (median), yuan per place-month."""
    quality: float = 0.0
    """Quality that a typical rival delivers, latent."""
    dossier: float = 0.0
    """Dossier of a typical rival, latent."""


@value
class PromiseTerms:
    """What promising costs; the same for every bidder of a purchase."""

    effort_cost: float = 0.0
    """Curvature of the cost of raising quality on all tasks: K / 2 e^2 for e latent units, as a share of unit cost."""
    penalty: float = 0.0
    """Deduction per latent unit of shortfall found, as a share of the price."""
    tolerance: float = 0.0
    """Shortfall that acceptance overlooks, latent."""
    detection: float = 1.0
    """Part of a shortfall that a bidder expects to be found, in [0, 1]."""


@value
class BidderInfo:
    """What the bidders of one purchase know, each about itself; arrays of shape (n_bidders,), one place for each bidder."""

    mechanism: Mechanism
    ceiling: float
    """Yuan per place-month."""
    quality_floor: float
    """Lowest promise accepted, latent (``-inf``: none)."""
    rivals: Rivals
    promise: PromiseTerms
    cost: np.ndarray
    """Own expected effective unit cost, yuan per place-month."""
    quality: np.ndarray
    """Quality it delivers without further effort, latent."""
    dossier: np.ndarray
    """What it expects its documents to show, latent."""
    honesty: np.ndarray
    """Part of a promise that it keeps whatever the incentive, in [0, 1]."""
    lead: np.ndarray
    """Rating (latent) by which public attributes lift it above a typical rival, such as a published grade."""
    idle: np.ndarray | float = 0.0
    """Part of its staff without work, in [0, 1]."""
    character: np.ndarray | float = 1.0
    """A uniform in (0, 1) that is its own for good: families say by it which organizations are of a kind."""
    luck: np.ndarray | float = 0.5
    """A uniform in (0, 1) of this decision: which of several offers is played."""
    memory: np.ndarray | None = None
    """What it has learned, (n_bidders, n_state) as its family keeps it; NaN or ``None``: nothing yet."""
    history: History = NOTHING_DISCLOSED
    """Disclosed results of the domain."""


@value
class Offer:
    """Sealed offers, one for each bidder; arrays (n_bidders,). NaN where a bidder abstains: its cost is above the ceiling."""

    price: np.ndarray
    """Yuan per place-month."""
    promised_quality: np.ndarray
    """Latent."""
    win_probability: np.ndarray
    """Chance of winning as the bidder sees it, 0 where it abstains."""
    saving: np.ndarray | float = 0.0
    """Cost that it expects to save by not doing what it promises, yuan per place-month >= 0."""
    sincere: np.ndarray | bool = True
    """Whether it means to keep its promise; where not, its honesty does not count while the contract is delivered."""


@value
class Outcome:
    """What is known of a purchase once it is decided; arrays (n_bidders,), the same places as in :class:`BidderInfo`."""

    price: np.ndarray
    """Price of its valid offer, yuan per place-month; NaN where there was none."""
    total: np.ndarray
    """Score of its valid offer; NaN where there was none or nothing was scored."""
    paid: np.ndarray
    """Unit price of its contract; NaN where it won none."""

    @property
    def offered(self) -> np.ndarray:
        """Who made a valid offer, bool."""
        return np.asarray(~np.isnan(self.price))

    @property
    def won(self) -> np.ndarray:
        """Who got a contract, bool."""
        return np.asarray(~np.isnan(self.paid))


class BiddingFamily(ABC):
    """How organizations form sealed offers. A family is a plug-in class; its fields are its parameters."""

    name: ClassVar[str]
    """The name of its file."""
    label: ClassVar[str]
    """For legends, English."""
    label_zh: ClassVar[str]
    """For legends, Chinese."""
    source: ClassVar[str]
    neutral: ClassVar[Mapping[str, Any] | None] = None
    """Settings at which it bids as the mark-up family does; ``None``: there are none."""

    @classmethod
    def of(cls, world: World) -> Self:
        """The family as a World sets it: its parameters from ``world.bidding.settings``, a mark-up from ``world.bidding.markup``.

        Raises
        ------
        UnknownNameError : a setting of a parameter that the family does not have.
        ScenarioError : a value outside its domain.
        """
        own, declared = settings_of(cls, world), [row.name for row in parameters(cls)]
        for name in own:
            if name not in declared:
                raise unknown(f"parameter of {cls.name}", name, declared)
        common = {"markup": world.bidding.markup} if "markup" in declared else {}
        return cls(**{**common, **own})

    @abstractmethod
    def offer(self, info: BidderInfo) -> Offer:
        """Offers of all bidders of one purchase: a function of what they know, nothing else."""

    def usual_price(self, info: BidderInfo) -> float:
        """What a typical rival would ask if it were what these bidders believe, yuan per place-month; NaN: no belief is needed."""
        return float("nan")

    def ring(self, info: BidderInfo) -> np.ndarray:
        """Who of these bidders makes offers in concert with others, bool, shape (n_bidders,): nobody, unless a family says so."""
        return np.zeros(info.cost.size, dtype=bool)

    @property
    def n_state(self) -> int:
        """Numbers that an organization keeps from one purchase to the next; 0: none."""
        return 0

    def start(self) -> np.ndarray:
        """What an organization knows before it has learned anything, shape (n_state,)."""
        return np.zeros(self.n_state)

    def learn(self, info: BidderInfo, outcome: Outcome) -> np.ndarray:
        """What the bidders keep after a purchase, shape (n_bidders, n_state)."""
        return self.recalled(info)

    def recalled(self, info: BidderInfo) -> np.ndarray:
        """What the bidders have kept so far, shape (n_bidders, n_state): ``start`` where there is nothing yet."""
        fresh = np.broadcast_to(self.start(), (info.cost.size, self.n_state))
        return fresh.copy() if info.memory is None else np.where(np.isnan(info.memory), fresh, info.memory)


def settings_of(cls: type[BiddingFamily], world: World) -> dict[str, Any]:
    """What a World sets for a family, by name of the parameter."""
    return {setting.name: setting.value for setting in world.bidding.settings if setting.family == cls.name}


def promised(info: BidderInfo, extra: np.ndarray | float) -> np.ndarray:
    """Own quality plus ``extra`` latent units, at least the quality floor; NaN where the bidder abstains."""
    return np.where(info.cost <= info.ceiling, np.maximum(info.quality + extra, info.quality_floor), np.nan)


@lru_cache(maxsize=64)
def _exactly(rivals: int) -> tuple[float, ...]:
    return (0.0,) * rivals + (1.0,)


def expected_rivals(number: float | tuple[float, ...], min_bids: int) -> tuple[float, ...]:
    """Probabilities of 0, 1, 2, ... rivals given that an award is possible: with fewer than ``min_bids`` offers nobody wins.

    Where no number would do, as many rivals as it takes; more than ``MOST_RIVALS`` count as so many.
    """
    least = max(min_bids - 1, 0)
    if not isinstance(number, tuple):
        return _exactly(max(min(round(number), MOST_RIVALS), least))
    possible = np.where(np.arange(len(number)) >= least, number, 0.0)
    return tuple((possible / possible.sum()).tolist()) if possible.sum() > 0.0 else expected_rivals(float(least), min_bids)
