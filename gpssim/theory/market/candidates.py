"""Candidate founders come as a Poisson process, and none of them registers where there is nothing to do.

With ``r`` candidates a month on average a month has none with chance ``e^-r``, one with ``r e^-r``; mean and variance of their
number are both ``r``, and months are independent. Where nobody ever purchased, an award is worth nothing, and setting up costs
something.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

import numpy as np

from gpssim.theory.market_lane import Found, as_often, exactly, on_average
from gpssim.theory.special import special, tables

VERBS = ("enter_and_leave",)
RULES = ("entry.poisson_counts", "entry.registers")
SOURCE = "moments of the Poisson distribution"

RATE, MONTHS = 1.5, 240


def found(seed: int) -> Iterator[Found]:
    """Twenty years of a city in which nobody purchases anything."""
    dials = {
        "world.purchasers.appropriation_per_head": 0.0,
        "world.city.residents": 1000,
        "world.city.n_citizens": 50,
        "world.organizations.n_initial": 1,
        "world.organizations.founders_rate": RATE,
        "warm_up": 0,
    }
    market = special(dials, seed=seed)
    market.run(MONTHS)
    founders = tables(market)["founders"]
    came = np.bincount(founders.month, minlength=MONTHS).astype(float)
    yield on_average("candidates a month", RATE, came)
    yield on_average("their variance", RATE, (came - RATE) ** 2)
    yield as_often("months without any", exp(-RATE), float((came == 0).sum()), MONTHS)
    yield as_often("months with one", RATE * exp(-RATE), float((came == 1).sum()), MONTHS)
    yield exactly("registered", 0.0, float(founders.registered.sum()))


TITLE_ZH = "潜在创办者按泊松过程到来；无事可做之处无人登记"
CHINESE = {
    "candidates a month": "每月潜在创办者数",
    "their variance": "其方差",
    "months without any": "无人到来的月份比例",
    "months with one": "恰有一人到来的月份比例",
    "registered": "登记数",
}
