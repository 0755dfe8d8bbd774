"""What makes a service domain attractive to buy: who could supply it, what went wrong, what running contracts bind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.rules.scoping import log_appeal
from gpssim.state import lines, money
from gpssim.state.contract_row import END_REASONS
from gpssim.state.domains import verifiabilities
from gpssim.state.kinds import offering
from gpssim.state.officials import risk_aversion
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

WENT_WRONG: Final = tuple(END_REASONS.index(reason) for reason in ("terminated", "insolvent", "defaulted", "banned"))
"""Ends of contracts that count as a setback."""


def suppliers(market: MarketState) -> np.ndarray:
    """Organizations that work in a purchaser's districts and serve a domain, shape (purchasers, domains)."""
    o = market.organizations
    there = o.alive & offering(market) & ~o.dormant
    near = (market.purchasers.jurisdiction.astype(np.int64) @ o.serves_district[there].T.astype(np.int64)) > 0
    return np.asarray(near.astype(np.int64) @ o.serves_domain[there].astype(np.int64))


def setbacks_of_year(market: MarketState) -> np.ndarray:
    """Part of last year's purchases that failed, or of its contracts that ended badly, whichever is more; (purchasers, domains)."""
    p, c = market.purchasers, market.contracts
    bad, all_ = np.zeros(p.n_held.shape), np.zeros(p.n_held.shape)
    recent = c.active | (c.ended >= market.month - MONTHS_PER_YEAR)
    np.add.at(all_, (c.purchaser[recent], c.domain[recent]), 1.0)
    wrong = ~c.active & recent & np.isin(c.end_reason, WENT_WRONG)
    np.add.at(bad, (c.purchaser[wrong], c.domain[wrong]), 1.0)
    return np.maximum(p.n_failed / np.maximum(1, p.n_held), bad / np.maximum(1.0, all_))


def appeal(market: MarketState) -> np.ndarray:
    """Log appeal of every domain to every purchaser, shape (purchasers, domains)."""
    scope, p = market.world.scope, market.purchasers
    prominence = np.array([d.priority * d.visibility for d in market.world.domains])
    missing = np.maximum(0.0, 1.0 - suppliers(market) / scope.suppliers)
    ease = [scope.ease + risk_aversion(market, g) for g in range(len(p))]
    nu = verifiabilities(market)
    return np.stack([log_appeal(prominence, nu, e, missing[g], scope.thin, p.setbacks[g], scope.dread) for g, e in enumerate(ease)])


def bound_money(market: MarketState) -> np.ndarray:
    """What lines whose cycle goes on will cost this year, yuan, shape (purchasers, domains)."""
    bound = np.zeros_like(market.appropriations)
    for line in market.lines:
        goes_on = (line.contract >= 0 or line.pending) and lines.needs_money(line) and not lines.expires_this_year(market, line)
        if goes_on and not line.closed and not line.funded:
            bound[line.purchaser, line.domain] += money.yearly_value(market, line)
    return bound
