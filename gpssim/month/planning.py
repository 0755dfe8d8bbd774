"""Purchasers survey need, cost projects, review them against the budget and put them on the market's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.contracts import Line
from gpssim.month import budget, catalogue, charging, choosing, costing, fund, officials, participating, splitting, step_rows, steps
from gpssim.month.calendar import fiscal_year, month_of_year
from gpssim.month.portfolio import shares_of
from gpssim.rules.purchasing import rank_of_need, survey_error, surveyed
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

JULY = 6
OCTOBER = 9
RUSHED, REUSED, FUNDED, CONTEST = 50, 70, 300, 10_000
"""First ordinals of projects begun in the rush, with savings and with the fund, and of contests."""
VENTURE = "venture_philanthropy"
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
    rushed: bool = False
    first_ordinal: int = 0
    """Where the numbers of its new projects begin: apart for the rush, savings reused and the fund, so that keys differ."""
    funded: bool = False
    """Whether the dedicated fund pays."""


def plan(model: PublicServiceMarket) -> None:
    """January: survey, keep what runs, repurchase what runs out, begin new lines, call contests.

    July: savings are reused, where the rule allows it. October: the rush.
    """
    officials.learn(model)
    month, levers = month_of_year(model), model.policy_state.levers
    if month == 0 or model.month == 0:
        survey(model)
        for purchaser, domain in np.ndindex(model.appropriations.shape):
            plan_year(model, purchaser, domain)
    elif levers.closure == "appropriation":
        for purchaser, domain in np.ndindex(model.appropriations.shape):
            if month == JULY and levers.savings_rule == "reuse":
                reuse(model, purchaser, domain)
            elif month == OCTOBER:
                rush(model, purchaser, domain)


def survey(model: PublicServiceMarket) -> None:
    """Every purchaser estimates need in its districts: true places needed, blurred by its own error."""
    p, weight = model.world.purchasers, model.world.residents_per_citizen
    need = needed_places(model) * weight
    noise, embedded = officials.survey_noise(model) * model.frictions.misjudged_need, embeddedness_table(model)
    participation = district_mean(model, model.citizens.participation)
    model.true_need = need
    model.surveyed_need = np.zeros((len(model.purchasers), *need.shape))
    year = fiscal_year(model)
    for g in range(len(model.purchasers)):
        for k in np.flatnonzero(model.purchasers.jurisdiction[g]):
            for d in range(need.shape[1]):
                error = survey_error(
                    float(noise[g]), float(participation[k]), p.survey_participation, float(embedded[k, d]), p.survey_embeddedness
                )
                error *= 1.0 - float(model.told_need[g, k, d])
                error = participating.sampled(model, error, g, d)
                luck = model.luck.normal("survey", int(model.purchasers.number[g]), int(model.district_number[k]), d, year)
                model.surveyed_need[g, k, d] = surveyed(max(float(need[k, d]), weight), error, luck)
                model.flows["survey_error"][g, d] += (error * luck) ** 2
                model.flows["n_surveys"][g, d] += 1
    model.told_need[:] = 0.0
    officials.coordinate_surveys(model)


def needed_places(model: PublicServiceMarket) -> np.ndarray:
    """Citizens in need, survey units, shape (districts, domains)."""
    need = np.zeros((model.world.city.n_districts, len(model.world.domains)))
    np.add.at(need, model.citizens.district, model.citizens.need)
    return need


def district_mean(model: PublicServiceMarket, values: np.ndarray) -> np.ndarray:
    """Mean of a citizen column by district."""
    here = model.citizens.here
    sums = np.bincount(model.citizens.district[here], weights=values[here], minlength=model.world.city.n_districts)
    return sums / np.maximum(1, model.group_sizes.sum(axis=1))


def embeddedness_table(model: PublicServiceMarket) -> np.ndarray:
    """Mean embeddedness of the providers in force, weighted by places, shape (districts, domains)."""
    c, shape = model.contracts, (model.world.city.n_districts, len(model.world.domains))
    places, rooted = np.zeros(shape), np.zeros(shape)
    rows = np.flatnonzero(c.active)
    cell = (c.district[rows], c.domain[rows])
    np.add.at(places, cell, c.places[rows])
    np.add.at(rooted, cell, c.places[rows] * model.organizations.embeddedness[c.organization[rows], c.district[rows]])
    return np.divide(rooted, places, out=np.zeros(shape), where=places > 0)


def plan_year(model: PublicServiceMarket, purchaser: int, domain: int) -> None:
    """Split the year's money: running lines first, then contests, repurchases and new lines while it lasts."""
    shares = shares_of(model, purchaser, domain)
    calls = [(m, x) for m, x in shares if costing.mechanism_of(model, m).buys == "call"]
    projects = [(m, x) for m, x in shares if costing.mechanism_of(model, m).buys == "project"]
    available, size = available_money(model, purchaser, domain), usual_size(model)
    lines = [x for x in model.lines if x.purchaser == purchaser and x.domain == domain and not x.closed and not x.funded]
    expiring = [x for x in lines if expires_this_year(model, x)]
    running = fsum(yearly_value(model, x) for x in lines if x not in expiring and needs_money(x))
    reached = 0.0
    for mechanism, part in calls:
        reached += open_call(model, purchaser, domain, mechanism, min(part * available, available - running - reached))
    total = fsum(x for _, x in projects)
    this = Plan(purchaser, domain, size, available - running - reached if total > 0 else 0.0)
    repurchase(model, this, expiring, projects)
    begin_lines(model, this, projects)
    step_rows.write_outside(model, purchaser, domain)
    plan_fund(model, this, projects)


