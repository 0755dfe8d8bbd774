"""Sealed offers at a price tender are the equilibrium's, and only those are made that earn what they cost.

Three bidders with independent lognormal costs ``c`` of median 100 and log spread ``s``, cut at the ceiling ``r`` = (1 + margin)
100. With ``S(t)`` the chance that a rival's cost is above ``t`` the symmetric equilibrium asks ``b(c) = c + int_c^r S^2 dt /
S(c)^2``, and its mean winning price is the mean second-lowest cost (revenue equivalence). An offer earns ``int_c^r S^2 dt`` a
place-month whatever the price that brings it (envelope), so that an offer that costs ``k`` over ``V`` place-months is made up to
the cost at which this integral is ``k / V``. Costs are those of a twin market in which offers are free and everybody makes one.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

import numpy as np
import pandas as pd
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm

from gpssim.theory.market_lane import Found, as_often, exactly, on_average
from gpssim.theory.special import alike, special, tables

VERBS = ("plan", "purchase")
RULES = ("purchasing.ceiling", "entry.takes_part")
SOURCE = "closed form: Riley & Samuelson 1981; Myerson 1981 (envelope), MEMORY"
UNIT, MARGIN, SPREAD = 100.0, 0.4, 0.12
HIGHEST = UNIT * (1.0 + MARGIN)
SIZE, HOURS, WAGE, ASKED = 4_200.0, 40.0, 45.0, 0.004
"""Yuan of a project, hours of an offer, yuan an hour, and which part of these hours counts where offers are not free."""
DIALS = {
    "world.bidding.rivals_learning": 0.0,
    "world.organizations.n_initial": 3,
    "world.organizations.staff_median": 900.0,
    "world.organizations.cost_sd": SPREAD,
    "world.organizations.loses_heart": 0.0,
    "world.purchasers.ceiling_margin": MARGIN,
    "world.purchasers.project_value": SIZE,
    "warm_up": 0,
}


def above(cost: float) -> float:
    """Chance that a bidder's cost is higher, among costs up to the ceiling."""
    below = norm.cdf(log(max(cost, 1e-9) / UNIT) / SPREAD) / norm.cdf(log(HIGHEST / UNIT) / SPREAD)
    return float(1.0 - below)


def earned(cost: float) -> float:
    """What an offer at this cost earns on average, yuan per place-month."""
    return float(quad(lambda t: above(t) ** 2, cost, HIGHEST, epsabs=1e-11, epsrel=1e-10)[0])


def mean_second() -> float:
    """Mean of the second lowest of three costs: the integral of the chance that at most one of them is below."""
    return float(quad(lambda t: above(t) ** 3 + 3.0 * (1.0 - above(t)) * above(t) ** 2, 0.0, HIGHEST, points=[60.0, 100.0])[0])


def first_tenders(hours: float, seed: int) -> dict[str, pd.DataFrame]:
    """Projects and offers of a first month in which an offer costs these parts of its hours."""
    settings = {"rule": "lowest_evaluated_price", "bidder_hours": HOURS, "low_bid_judgment": 0.0}
    market = alike(special({**DIALS, "world.bidding.reserve_hours": hours}, settings=settings, seed=seed))
    market.step()
    return tables(market)


def found(seed: int) -> Iterator[Found]:
    """A month of tenders in which offers are free, and the same month in which they cost something."""
    free, dear = first_tenders(0.0, seed), first_tenders(ASKED, seed)
    cost = free["bids"].true_cost.to_numpy()
    yield exactly("ceiling, yuan", HIGHEST, free["projects"].ceiling, 1e-9)
    yield exactly("price of each offer, yuan", [c + earned(c) / above(c) ** 2 for c in cost], free["bids"].price, 1e-5)
    full = free["projects"][free["projects"].n_bids == 3]
    lowest = free["bids"].groupby("project").price.min().loc[full.project]
    yield exactly("the lowest offer wins, at its own price", lowest, full.winning_price)
    yield on_average("mean price paid, yuan", mean_second(), full.winning_price)

    volume = SIZE / HIGHEST
    worth_it = float(brentq(lambda c: volume * earned(c) - ASKED * HOURS * WAGE, 20.0, HIGHEST))
    usual = free["projects"].project[np.isclose(12.0 * free["projects"].places, volume)]  # the last project is what money is left
    offers, dearly = (run["bids"][run["bids"].project.isin(usual)] for run in (free, dear))
    who = ["project", "organization"]
    made = offers[who].merge(dearly[who], how="left", indicator="there").there == "both"
    yield exactly("offers are made up to the cost at which they pay", offers.true_cost <= worth_it, made)
    yield as_often("offers made", float(norm.cdf(np.log(worth_it / UNIT) / SPREAD)), len(dearly), 3 * len(usual))


TITLE_ZH = "价格招标中的密封报价即第一价格拍卖的均衡报价，且只有抵偿成本的投标才会作出"
CHINESE = {
    "ceiling, yuan": "最高限价（元）",
    "price of each offer, yuan": "各投标报价（元）",
    "the lowest offer wins, at its own price": "最低报价者按自身报价中标",
    "mean price paid, yuan": "平均支付价格（元）",
    "offers are made up to the cost at which they pay": "投标止于刚好合算的成本",
    "offers made": "投标比例",
}
