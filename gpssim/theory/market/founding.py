"""Founders register where the chance of a first award within two years, times what it is worth, and mission cover setting up.

Of ``n`` organizations two to seven years old ``w`` won for the first time within 24 months; their record and three cases of
what is expected beforehand give the chance ``(w + 3 e)/(n + 3)``. Expected is a mixture of a third and of the chance to win at
least one of the purchases of the last two years: an offer more wins one of ``k`` others with ``1/(k + 1)``, if it is in reach,
which is as likely as the part of the districts that an organization serves. Set-up costs are log-normal around ``S``: a founder
whose award is worth ``G`` and whose mission is worth ``M`` registers with ``Phi(ln((G + M)/S)/s)``. Mission counts by the share
at work, itself included, to a power.

Ages and first awards of those who are there are set by hand: won after 24 months, after 25, after 27, never, too young to tell,
there from the start. Two worlds, in each of which several hundred founders come in one month: one without mission, in which
``S`` is 0.8 standard deviations above ``G``, so that ``Phi(-0.8)`` of them register; one in which mission is uniform and ``S``
nearly all that it is worth at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp, sqrt
from typing import Any

import numpy as np
from scipy.stats import norm

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special, tables, under

VERBS = ("enter_and_leave",)
RULES = (
    "entry.registers",
    "entry.first_award_chance",
    "entry.chance_by_competition",
    "entry.mission_counted",
)
SOURCE = "beta-binomial posterior mean; log-normal distribution function; Hannan & Carroll 1992, MEMORY"

MONTH, COST, MARKUP, WARM_UP = 27, 100.0, 0.25, 3
READS, SPREAD, RATE, MISSION, CROWDING = 0.6, 0.1, 450.0, 0.4, 0.8
N = 100
BORN = np.concatenate([[1, 1, 1, 3, 4, 2, 0], np.full(N - 7, -100)])
FIRST = np.concatenate([[25, 26, -1, 10, 5, 29, 3], np.full(N - 7, 1)])
WITHIN, WATCHED = 2, 5
"""Of these: won in time, and two to seven years old."""
DIALS: dict[str, Any] = {
    "world.city.n_citizens": 50,
    "world.organizations.n_initial": N,
    "world.organizations.cost_sd": 0.0,
    "world.organizations.effort_max": 0.0,
    "world.organizations.reach_districts": 1.0,
    "world.organizations.reads_competition": READS,
    "world.bidding.family": "markup",
    "world.bidding.markup": MARKUP,
    "warm_up": WARM_UP,
}


def found(seed: int) -> Iterator[Found]:
    """A month of founders without a mission, and one of founders with."""
    market = grown(seed)
    worth = award(market) * expected_chance(market)
    came = founders(market, {"setup_cost": worth * exp(0.8 * SPREAD)})
    yield exactly("founders, in standard deviations from their mean", 0.0, (came.size - RATE) / sqrt(RATE), 4.0)
    yield as_often("registered for the award alone, share", float(norm.cdf(-0.8)), float(came.sum()), came.size)
    yield from with_mission(grown(seed))


def grown(seed: int) -> PublicServiceMarket:
    """A market in its third year, all its organizations alike but in their past."""
    market = special(DIALS, settings={"n_invited": 6}, seed=seed)
    o = market.organizations
    o["wage"][:] = market.world.organizations.wage
    while market.month < MONTH:
        market.step()
    o["born"][:], o["won_first"][:] = BORN, FIRST
    return market


def recent(market: PublicServiceMarket) -> np.ndarray:
    """Place-months of the contracts of the last two years."""
    signed = tables(market)["contracts"]
    started = signed[signed.month_start + WARM_UP > MONTH - 24]
    return (started.places * (started.month_end - started.month_start)).to_numpy()


def award(market: PublicServiceMarket) -> float:
    """What the usual award is worth beyond its cost, yuan."""
    return MARKUP * COST * float(recent(market).mean())


def expected_chance(market: PublicServiceMarket) -> float:
    """Chance of a first award, from disclosed results of the young and from how many offered."""
    purchases = tables(market)["projects"]
    late = purchases[purchases.month_opened + WARM_UP >= MONTH - 24]
    lose_all = np.exp(np.log1p(-0.5 / (late.n_valid_bids + 1.0)).sum())
    beforehand = (1.0 - READS) / 3.0 + READS * (1.0 - lose_all)
    return float((WITHIN + 3.0 * beforehand) / (WATCHED + 3.0))


def founders(market: PublicServiceMarket, dials: Mapping[str, float]) -> np.ndarray:
    """Whether each founder of the month registers, in the order in which they come."""
    turned = {"founders_rate": RATE, "setup_spread": SPREAD, **dials}
    market.world = special(DIALS | under("world.organizations", **turned)).world
    market.step()
    return tables(market)["founders"].registered.to_numpy(dtype=float)


def with_mission(market: PublicServiceMarket) -> Iterator[Found]:
    """Every founder who registers is one more without work for those who come after."""
    worth = award(market) * expected_chance(market)
    most = 2.0 * MISSION * COST * float(recent(market).mean())
    c = market.contracts
    at_work = np.unique(c.organization[c.active]).size
    setup = worth + 0.8 * most * ((at_work + 1.0) / (N + 1.0)) ** CROWDING
    came = founders(market, {"setup_cost": setup, "mission_mean": MISSION, "crowding": CROWDING})
    there = N + np.concatenate([[0.0], came.cumsum()[:-1]])
    counted = ((at_work + 1.0) / (there + 1.0)) ** CROWDING
    mission = (np.arange(400) + 0.5) / 400.0 * most
    chance = norm.cdf(np.log((worth + np.outer(counted, mission)) / setup) / SPREAD).mean(axis=1)
    error = sqrt(float((chance * (1.0 - chance)).sum())) / came.size
    yield Found("registered with a mission, share", float(chance.mean()), float(came.mean()), error)


TITLE_ZH = "两年内首次中标的概率乘以其价值，再加使命，足以弥补设立成本时创办者登记"
CHINESE = {
    "founders, in standard deviations from their mean": "创办者数（距均值的标准差数）",
    "registered for the award alone, share": "仅为中标而登记的比例",
    "registered with a mission, share": "怀有使命而登记的比例",
}
