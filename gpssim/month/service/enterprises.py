"""Associations work for enterprises, where functions were handed over; what enterprises get, citizens do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents import founding
from gpssim.agents.columns import Columns
from gpssim.agents.enterprise import EnterpriseRow
from gpssim.rules.needs import ending_probability, onset_probability
from gpssim.state.kinds import ASSOCIATIONS

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def found_enterprises(market: MarketState) -> Columns:
    """The enterprises of the city, in districts by their share of the people, needs in their steady state."""
    world, luck = market.world, market.luck
    p, n = world.society.enterprises, world.society.enterprises.number
    columns, numbers = Columns(EnterpriseRow, {}, n), np.arange(n)
    if n:
        places = founding.pick(founding.district_shares(world, luck), luck.uniforms("place of an enterprise", numbers))
        needs = luck.uniforms("first need of an enterprise", numbers) < p.prevalence
        columns.append(n, number=numbers, district=places, need=needs)
    return columns


def serve_enterprises(market: MarketState) -> None:
    """Needs of enterprises end and arise; the places of associations in the domains handed over go to them first."""
    if not len(market.enterprises):
        return
    e = market.enterprises
    update_enterprise_needs(market)
    e["served"][:] = 0
    market.contracts["enterprise_places"][:] = 0.0
    for district in range(market.world.city.n_districts):
        give_places(market, district, handed_over(market, district))
    waiting = (e.need == 1) & (e.served == 0)
    e["waited"][:] = np.where(waiting, e.waited + 1, 0)


def update_enterprise_needs(market: MarketState) -> None:
    """Needs of enterprises end and arise by one draw each a month."""
    p, e = market.world.society.enterprises, market.enterprises
    luck = market.luck.at(market.month).uniforms("need of an enterprise", e.number)
    ends, begins = ending_probability(p.duration), onset_probability(p.prevalence, p.duration)
    e["need"][:] = np.where(e.need == 1, luck >= ends, luck < begins)


def handed_over(market: MarketState, district: int) -> np.ndarray:
    """Contracts of a district that associations hold in the domains handed over, in order of their projects."""
    named = market.policy_state.lists.function_transfer
    domains = [d for d, domain in enumerate(market.world.domains) if domain.name in named]
    c, o = market.contracts, market.organizations
    rows = (c.active & (c.district == district) & np.isin(c.domain, domains)).nonzero()[0]
    rows = rows[np.isin(o.kind_code[c.organization[rows]], ASSOCIATIONS)]
    return rows[np.lexsort((c.luck[rows], c.project[rows]))]


def give_places(market: MarketState, district: int, contracts: np.ndarray) -> None:
    """A district's enterprises in need are served, who has waited longest first, by lot among equals, while there are places."""
    c, e = market.contracts, market.enterprises
    waiting = ((e.district == district) & (e.need == 1)).nonzero()[0]
    lots = market.luck.at(market.month).uniforms("turn of an enterprise", e.number[waiting])
    room = np.floor(c.delivered_places[contracts]).astype(np.int64)
    left = int(min(waiting.size, room.sum()))
    e["served"][waiting[np.lexsort((lots, -e.waited[waiting]))][:left]] = 1
    before = np.cumsum(room) - room
    c["enterprise_places"][contracts] = np.clip(left - before, 0, room)
