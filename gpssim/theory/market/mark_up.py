"""Bidders that add a margin ask for less of it the more staff is idle, and offer with the chance that their errors leave them.

The price is ``(1 + m (1 - a i)) c``, at most the ceiling, with the idle part ``i`` of staff and need for work ``a``. One among
eight equals wins one time in eight: an offer promises ``G`` yuan, an eighth of the margin over the contract. With errors of scale
``s`` in costs ``k`` of an offer it is made with chance ``1 / (1 + exp(-(G / k - 1) / s))`` (logistic errors in a choice of two).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

import numpy as np

from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import alike, special, tables

VERBS = ("purchase",)
RULES = ("pricing.markup_price", "pricing.wanted_markup", "entry.takes_part", "entry.logistic_shock")
SOURCE = "closed form: logit of a choice of two, McFadden 1974; Jofre-Bonet & Pesendorfer 2003 (idle capacity), MEMORY"
UNIT, MARGIN, MARKUP, NEED, SPREAD = 100.0, 0.25, 0.2, 0.75, 0.12
HOURS, WAGE, SIZE, SCALE, PART = 40.0, 45.0, 5_600.0, 0.65, 0.031
"""Hours of an offer, yuan an hour, yuan of a project, scale of the errors, part of the hours that counts."""
MANY = 24
"""Bidders where errors are made: many draws."""
LOAD, CASELOAD = (0.2, 0.6, 1.25), 6500.0 / (0.75 * UNIT)
"""Work of each over its staff; places that one member of staff serves: its wage over the wages in a place's cost."""
DIALS = {
    "world.bidding.family": "markup",
    "world.bidding.markup": MARKUP,
    "world.organizations.n_initial": 3,
    "world.organizations.effort_max": 0.0,
    "world.organizations.staff_median": 900.0,
    "world.organizations.wage": 6500.0,
    "world.organizations.wage_share": 0.75,
    "world.organizations.loses_heart": 0.0,
    "world.purchasers.ceiling_margin": MARGIN,
    "world.purchasers.project_value": SIZE,
    "warm_up": 0,
}
SETTINGS = {"rule": "lowest_evaluated_price", "bidder_hours": HOURS, "low_bid_judgment": 0.0}


def found(seed: int) -> Iterator[Found]:
    """A month of tenders among bidders with much, some and no staff idle, and one of errors where offers cost something."""
    wants = {"family": "markup", "name": "need_for_work", "value": NEED}
    market = alike(special({**DIALS, "world.bidding.settings": [wants]}, settings=SETTINGS, seed=seed))
    market.run(13)
    c, o = market.contracts, market.organizations
    places = np.bincount(c.organization, c.places * (c.end > market.month), minlength=3)
    o["staff"][:] = places / CASELOAD / np.array(LOAD)
    market.step()
    bids = tables(market)["bids"].query("month == 13 and attempt == 0")
    idle = np.maximum(0.0, 1.0 - np.array(LOAD))
    asked = (1.0 + MARKUP * (1.0 - NEED * idle[bids.organization])) * bids.true_cost
    yield exactly("price of each offer, yuan", np.minimum(asked, (1.0 + MARGIN) * UNIT), bids.price, 1e-9)
    yield exactly("offers under the ceiling", 1.0, float((asked < (1.0 + MARGIN) * UNIT).mean()), 0.5)

    errs = {
        "world.organizations.n_initial": MANY,
        "world.organizations.cost_sd": 0.0,
        "world.bidding.entry_noise": SCALE,
        "world.bidding.reserve_hours": PART,
    }
    noisy = alike(special({**DIALS, **errs}, settings=SETTINGS, seed=seed))
    for _ in range(100):
        noisy.prices.count(0, 0, 8)  # so many offers were seen so far; of more than seven rivals none is counted
    noisy.step()
    projects = tables(noisy)["projects"]
    gain = MARKUP * UNIT * SIZE / ((1.0 + MARGIN) * UNIT) / 8.0
    chance = 1.0 / (1.0 + exp(-(gain / (PART * HOURS * WAGE) - 1.0) / SCALE))
    usual = projects[np.isclose(projects.places * projects.months * projects.ceiling, SIZE)]
    yield as_often("offers made", chance, float(usual.n_bids.sum()), MANY * len(usual))


TITLE_ZH = "成本加成的投标者员工越闲置加成越低，并按误差所余的概率投标"
CHINESE = {
    "price of each offer, yuan": "各投标报价（元）",
    "offers under the ceiling": "低于最高限价的投标",
    "offers made": "投标比例",
}
