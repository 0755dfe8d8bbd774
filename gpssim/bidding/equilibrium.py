"""Equilibrium bidding: everybody's offer is the best against rivals who think the same way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import fsum
from typing import ClassVar, Final, Self

import numpy as np

from gpssim.bidding.base import BidderInfo, BiddingFamily, Offer, PromiseTerms, expected_rivals, promised, settings_of
from gpssim.bidding.best_response import Table, best_plays, side_by_side
from gpssim.bidding.keeping import solution
from gpssim.bidding.pooling import pooling_price
from gpssim.bidding.quadrature import TruncatedLognormal, equilibrium_price, win_probability
from gpssim.bidding.rivals import LEAST_SD, RivalLaw, TenderClass, Types
from gpssim.errors import unknown
from gpssim.mechanisms.base import Mechanism
from gpssim.scenario.declarations.world import World

LEAST_POOL: Final = 3
"""Bidders from which moving away from a common price never brings one closer to the mean than the others are."""
QUANTILES: Final = (np.arange(16) + 0.5) / 16
"""Rivals at whose costs a usual price is averaged where it is found by quadrature."""
LEVEL_STEP: Final = 0.1
"""Cost levels (share of the ceiling) for which classes are solved; offers between two levels are interpolated.

Against steps of half the size, prices move by at most 0.6 % of the ceiling with up to six rivals, which is what the luck of the
tables themselves leaves."""


@dataclass(frozen=True, slots=True)
class Equilibrium(BiddingFamily):
    """Price and promise in the symmetric equilibrium of the tender, rivals being drawn from the World's generators.

    Where price alone decides: quadrature, exact to 1e-8. Otherwise: iterated best response through the mechanism's own
    evaluation, an approximate equilibrium whose remaining regret is reported with its solution. Only those whose cost is at most
    the ceiling offer, and rivals are expected among such.
    """

    name: ClassVar[str] = "equilibrium"
    label: ClassVar[str] = "equilibrium (approximate where quality counts)"
    label_zh: ClassVar[str] = "均衡报价（质量参与评分时为近似）"
    source: ClassVar[str] = "core model, eq. (5) family E; Riley & Samuelson 1981; Brown 1951"

    law: RivalLaw
    risk_aversion: float = 0.0

    @classmethod
    def of(cls, world: World) -> Self:
        for name in settings_of(cls, world):
            raise unknown("parameter of equilibrium", name, ())
        return cls(RivalLaw.of(world), world.bidding.risk_aversion)

    def offer(self, info: BidderInfo) -> Offer:
        if info.mechanism.pools:
            return _pooled(info)
        return self._by_price(info) if info.mechanism.price_only else self._by_score(info)

    def classes(self, info: BidderInfo) -> tuple[TenderClass, TenderClass]:
        """The two classes (cost level below and above) between which this purchase lies: what a study may solve beforehand."""
        return self._between(info, self._place(info)[0]).classes

    def _between(self, info: BidderInfo, step: int) -> Between:
        """These two classes with their solutions."""
        number = expected_rivals(info.rivals.number, info.mechanism.min_bids)
        floor = round(info.quality_floor - info.rivals.quality, 1)
        return at_levels(info.mechanism, number, step, floor, info.promise, self.law)

    def usual_price(self, info: BidderInfo) -> float:
        if info.mechanism.pools:
            return float("nan")  # a common price says nothing about anybody's cost
        if info.mechanism.price_only:
            law, number = self._by_price_against(info)
            price = float(equilibrium_price(np.asarray(law.ppf(QUANTILES)), law, number, 1.0, self.risk_aversion).mean())
        else:
            step, part = self._place(info)
            low, high = self._between(info, step).mean_prices
            price = (1.0 - part) * low + part * high
        return price * info.ceiling

    def _place(self, info: BidderInfo) -> tuple[int, float]:
        """Step of the cost level below, and the part of the way to the next; a level that nobody could afford counts as the last
        that somebody can.
        """
        most = float(np.exp(5.0 * max(self.law.cost_sd, LEAST_SD)))
        steps = min(max(float(info.rivals.cost / info.ceiling), LEVEL_STEP), most) / LEVEL_STEP
        return int(steps), steps - int(steps)

    def _by_price(self, info: BidderInfo) -> Offer:
        law, number = self._by_price_against(info)
        cost = info.cost / info.ceiling
        price = equilibrium_price(cost, law, number, 1.0, self.risk_aversion) * info.ceiling
        return Offer(_under(price, info), promised(info, 0.0), np.where(cost <= 1.0, win_probability(cost, law, number), 0.0))

    def _by_price_against(self, info: BidderInfo) -> tuple[TruncatedLognormal, tuple[float, ...]]:
        """Law of rivals' costs (shares of the ceiling), and probabilities of their number, where price alone decides."""
        step, part = self._place(info)
        law = TruncatedLognormal((step + part) * LEVEL_STEP, max(self.law.cost_sd, LEAST_SD), 1.0)
        return law, expected_rivals(info.rivals.number, info.mechanism.min_bids)

    def _by_score(self, info: BidderInfo) -> Offer:
        types, (step, part) = _types(info), self._place(info)
        between = self._between(info, step)
        play, chance = best_plays(between.classes[0], types, between.tables)
        price, extra, chance = ((1.0 - part) * low + part * high for low, high in (play.price, play.extra, chance))
        abstains = info.cost > info.ceiling
        price = np.where(abstains, np.nan, price * info.ceiling)
        return Offer(_under(price, info), promised(info, extra), np.where(abstains, 0.0, chance))


