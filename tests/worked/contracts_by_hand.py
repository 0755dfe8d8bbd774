"""Awards of the hand-made market: a line, an award that waits for its signature, the year's money reserved for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hand_made import hand_made

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.money import budget
from gpssim.month.planning.policy import set_policy
from gpssim.state.line import Line
from gpssim.state.waiting import Signature

WAGE = 6500.0
"""Yuan a month; at 75 of the 100 yuan of a place, one member of staff serves 6500 / 75 = 86.667 places."""
LIKE = {
    "world.organizations.cost_sd": 0.0,
    "world.organizations.honesty_mean": 0.0,
    "world.purchasers.appropriation_per_head": 140.0,
}


def opened(dials: Mapping[str, Any] | None = None, **more: Any) -> PublicServiceMarket:
    """The first month up to its money: 70,000 yuan for each purchaser. Organizations are alike, able 0.4 and 0.2, staff 5."""
    market = hand_made({**LIKE, **(dials or {})}, "lottery", **more)
    set_policy(market)
    budget.open_fiscal_year(market)
    o = market.organizations
    for name, value in {"wage": WAGE, "staff": 5.0, "mission": 0.0, "honesty": 0.0}.items():
        o[name][:] = value
    o["ability_verifiable"][:], o["ability_nonverifiable"][:], o["serves_domain"][:], o["serves_district"][:] = 0.4, 0.2, True, True
    return market


def award(
    market: PublicServiceMarket, organization: int, district: int, *, line: Line | None = None, places: float = 10.0, **terms: Any
) -> Line:
    """An award to be signed this month: ten places at 90 yuan for a year, 10,800 yuan, promising 0.5."""
    if line is None:
        row = len(market.lines)
        line = Line(row, district, 0, district, 0, row, 100 + row, "lottery", places)
        market.lines.append(line)
    said = ContractTerms(**{"schedule": (0.5, 0.4, 0.1), **terms})
    budget.reserve(market, line, 90.0 * places * said.months)
    line.await_signature()
    market.signatures.expect(
        Signature(
            month=market.month,
            line=line.row,
            attempt=0,
            bidder=organization,
            price=90.0,
            places=places,
            promised=0.5,
            ceiling=140.0,
            mechanism="lottery",
            legal_basis="tender",
            project=line.key,
            terms=said,
        )
    )
    return line
