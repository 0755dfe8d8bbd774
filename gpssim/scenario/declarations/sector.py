"""The sector of organizations beside their core: kinds, taxes, public institutions, capture, hubs, newcomers. Neutral by default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from gpssim.scenario.declarations.kinds import Kinds, kind_laws
from gpssim.scenario.fields import Group, param, share


class Taxes(Group):
    """Rates of the law; whether anybody pays them is a lever (``company_tax``, ``nonprofit_tax``)."""

    business_tax: float = share(0.05, "business tax 营业税 on receipts, contained in the price (rules of 2014)", "5 % on services before May 2016, MEMORY")
    surcharges: float = share(0.12, "surcharges on business tax and VAT, as a share of them", "7 + 3 + 2 % in cities, MEMORY")
    vat: float = share(0.06, "value added tax 增值税 on services of general taxpayers (rules of 2020 and later)", "6 % on modern services since May 2016, MEMORY")
    vat_small: float = share(0.03, "the same of small taxpayers", "3 %, MEMORY")
    vat_limit: float = param(5_000_000.0, "yuan per year", "receipts up to which a taxpayer is small", "5 million yuan since 2018, MEMORY", ge=0.0, le=1.0e15)
    profit_tax: float = share(0.25, "tax on a year's surplus", "enterprise income tax 25 %, MEMORY")
    profit_tax_small: float = share(0.05, "the same of small enterprises", "effective 5 % up to 3 million yuan, MEMORY")
    profit_limit: float = param(3_000_000.0, "yuan per year", "surplus up to which an enterprise is small", "3 million yuan since 2019, MEMORY", ge=0.0, le=1.0e15)


class Institutions(Group):
    """Public institutions 事业单位 that the city has for provision in house."""

    provide: Literal["none", "city", "purchaser"] = param("none", "rule", "public institutions: none, one for the city, one for each purchaser", "convention: none, in-house work falls to an organization of the register")
    staff: float = param(30.0, "persons", "staff of one at the start", "convention: acts only with institutions; assumption, range 5-100", ge=0.5, le=10_000.0)
    posts: float = param(40.0, "persons", "posts 编制: most staff of one", "convention: acts only with institutions; assumption, range 10-120", ge=0.5, le=10_000.0)
    idle_pay: float = share(1.0, "part of the wage of idle staff that is paid on: reluctance to shrink", "convention: acts only with institutions; assumption, range 0.15-1")
    tenders: bool = param(False, "flag", "whether they may offer in purchases: institutions of the second class 公益二类 may, of the first 公益一类 may not", "Measures of 2020 art. 5-6 (VERIFIED)")


class Capture(Group):
    """Administrative capture 行政化: unpaid tasks and what they and dependence do (market rule D 21)."""

    tasks: float = param(0.0, "share per latent", "unpaid assigned tasks, as a share of staff time, for each unit of a tie where officials have no integrity", "convention: off; assumption, range 0-0.5", ge=0.0, le=1.0)
    refusal: float = share(0.0, "part of these tasks that a fully autonomous organization refuses", "convention: off; assumption, range 0-0.8")
    refusal_cost: float = param(0.0, "latent", "loss of a tie in a month in which all tasks are refused", "convention: off; assumption, range 0-0.3", ge=0.0, le=5.0)
    tasks_autonomy: float = param(0.0, "1 per month", "autonomy lost if all staff time went into unpaid tasks", "convention: off; assumption, range 0-0.1", ge=0.0, le=1.0)
    seconded_autonomy: float = param(0.0, "1 per month", "autonomy lost if all staff were seconded to streets", "convention: off; assumption, range 0-0.05", ge=0.0, le=1.0)
    fit: float = param(0.0, "latent", "non-verifiable quality gained by full autonomy over the usual one (fit to need, innovation)", "convention: off; assumption, range 0-0.6", ge=0.0, le=5.0)
    wander: float = param(0.0, "1 per month", "chance that an organization without any of its first mission left enters one more domain", "convention: off; assumption, range 0-0.1", ge=0.0, le=1.0)


class TimeCosts(Group):
    """Time that purchases take from delivery (market rule D 23); officials' hours are part of every procedure."""

    offers: float = share(0.0, "part of the hours of an offer that is taken from delivery", "convention: off; range 0-1")
    reporting: float = param(0.0, "hours", "hours of reports a month for each contract", "convention: off; assumption, range 0-16", ge=0.0, le=500.0)
    evaluation: float = param(0.0, "hours", "hours for each inspection and acceptance", "convention: off; assumption, range 0-24", ge=0.0, le=500.0)
    hours_per_month: float = param(160.0, "hours", "working hours of one member of staff a month", "convention: acts only with the others", ge=1.0, le=400.0)


