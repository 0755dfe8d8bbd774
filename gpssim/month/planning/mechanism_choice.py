"""A purchaser chooses the mechanism of a purchase among those of its portfolio, by the policy's choice rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim import registry
from gpssim.mechanisms.choosing.base import ChoiceRule, Option, Situation
from gpssim.month.recording import choices
from gpssim.rules.choice import liking
from gpssim.state import legality, procedures
from gpssim.state.clock import fiscal_year
from gpssim.state.officials import inhouse_bias, risk_aversion

if TYPE_CHECKING:
    from gpssim.scenario.timeline import Shares
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState

USUAL_OFFERS = 3
"""Offers officials reckon with when they think of the hours a procedure takes."""


def choose_mechanism(market: MarketState, line: Line, projects: Shares) -> None:
    """Replace the mechanism that the shares gave a line by what the choice rule finds best; without a rule nothing happens.

    The noise of the comparison is luck of the line and year, of each mechanism by its name.
    """
    name = market.policy_state.levers.choice
    if not name or not projects:
        return
    rule = registry.choice(name, dict(market.policy_state.settings.get(name, {})))
    faced = situation(market, line)
    options = [option(market, line, mechanism) for mechanism, _ in projects]
    best = best_option(market, line, rule, options, faced)
    choices.record_choice(market, line, best.name, "chosen", rule.reason(faced))
    line.buy_by(best.name)


def best_option(market: MarketState, line: Line, rule: ChoiceRule, options: list[Option], faced: Situation) -> Option:
    """The option with the highest number, after the rule's noise; equals by lot."""
    utility = np.array([rule.utility(o, faced) for o in options])
    luck = market.luck.at(line.key, fiscal_year(market), line.renewed_purchase)
    lots = np.array([luck.uniform(f"choice of mechanism: {o.name}") for o in options])
    liked = liking(utility, rule.noise, lots)
    return options[int(np.lexsort((lots, liked))[-1])]


def situation(market: MarketState, line: Line) -> Situation:
    """What officials know about a purchase before it is organized."""
    officials, o = market.world.officials, market.organizations
    known = o.alive & o.serves_domain[:, line.domain] & o.serves_district[:, line.district]
    return Situation(
        value=legality.estimate(market, line, line.mechanism),
        zone=legality.zone_of_line(market, line, line.mechanism),
        n_suppliers=int(known.sum()),
        verifiability=market.world.domains[line.domain].verifiability,
        wage_hour=market.world.purchasers.wage_hour,
        inhouse_bias=inhouse_bias(market),
        blame=officials.blame,
        risk_aversion=risk_aversion(market, line.purchaser),
        doubt=officials.doubt,
    )


def option(market: MarketState, line: Line, name: str) -> Option:
    """A mechanism as officials see it before a purchase."""
    mechanism, rules = procedures.mechanism_of(market, name), market.rules
    procedure = procedures.procedure(
        market, mechanism, procedures.project_worth(legality.estimate(market, line, name)), USUAL_OFFERS
    )
    place = market.mechanism_names.index(name)
    permission = None if rules is None else rules.of(name)
    return Option(
        name=name,
        competitive=mechanism.min_bids > 1 and mechanism.admissible == "published",
        relational=mechanism.admissible == "own",
        in_house=mechanism.provides_in_house,
        min_bidders=max(mechanism.min_bids, 1 if permission is None else permission.min_bidders),
        standing="allowed"
        if permission is None or rules is None
        else permission.standing(legality.zone_of_line(market, line, name)),
        hours=procedure.official_hours,
        cost=procedure.cost,
        worth=float(market.purchasers.worth[line.purchaser, place]),
        n_results=float(market.purchasers.n_results[line.purchaser, place]),
    )
