"""The month begins: its sums at zero, and what policy says in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.state.clock import FLOWS

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def set_policy(market: MarketState) -> None:
    """Begin the month's sums; at the switch and in months of change read the policy; the warm-up lives under the base policy."""
    since = market.since_switch
    market.surveyed_costs.clear()
    market.flows = dict(zip(FLOWS, np.zeros((len(FLOWS), *market.appropriations.shape)), strict=True))
    if market.month == 0:
        base = market.specification.policy
        market.policy_state = base.at(-1, market.specification.domain_names)
    if since == 0 or (since > 0 and since in market.policy.change_months()):
        market.mechanisms.clear()
        market.policy_state = market.policy.at(since, market.specification.domain_names)