@dataclass(frozen=True)
class Between:
    """Two classes between which purchases lie, and of their solutions what offers ask for, found when it is first asked for."""

    classes: tuple[TenderClass, TenderClass]

    @cached_property
    def tables(self) -> Table:
        """Chances of winning in both, side by side."""
        return side_by_side(*(solution(tender).table for tender in self.classes))

    @cached_property
    def mean_prices(self) -> tuple[float, float]:
        """Mean price in each, share of the ceiling."""
        low, high = (solution(tender).mean_price for tender in self.classes)
        return low, high


@lru_cache(maxsize=1024)
def at_levels(
    mechanism: Mechanism, number: tuple[float, ...], low: int, floor: float, promise: PromiseTerms, law: RivalLaw
) -> Between:
    """The classes at a step of the cost level and at the next."""
    tender = TenderClass(mechanism, number, round(low * LEVEL_STEP, 6), floor, promise, law)
    return Between((tender, replace(tender, cost_level=round((low + 1) * LEVEL_STEP, 6))))


def _pooled(info: BidderInfo) -> Offer:
    """The common price, in which a bidder wins as often as any other; those whose cost is above it abstain."""
    number = expected_rivals(info.rivals.number, info.mechanism.min_bids)
    common = info.ceiling * pooling_price(info.mechanism, max(len(number), LEAST_POOL), 1.0)
    joins = info.cost <= common
    chance = fsum(p / (k + 1.0) for k, p in enumerate(number))
    return Offer(np.where(joins, common, np.nan), np.where(joins, promised(info, 0.0), np.nan), np.where(joins, chance, 0.0))


def _under(price: np.ndarray, info: BidderInfo) -> np.ndarray:
    """Rounding must not lift a price over the ceiling."""
    return np.asarray(np.minimum(price, info.ceiling))


def _types(info: BidderInfo) -> Types:
    """The bidders as types: relative to a typical rival, in units of the ceiling."""
    relative = info.dossier - info.rivals.dossier + info.lead
    return Types(
        cost=np.minimum(info.cost / info.ceiling, 1.0),
        rating=relative + info.mechanism.promise_weight * (info.quality - info.rivals.quality),
        honesty=info.honesty,
        least_extra=np.maximum(0.0, info.quality_floor - info.quality),
    )
