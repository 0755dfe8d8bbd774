"""A line passes to another provider: part of the staff goes along, with what it has learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.recording import innovations
from gpssim.rules.innovating import copied_from
from gpssim.state import costs, kinds

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def hand_over(market: MarketState, before: int, row: int, new: int) -> None:
    """Where a line's new contract, which will have this ``row``, has another provider, that takes over part of the staff."""
    c = market.contracts
    if before < 0 or int(c.organization[before]) == new:
        return
    p, o = market.world.organizations, market.organizations
    old, domain = int(c.organization[before]), int(c.domain[before])
    leaving = min(float(c.places[before] / costs.caseload(market)[domain]), float(o.staff[old])) * p.handover_staff
    posts = np.broadcast_to(kinds.most_staff(market), o.staff.shape)
    leaving = min(leaving, max(0.0, float(posts[new] - o.staff[new])))
    share = leaving / max(float(o.staff[old]), 1e-9)
    moved = share * float(o.experience[old, domain])
    o["staff"][old] -= leaving
    o["staff"][new] += leaving
    o["experience"][old, domain] -= moved
    o["experience"][new, domain] += moved
    carry_practice(market, row, (new, domain), old, leaving / max(float(o.staff[new]), 1e-9))


def carry_practice(market: MarketState, row: int, at: tuple[int, int], source: int, part: float) -> None:
    """Staff that moved, ``part`` of that of the new provider (``at``, with the domain), brings a better service model it knows."""
    o = market.organizations
    before = float(o.practice[at])
    after = float(copied_from(before, float(o.practice[source, at[1]]), part * market.world.innovation.carried))
    if after > before:
        o["practice"][at] = after
        innovations.write_renewal(market, row, at, ("staff", source), after - before, 0.0)