def plan_fund(model: PublicServiceMarket, year: Plan, projects: list[tuple[str, float]]) -> None:
    """Money of the dedicated fund: a contest of its own, or projects of one year for what the fund may pay."""
    for use, money in fund.grants(model, year.purchaser, year.domain).items():
        if use == VENTURE and catalogue.bought(model, year.domain):
            open_call(model, year.purchaser, year.domain, VENTURE, money, funded=True)
        elif use != VENTURE:
            this = Plan(year.purchaser, year.domain, year.size, money, first_ordinal=FUNDED, funded=True)
            begin_lines(model, this, projects)


def available_money(model: PublicServiceMarket, purchaser: int, domain: int) -> float:
    """Money of the year; under equal volume, the target volume at reference cost."""
    p = model.purchasers
    if model.policy_state.levers.closure == "volume":
        return float(model.policy_state.levers.volume_share * model.appropriations[purchaser, domain] * budget.growth(model))
    return float(p.appropriation[purchaser, domain] + p.carried[purchaser, domain])


def smallest(model: PublicServiceMarket) -> float:
    """Smallest part of a usual project that is still begun; little under equal volume, so that volume is met closely."""
    return SMALLEST_FOR_VOLUME if model.policy_state.levers.closure == "volume" else SMALLEST


def usual_size(model: PublicServiceMarket) -> float:
    """Value of a usual contract year: published project size, growing with the appropriation."""
    p = model.world.purchasers
    return p.project_value * (1.0 + p.appropriation_growth) ** fiscal_year(model)


def yearly_value(model: PublicServiceMarket, line: Line) -> float:
    """What a line costs this year: at its price (at reference cost under equal volume)."""
    if model.policy_state.levers.closure == "volume":
        price = model.world.domains[line.domain].unit_cost
    elif np.isnan(line.last_price):
        price = costing.expected_ceiling(model, line)
    else:
        price = line.last_price
    return price * line.places * MONTHS_PER_YEAR


def expires_this_year(model: PublicServiceMarket, line: Line) -> bool:
    """Whether the line's cycle ends within the next twelve months and nothing has been opened for it yet."""
    if line.contract < 0 or line.pending or line.open_month >= 0 or line.is_side or line.is_grant:
        return False
    end = int(model.contracts.cycle_end[line.contract])
    return model.month <= end < model.month + MONTHS_PER_YEAR


def needs_money(line: Line) -> bool:
    """Whether a line will still sign something: one that ends with its cycle only while its award waits to be signed."""
    return line.pending or not (line.is_grant or line.is_side)


