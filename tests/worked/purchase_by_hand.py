"""The hand-made market with its first January planned: two lines, three organizations of different cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hand_made import hand_made

from gpssim.model import PublicServiceMarket
from gpssim.month.money.budget import open_fiscal_year
from gpssim.month.offers.offers import Answering
from gpssim.month.planning.policy import set_policy
from gpssim.month.planning.year import plan
from gpssim.month.purchasing.projects import project_of
from gpssim.state.procedures import mechanism_of
from gpssim.theory.special import alike

USUAL: dict[str, Any] = {
    "warm_up": 0,
    "world.organizations.cost_sd": 0.0,
    "world.organizations.loses_heart": 0.0,
    "world.bidding.family": "markup",
    "world.bidding.markup": 0.1,
    "world.bidding.reserve_hours": 0.25,
    "world.purchasers.ceiling_margin": 0.4,
    "world.purchasers.ceiling_raise": 0.03,
    "world.purchasers.project_value": 70_000.0,
}
LOWEST = {"rule": "lowest_evaluated_price"}


def before_the_purchase(
    mechanism: str = "open_tender", settings: dict[str, Any] | None = None, levers: Mapping[str, Any] | None = None, **dials: Any
) -> PublicServiceMarket:
    """The hand-made market of organizations that cost 80, 90 and 100 yuan, with the first January planned.

    The mean cost is 90, the ceiling 1.4 x 90 = 126. Of 70,000 yuan 70,000 / (126 x 12) = 46.296296 places can be bought; the
    second purchaser's district needs 40.
    """
    market = alike(hand_made({**USUAL, **dials}, mechanism, settings=settings, levers=levers))
    market.organizations["cost_type"][:] = [0.8, 0.9, 1.0]
    for verb in (set_policy, open_fiscal_year, plan):
        verb(market)
    assert [round(line.places, 6) for line in market.lines] == [46.296296, 40.0]
    return market


def asked(market: PublicServiceMarket, line: int = 0) -> Answering:
    """Organizations before a purchase of one of the planned lines, by the line's mechanism."""
    mechanism = mechanism_of(market, market.lines[line].mechanism)
    return Answering(market, mechanism, project_of(market, market.lines[line], mechanism))
