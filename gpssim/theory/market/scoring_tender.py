"""Where points for quality are worth money, offers promise what is worth its cost and ask what the committee's errors leave to ask.

Three like bidders of cost ``c`` (all prices are shares of the ceiling). A score of ``100 w (1 - p)`` for the price and ``100 (1 -
w) Phi(a x / s)`` for the rating of a promise of ``x`` latent units makes a unit of rating worth ``u = (1 - w) / (w s sqrt(2
pi))`` around the middle of the scale. A promise costs ``K c x^2 / 2``: whatever its price, an offer promises ``x = u a / (K c)``
(Che 1993). The committee's mean rating errs by ``z = n sqrt(rho + (1 - rho) / J)``; in money the errors have the spread ``t = u
z``, and among three bidders the price that nobody undercuts or raises is cost and promise and ``1 / (6 int f^2 F)`` on top of it,
with normal errors ``2 sqrt(pi) t / 3`` (Perloff & Salop 1985). An offer wins one time in three, so that it is made while it costs
less than a third of that margin. The market finds its offers by iteration on a grid: they agree to about a hundredth of the
ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sqrt

import pandas as pd

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import alike, special, tables

VERBS = ("purchase",)
RULES = ("pricing.promise_cost", "entry.takes_part")
SOURCE = "closed form: Che 1993; Perloff & Salop 1985, MEMORY"
LEVEL, EFFORT, PROMISE = 0.5, 0.22, 0.6
"""Cost as a share of the ceiling, half the curvature of what quality costs on both tasks, rating per latent unit promised."""
WEIGHT, SCALE, NOISE, SHARED, JURORS = 0.1, 10.0, 0.5, 0.3, 5
UNIT = (1.0 - WEIGHT) / (WEIGHT * SCALE * sqrt(2.0 * pi))
MARGIN = 2.0 * sqrt(pi) / 3.0 * UNIT * NOISE * sqrt(SHARED + (1.0 - SHARED) / JURORS)
SIZE, HOURS, WAGE = 70_000.0, 40.0, 45.0
DIALS = {
    "world.bidding.rivals_learning": 0.0,
    "world.bidding.counts_promise": 1.0,
    "world.organizations.n_initial": 3,
    "world.organizations.staff_median": 900.0,
    "world.organizations.cost_sd": 0.0,
    "world.organizations.effort_cost": EFFORT,
    "world.organizations.loses_heart": 0.0,
    "world.purchasers.ceiling_margin": 1.0 / LEVEL - 1.0,
    "world.purchasers.project_value": SIZE,
    "warm_up": 0,
}
SETTINGS = {
    "price_weight": WEIGHT,
    "price_rule": "linear",
    "rating_scale": SCALE,
    "juror_noise": NOISE,
    "juror_correlation": SHARED,
    "committee": JURORS,
    "halo": 0.0,
    "low_bid_judgment": 0.0,
    "bidder_hours": HOURS,
}


def offers(promise: float, hours: float, seed: int) -> pd.DataFrame:
    """Offers of a first month among honest organizations: the rating of a promise, and what part of an offer's hours counts."""
    dials = {**DIALS, "world.bidding.reserve_hours": hours}
    market = alike(special(dials, settings={**SETTINGS, "promise_weight": promise}, seed=seed))
    market.organizations["honesty"][:] = 1.0
    market.step()
    return tables(market)["bids"]


def found(seed: int) -> Iterator[Found]:
    """Tenders in which promises count, and others in which they do not and offers cost a little less or more than they earn."""
    ceiling = 100.0 / LEVEL
    promised = UNIT * PROMISE / (2.0 * EFFORT * LEVEL)
    bids = offers(PROMISE, 0.0, seed)
    yield exactly("promise of each offer, latent", promised, bids.promised_quality, 0.06)
    price = LEVEL + EFFORT * LEVEL * promised**2 + MARGIN
    yield exactly("price of each offer, share of the ceiling", price, bids.price / ceiling, 0.01)
    earned = MARGIN / 3.0 * SIZE / (HOURS * WAGE)
    less, more = offers(0.0, 0.85 * earned, seed), offers(0.0, 1.15 * earned, seed)
    yield exactly("price without promises", LEVEL + MARGIN, less.price / ceiling, 0.01)
    yield exactly("offers of each where they cost a little less than they earn", len(bids) / 3, less.organization.value_counts())
    yield exactly("offers where they cost a little more", 0.0, float(len(more)))
    less, more = offers(PROMISE, 0.85 * earned, seed), offers(PROMISE, 1.15 * earned, seed)
    yield exactly(
        "the same where promises cost what the price covers: a little less", len(bids) / 3, less.organization.value_counts()
    )
    yield exactly("and a little more: what an offer earns is net of its promise", 0.0, float(len(more)))


TITLE_ZH = "评分拍卖：质量分折合货币时，投标承诺值其成本的质量，报价为评审误差所允许的水平"
CHINESE = {
    "promise of each offer, latent": "各投标的承诺质量（潜在单位）",
    "price of each offer, share of the ceiling": "各投标报价（占最高限价的比例）",
    "price without promises": "无承诺时的报价",
    "offers of each where they cost a little less than they earn": "投标成本略低于所得时各家的投标数",
    "offers where they cost a little more": "投标成本略高于所得时的投标数",
    "the same where promises cost what the price covers: a little less": "承诺成本由价格弥补时同上：略低",
    "and a little more: what an offer earns is net of its promise": "略高：投标所得已扣除承诺成本",
}