class Hubs(Group):
    """Hub organizations 枢纽型组织: they win, keep an overhead, pass parts on, monitor and incubate (market rule D 25)."""

    among_nonprofits: float = share(0.0, "part of nonprofits at the start that are hubs", "convention: off; assumption, range 0-0.2")
    overhead: float = share(0.10, "what a hub keeps of every payment for a part", "convention: acts only with hubs; assumption, range 0.05-0.15")
    kept: float = param(0.4, "share", "part of the work that a hub does itself: passing on everything 转包 is forbidden", "convention: acts only with hubs; assumption, range 0.1-0.8", ge=0.01, le=1.0)
    parts: int = param(2, "organizations", "most members to whom parts are passed on", "convention: acts only with hubs; assumption, range 1-5", ge=1, le=50)
    monitoring: float = param(0.2, "share per latent", "deduction for shortfall that a hub adds to that of the purchaser", "convention: acts only with hubs; assumption, range 0-0.5", ge=0.0, le=5.0)
    coaching: float = share(0.5, "intensity of coaching by a hub", "convention: acts only with hubs; assumption, range 0-1")


class Newcomers(Group):
    """Registration and incubators (market rule D 19)."""

    sponsor: float = share(0.4, "chance that a candidate without a tie finds a supervising unit 业务主管单位", "convention: acts only under dual registration; assumption, range 0.1-0.7")
    nominal: float = share(0.5, "chance that a candidate without a prospect registers in name only", "convention: acts only under loose registration; assumption, range 0-0.8")
    loose_setup: float = share(0.6, "set-up cost under loose registration, as a share of the usual one", "convention: acts only under loose registration; assumption, range 0.3-1")
    seat_cost: float = param(3000.0, "yuan per month", "space and coaching of one organization in an incubator", "convention: acts only with an incubation budget; assumption, range 1,000-8,000", ge=1.0, le=1.0e9)
    seat_stipend: float = param(1500.0, "yuan per month", "seed money of one organization in an incubator", "convention: acts only with an incubation budget; assumption, range 0-5,000", ge=0.0, le=1.0e9)
    seat_months: int = param(24, "months", "longest stay in an incubator", "convention: acts only with an incubation budget; assumption, range 6-36", ge=1, le=120)
    seat_setup: float = share(0.5, "part of the set-up cost that an incubator takes over", "convention: acts only with an incubation budget; assumption, range 0.2-0.8")
    seat_coaching: float = share(1.0, "intensity of coaching in an incubator", "convention: acts only with an incubation budget; assumption, range 0-1")


class Sector(Group):
    """Organizations beside their core."""

    kinds: Kinds = Kinds()
    taxes: Taxes = Taxes()
    institutions: Institutions = Institutions()
    capture: Capture = Capture()
    time_costs: TimeCosts = TimeCosts()
    hubs: Hubs = Hubs()
    newcomers: Newcomers = Newcomers()


def sector_laws(sector: Sector) -> Iterator[tuple[str, object, str, bool]]:
    """What single parameters cannot say: parameter, value, domain in words, and whether it holds."""
    yield from kind_laws(sector.kinds)
    staff, posts = sector.institutions.staff, sector.institutions.posts
    yield "sector.institutions.staff", staff, f"at most the posts, {posts:g}", staff <= posts
