"""Users pay, where a contract lets its provider charge: whom it keeps away, what is collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.kernel import DROPPED, USER_FEES
from gpssim.agents.ledger import CITIZENS, organization_account
from gpssim.rules.charging import still_asks
from gpssim.state import fees

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def reconsider(market: MarketState) -> np.ndarray:
    """Those whom a service becomes dearer think again, before the month of service; returns the month's tolls.

    Who waits compares the usual fee with that of the month before; a client whose line goes on at a higher fee compares the two
    contracts. Who turns away may ask anew later.
    """
    before, market.tolls = market.tolls, fees.toll_table(market)
    if (market.tolls > before).any() or market.tolls.any():
        _waiting(market, before)
        _clients(market)
    return market.tolls


def _waiting(market: MarketState, before: np.ndarray) -> None:
    people = market.citizens.columns
    row, domain = np.nonzero((people.applied > 0) & (people.contract < 0) & (people.need > 0))
    cell = (people.district[row], domain, people.group[row])
    turned = _turns_away(market, row, domain, before[cell], market.tolls[cell])
    people["applied"][row[turned], domain[turned]] = 0


def _clients(market: MarketState) -> None:
    people, c = market.citizens.columns, market.contracts
    row, domain = np.nonzero(people.contract >= 0)
    held = people.contract[row, domain]
    moved = ~c.active[held] & (c.successor[held] >= 0)
    row, domain, held = row[moved], domain[moved], held[moved]
    group = people.group[row]
    old, new = (fees.tolls_of(market, rows)[np.arange(row.size), group] for rows in (held, c.successor[held]))
    turned = _turns_away(market, row, domain, old, new)
    row, domain = row[turned], domain[turned]
    people["contract"][row, domain], people["applied"][row, domain] = -1, 0
    np.add.at(market.cells, (people.district[row], domain, people.group[row], DROPPED), 1.0)


def _turns_away(market: MarketState, row: np.ndarray, domain: np.ndarray, old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Which of some citizens no longer ask at a higher toll."""
    p, people = market.world.citizens, market.citizens.columns
    inclination = (
        p.apply_base
        + p.apply_awareness * people.awareness[row]
        + p.apply_trust * people.trust_providers[row]
        - p.apply_hassle * (1.0 - np.array(p.access)[people.group[row]])
    )
    luck = market.luck.at(market.month).uniforms("thinking of the fee", people.number[row], domain)
    return np.asarray((new > old) & (luck >= still_asks(inclination, old, new)))


def collect_fees(market: MarketState) -> None:
    """Collect the month's fees for used places, booked from citizens to providers; keep what the exempt were spared."""
    market.organizations["month_fees"][:] = 0.0
    if not fees.any_fee(market):
        return
    c = market.contracts
    rows = (c.active & (c.fee > 0.0)).nonzero()[0]
    places = (c.delivered_places - c.enterprise_places)[rows, None] * fees.who_pays(market, rows)
    paid = places * fees.fees_by_group(market, rows)
    np.add.at(market.cells[..., USER_FEES], (c.district[rows], c.domain[rows]), paid)
    c["forgone"][rows] += c.exemption_paid[rows] * (places.sum(axis=1) * c.fee[rows] - paid.sum(axis=1))
    for row, yuan in zip(rows.tolist(), paid.sum(axis=1).tolist(), strict=True):
        i = int(c.organization[row])
        fen = market.ledger.book(market.month, "user_fee", CITIZENS, organization_account(i), yuan, market.books)
        market.organizations["month_fees"][i] += fen / 100.0
