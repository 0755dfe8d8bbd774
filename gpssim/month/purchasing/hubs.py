"""Hub organizations 枢纽型组织: what they pass on of what they win, and what they keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim.market import Award
from gpssim.rules.sector import parts_of
from gpssim.state.capacity import places_free
from gpssim.state.kinds import offering

if TYPE_CHECKING:
    from gpssim.month.purchasing.held import Held
    from gpssim.state.market_state import MarketState


def passed_on(market: MarketState, held: Held, awards: list[Award]) -> list[tuple[Award, int]]:
    """The awards with the hub they come through, -1 for none: what a hub won becomes its own part and parts of members."""
    if not market.once("hubs", market.organizations.hub.any):
        return [(award, -1) for award in awards]
    winners, done = {award.bidder for award in awards}, []
    for award in awards:
        done += hub_and_members(market, held, award, winners) if market.organizations.hub[award.bidder] else [(award, -1)]
    return done


def hub_and_members(market: MarketState, held: Held, award: Award, winners: set[int]) -> list[tuple[Award, int]]:
    """A hub's own part, and parts of members who can do them for what the hub passes on; hubs monitor and coach them."""
    hubs = market.world.sector.hubs
    found = members(market, held, award, winners)
    own, other = parts_of(award.places, hubs.kept, hubs.parts, found.size)
    terms = replace(award.terms, coaching=max(award.terms.coaching, hubs.coaching), penalty=award.terms.penalty + hubs.monitoring)
    winners.update(found.tolist())
    parts = [(replace(award, bidder=int(row), places=other, terms=terms), award.bidder) for row in found]
    return [(replace(award, places=own), -1), *parts]


def members(market: MarketState, held: Held, award: Award, winners: set[int]) -> np.ndarray:
    """Small organizations that can serve a part at the price less the hub's overhead, the most rooted first."""
    o, hubs, project = market.organizations, market.world.sector.hubs, held.project
    small = o.staff < market.world.organizations.small_limit
    there = o.serves_domain[:, project.domain] & o.serves_district[:, project.district] & (o.debarred_until <= market.month)
    begins = market.month + held.procedure.lead_months
    room = places_free(market, project.domain, begins) >= (1.0 - hubs.kept) * award.places / hubs.parts
    fit = o.alive & o.nonprofit & small & there & room & ~o.hub & offering(market)
    rows = np.array([row for row in np.flatnonzero(fit).tolist() if row not in winners], dtype=np.int64)
    if rows.size == 0:
        return rows
    rows = rows[held.answering.standing(rows).cost <= award.price * (1.0 - hubs.overhead)]
    rooted = -o.embeddedness[rows, project.district]
    return rows[np.lexsort((o.number[rows], rooted))][: hubs.parts]
