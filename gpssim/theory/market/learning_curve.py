"""Each doubling of experience lowers the cost of a bidder by the same part; who serves a line has its advantage beside it.

A place costs ``c PR^k`` after ``k`` doublings (Wright 1936: MEMORY), the first project counting as one more than nothing done,
so that organizations with 0, 1, 3, 7 … project-years are 0, 1, 2, 3 … doublings ahead. The organization that did the work of a
line last bids from a cost that is lower by the incumbent's advantage, at this line alone. Experience is set by hand before
every month.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("purchase", "sign")
RULES = ("learning.exponent", "learning.unit_cost", "learning.incumbent_cost")
SOURCE = "Wright 1936, MEMORY; closed form"

RATIO, ADVANTAGE = 0.9, 0.05
DOUBLINGS = np.arange(8) % 4
DIALS = {
    "world.city.n_citizens": 50,
    "world.organizations.cost_sd": 0.0,
    "world.organizations.progress_ratio": RATIO,
    "world.organizations.incumbency_advantage": ADVANTAGE,
}


def found(seed: int) -> Iterator[Found]:
    """Bids of the first year and of the year after, in which every line has an incumbent."""
    market = special(DIALS, seed=seed)
    o = market.organizations
    o["wage"][:] = market.world.organizations.wage
    for _ in range(15):
        o["experience"][:, 0] = 2.0**DOUBLINGS - 1.0
        market.step()
    written = tables(market)
    bids = written["bids"].merge(written["projects"][["project", "attempt", "incumbent"]], on=["project", "attempt"])
    cost = 100.0 * RATIO ** DOUBLINGS[bids.organization]
    holds = (bids.organization == bids.incumbent).to_numpy()
    yield exactly("cost of bidders new to a line, yuan", cost[~holds], bids.true_cost.to_numpy()[~holds])
    yield exactly("cost of bidders on their own lines, yuan", cost[holds] - 100.0 * ADVANTAGE, bids.true_cost.to_numpy()[holds])
    signed = written["contracts"]
    yield exactly("cost as signed, yuan", 100.0 * RATIO ** DOUBLINGS[signed.organization], signed.unit_cost.to_numpy())


TITLE_ZH = "经验每翻一番，投标者的成本按同一比例下降；现任者另有优势"
CHINESE = {
    "cost of bidders new to a line, yuan": "初次承担服务项目者的成本（元）",
    "cost of bidders on their own lines, yuan": "现任者在自身服务项目上的成本（元）",
    "cost as signed, yuan": "签订时的成本（元）",
}
