"""Kinds of organizations: what each wants, what it lives on, what binds it. Neutral for the first four."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gpssim.scenario.fields import Group, param

KINDS: Final = (
    "social_service_agency",
    "association",
    "community_organization",
    "company",
    "foundation",
    "industry_association",
    "public_institution",
)
"""Kinds of organizations, in the order of every row of numbers below."""

Seven = tuple[float, float, float, float, float, float, float]
SHARES: Final = ("volunteers", "offers", "taxed", "distributed", "payout", "soft_budget")
"""Rows whose numbers lie in [0, 1]."""


class Kinds(Group):
    """One number for each kind: social service agency 民办非企业单位, association 社会团体, community organization 社区组织,
    company 企业, foundation 基金会, industry association 行业协会, public institution 事业单位.
    """

    mission: Seven = param((1.0, 1.0, 1.0, 1.0, 1.5, 0.5, 0.7), "1", "weight on mission, times the usual one of nonprofits (companies have none)", "convention: 1 for the first four; others assumption, range 0.3-2")
    staff: Seven = param((1.0, 1.0, 0.6, 1.0, 0.75, 1.0, 1.0), "1", "staff at the start, times the usual one", "convention: community organizations are small; others assumption, range 0.5-1.5")
    cost: Seven = param((1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.1), "1", "cost of the same work, times the usual one", "convention: 1; public institutions assumption, range 0.9-1.3")
    volunteers: Seven = param((0.0, 0.0, 0.0, 0.0, 0.10, 0.0, 0.0), "share", "part of the cost of work that the kind's own volunteers take over", "convention: 0 for the first four; foundations assumption, range 0-0.2")
    donations: Seven = param((1.0, 1.0, 1.0, 0.0, 4.0, 0.2, 0.0), "1", "donations, times the usual ones of nonprofits", "convention: 1 for nonprofits; others assumption, range 0-10")
    fees: Seven = param((0.0, 0.0, 0.0, 0.0, 0.0, 10_000.0, 0.0), "yuan per month", "members' fees 会费", "convention: 0 for the first four; industry associations assumption, range 3,000-30,000")
    endowment: Seven = param((0.0, 0.0, 0.0, 0.0, 2_000_000.0, 0.0, 0.0), "yuan", "money brought in at founding beside the usual reserve", "foundations at least 2 million yuan (VERIFIED); convention: 0 for others")
    setup: Seven = param((1.0, 1.0, 1.0, 1.0, 20.0, 2.0, 1.0), "1", "cost of setting up, times the usual one", "convention: 1 for the first four; others assumption, range 1-60")
    offers: Seven = param((1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0), "share", "whether the kind takes part in purchases (1) or not (0)", "convention: foundations fund and do not deliver")
    growth: Seven = param((1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5), "1", "most growth of staff, times the usual one", "convention: 1; public institutions assumption, range 0.2-1")
    quitting: Seven = param((1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.3), "1", "hazard of quitting, times the usual one", "convention: 1; permanent posts 编制 assumption, range 0.1-0.6")
    credit: Seven = param((1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0), "1", "credit, times the usual one", "convention: 1")
    exits: Seven = param((1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.0), "1", "hazards of leaving by idleness or chance, times the usual ones", "convention: 1 for the first four; others assumption, range 0-1")
    taxed: Seven = param((1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0), "share", "part of the tax of its group (companies, nonprofits) that the kind pays, where the levers tax that group", "convention: public institutions pay none")
    distributed: Seven = param((0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), "share", "part of a year's surplus that goes to owners: nonprofits may not distribute", "convention: 0, companies keep it all; range 0-0.8 for companies")
    payout: Seven = param((0.0, 0.0, 0.0, 0.0, 0.7, 0.0, 0.0), "share", "part of private income that the kind passes on as grants to other nonprofits", "Charity Law 2023 art. 61: foundations that raise funds spend at least 70 % (VERIFIED); convention: 0 for others")
    soft_budget: Seven = param((0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0), "share", "part of a deficit that the treasury covers", "Kornai 1986; convention: 0 for the first four; public institutions assumption, range 0-1")


def kind_laws(kinds: Kinds) -> Iterator[tuple[str, object, str, bool]]:
    """What the numbers of the table must keep: parameter, value, domain in words, and whether it holds."""
    for name in Kinds.model_fields:
        row = getattr(kinds, name)
        most = 1.0 if name in SHARES else float("inf")
        words = "seven numbers from 0 to 1" if name in SHARES else "seven numbers, at least 0"
        yield f"sector.kinds.{name}", row, words, all(0.0 <= x <= most for x in row)
    fixed = all(x in (0.0, 1.0) for x in kinds.offers)
    yield "sector.kinds.offers", kinds.offers, "seven numbers, each 0 or 1", fixed
    nonprofit = all(x == 0.0 for name, x in zip(KINDS, kinds.distributed, strict=True) if name != "company")
    yield "sector.kinds.distributed", kinds.distributed, "0 for every kind but companies (non-distribution)", nonprofit
