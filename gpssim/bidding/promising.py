"""What a promise costs whoever makes it, when a bidder asks whether an offer pays."""

from __future__ import annotations

import numpy as np

from gpssim.bidding.base import BidderInfo, Offer
from gpssim.rules.pricing import promise_cost


def cost_of_promise(info: BidderInfo, offer: Offer, promised: np.ndarray) -> np.ndarray:
    """Expected cost of what is promised above the usual quality, yuan per place-month >= 0, shape (n_bidders,).

    The part that is kept takes effort, the rest risks a deduction; who does not mean to keep it risks the deduction alone.
    Source: core model eq. (3) and (7), as in the profit that the best offer maximizes.
    """
    terms, honesty = info.promise, np.where(offer.sincere, info.honesty, 0.0)
    deduction = terms.detection * terms.penalty * offer.price
    extra = np.maximum(0.0, promised - info.quality)
    return promise_cost(extra, honesty, terms.effort_cost * info.cost, deduction, terms.tolerance)
