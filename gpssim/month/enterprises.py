"""Associations work for enterprises, where functions were handed over; what enterprises get, citizens do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents import founding
from gpssim.agents.columns import Columns
from gpssim.agents.enterprise import EnterpriseRow
from gpssim.rules.needs import ending_probability, onset_probability
from gpssim.scenario.declarations.kinds import KINDS

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

ASSOCIATIONS = [KINDS.index(kind) for kind in ("association", "industry_association")]


def founded(model: PublicServiceMarket) -> Columns:
    """The enterprises of the city, in districts by their share of the people, needs in their steady state."""
    world, luck = model.world, model.luck
    p, n = world.society.enterprises, world.society.enterprises.number
    columns, numbers = Columns(EnterpriseRow, {}, n), np.arange(n)
    if n:
        places = founding.pick(founding.district_shares(world, luck), luck.uniforms("place of an enterprise", numbers))
        needs = luck.uniforms("first need of an enterprise", numbers) < p.prevalence
        columns.append(n, number=numbers, district=places, need=needs)
    return columns


def serve(model: PublicServiceMarket) -> None:
    """Needs of enterprises end and arise; the places of associations in the domains handed over go to them first."""
    if not len(model.enterprises):
        return
    e = model.enterprises
    arise(model)
    e["served"][:] = 0
    model.contracts["enterprise_places"][:] = 0.0
    for district in range(model.world.city.n_districts):
        give(model, district, handed_over(model, district))
    waiting = (e.need == 1) & (e.served == 0)
    e["waited"][:] = np.where(waiting, e.waited + 1, 0)


def arise(model: PublicServiceMarket) -> None:
    """Needs of enterprises end and arise by one draw each a month."""
    p, e = model.world.society.enterprises, model.enterprises
    luck = model.luck.at(model.month).uniforms("need of an enterprise", e.number)
    ends, begins = ending_probability(p.duration), onset_probability(p.prevalence, p.duration)
    e["need"][:] = np.where(e.need == 1, luck >= ends, luck < begins)


def handed_over(model: PublicServiceMarket, district: int) -> np.ndarray:
    """Contracts of a district that associations hold in the domains handed over, in order of their projects."""
    named = {name.strip() for name in model.policy_state.levers.function_transfer.split(",")}
    domains = [d for d, domain in enumerate(model.world.domains) if domain.name in named]
    c, o = model.contracts, model.organizations
    rows = np.flatnonzero(c.active & (c.district == district) & np.isin(c.domain, domains))
    rows = rows[np.isin(o.kind_code[c.organization[rows]], ASSOCIATIONS)]
    return rows[np.lexsort((c.luck[rows], c.project[rows]))]


def give(model: PublicServiceMarket, district: int, contracts: np.ndarray) -> None:
    """A district's enterprises in need are served, who has waited longest first, by lot among equals, while there are places."""
    c, e = model.contracts, model.enterprises
    waiting = np.flatnonzero((e.district == district) & (e.need == 1))
    lots = model.luck.at(model.month).uniforms("turn of an enterprise", e.number[waiting])
    room = np.floor(c.delivered_places[contracts]).astype(np.int64)
    left = int(min(waiting.size, room.sum()))
    e["served"][waiting[np.lexsort((lots, -e.waited[waiting]))][:left]] = 1
    before = np.cumsum(room) - room
    c["enterprise_places"][contracts] = np.clip(left - before, 0, room)


def record(model: PublicServiceMarket) -> None:
    """Enterprises by district; nothing where there are none."""
    if not len(model.enterprises):
        return
    e, c, n = model.enterprises, model.contracts, model.world.city.n_districts
    rows = np.flatnonzero(c.enterprise_places > 0)
    places = c.enterprise_places[rows]

    def by_district(which: np.ndarray) -> np.ndarray:
        return np.bincount(e.district[which], minlength=n)

    def over_contracts(values: np.ndarray) -> np.ndarray:
        return np.bincount(c.district[rows], weights=places * values, minlength=n)

    model.recorder.block(
        "enterprises",
        month=model.since_switch,
        district=np.arange(n),
        n_enterprises=by_district(np.arange(len(e))),
        n_need=by_district(e.need == 1),
        n_served=by_district(e.served == 1),
        n_queued=by_district((e.need == 1) & (e.served == 0)),
        places=over_contracts(np.ones(rows.size)),
        delivered_latent=over_contracts(c.quality[rows]),
        value=over_contracts(c.price[rows]),
    )
