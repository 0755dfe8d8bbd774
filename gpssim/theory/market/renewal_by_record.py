"""A year follows within the cycle exactly where the mean of what was seen passes the threshold: selection of a truncated normal.

Providers deliver ``a`` and each month a luck of their own; acceptance alone looks, with an error. The mean of what it finds is
normal with mean ``a`` and variance ``luck^2 / 12 + error^2``, so that contracts go on with the chance ``P(z > t)``,
``t = (threshold - a) / sd``, and those that go on were found at ``a + sd phi(t) / P(z > t)`` on average. Whoever was seen further
below its promise than is borne is sent away as failed. Where nothing was seen, contracts go on.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.stats import norm

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly, on_average
from gpssim.theory.special import special, tables, until_contracts

VERBS = ("sign", "deliver", "accept")
RULES = ("renewal.renewed",)
SOURCE = "cutoff on a normal signal: mean of a truncated normal"

ABILITY, LUCK, ERROR, THRESHOLD = 0.5, 0.6, 0.3, 0.4


def found(seed: int) -> Iterator[Found]:
    """The second year of some hundred contracts of three-year cycles."""
    market = year(seed, termination=10.0)
    contracts = tables(market)["contracts"]
    over = contracts[contracts["month_end"] == market.month - 1]
    over = over[over["contract"].map(lambda row: int(market.contracts.cycle_end[row]) > market.month)]
    sd = np.sqrt(LUCK**2 / 12.0 + ERROR**2)
    t = (THRESHOLD - ABILITY) / sd
    went_on = over["end_reason"] == "completed"
    yield as_often("contracts that go on", norm.sf(t), went_on.sum(), len(over))
    seen = over["accepted_latent"]
    yield exactly("those found above the threshold go on", (seen > THRESHOLD).to_numpy(), went_on.to_numpy())
    yield exactly("the others do not", (seen <= THRESHOLD).to_numpy(), (over["end_reason"] == "not_renewed").to_numpy())
    yield on_average("what was found of those that go on", ABILITY + sd * norm.pdf(t) / norm.sf(t), seen[went_on].to_numpy())
    rows = over["contract"][went_on].to_numpy()
    c = market.contracts
    yield exactly("the next year begins at once", market.month - 1, c.start[c.successor[rows]])
    yield exactly("at the same price", c.price[rows], c.price[c.successor[rows]])
    yield exactly("with the next year of the cycle", c.cycle_year[rows] + 1, c.cycle_year[c.successor[rows]])
    yield from failed(seed)


def failed(seed: int) -> Iterator[Found]:
    """Who was found more than 0.2 below its promise is sent away, whatever else was seen; promises are set by hand."""
    market = year(seed, termination=0.2, promised=0.6, threshold=-20.0)
    contracts = tables(market)["contracts"]
    over = contracts[contracts["month_end"] == market.month - 1]
    over = over[over["contract"].map(lambda row: int(market.contracts.cycle_end[row]) > market.month)]
    yield exactly(
        "sent away as failed", (0.6 - over["accepted_latent"] > 0.2).to_numpy(), (over["end_reason"] == "terminated").to_numpy()
    )


def year(seed: int, termination: float, promised: float = 0.3, threshold: float = THRESHOLD) -> PublicServiceMarket:
    """A market in the month after its first contracts ran out; nobody but acceptance tells of them."""
    dials = {"warm_up": 0, "world.purchasers.project_value": 3_000.0, "world.information.voice_weight": 0.0}
    dials |= {"world.organizations.delivery_noise": LUCK, "world.information.acceptance_noise": ERROR}
    levers = {
        "tender_cycle_years": 3,
        "renewal_threshold": threshold,
        "termination": termination,
        "monitoring": 0.0,
        "penalty": 0.0,
    }
    market = special(dials, "lottery", levers=levers, seed=seed)
    o = market.organizations
    o["ability_verifiable"][:], o["honesty"][:] = ABILITY, 0.0
    until_contracts(market)
    market.contracts["promised"][:] = promised
    market.run(int(market.contracts.end[0]) + 1)
    return market


TITLE_ZH = "周期之内，所见均值达到门槛者恰好续签：截断正态分布的选择"
CHINESE = {
    "contracts that go on": "续签的合同比例",
    "those found above the threshold go on": "高于门槛者续签",
    "the others do not": "其余不续签",
    "what was found of those that go on": "续签者的验收质量",
    "the next year begins at once": "次年随即开始",
    "at the same price": "按同一价格",
    "with the next year of the cycle": "进入周期的下一年",
    "sent away as failed": "以失败终止",
}
