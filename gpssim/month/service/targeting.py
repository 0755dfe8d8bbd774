"""Who is taken to come first, and what costly clients cost their providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.reaching import cost_of_clients
from gpssim.rules.targeting import recognized
from gpssim.state import districts

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def mark(market: MarketState) -> None:
    """Who is taken to belong to the groups that come first: a luck that stays with a person. Nothing where nobody comes first."""
    levers, c = market.policy_state.levers, market.citizens.columns
    if levers.targeting <= 0.0:
        return
    target = districts.target_groups(market)[c.group]
    if levers.targeting_accuracy < 1.0:
        share = float(target[market.citizens.here].mean())
        target = recognized(target, levers.targeting_accuracy, share, market.luck.uniforms("recognized", c.number))
    c["target"][:] = target


def bear_cost(market: MarketState) -> None:
    """Vulnerable clients cost their provider more than others: the month's cost follows who was served."""
    extra = market.world.society.reach.cost_to_serve
    if extra <= 0.0:
        return
    c, people = market.contracts, market.citizens.columns
    row, domain = np.nonzero(people.contract >= 0)
    held, n = people.contract[row, domain], len(c)
    vulnerable = np.bincount(held, weights=people.group[row] != 0, minlength=n)
    clients = np.bincount(held, minlength=n)
    share = np.divide(vulnerable, clients, out=np.zeros(n), where=clients > 0)
    added = c.month_cost * (cost_of_clients(share, extra) - 1.0) * c.active
    c["month_cost"][:] += added
    c["cost_sum"][:] += added
