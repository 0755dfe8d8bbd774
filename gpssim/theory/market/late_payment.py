"""Instalments are late by a geometric number of months, whatever is bought and from whom.

With a chance ``d`` a month that money still does not come, an instalment is on time with chance ``1 - d`` and late by ``d / (1 -
d)`` months on average, with variance ``d / (1 - d)^2``. The first one is due in the month of the signature.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, as_often, exactly, on_average
from gpssim.theory.special import alike, special, until_contracts

VERBS = ("sign", "pay")
RULES = ("purchasing.delayed",)
SOURCE = "closed form of a geometric law; market rule B 11"
DELAY = 0.4
DIALS = {
    "world.organizations.staff_median": 900.0,
    "world.purchasers.delay": DELAY,
    "world.purchasers.project_value": 5_600.0,
    "warm_up": 0,
}


def found(seed: int) -> Iterator[Found]:
    """The contracts that are signed in the first months."""
    market = alike(special(DIALS, "directed_commission", seed=seed))
    until_contracts(market)
    c = market.contracts
    n = len(c)
    late = np.where(c.due < 0, 0, c.due - c.planned)[c.planned >= 0]  # what is paid already was on time
    yield exactly("instalments of each", 3.0, late.size / n)
    yield on_average("months late", DELAY / (1.0 - DELAY), late)
    yield on_average("their square", DELAY * (1.0 + DELAY) / (1.0 - DELAY) ** 2, late**2)
    yield as_often("contracts with a first payment", 1.0 - DELAY, float((c.paid_fen > 0).sum()), n)
    market.step()
    yield as_often("a month later", 1.0 - DELAY**2, float((c.paid_fen[:n] > 0).sum()), n)


TITLE_ZH = "分期付款的拖延月数服从几何分布，与购买什么、向谁购买无关"
CHINESE = {
    "instalments of each": "每份合同的分期数",
    "months late": "拖延月数",
    "their square": "其平方",
    "contracts with a first payment": "有首期付款的合同",
    "a month later": "一个月后",
}
