"""Districts and their people as they are now: need, means of citizens, committees, who comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.legitimacy import leaning
from gpssim.rules.reaching import volunteers, way_to_provider
from gpssim.scenario.declarations.citizens import GROUPS

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def needed_places(market: MarketState) -> np.ndarray:
    """Citizens in need, survey units, shape (districts, domains)."""
    shape = (market.world.city.n_districts, len(market.world.domains))
    row, domain = np.nonzero(market.citizens.need)
    cell = market.citizens.district[row] * np.int64(shape[1]) + domain
    return np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)


def district_mean(market: MarketState, values: np.ndarray) -> np.ndarray:
    """Mean of a citizen column by district."""
    here = market.citizens.here
    sums = np.bincount(market.citizens.district[here], weights=values[here], minlength=market.world.city.n_districts)
    return sums / np.maximum(1, market.group_sizes.sum(axis=1))


def embeddedness_table(market: MarketState) -> np.ndarray:
    """Mean embeddedness of the providers in force, weighted by places, shape (districts, domains)."""
    c, shape = market.contracts, (market.world.city.n_districts, len(market.world.domains))
    rows = c.active.nonzero()[0]
    district, offered = c.district[rows], c.places[rows]
    cell, n = district * np.int64(shape[1]) + c.domain[rows], shape[0] * shape[1]
    places = np.bincount(cell, offered, n)
    rooted = np.bincount(cell, offered * market.organizations.embeddedness[c.organization[rows], district], n)
    return np.divide(rooted, places, out=np.zeros(n), where=places > 0).reshape(shape)


def row_of_highest(values: np.ndarray, numbers: np.ndarray) -> int:
    """Row of the highest value; among equals that of the lowest number, wherever it sits."""
    best = (values == values.max()).nonzero()[0]
    return int(best[numbers[best].argmin()])


def neighbors(market: MarketState) -> np.ndarray:
    """Who is whose neighbor, bool (n, n): districts with numbers next to each other, in a ring; the bureau is everybody's."""
    number, bureau = market.purchasers.number.astype(np.int64), market.purchasers.bureau
    n = max(1, int((~bureau).sum()))
    apart = np.abs(number[:, None] - number[None, :]) % n
    near = ((apart == 1) | (apart == n - 1)) & ~bureau[:, None] & ~bureau[None, :]
    near |= bureau[:, None] | bureau[None, :]
    np.fill_diagonal(near, False)
    return near


def vulnerable_need(market: MarketState) -> np.ndarray:
    """Part of each domain's usual need that vulnerable groups have, shape (domains,)."""
    people = market.group_sizes.sum(axis=0)
    need = np.array([d.prevalence for d in market.world.domains]) * people
    return np.divide(need[:, 1:].sum(axis=1), need.sum(axis=1), out=np.zeros(len(need)), where=need.sum(axis=1) > 0)


def need_met(market: MarketState) -> np.ndarray:
    """Part of need in a district that places delivered last month meet, in [0, 1]."""
    c, n = market.contracts, market.world.city.n_districts
    rows = c.active.nonzero()[0]
    places = np.bincount(c.district[rows], weights=c.delivered_places[rows], minlength=n)
    need = needed_places(market).sum(axis=1) * market.world.residents_per_citizen
    return np.minimum(1.0, np.divide(places, need, out=np.zeros(n), where=need > 0))


def outreach(market: MarketState) -> np.ndarray:
    """Intensity of outreach by district now, for records."""
    p, n = market.world.society.committees, market.world.city.n_districts
    load = market.purchasers.committee_load[:n]
    return np.where(np.isnan(load), 0.0, p.outreach * np.maximum(0.0, p.load - load))


def target_groups(market: MarketState) -> np.ndarray:
    """Which groups come first, bool (groups,): those the lever names, all vulnerable ones if it names none."""
    return np.isin(GROUPS, market.policy_state.lists.target_groups)


def travel(market: MarketState) -> np.ndarray:
    """Effect on applying (logit) of the way to providers in force, shape (districts, domains)."""
    shape, weight = (market.world.city.n_districts, len(market.world.domains)), market.world.society.reach.travel
    if weight <= 0.0:
        return np.zeros(shape)
    c = market.contracts
    rows = c.active.nonzero()[0]
    there = np.zeros((*shape, len(market.organizations)), dtype=bool)
    there[c.district[rows], c.domain[rows], c.organization[rows]] = True
    return weight * way_to_provider(there.sum(axis=2))


def volunteers_found(market: MarketState, district: int) -> float:
    """Part of the volunteers looked for in a district that come forward."""
    weight = market.world.society.reach.volunteering
    kept = 1.0 - market.world.legitimacy.volunteering * max(0.0, -float(leaning(market.legitimacy[district])))
    if weight <= 0.0:
        return kept
    c = market.citizens.columns
    there = (c.district == district) & (c.present == 1)
    if not there.any():
        return kept * (1.0 - weight)
    return kept * volunteers(weight, float(c.trust_providers[there].mean()), float(c.awareness[there].mean()))


def people_of(market: MarketState) -> Iterator[tuple[int, slice | np.ndarray]]:
    """Each district with the rows of those who live there now: columns of a large city are better not copied as a whole."""
    present = market.citizens.present
    for district, (first, last) in enumerate(pairwise(market.first_row.tolist())):
        here = present[first:last]
        yield district, slice(first, last) if here.all() else first + here.nonzero()[0]


def group_sizes(market: MarketState) -> np.ndarray:
    """Citizens by district and group, shape (districts, groups)."""
    group = market.citizens.group
    return np.array([np.bincount(group[rows], minlength=len(GROUPS)) for _, rows in people_of(market)])


def sums_by_group(market: MarketState, names: Sequence[str]) -> dict[str, np.ndarray]:
    """Sums of columns of the citizens by district and group, each of shape (districts * groups,)."""
    c, n = market.citizens.columns, len(GROUPS)
    sums = {name: np.zeros((market.world.city.n_districts, n)) for name in names}
    for district, rows in people_of(market):
        group = c.group[rows].astype(np.intp)
        for name in names:
            sums[name][district] = np.bincount(group, c[name][rows], n)
    return {name: values.ravel() for name, values in sums.items()}


def gaps(market: MarketState) -> np.ndarray:
    """Places of lines that expired and wait for their next contract, shape (districts, domains)."""
    found = np.zeros((market.world.city.n_districts, len(market.world.domains)))
    for line in market.lines:
        if line.in_gap:
            found[line.district, line.domain] += line.places
    return found
