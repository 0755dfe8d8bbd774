"""How price and quality become one score: the price rule, its weight, and a threshold of quality."""

from __future__ import annotations

from abc import ABC
from collections.abc import Sequence
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.market import Bid, Score
from gpssim.mechanisms.low_bids import LowBidMechanism
from gpssim.mechanisms.price_rules.base import PriceRule, price_rule
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import refuse
from gpssim.plugins import plugin
from gpssim.rules.scoring import quality_per_price, weighted_sum
from gpssim.scenario.fields import param


@plugin
class ScoringMechanism(LowBidMechanism, ABC):
    """A mechanism in which the highest score wins; every part of the score is a parameter."""

    rule: Literal["comprehensive_score", "lowest_evaluated_price", "quality_over_price"] = param(
        "comprehensive_score",
        "rule",
        "what wins: 综合评分法, 最低评标价法, or quality points over price (性价比法, until 2017)",
        "Order 87 art. 54, VERIFIED",
    )
    price_weight: float = param(
        0.3,
        "share",
        "weight of price in the score",
        "services at least 10 %, Order 87 art. 55, VERIFIED; 10-30 % until 2017, up to 60 % for goods (Order 18 art. 52, MEMORY); "
        "varied where offers show the discounts that are observed: at 20 % and less they sit at the ceiling, as theory has "
        "it (a mark-up of (1 - w)/w times the spread of ratings, Perloff & Salop 1985, MEMORY), at 40 % a fifth lies under it",
        ge=0.1,
        le=1.0,
        swept=(0.2, 0.33),
    )
    price_rule: str = param(
        "lowest_ratio",
        "price rule",
        "how prices become points: the name of a price rule",
        "Order 87 art. 55: lowest over own, VERIFIED; the others for comparison (Bergman & Lundberg 2013; Decarolis 2018)",
    )
    price_settings: str = param(
        "", "settings", "parameters of the price rule, such as full_at=0.5; empty: as declared there", "policy choice"
    )
    quality_threshold: float = param(
        0.0,
        "points",
        "quality points (0-100) below which an offer is refused; 0: none",
        "policy choice; 60 of 100 is common, MEMORY",
        ge=0.0,
        le=100.0,
    )

    @model_validator(mode="after")
    def _price_rule_fits(self) -> Self:
        price_rule(self.price_rule, self.price_settings)
        if self.rule == "quality_over_price" and self.price_settings:
            raise impossible(f"{self.name}.price_settings", self.price_settings, "empty where rule = 'quality_over_price'")
        return self

    @property
    def pricing(self) -> PriceRule:
        """The price rule with its parameters."""
        return price_rule(self.price_rule, self.price_settings)

    @property
    def pools(self) -> bool:
        return self.price_only and self.pricing.pools

    @property
    def price_only(self) -> bool:
        return self.rule == "lowest_evaluated_price" or (self.rule == "comprehensive_score" and self.price_weight == 1.0)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """Points of each offer; ``prices`` as they are compared, ``quality`` in points (not read where price alone decides).

        Under a price rule that pools, a lower price can lose points; otherwise it never does.
        """
        return self.with_quality(self.from_prices(prices, ceiling), quality)

    def from_prices(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        """What all prices together make of each offer, shape of ``prices``: all that an offer's score takes from the others."""
        if self.rule == "quality_over_price":
            return prices
        return self.price_points(prices, ceiling, 1.0 if self.price_only else self.price_weight)

    def with_quality(self, counted: np.ndarray, quality: np.ndarray) -> np.ndarray:
        """The score of offers, each by itself: of what prices made of it (:meth:`from_prices`) and of its own quality."""
        if self.price_only:
            return counted
        if self.rule == "quality_over_price":
            return quality_per_price(quality, counted)
        return weighted_sum(counted, quality, self.price_weight)

    @property
    def in_two_steps(self) -> bool:
        """Whether a score is made in these two steps: a subclass may score in a way of its own."""
        return type(self).score is ScoringMechanism.score

    def price_points(self, prices: np.ndarray, ceiling: float, weight: float) -> np.ndarray:
        """Price points with this weight, at most 100 times it."""
        return np.asarray(weight * 100.0 * self.pricing.shares(prices, ceiling))

    def as_counted(self, purchase: Purchase, bids: Sequence[Bid], scores: Sequence[Score]) -> tuple[np.ndarray, np.ndarray] | None:
        """Prices with their deductions and the committee's points, where the price rule looks at other offers."""
        alone = self.pricing.own_price_only or self.rule == "quality_over_price" or (self.price_only and not self.pools)
        if alone:
            return None
        prices, rows = np.array([bid.price for bid in bids]), [bid.bidder for bid in bids]
        points = np.array([score.quality_points for score in scores])
        quality = np.zeros(prices.shape) if self.price_only else points / (1.0 - self.price_weight)
        return self.evaluated(prices, self.preferred(purchase)[rows]), quality

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Offers below the threshold of quality are refused; then low prices are looked at, among those that are left."""
        return super().review(purchase, self.good_enough(purchase, bids) if self.quality_threshold > 0.0 else bids)

    def good_enough(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """The offers, with those refused whose quality points do not reach the threshold."""
        valid = [bid for bid in bids if bid.valid]
        points = self.quality_points(purchase, valid) if valid else np.zeros(0)
        short = {bid.bidder for bid, reached in zip(valid, points >= self.quality_threshold, strict=True) if not reached}
        return tuple(refuse(bid, "quality_threshold" if bid.bidder in short else "") for bid in bids)
