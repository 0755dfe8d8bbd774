"""Lines on the market's calendar: repurchased when they run out, begun where need is least met, bought anew out of turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.planning import mechanism_choice, six_steps, splitting
from gpssim.rules.purchasing import rank_of_need
from gpssim.state import ceilings, clock, districts, money, procedures
from gpssim.state.clock import fiscal_year
from gpssim.state.line import Line
from gpssim.state.lines import lines_of
from gpssim.state.portfolio import shares_of
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.scenario.timeline import Shares
    from gpssim.state.market_state import MarketState

SMALLEST = 0.5
"""Part of a usual project below which no new project is begun."""

SMALLEST_FOR_VOLUME = 0.1
"""The same where the volume purchased is what is held equal."""


@dataclass(slots=True)
class Plan:
    """One purchaser's plan for a domain and fiscal year."""

    purchaser: int
    domain: int
    size: float
    """Value of a usual contract year, yuan (reference cost under equal volume)."""
    room: float
    """What may still be planned, yuan."""
    projects: Shares
    """Mechanisms that buy project by project, with their shares."""
    rushed: bool = False
    first_ordinal: int = 0
    """Where the numbers of its new projects begin: apart for the rush, savings reused and the fund, so that keys differ."""
    funded: bool = False
    """Whether the dedicated fund pays."""


def usual_size(market: MarketState) -> float:
    """Value of a usual contract year: published project size, growing with the appropriation."""
    p = market.world.purchasers
    return p.project_value * (1.0 + p.appropriation_growth) ** fiscal_year(market)


def bought_by(market: MarketState, purchaser: int, domain: int, buys: str) -> Shares:
    """Of a purchaser's portfolio for a domain, the mechanisms that buy project by project, or by call."""
    shares = shares_of(market, purchaser, domain)
    return tuple((m, x) for m, x in shares if procedures.mechanism_of(market, m).buys == buys)


def smallest_part(market: MarketState) -> float:
    """Smallest part of a usual project that is still begun; little under equal volume, so that volume is met closely."""
    return SMALLEST_FOR_VOLUME if market.policy_state.levers.closure == "volume" else SMALLEST


def project_places(market: MarketState, this: Plan, district: int, before: float) -> float:
    """Places a month of a project of the plan's size: what the money buys at the ceiling, no more than surveyed need."""
    if market.policy_state.levers.closure == "volume":
        price = market.world.domains[this.domain].unit_cost
    else:
        price = ceilings.expected_ceiling_at(market, this.purchaser, this.domain)
    wanted = max(market.surveyed_need[this.purchaser, district, this.domain], before, 10.0)
    return float(min(this.size / (price * MONTHS_PER_YEAR), wanted))


def neediest(market: MarketState, this: Plan) -> int:
    """District of the purchaser with the highest rank of unmet need after what is planned for it."""
    served = np.flatnonzero(market.purchasers.jurisdiction[this.purchaser])
    if served.size == 1:
        return int(served[0])
    domain = market.world.domains[this.domain]
    need = market.surveyed_need[this.purchaser, :, this.domain].copy()
    for line in market.lines:
        if line.domain == this.domain and not line.closed:
            need[line.district] -= line.places
    rank = rank_of_need(need, domain.priority, domain.visibility, domain.unit_cost)
    rank[~market.purchasers.jurisdiction[this.purchaser]] = -np.inf
    return districts.row_of_highest(rank, market.district_number)


def least_used(market: MarketState, this: Plan) -> str:
    """The mechanism whose share of the purchaser's lines in the domain falls shortest of what the policy wants."""
    values = {m: 0.0 for m, _ in this.projects}
    for line in lines_of(market, this.purchaser, this.domain):
        if not line.closed and line.mechanism in values and (line.open_month >= 0 or line.pending or line.contract >= 0):
            values[line.mechanism] += line.places
    total, wanted = fsum(values.values()) + 1.0, fsum(x for _, x in this.projects)
    return max(this.projects, key=lambda mx: mx[1] / wanted - values[mx[0]] / total)[0]


def repurchase(market: MarketState, this: Plan, expiring: list[Line]) -> None:
    """Schedule what runs out, the neediest first, while there is room; the rest ends with its cycle."""
    need = market.surveyed_need[this.purchaser, :, this.domain]
    for line in sorted(expiring, key=lambda x: (-need[x.district], x.key)):
        size = min(this.size, this.room)
        if not this.projects or size < smallest_part(market) * this.size:
            continue
        line.renew(least_used(market, this), fiscal_year(market))
        line.resize(project_places(market, replace(this, size=size), line.district, line.places))
        mechanism_choice.choose_mechanism(market, line, this.projects)
        this.room -= money.yearly_value(market, line)
        expiry = int(market.contracts.cycle_end[line.contract])
        for part in splitting.divide(market, line):
            lead = procedures.lead_months(market, part.mechanism)
            part.open(max(market.month + market.frictions.delay, expiry - lead))
            six_steps.prepare_line(market, part)


def reopen(market: MarketState, line: Line) -> None:
    """Purchase a line anew from next month, by a mechanism of the policy in force; without one the line ends."""
    projects = bought_by(market, line.purchaser, line.domain, "project")
    if not projects or line.is_grant or line.is_side:
        line.close()
        return
    mechanism = least_used(market, Plan(line.purchaser, line.domain, 0.0, 0.0, projects))
    line.reopen(mechanism, market.month + 1, fiscal_year(market))
    mechanism_choice.choose_mechanism(market, line, projects)


def begin_lines(market: MarketState, this: Plan) -> None:
    """New lines where surveyed need is least met, while at least half a usual project can be paid."""
    ordinal: dict[int, int] = {}
    while this.projects and this.room >= smallest_part(market) * this.size:
        value = min(this.size, this.room)
        district = neediest(market, this)
        number = this.first_ordinal + ordinal.get(district, 0)
        ordinal[district] = ordinal.get(district, 0) + 1
        line = new_line(market, this, district, number)
        line.resize(project_places(market, replace(this, size=value), district, 0.0))
        mechanism_choice.choose_mechanism(market, line, this.projects)
        this.room -= value
        for part in splitting.divide(market, line):
            six_steps.prepare_line(market, part)


def new_line(market: MarketState, this: Plan, district: int, ordinal: int) -> Line:
    """A line on the calendar; at the start of the run first cycles are staggered over the years of a cycle."""
    year = fiscal_year(market)
    key = combine(int(market.purchasers.number[this.purchaser]), this.domain, int(market.district_number[district]), year, ordinal)
    opens = market.month + 1 if this.rushed else clock.usable_from(market)
    first = MONTHS_PER_YEAR if this.first_ordinal else 0  # money of this year buys no further years
    if market.month == 0:
        years = market.policy_state.levers.tender_cycle_years
        first = MONTHS_PER_YEAR * (1 + int(years * market.luck.uniform("first cycle", key)))
    line = Line(
        len(market.lines), this.purchaser, this.domain, district, year, ordinal, key, least_used(market, this), 0.0,
        open_month=opens, rushed=this.rushed, funded=this.funded, is_side=this.funded, first_months=first,
    )  # fmt: skip
    market.lines.append(line)
    return line
