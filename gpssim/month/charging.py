"""Users pay, where a contract lets its provider charge: whom it keeps away, what is collected, what the purchaser saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.kernel import DROPPED, NEED, SERVED, USER_FEES
from gpssim.agents.ledger import CITIZENS, organization_account
from gpssim.rules.charging import still_asks, toll
from gpssim.scenario.declarations.citizens import GROUPS

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def any_fee(model: PublicServiceMarket) -> bool:
    """Whether any contract in force charges its users: everything here is passed over where none does."""
    c = model.contracts
    return bool((c.fee[c.active] > 0.0).any())


def fees_by_group(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """Monthly fee of some contracts for each group, yuan, shape (n, groups): the vulnerable are exempt from part of it."""
    c = model.contracts
    spared = np.outer(c.exemption[rows], np.arange(len(GROUPS)) > 0)
    return np.asarray(c.fee[rows, None] * (1.0 - spared))


def tolls_of(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """What the fees of some contracts weigh with each group, logit units, shape (n, groups)."""
    fees = model.world.fees
    return toll(fees_by_group(model, rows), fees.sensitivity, np.array(fees.weights))


def toll_table(model: PublicServiceMarket) -> np.ndarray:
    """What the fees that are usual in a district and domain weigh with each group, shape (districts, domains, groups)."""
    c = model.contracts
    table = np.zeros((model.world.city.n_districts, len(model.world.domains), len(GROUPS)))
    if not any_fee(model):
        return table
    rows = np.flatnonzero(c.active)
    places, cell = np.zeros(table.shape[:2]), (c.district[rows], c.domain[rows])
    np.add.at(places, cell, c.places[rows])
    np.add.at(table, cell, c.places[rows, None] * tolls_of(model, rows))
    return np.divide(table, places[..., None], out=np.zeros(table.shape), where=places[..., None] > 0.0)


def reconsider(model: PublicServiceMarket) -> np.ndarray:
    """Those whom a service becomes dearer think again, before the month of service; returns the month's tolls.

    Who waits compares the usual fee with that of the month before; a client whose line goes on at a higher fee compares the two
    contracts. Who turns away may ask anew later.
    """
    before, model.tolls = model.tolls, toll_table(model)
    if (model.tolls > before).any() or model.tolls.any():
        _waiting(model, before)
        _clients(model)
    return model.tolls


def _waiting(model: PublicServiceMarket, before: np.ndarray) -> None:
    people = model.citizens.columns
    row, domain = np.nonzero((people.applied > 0) & (people.contract < 0) & (people.need > 0))
    cell = (people.district[row], domain, people.group[row])
    turned = _turns_away(model, row, domain, before[cell], model.tolls[cell])
    people["applied"][row[turned], domain[turned]] = 0


def _clients(model: PublicServiceMarket) -> None:
    people, c = model.citizens.columns, model.contracts
    row, domain = np.nonzero(people.contract >= 0)
    held = people.contract[row, domain]
    moved = ~c.active[held] & (c.successor[held] >= 0)
    row, domain, held = row[moved], domain[moved], held[moved]
    group = people.group[row]
    old, new = (tolls_of(model, rows)[np.arange(row.size), group] for rows in (held, c.successor[held]))
    turned = _turns_away(model, row, domain, old, new)
    row, domain = row[turned], domain[turned]
    people["contract"][row, domain], people["applied"][row, domain] = -1, 0
    np.add.at(model.cells, (people.district[row], domain, people.group[row], DROPPED), 1.0)


def _turns_away(model: PublicServiceMarket, row: np.ndarray, domain: np.ndarray, old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Which of some citizens no longer ask at a higher toll."""
    p, people = model.world.citizens, model.citizens.columns
    inclination = (
        p.apply_base
        + p.apply_awareness * people.awareness[row]
        + p.apply_trust * people.trust_providers[row]
        - p.apply_hassle * (1.0 - np.array(p.access)[people.group[row]])
    )
    luck = model.luck.at(model.month).uniforms("thinking of the fee", people.number[row], domain)
    return np.asarray((new > old) & (luck >= still_asks(inclination, old, new)))


def clients(model: PublicServiceMarket) -> np.ndarray:
    """Who is served by each contract now, survey units, shape (n_contracts, groups)."""
    people, found = model.citizens.columns, np.zeros((len(model.contracts), len(GROUPS)))
    row, domain = np.nonzero(people.contract >= 0)
    np.add.at(found, (people.contract[row, domain], people.group[row]), 1.0)
    return found


def used_part(model: PublicServiceMarket, rows: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Part of their places that contracts see used, in [0, 1]: clients over ``units``, the places of each contract in survey units.

    A contract too small for a survey unit is used like the others of its district and domain, or like all others if there are none
    (fully, if there are none at all).
    """
    c, heard = model.contracts, model.heard[rows, 0]
    cell = c.district[rows].astype(np.int64) * len(model.world.domains) + c.domain[rows]
    served, room = np.bincount(cell, weights=heard)[cell], np.bincount(cell, weights=units[rows])[cell]
    anywhere = float(heard.sum()) / float(units[rows].sum()) if units[rows].any() else 1.0
    usual = np.divide(served, room, out=np.full(rows.size, anywhere), where=room > 0)
    return np.minimum(1.0, np.divide(heard, units[rows], out=usual, where=units[rows] > 0))


def charge(model: PublicServiceMarket) -> None:
    """Collect the month's fees for used places, booked from citizens to providers; keep what the exempt were spared."""
    model.organizations["month_fees"][:] = 0.0
    if not any_fee(model):
        return
    c = model.contracts
    rows = np.flatnonzero(c.active & (c.fee > 0.0))
    places = (c.delivered_places - c.enterprise_places)[rows, None] * who_pays(model, rows)
    paid = places * fees_by_group(model, rows)
    np.add.at(model.cells[..., USER_FEES], (c.district[rows], c.domain[rows]), paid)
    c["forgone"][rows] += c.exemption_paid[rows] * (places.sum(axis=1) * c.fee[rows] - paid.sum(axis=1))
    for row, yuan in zip(rows.tolist(), paid.sum(axis=1).tolist(), strict=True):
        i = int(c.organization[row])
        fen = model.ledger.book(model.month, "user_fee", CITIZENS, organization_account(i), yuan, model.books)
        model.organizations["month_fees"][i] += fen / 100.0


def who_pays(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """Groups of the users of contracts, shares, shape (n, groups): of their clients, else of those served or in need around."""
    c, own = model.contracts, clients(model)[rows]
    cells = model.cells[c.district[rows], c.domain[rows]]
    for around in (cells[..., SERVED], cells[..., NEED], np.ones(own.shape)):
        own = np.where(own.sum(axis=1, keepdims=True) > 0.0, own, around)
    return np.asarray(own / own.sum(axis=1, keepdims=True))


def public_price(model: PublicServiceMarket, rows: np.ndarray | int) -> np.ndarray:
    """What the purchaser pays for a place a month: the price less the fee that users pay."""
    return np.asarray(model.contracts.price[rows] - model.contracts.fee[rows])


def borne_by_users(model: PublicServiceMarket, since: int) -> np.ndarray:
    """What users pay of contracts signed from a month on, yuan, shape (purchasers, domains): money that is planned and not spent.

    It lapses: what is saved by charging users buys no further services.
    """
    c, sums = model.contracts, np.zeros_like(model.appropriations)
    rows = np.flatnonzero((c.fee > 0.0) & (c.start >= since))
    np.add.at(sums, (c.purchaser[rows], c.domain[rows]), c.fee[rows] * c.places[rows] * (c.end[rows] - c.start[rows]))
    return sums
