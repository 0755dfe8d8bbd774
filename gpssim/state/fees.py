"""What users of services pay, and whom that keeps away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.kernel import NEED, SERVED
from gpssim.rules.charging import toll
from gpssim.scenario.declarations.citizens import GROUPS

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def any_fee(market: MarketState) -> bool:
    """Whether any contract in force charges its users: everything here is passed over where none does."""
    c = market.contracts
    return bool((c.fee[c.active] > 0.0).any())


def fees_by_group(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """Monthly fee of some contracts for each group, yuan, shape (n, groups): the vulnerable are exempt from part of it."""
    c = market.contracts
    spared = np.outer(c.exemption[rows], np.arange(len(GROUPS)) > 0)
    return np.asarray(c.fee[rows, None] * (1.0 - spared))


def tolls_of(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """What the fees of some contracts weigh with each group, logit units, shape (n, groups)."""
    fees = market.world.fees
    return toll(fees_by_group(market, rows), fees.sensitivity, np.array(fees.weights))


def toll_table(market: MarketState) -> np.ndarray:
    """What the fees that are usual in a district and domain weigh with each group, shape (districts, domains, groups)."""
    c = market.contracts
    table = np.zeros((market.world.city.n_districts, len(market.world.domains), len(GROUPS)))
    if not any_fee(market):
        return table
    rows = np.flatnonzero(c.active)
    places, cell = np.zeros(table.shape[:2]), (c.district[rows], c.domain[rows])
    np.add.at(places, cell, c.places[rows])
    np.add.at(table, cell, c.places[rows, None] * tolls_of(market, rows))
    return np.divide(table, places[..., None], out=np.zeros(table.shape), where=places[..., None] > 0.0)


def clients(market: MarketState) -> np.ndarray:
    """Who is served by each contract now, survey units, shape (n_contracts, groups)."""
    people, found = market.citizens.columns, np.zeros((len(market.contracts), len(GROUPS)))
    row, domain = np.nonzero(people.contract >= 0)
    np.add.at(found, (people.contract[row, domain], people.group[row]), 1.0)
    return found


def used_part(market: MarketState, rows: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Part of their places that contracts see used, in [0, 1]: clients over ``units``, the places of each contract in survey units.

    A contract too small for a survey unit is used like the others of its district and domain, or like all others if there are none
    (fully, if there are none at all).
    """
    c, heard = market.contracts, market.heard[rows, 0]
    cell = c.district[rows].astype(np.int64) * len(market.world.domains) + c.domain[rows]
    served, room = np.bincount(cell, weights=heard)[cell], np.bincount(cell, weights=units[rows])[cell]
    anywhere = float(heard.sum()) / float(units[rows].sum()) if units[rows].any() else 1.0
    usual = np.divide(served, room, out=np.full(rows.size, anywhere), where=room > 0)
    return np.minimum(1.0, np.divide(heard, units[rows], out=usual, where=units[rows] > 0))


def who_pays(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """Groups of the users of contracts, shares, shape (n, groups): of their clients, else of those served or in need around."""
    c, own = market.contracts, clients(market)[rows]
    cells = market.cells[c.district[rows], c.domain[rows]]
    for around in (cells[..., SERVED], cells[..., NEED], np.ones(own.shape)):
        own = np.where(own.sum(axis=1, keepdims=True) > 0.0, own, around)
    return np.asarray(own / own.sum(axis=1, keepdims=True))
