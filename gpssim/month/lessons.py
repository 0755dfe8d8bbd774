"""What bidders learn from a purchase: what their bidding family keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.bidding.base import Outcome

if TYPE_CHECKING:
    from gpssim.market import Bid, Decision
    from gpssim.model import PublicServiceMarket
    from gpssim.month.offering import Answering


def learn(model: PublicServiceMarket, answering: Answering, offers: tuple[Bid, ...], decision: Decision) -> None:
    """Those who considered a sealed offer keep what their bidding family learns from the result."""
    if answering.asked is None or model.bidding.n_state == 0:
        return
    rows, info = answering.asked
    price = {bid.bidder: bid.price for bid in offers}
    scores = {score.bidder: score for score in decision.scores if score.valid}
    paid = {award.bidder: award.price for award in decision.awards}
    outcome = Outcome(
        price=np.array([price[row] if row in scores else np.nan for row in rows.tolist()]),
        total=np.array([scores[row].total if row in scores else np.nan for row in rows.tolist()]),
        paid=np.array([paid.get(row, np.nan) for row in rows.tolist()]),
    )
    model.organizations["bidding_state"][rows] = model.bidding.learn(info, outcome)
