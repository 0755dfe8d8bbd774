"""Abnormally low offers: who is asked for proof under which rules, and what proof is worth."""

from __future__ import annotations

from abc import ABC

import numpy as np

from gpssim.market import Bid
from gpssim.mechanisms.comparing import ComparingMechanism
from gpssim.mechanisms.purchase import Purchase, RulesAsOf
from gpssim.mechanisms.screening import refuse
from gpssim.plugins import plugin
from gpssim.rules.scoring import abnormally_low, chance_of_proof
from gpssim.scenario.fields import param, share


@plugin
class LowBidMechanism(ComparingMechanism, ABC):
    """A mechanism that asks abnormally low offers for proof: until 2025 as the committee judges, from 2026 by three thresholds."""

    low_bid_judgment: float = share(
        0.4,
        "until 2025: share of the mean valid price below which the committee asks for proof; 0: never",
        "Order 87 art. 60; share: assumption, range 0-0.6",
    )
    low_bid_of_mean: float = param(
        0.5, "share", "2026: review below this share of the mean valid price", "财库[2026]2号, VERIFIED", ge=0.0, le=0.65
    )
    low_bid_of_second: float = param(
        0.5, "share", "2026: review below this share of the second-lowest price", "财库[2026]2号, VERIFIED", ge=0.0, le=0.65
    )
    low_bid_of_ceiling: float = param(
        0.45, "share", "2026: review below this share of the ceiling", "财库[2026]2号, VERIFIED", ge=0.0, le=0.65
    )
    low_bid_proof: float = share(0.3, "chance that a reviewed bidder proves its price", "assumption, range 0-1", swept=(0.0, 0.6))
    low_bid_insight: float = share(
        0.0,
        "how well a review tells prices that cover cost from others: at 1 the former always stand, the latter never; 0: not at all",
        "assumption, range 0-1; neutral 0",
    )

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Abnormally low offers must prove their price or are invalid; so are those above a ceiling of their own."""
        if self.ceiling_of_others < 1.0:
            bids = self.under_own_ceiling(purchase, bids)
        valid = np.array([bid.valid for bid in bids], dtype=bool)
        if not valid.any():
            return bids
        prices = np.array([bid.price for bid in bids])
        suspect = np.zeros(valid.size, dtype=bool)
        suspect[valid] = abnormally_low(prices[valid], purchase.project.ceiling, *self._low_bid_shares(purchase.rules_as_of))
        return tuple(
            refuse(bid, "abnormally_low") if low and not self._proves(purchase, bid) else bid
            for bid, low in zip(bids, suspect, strict=True)
        )

    def _proves(self, purchase: Purchase, bid: Bid) -> bool:
        chance = chance_of_proof(self.low_bid_proof, self.low_bid_insight, bid.covers_cost)
        return bool(purchase.luck.uniform("proof", *purchase.keys([bid.bidder])) <= chance)

    def _low_bid_shares(self, rules_as_of: RulesAsOf) -> tuple[float, float, float]:
        """Shares of mean, second-lowest and ceiling below which the rules in force ask for proof."""
        if rules_as_of == "2026":
            return self.low_bid_of_mean, self.low_bid_of_second, self.low_bid_of_ceiling
        return self.low_bid_judgment, 0.0, 0.0
