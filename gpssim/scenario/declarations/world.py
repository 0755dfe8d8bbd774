"""The world: everything a policy cannot change. City, needs, citizens, organizations, purchasers, information, money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, Self

from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.scenario.declarations.bidding import Bidding
from gpssim.scenario.declarations.citizens import Citizens
from gpssim.scenario.declarations.city import City
from gpssim.scenario.declarations.conduct import Conduct
from gpssim.scenario.declarations.fees import Fees
from gpssim.scenario.declarations.frictions import Frictions
from gpssim.scenario.declarations.information import Information
from gpssim.scenario.declarations.innovation import Innovation
from gpssim.scenario.declarations.law import Law
from gpssim.scenario.declarations.legitimacy import Legitimacy
from gpssim.scenario.declarations.officials import Officials
from gpssim.scenario.declarations.organizations import Organizations
from gpssim.scenario.declarations.process import Process
from gpssim.scenario.declarations.purchasers import Purchasers
from gpssim.scenario.declarations.scales import Scales
from gpssim.scenario.declarations.scope import Scope
from gpssim.scenario.declarations.sector import Sector, sector_laws
from gpssim.scenario.declarations.services import DEFAULT_DOMAINS, Domain
from gpssim.scenario.declarations.society import Society
from gpssim.scenario.declarations.violations import Evaluators, Violations
from gpssim.scenario.fields import Group, param
from gpssim.scenario.shown import world_as_html, world_in_words


class World(Group):
    """What is uncertain or given: a policy never changes it."""

    city: City = City()
    domains: tuple[Domain, ...] = param(tuple(Domain(**d) for d in DEFAULT_DOMAINS), "domains", "service domains that can be purchased", "convention")
    citizens: Citizens = Citizens()
    society: Society = Society()
    legitimacy: Legitimacy = Legitimacy()
    organizations: Organizations = Organizations()
    purchasers: Purchasers = Purchasers()
    information: Information = Information()
    bidding: Bidding = Bidding()
    conduct: Conduct = Conduct()
    process: Process = Process()
    violations: Violations = Violations()
    evaluators: Evaluators = Evaluators()
    scales: Scales = Scales()
    frictions: Frictions = Frictions()
    sector: Sector = Sector()
    innovation: Innovation = Innovation()
    fees: Fees = Fees()
    law: Law = Law()
    officials: Officials = Officials()
    scope: Scope = Scope()
    rules_as_of: Literal["2014", "2020", "2026"] = param("2020", "year", "procurement rules in force (low-bid review only from 2026)", "convention: the Measures of 2020")

    def __repr__(self) -> str:
        return f"World({world_in_words(self)})"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return world_as_html(self)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for parameter, value, domain, holds in _laws(self):
            if not holds:
                raise impossible(f"world.{parameter}", value, domain)
        return self

    @property
    def residents_per_citizen(self) -> float:
        """People one survey unit stands for."""
        return self.city.residents / self.city.n_citizens


MOST_PROJECTS: Final = 100_000
"""Projects a year that money may pay for: far more than any city buys, and few enough to be held one after the other."""


def _laws(world: World) -> Iterator[tuple[str, object, str, bool]]:
    """What single parameters cannot say: parameter, value, domain in words, and whether it holds."""
    city, kinds, access = world.city, world.organizations.kind_shares, world.citizens.access
    names, money = [d.name for d in world.domains], sum(d.budget_share for d in world.domains)
    yield "domains", names, "one or more domains with different names", 0 < len(names) == len(set(names))
    for d in world.domains:
        yield (
            "domains.name",
            d.name,
            "a word of small letters, digits and underscores",
            bool(re.fullmatch("[a-z][a-z0-9_]*", d.name)),
        )
        yield f"domains.{d.name}.prevalence", d.prevalence, "five shares in [0, 1)", all(0.0 <= p < 1.0 for p in d.prevalence)
    yield "domains.budget_share, summed,", round(money, 6), "1", abs(money - 1.0) <= 1e-9
    yield "city.start", city.start, "a month written YYYY-MM", bool(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", city.start))
    age = round(city.share_children + city.share_elderly, 6)
    yield "city.share_children + share_elderly", age, "at most 1", age <= 1.0
    yield "city.n_citizens", city.n_citizens, f"at most the residents, {city.residents}", city.n_citizens <= city.residents
    head, value = world.purchasers.appropriation_per_head, world.purchasers.project_value
    most = MOST_PROJECTS * value / city.residents
    words = f"at most {most:,.6g}, which pays {city.residents:,} residents for {MOST_PROJECTS:,} projects of {value:,.6g} yuan a year"
    yield "purchasers.appropriation_per_head", head, words, head <= most
    yield "citizens.access", access, "five shares in [0, 1]", all(0.0 <= a <= 1.0 for a in access)
    weights = world.fees.weights
    yield "fees.weights", weights, "five numbers >= 0", all(0.0 <= w < float("inf") for w in weights)
    yield "organizations.kind_shares", kinds, "four shares that sum to 1, or seven", min(kinds) >= 0.0 and abs(sum(kinds) - 1.0) <= 1e-9
    effort, substitution = world.organizations.effort_cost, world.organizations.effort_substitution
    words = f"more than -{effort:g}, minus organizations.effort_cost: less, and effort would earn instead of cost"
    yield "organizations.effort_substitution", substitution, words, substitution > -effort
    yield from sector_laws(world.sector)
