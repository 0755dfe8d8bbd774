"""Lines bought together: joint purchasing across purchasers, bundles across domains, and the contract of each line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from math import fsum
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from gpssim.rules.process import lots

if TYPE_CHECKING:
    from gpssim.information.view import MarketView
    from gpssim.market import Award, Procedure, Project
    from gpssim.scenario import Levers
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState

Item = TypeVar("Item")

Lot = list["Line"]


def lots_of(market: MarketState, due: Sequence[Line]) -> list[Lot]:
    """Lines due this month in lots, in order of their first lines' keys: one each, unless levers pool first attempts."""
    levers = market.policy_state.levers
    if levers.joint_purchasing == 1 and levers.bundling == 1:
        return [[line] for line in due]
    apart = [[line] for line in due if line.attempt]
    together = [line for line in due if not line.attempt]
    return sorted([*apart, *bundles(joint(market, together, levers.joint_purchasing), levers)], key=lambda lot: lot[0].key)


def monthly_value(market: MarketState, line: Line) -> float:
    """What a line is worth at reference cost, yuan a month: the largest leads its lot."""
    return line.places * market.world.domains[line.domain].unit_cost


def joint(market: MarketState, due: Sequence[Line], most: int) -> list[Lot]:
    """Lots of at most ``most`` lines of one domain and mechanism, the largest lines first."""
    found: list[Lot] = []
    for group in grouped(due, lambda x: (x.domain, x.mechanism)):
        ranked = sorted(group, key=lambda x: (-monthly_value(market, x), x.key))
        found += [[ranked[i] for i in lot] for lot in lots(len(ranked), most)]
    return found


def bundles(found: list[Lot], levers: Levers) -> list[Lot]:
    """Lots of different domains put together, at most ``bundling`` domains; of one purchaser unless purchasers pool anyway."""
    if levers.bundling == 1:
        return found
    apart = levers.joint_purchasing == 1
    bundled: list[Lot] = []
    for group in grouped(found, lambda lot: (lot[0].mechanism, lot[0].purchaser if apart else -1)):
        by_domain = grouped(group, lambda lot: lot[0].domain)
        for row in zip_longest(*by_domain):
            there = [lot for lot in row if lot is not None]
            chosen = lots(len(there), levers.bundling)
            bundled += [[line for i in some for line in there[i]] for some in chosen]
    return bundled


def grouped(items: Iterable[Item], key: Callable[[Item], Any]) -> list[list[Item]]:
    """Items with equal keys together, groups in order of their keys, items in the order given."""
    found: dict[Any, list[Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return [found[k] for k in sorted(found)]


def pooled_project(projects: Sequence[Project]) -> Project:
    """One project for a lot: that of its first line, with places of equal value at its ceiling in place of the others'."""
    first = projects[0]
    if len(projects) == 1:
        return first
    places = fsum(x.places * x.ceiling / first.ceiling for x in projects)
    return replace(first, places=places, budget=max(fsum(x.budget for x in projects), first.ceiling * places * first.months))


def view_of_lot(market: MarketState, view: MarketView, lot: Sequence[Line]) -> MarketView:
    """The view with those alone who work in every domain of the lot."""
    domains = sorted({line.domain for line in lot})
    if len(domains) < 2:
        return view
    capable = np.asarray(view.public.capable) & market.organizations.serves_domain[:, domains].all(axis=1)
    return replace(view, public=replace(view.public, capable=capable))


def part_of_award(award: Award, whole: Project, own: Project) -> Award:
    """What an award of the lot means for one of its lines: its part of the places, at the same discount from its own ceiling."""
    if whole.places == own.places:
        return award
    return replace(award.repriced(own.ceiling * (award.price / whole.ceiling)), places=award.places * own.places / whole.places)


def share_hours(market: MarketState, lot: Sequence[Line], procedure: Procedure) -> None:
    """Officials' hours of one procedure are borne by all whose lines it buys."""
    each, lead = procedure.official_hours / len(lot), lot[0]
    for line in lot:
        for other, hours in ((lead, -each), (line, each)):
            market.flows["official_hours"][other.purchaser, other.domain] += hours
            market.purchasers["hours_used"][other.purchaser] += hours
