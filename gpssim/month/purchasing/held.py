"""A purchase that was held: what was asked, offered and decided, and the ground of its awards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.frozen import value
from gpssim.market import Bid, Decision, Procedure, Project
from gpssim.mechanisms.base import Mechanism
from gpssim.month.purchasing.detection import Findings
from gpssim.rules.legality import legal_basis, zone_of
from gpssim.state.line import Line

if TYPE_CHECKING:
    from gpssim.market import Award
    from gpssim.mechanisms.purchase import Purchase
    from gpssim.month.offers.offers import Answering
    from gpssim.state.market_state import MarketState


def basis(market: MarketState, held: Held, award: Award) -> str:
    """The ground of an award: as the rules in force have it, else as the mechanism says; approved after repeated failure."""
    if award.legal_basis == "irregular":
        return award.legal_basis
    if market.rules is None:
        approved = held.project.attempt > market.policy_state.levers.retenders
        return "non_tender_approved" if approved else award.legal_basis
    if held.line is not None:
        return held.line.legal_basis
    permission, t = market.rules.of(held.mechanism.name), market.rules.thresholds
    zone = zone_of(min(held.project.grant_cap, held.project.budget), t.purchase_limit, t.open_tender)
    standing = permission.standing(zone)  # contests are approved with the year's plan
    return legal_basis(zone, permission.tender, permission.published, standing, standing == "approval")


@value
class Held:
    """A purchase that was held: what was asked, offered, decided, and what it cost."""

    mechanism: Mechanism
    project: Project
    line: Line | None
    """The service line, ``None`` for a contest."""
    purchase: Purchase
    offers: tuple[Bid, ...]
    decision: Decision
    procedure: Procedure
    answering: Answering
    findings: Findings
