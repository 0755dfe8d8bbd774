"""A line or a call as a project: what is asked for, at what ceiling, with what room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.market import Project
from gpssim.mechanisms.base import Mechanism
from gpssim.month.offers.view import SMALLEST_PROPOSAL
from gpssim.rules.purchasing import outside_price
from gpssim.state import ceilings, lines
from gpssim.state.line import Line
from gpssim.state.money import free_for

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

CONTEST_MARGIN = 0.3
"""How far above the usual ceiling a contest lets unit costs go: it compares ideas under a cap (assumption, range 0-0.5)."""

DELAY_SHARE = 0.02
"""What a purchaser thinks two months' delay is worth, as a share of the price (assumption, range 0-0.05)."""


def project_of(market: MarketState, line: Line, mechanism: Mechanism) -> Project:
    """The line as a project, with its ceiling and what the purchaser expects elsewhere."""
    key = lines.key_of(line)
    levers, bidding, frictions = market.policy_state.levers, market.world.bidding, market.frictions
    top = ceilings.ceiling_of(market, line, key)
    months = mechanism.contract_months(levers)
    money = free_for(market, line)
    disclosed = market.prices.disclosed(market.month, line.domain, bidding.horizon, bidding.discount)
    incumbent = int(market.contracts.organization[line.last_contract]) if line.last_contract >= 0 else -1
    procedure = market.world.purchasers.procedure_reserve * frictions.transaction_cost
    return Project(
        key=key,
        purchaser=line.purchaser,
        domain=line.domain,
        district=line.district,
        fiscal_year=line.fiscal_year,
        ordinal=line.ordinal,
        attempt=line.attempt,
        month=market.month,
        places=line.places,
        months=months,
        ceiling=top,
        quality_floor=-np.inf,
        n_awards=mechanism.most_awards,
        grant_cap=np.inf,
        budget=max(money, top * line.places * months),
        incumbent=incumbent,
        outside_price=outside_price(disclosed, top, procedure, line.places * months, DELAY_SHARE * frictions.delay),
    )


def contest_of(market: MarketState, call: Line, mechanism: Mechanism, money: float) -> Project:
    """A contest as a project: many places under one ceiling, a cap for each award."""
    ceiling = (1.0 + CONTEST_MARGIN) * ceilings.ceiling_of(market, call, call.key)
    months = mechanism.contract_months(market.policy_state.levers)
    cap = min(mechanism.award_cap, money)
    return Project(
        key=call.key,
        purchaser=call.purchaser,
        domain=call.domain,
        district=call.district,
        fiscal_year=call.fiscal_year,
        ordinal=call.ordinal,
        attempt=0,
        month=market.month,
        places=money / (ceiling * months),
        months=months,
        ceiling=ceiling,
        quality_floor=-np.inf,
        n_awards=max(1, int(np.ceil(money / cap))),
        grant_cap=cap,
        budget=money,
        incumbent=-1,
        outside_price=ceiling,
    )


def room_needed(project: Project, mechanism: Mechanism) -> float:
    """Places for which an organization must have room: all of them, or a part where the mechanism divides them."""
    most = mechanism.most_awards
    return project.places if most == 1 else min(project.places, max(SMALLEST_PROPOSAL, project.places / most))
