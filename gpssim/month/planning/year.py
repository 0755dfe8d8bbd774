"""The purchasing year: January's plans, savings reused in July, the rush of October."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.planning import scheduling, surveys, training
from gpssim.month.planning.calls import open_call
from gpssim.month.planning.scheduling import Plan
from gpssim.month.recording import six_steps
from gpssim.scenario.written import FUND_USES
from gpssim.state import portfolio
from gpssim.state.clock import month_of_year
from gpssim.state.lines import expires_this_year, lines_of, needs_money
from gpssim.state.money import available_money, grants_of, uncommitted, yearly_value

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

JULY = 6

OCTOBER = 9

RUSHED, REUSED, FUNDED = 50, 70, 300
"""First ordinals of projects begun in the rush, with savings and with the fund."""


def plan(market: MarketState) -> None:
    """January: survey, keep what runs, repurchase what runs out, begin new lines, call contests.

    July: savings are reused, where the rule allows it. October: the rush.
    """
    training.train(market)
    month, levers = month_of_year(market), market.policy_state.levers
    if month == 0 or market.month == 0:
        surveys.survey(market)
        for purchaser, domain in np.ndindex(market.appropriations.shape):
            plan_year(market, purchaser, domain)
    elif levers.closure == "appropriation":
        for purchaser, domain in np.ndindex(market.appropriations.shape):
            if month == JULY and levers.savings_rule == "reuse":
                reuse(market, purchaser, domain)
            elif month == OCTOBER:
                rush(market, purchaser, domain)


def plan_year(market: MarketState, purchaser: int, domain: int) -> None:
    """Split the year's money: running lines first, then contests, repurchases and new lines while it lasts."""
    projects = scheduling.bought_by(market, purchaser, domain, "project")
    available, size = available_money(market, purchaser, domain), scheduling.usual_size(market)
    lines = [x for x in lines_of(market, purchaser, domain) if not x.closed and not x.funded]
    expiring = [x for x in lines if expires_this_year(market, x)]
    ends = {x.row for x in expiring}
    running = fsum(yearly_value(market, x) for x in lines if x.row not in ends and needs_money(x))
    reached = 0.0
    for place, (mechanism, part) in enumerate(scheduling.bought_by(market, purchaser, domain, "call")):
        money = min(part * available, available - running - reached)
        reached += open_call(market, purchaser, domain, mechanism, money, place=place)
    total = fsum(x for _, x in projects)
    this = Plan(purchaser, domain, size, available - running - reached if total > 0 else 0.0, projects)
    scheduling.repurchase(market, this, expiring)
    scheduling.begin_lines(market, this)
    six_steps.write_outside(market, purchaser, domain)
    plan_fund(market, this)


def plan_fund(market: MarketState, year: Plan) -> None:
    """Money of the dedicated fund: a contest of its own, or projects of one year for what the fund may pay."""
    grants = grants_of(market, year.purchaser, year.domain)
    contests = [use for use in grants if use not in FUND_USES]
    for use, money in grants.items():
        if use in FUND_USES:
            scheduling.begin_lines(market, replace(year, room=money, first_ordinal=FUNDED, funded=True))
        elif portfolio.bought(market, year.domain):
            open_call(market, year.purchaser, year.domain, use, money, place=contests.index(use), funded=True)


def rush(market: MarketState, purchaser: int, domain: int) -> None:
    """October: part of what is not committed goes out in a hurry, as projects of one year and with larger errors."""
    projects = scheduling.bought_by(market, purchaser, domain, "project")
    hurried = market.world.purchasers.rush * uncommitted(market, purchaser, domain)
    this = Plan(purchaser, domain, scheduling.usual_size(market), hurried, projects, rushed=True, first_ordinal=RUSHED)
    scheduling.begin_lines(market, this)


def reuse(market: MarketState, purchaser: int, domain: int) -> None:
    """July, where savings may be reused within the year: what purchases have saved so far buys projects of one year."""
    projects, free = scheduling.bought_by(market, purchaser, domain, "project"), uncommitted(market, purchaser, domain)
    this = Plan(purchaser, domain, scheduling.usual_size(market), free, projects, first_ordinal=REUSED)
    scheduling.begin_lines(market, this)
