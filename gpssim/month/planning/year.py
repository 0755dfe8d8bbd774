"""The purchasing year: January's plans, savings reused in July, the rush of October."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.planning import scheduling, surveys, training
from gpssim.month.planning.calls import open_call
from gpssim.month.planning.scheduling import Plan
from gpssim.month.recording import six_steps
from gpssim.scenario.written import FUND_USES
from gpssim.state import portfolio, procedures
from gpssim.state.clock import fiscal_year, month_of_year
from gpssim.state.lines import expires_this_year, needs_money
from gpssim.state.money import available_money, grants_of, uncommitted, yearly_value
from gpssim.state.portfolio import shares_of

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

JULY = 6

OCTOBER = 9

RUSHED, REUSED, FUNDED = 50, 70, 300
"""First ordinals of projects begun in the rush, with savings and with the fund."""


def usual_size(market: MarketState) -> float:
    """Value of a usual contract year: published project size, growing with the appropriation."""
    p = market.world.purchasers
    return p.project_value * (1.0 + p.appropriation_growth) ** fiscal_year(market)


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
    shares = shares_of(market, purchaser, domain)
    calls = [(m, x) for m, x in shares if procedures.mechanism_of(market, m).buys == "call"]
    projects = [(m, x) for m, x in shares if procedures.mechanism_of(market, m).buys == "project"]
    available, size = available_money(market, purchaser, domain), usual_size(market)
    lines = [x for x in market.lines if x.purchaser == purchaser and x.domain == domain and not x.closed and not x.funded]
    expiring = [x for x in lines if expires_this_year(market, x)]
    running = fsum(yearly_value(market, x) for x in lines if x not in expiring and needs_money(x))
    reached = 0.0
    for mechanism, part in calls:
        reached += open_call(market, purchaser, domain, mechanism, min(part * available, available - running - reached))
    total = fsum(x for _, x in projects)
    this = Plan(purchaser, domain, size, available - running - reached if total > 0 else 0.0)
    scheduling.repurchase(market, this, expiring, projects)
    scheduling.begin_lines(market, this, projects)
    six_steps.write_outside(market, purchaser, domain)
    plan_fund(market, this, projects)


def plan_fund(market: MarketState, year: Plan, projects: list[tuple[str, float]]) -> None:
    """Money of the dedicated fund: a contest of its own, or projects of one year for what the fund may pay."""
    for use, money in grants_of(market, year.purchaser, year.domain).items():
        if use in FUND_USES:
            this = Plan(year.purchaser, year.domain, year.size, money, first_ordinal=FUNDED, funded=True)
            scheduling.begin_lines(market, this, projects)
        elif portfolio.bought(market, year.domain):
            open_call(market, year.purchaser, year.domain, use, money, funded=True)


def rush(market: MarketState, purchaser: int, domain: int) -> None:
    """October: part of what is not committed goes out in a hurry, as projects of one year and with larger errors."""
    shares = shares_of(market, purchaser, domain)
    projects = [(m, x) for m, x in shares if procedures.mechanism_of(market, m).buys == "project"]
    hurried = market.world.purchasers.rush * uncommitted(market, purchaser, domain)
    this = Plan(purchaser, domain, usual_size(market), hurried, rushed=True, first_ordinal=RUSHED)
    scheduling.begin_lines(market, this, projects)


def reuse(market: MarketState, purchaser: int, domain: int) -> None:
    """July, where savings may be reused within the year: what purchases have saved so far buys projects of one year."""
    shares = shares_of(market, purchaser, domain)
    projects = [(m, x) for m, x in shares if procedures.mechanism_of(market, m).buys == "project"]
    free = uncommitted(market, purchaser, domain)
    scheduling.begin_lines(market, Plan(purchaser, domain, usual_size(market), free, first_ordinal=REUSED), projects)
