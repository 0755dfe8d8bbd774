"""Where cost is shared, the purchaser pays the price and its part of what work cost above it, or gets its part of savings.

In all a contract is paid ``P + a (C - P)`` with the realized cost ``C`` of its term, as far as money was set aside for overruns:
for a fifth of the value, and never less than what was paid before acceptance (half, here). Where cost is neither cut nor learned,
C is twelve times that of a month.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, to_the_fen
from gpssim.theory.special import special, until_contracts

VERBS = ("deliver", "accept", "pay")
RULES = ("anticipation.shared_difference",)
SOURCE = "McAfee & McMillan 1986: linear risk-sharing contract; accounting identity"

SHARED, MONTHS = 0.4, 12
LEVERS = {"cost_share": SHARED, "penalty": 0.0, "pay_first": 0.3, "pay_middle": 0.2}


def found(seed: int) -> Iterator[Found]:
    """A year of contracts, in some of which the work turns out dearer than the price (set by hand as the luck of their project)."""
    market = special({"warm_up": 0, "months": 16}, levers=LEVERS, seed=seed)
    until_contracts(market)
    c, o, p = market.contracts, market.organizations, market.world.organizations
    first = np.arange(len(c))
    c["cost_sum"][:] -= c.month_cost
    c["project_cost_type"][:] = np.resize([0.8, 1.0, 1.1, 1.6], len(c))
    wage = 1.0 + p.wage_share * (o.wage[c.organization] / p.wage - 1.0)
    month = 100.0 * wage * c.project_cost_type * c.places
    c["cost_sum"][:] += month
    value, reserve = c.price * c.places * MONTHS, c.reserve.copy()
    market.run()
    overrun = np.minimum(SHARED * (month * MONTHS - value), reserve)
    yield to_the_fen("value and shared difference, as paid", value + overrun, c.paid_fen[first] / 100.0, 3)


TITLE_ZH = "成本分担：购买主体支付价格并分担超支的一部分，或分享节约的一部分"
CHINESE = {
    "value and shared difference, as paid": "金额与分担的差额，按实付",
}
