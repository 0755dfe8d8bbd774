"""Winners that do not sign: some step back because the price does not cover the cost, and forfeit their bid bond."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.rules.paying import steps_back
from gpssim.state import costs
from gpssim.state.line import Line
from gpssim.state.waiting import Signature
from gpssim.streams import combine
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def steps_back_at_a_loss(market: MarketState, line: Line, signature: Signature) -> bool:
    """Whether a winner that is still there steps back: its price does not cover its cost by more than its bond, and it dares to.

    The bond goes to the treasury, as far as its cash goes.
    """
    chance, o = market.world.conduct.withdrawal, market.organizations
    if chance == 0.0 or not o.alive[signature.bidder]:
        return False
    key = combine(signature.project, signature.attempt, int(o.key[signature.bidder]))
    if market.luck.uniform("withdrawal", key) >= chance:
        return False
    terms, i = signature.terms, signature.bidder
    unit = costs.unit_costs(market, np.array([i]), line.domain, line.district)[0]
    cost = unit * costs.project_cost_type(market, signature.project, np.array([i]))[0] * (1.0 - terms.unpaid)
    volume = signature.places * terms.months
    bond = market.policy_state.levers.bid_bond * signature.ceiling * volume
    if not steps_back(float(cost - signature.price) * volume, bond):
        return False
    forfeited = min(to_fen(bond), max(0, int(o.cash_fen[i])))
    market.ledger.transfer(market.month, "bid_bond", organization_account(i), TREASURY, forfeited, market.books)
    return True


def fails_to_sign(market: MarketState, signature: Signature) -> bool:
    """Whether the winner of an award does not sign."""
    chance = market.world.process.withdrawal
    if chance <= 0.0:
        return False
    own = int(market.organizations.key[signature.bidder])
    return market.luck.uniform("withdrawal", signature.project, signature.attempt, own) < chance
