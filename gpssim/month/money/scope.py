"""January: every purchaser decides what it buys; what is hard to specify, thinly supplied or went wrong gets less, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.scoping import setbacks_next, split_by_appeal
from gpssim.state import money
from gpssim.state import scope as reading

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def choose_scope(market: MarketState) -> None:
    """Each purchaser splits its usual money over domains by their appeal; lines that run keep theirs, up to the usual."""
    p, rule = market.purchasers, market.world.scope
    if rule.narrowing <= 0.0:
        return
    p["setbacks"][:] = setbacks_next(p.setbacks, reading.setbacks_of_year(market), rule.memory)
    p["n_held"][:] = p["n_failed"][:] = 0
    usual, bound, appeal = market.appropriations * money.growth(market), reading.bound_money(market), reading.appeal(market)
    for g in range(len(p)):
        split = split_by_appeal(usual[g], appeal[g], rule.narrowing, np.minimum(bound[g], usual[g]), rule.least)
        p["scope"][g] = np.divide(split, usual[g], out=np.ones(split.size), where=usual[g] > 0.0)