def repurchase(model: PublicServiceMarket, this: Plan, expiring: list[Line], projects: list[tuple[str, float]]) -> None:
    """Schedule what runs out, the neediest first, while there is room; the rest ends with its cycle."""
    need = model.surveyed_need[this.purchaser, :, this.domain]
    for line in sorted(expiring, key=lambda x: (-need[x.district], x.key)):
        size = min(this.size, this.room)
        if not projects or size < smallest(model) * this.size:
            continue
        line.mechanism = least_used(model, this, projects)
        line.attempt, line.fiscal_year = 0, fiscal_year(model)
        line.places = project_places(model, Plan(this.purchaser, this.domain, size, size), line.district, line.places)
        choosing.choose(model, line, projects)
        this.room -= yearly_value(model, line)
        expiry = int(model.contracts.cycle_end[line.contract])
        for part in splitting.divide(model, line):
            lead = costing.lead_months(model, part.mechanism)
            part.open_month = max(model.month + model.frictions.delay, expiry - lead)
            steps.enter(model, part)


def reopen(model: PublicServiceMarket, line: Line) -> None:
    """Purchase a line anew from next month, by a mechanism of the policy in force; without one the line ends."""
    shares = shares_of(model, line.purchaser, line.domain)
    projects = [(m, x) for m, x in shares if costing.mechanism_of(model, m).buys == "project"]
    if not projects or line.is_grant or line.is_side:
        line.closed = True
        return
    line.mechanism = least_used(model, Plan(line.purchaser, line.domain, 0.0, 0.0), projects)
    line.open_month, line.attempt, line.renewed_purchase = model.month + 1, 0, line.renewed_purchase + 1
    choosing.choose(model, line, projects)


def begin_lines(model: PublicServiceMarket, this: Plan, projects: list[tuple[str, float]]) -> None:
    """New lines where surveyed need is least met, while at least half a usual project can be paid."""
    ordinal: dict[int, int] = {}
    while projects and this.room >= smallest(model) * this.size:
        value = min(this.size, this.room)
        district = neediest(model, this)
        number = this.first_ordinal + ordinal.get(district, 0)
        ordinal[district] = ordinal.get(district, 0) + 1
        line = new_line(model, this, district, number, least_used(model, this, projects))
        line.places = project_places(model, Plan(this.purchaser, this.domain, value, value), district, 0.0)
        choosing.choose(model, line, projects)
        this.room -= value
        for part in splitting.divide(model, line):
            steps.enter(model, part)


def new_line(model: PublicServiceMarket, this: Plan, district: int, ordinal: int, mechanism: str) -> Line:
    """A line on the calendar; at the start of the run first cycles are staggered over the years of a cycle."""
    year = fiscal_year(model)
    key = combine(int(model.purchasers.number[this.purchaser]), this.domain, int(model.district_number[district]), year, ordinal)
    opens = model.month + 1 if this.rushed else usable_from(model)
    line = Line(len(model.lines), this.purchaser, this.domain, district, year, ordinal, key, mechanism, 0.0, open_month=opens)
    line.rushed, line.funded, line.is_side = this.rushed, this.funded, this.funded
    line.first_months = MONTHS_PER_YEAR if this.first_ordinal else 0  # money of this year buys no further years
    if model.month == 0:
        years = model.policy_state.levers.tender_cycle_years
        line.first_months = MONTHS_PER_YEAR * (1 + int(years * model.luck.uniform("first cycle", key)))
    model.lines.append(line)
    return line


def usable_from(model: PublicServiceMarket) -> int:
    """Month from which the year's money can be used; now, where nothing is delayed."""
    first = model.world.purchasers.usable_month * model.frictions.delay
    return max(model.month, model.month - month_of_year(model) + first)


def neediest(model: PublicServiceMarket, this: Plan) -> int:
    """District of the purchaser with the highest rank of unmet need after what is planned for it."""
    domain = model.world.domains[this.domain]
    need = model.surveyed_need[this.purchaser, :, this.domain].copy()
    for line in model.lines:
        if line.domain == this.domain and not line.closed:
            need[line.district] -= line.places
    rank = rank_of_need(need, domain.priority, domain.visibility, domain.unit_cost)
    rank[~model.purchasers.jurisdiction[this.purchaser]] = -np.inf
    return highest(rank, model.district_number)


def highest(values: np.ndarray, numbers: np.ndarray) -> int:
    """Row of the highest value; among equals that of the lowest number, wherever it sits."""
    best = np.flatnonzero(values == values.max())
    return int(best[numbers[best].argmin()])


