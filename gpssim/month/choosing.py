"""A purchaser chooses the mechanism of a purchase among those of its portfolio, by the policy's choice rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim import registry
from gpssim.market import Project
from gpssim.mechanisms.choosing.base import ChoiceRule, Option, Situation
from gpssim.month import clearing, costing
from gpssim.month.adopting import inhouse_bias, risk_aversion
from gpssim.month.calendar import fiscal_year
from gpssim.month.portfolio import IN_HOUSE
from gpssim.rules.choice import liking

if TYPE_CHECKING:
    from gpssim.agents.contracts import Line
    from gpssim.model import PublicServiceMarket

USUAL_OFFERS = 3
"""Offers officials reckon with when they think of the hours a procedure takes."""


def choose(model: PublicServiceMarket, line: Line, projects: list[tuple[str, float]]) -> None:
    """Replace the mechanism that the shares gave a line by what the choice rule finds best; without a rule nothing happens.

    The noise of the comparison is luck of the line and year, of each mechanism by its name.
    """
    name = model.policy_state.levers.choice
    if not name or not projects:
        return
    rule = registry.choice(name, dict(model.policy_state.settings.get(name, {})))
    faced = situation(model, line)
    options = [option(model, line, mechanism) for mechanism, _ in projects]
    best = highest(model, line, rule, options, faced)
    clearing.note(model, line, best.name, "chosen", rule.reason(faced))
    line.mechanism = best.name


def highest(model: PublicServiceMarket, line: Line, rule: ChoiceRule, options: list[Option], faced: Situation) -> Option:
    """The option with the highest number, after the rule's noise; equals by lot."""
    utility = np.array([rule.utility(o, faced) for o in options])
    luck = model.luck.at(line.key, fiscal_year(model), line.renewed_purchase)
    lots = np.array([luck.uniform(f"choice of mechanism: {o.name}") for o in options])
    liked = liking(utility, rule.noise, lots)
    return options[int(np.lexsort((lots, liked))[-1])]


def situation(model: PublicServiceMarket, line: Line) -> Situation:
    """What officials know about a purchase before it is organized."""
    rules, officials, o = model.rules, model.world.officials, model.organizations
    known = o.alive & o.serves_domain[:, line.domain] & o.serves_district[:, line.district]
    return Situation(
        value=clearing.estimate(model, line, line.mechanism),
        zone="outside" if rules is None else clearing.zone_of_line(model, rules, line, line.mechanism),
        n_suppliers=int(known.sum()),
        verifiability=model.world.domains[line.domain].verifiability,
        wage_hour=model.world.purchasers.wage_hour,
        inhouse_bias=inhouse_bias(model),
        blame=officials.blame,
        risk_aversion=risk_aversion(model, line.purchaser),
        doubt=officials.doubt,
    )


def option(model: PublicServiceMarket, line: Line, name: str) -> Option:
    """A mechanism as officials see it before a purchase."""
    mechanism, rules = costing.mechanism_of(model, name), model.rules
    procedure = costing.procedure(model, mechanism, imagined(clearing.estimate(model, line, name)), USUAL_OFFERS)
    place = model.mechanism_names.index(name)
    permission = None if rules is None else rules.of(name)
    return Option(
        name=name,
        competitive=mechanism.min_bids > 1 and mechanism.admissible == "published",
        relational=mechanism.admissible == "own",
        in_house=name == IN_HOUSE,
        min_bidders=max(mechanism.min_bids, 1 if permission is None else permission.min_bidders),
        standing="allowed"
        if permission is None or rules is None
        else permission.standing(clearing.zone_of_line(model, rules, line, name)),
        hours=procedure.official_hours,
        cost=procedure.cost,
        worth=float(model.purchasers.worth[line.purchaser, place]),
        n_results=float(model.purchasers.n_results[line.purchaser, place]),
    )


def imagined(value: float) -> Project:
    """A purchase of this value, of which nothing else is known."""
    return Project(
        key=0, purchaser=0, domain=0, district=0, fiscal_year=0, ordinal=0, attempt=0, month=0, places=1.0, months=1, ceiling=value,
        quality_floor=-np.inf, n_awards=1, grant_cap=np.inf, budget=value, incumbent=-1, outside_price=np.inf,
    )  # fmt: skip
