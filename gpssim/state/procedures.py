"""The mechanisms as the policy sets them now, and what their procedures cost and take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim import registry
from gpssim.market import Procedure, Project
from gpssim.mechanisms.base import Mechanism
from gpssim.rules.process import months_of

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def mechanism_of(market: MarketState, name: str) -> Mechanism:
    """The mechanism with the parameters the policy gives it now."""
    known = market.mechanisms.get(name)
    if known is not None:
        return known
    settings = dict(market.policy_state.settings.get(name, {}))
    return market.mechanisms.recall(name, lambda: registry.mechanism(name, settings))


def lead_months(market: MarketState, name: str) -> int:
    """Months between asking for offers and service under a mechanism, for a purchase of usual size."""
    mechanism, world, frictions = mechanism_of(market, name), market.world, market.frictions
    return market.lead_times.recall(
        name,
        (mechanism, world, frictions),
        lambda: int(procedure(market, mechanism, project_worth(world.purchasers.project_value), 3).lead_months),
    )


def procedure(market: MarketState, mechanism: Mechanism, project: Project, n_offers: int) -> Procedure:
    """What the mechanism's procedure costs both sides and how long it takes; nothing where that friction is switched off."""
    usual, frictions = mechanism.procedure(project, n_offers), market.frictions
    if not frictions.transaction_cost:
        usual = replace(usual, official_hours=0.0, cost=0.0, bidder_hours=0.0)
    if not frictions.delay:
        return replace(usual, lead_months=0)
    steps = market.world.process
    longer = months_of(steps.purchase_days + steps.signing_days)
    return replace(usual, lead_months=usual.lead_months + longer) if longer else usual


def project_worth(value: float) -> Project:
    """A purchase of this value, of which nothing else is known."""
    return Project(
        key=0, purchaser=0, domain=0, district=0, fiscal_year=0, ordinal=0, attempt=0, month=0, places=1.0, months=1, ceiling=value,
        quality_floor=-np.inf, n_awards=1, grant_cap=np.inf, budget=value, incumbent=-1, outside_price=np.inf,
    )  # fmt: skip


def last_payment_later(market: MarketState) -> int:
    """Months from the end of a contract to its last payment, its lateness apart."""
    return months_of(market.world.process.acceptance_days * market.frictions.delay)