def project_places(model: PublicServiceMarket, this: Plan, district: int, before: float) -> float:
    """Places a month of a project of the plan's size: what the money buys at the ceiling, no more than surveyed need."""
    if model.policy_state.levers.closure == "volume":
        price = model.world.domains[this.domain].unit_cost
    else:
        price = costing.expected_ceiling_at(model, this.purchaser, this.domain)
    wanted = max(model.surveyed_need[this.purchaser, district, this.domain], before, 10.0)
    return float(min(this.size / (price * MONTHS_PER_YEAR), wanted))


def least_used(model: PublicServiceMarket, this: Plan, projects: list[tuple[str, float]]) -> str:
    """The mechanism whose share of the purchaser's lines in the domain falls shortest of what the policy wants."""
    values = {m: 0.0 for m, _ in projects}
    for line in model.lines:
        mine = line.purchaser == this.purchaser and line.domain == this.domain and not line.closed
        if mine and line.mechanism in values and (line.open_month >= 0 or line.pending or line.contract >= 0):
            values[line.mechanism] += line.places
    total, wanted = fsum(values.values()) + 1.0, fsum(x for _, x in projects)
    return max(projects, key=lambda mx: mx[1] / wanted - values[mx[0]] / total)[0]


def open_call(
    model: PublicServiceMarket, purchaser: int, domain: int, mechanism: str, money: float, *, funded: bool = False
) -> float:
    """Put a contest on the calendar; returns the money set aside (none where it would not pay for half a grant)."""
    cap = costing.mechanism_of(model, mechanism).award_cap
    if money < SMALLEST * cap:
        return 0.0
    key, district = contest_key(model, purchaser, domain, funded), contest_district(model, purchaser, domain)
    ready = steps.prepare(model, step_rows.Case(key, purchaser, domain, district, mechanism))
    if ready is not None:
        model.calls.append((max(usable_from(model), model.month + ready), purchaser, domain, mechanism, money, funded))
    return money


def contest_key(model: PublicServiceMarket, purchaser: int, domain: int, funded: bool) -> int:
    """What the draws of a year's contest are keyed by."""
    district = int(model.district_number[contest_district(model, purchaser, domain)])
    return combine(int(model.purchasers.number[purchaser]), domain, district, fiscal_year(model), CONTEST + funded)


def contest_district(model: PublicServiceMarket, purchaser: int, domain: int) -> int:
    """The neediest district of a purchaser, in whose name its contest is held."""
    return highest(model.surveyed_need[purchaser, :, domain], model.district_number)


def rush(model: PublicServiceMarket, purchaser: int, domain: int) -> None:
    """October: part of what is not committed goes out in a hurry, as projects of one year and with larger errors."""
    shares = shares_of(model, purchaser, domain)
    projects = [(m, x) for m, x in shares if costing.mechanism_of(model, m).buys == "project"]
    hurried = model.world.purchasers.rush * uncommitted(model, purchaser, domain)
    this = Plan(purchaser, domain, usual_size(model), hurried, rushed=True, first_ordinal=RUSHED)
    begin_lines(model, this, projects)


def uncommitted(model: PublicServiceMarket, purchaser: int, domain: int) -> float:
    """Money of the year that nothing is due to claim any more, yuan."""
    lines = [x for x in model.lines if x.purchaser == purchaser and x.domain == domain and not x.closed]
    due = fsum(yearly_value(model, x) for x in lines if signs_this_year(model, x))
    saved = charging.borne_by_users(model, model.month - month_of_year(model))[purchaser, domain]
    return budget.free_money(model, purchaser, domain) - float(saved) - due


def reuse(model: PublicServiceMarket, purchaser: int, domain: int) -> None:
    """July, where savings may be reused within the year: what purchases have saved so far buys projects of one year."""
    shares = shares_of(model, purchaser, domain)
    projects = [(m, x) for m, x in shares if costing.mechanism_of(model, m).buys == "project"]
    free = uncommitted(model, purchaser, domain)
    begin_lines(model, Plan(purchaser, domain, usual_size(model), free, first_ordinal=REUSED), projects)


def signs_this_year(model: PublicServiceMarket, line: Line) -> bool:
    """Whether a line will still sign a contract year in what is left of the fiscal year."""
    if line.pending or line.is_grant or line.is_side:
        return False
    if line.contract < 0:
        return line.open_month >= 0
    return int(model.contracts.end[line.contract]) < model.month + MONTHS_PER_YEAR - month_of_year(model)
