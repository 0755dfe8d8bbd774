"""Winners step back before they sign, and forfeit their bid bond."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.contracts import Line, Signature
from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.market import ContractTerms
from gpssim.month import costing
from gpssim.rules.paying import steps_back
from gpssim.streams import combine
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def withdraws(model: PublicServiceMarket, line: Line, signature: Signature) -> bool:
    """Whether a winner that is still there steps back: its price does not cover its cost by more than its bond, and it dares to.

    The bond goes to the treasury, as far as its cash goes.
    """
    chance, o = model.world.conduct.withdrawal, model.organizations
    if chance == 0.0 or not o.alive[signature.bidder]:
        return False
    key = combine(signature.project, signature.attempt, int(o.key[signature.bidder]))
    if model.luck.uniform("withdrawal", key) >= chance:
        return False
    terms, i = signature.terms, signature.bidder
    assert isinstance(terms, ContractTerms)
    unit = costing.unit_costs(model, np.array([i]), line.domain, line.district)[0]
    cost = unit * costing.project_cost_type(model, signature.project, np.array([i]))[0] * (1.0 - terms.unpaid)
    volume = signature.places * terms.months
    bond = model.policy_state.levers.bid_bond * signature.ceiling * volume
    if not steps_back(float(cost - signature.price) * volume, bond):
        return False
    forfeited = min(to_fen(bond), max(0, int(o.cash_fen[i])))
    model.ledger.transfer(model.month, "bid_bond", organization_account(i), TREASURY, forfeited, model.books)
    return True
