"""A line passes from one contract to the next, and perhaps to another provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.recording import innovations
from gpssim.rules.innovating import copied_from
from gpssim.state import costs, kinds

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def hand_over(market: MarketState, before: int, row: int) -> None:
    """Link a line's old and new contract; another provider needs time to settle in and takes over part of the staff."""
    c = market.contracts
    if before < 0:
        return
    c["invested"][row] = c.invested[before]  # equipment stays with the line
    if c.follow(before, row):
        return
    p, o = market.world.organizations, market.organizations
    c["handover"][row] = p.handover_months
    old, new, domain = int(c.organization[before]), int(c.organization[row]), int(c.domain[row])
    leaving = min(float(c.places[before] / costs.caseload(market)[domain]), float(o.staff[old])) * p.handover_staff
    posts = np.broadcast_to(kinds.most_staff(market), o.staff.shape)
    leaving = min(leaving, max(0.0, float(posts[new] - o.staff[new])))
    share = leaving / max(float(o.staff[old]), 1e-9)
    moved = share * float(o.experience[old, domain])
    o["staff"][old] -= leaving
    o["staff"][new] += leaving
    o["experience"][old, domain] -= moved
    o["experience"][new, domain] += moved
    carry_practice(market, row, old, leaving / max(float(o.staff[new]), 1e-9))


def carry_practice(market: MarketState, row: int, source: int, part: float) -> None:
    """Staff that moved, ``part`` of the new provider's, brings the service model that it knows, if that fits better."""
    c, o = market.contracts, market.organizations
    i, d = int(c.organization[row]), int(c.domain[row])
    before = float(o.practice[i, d])
    after = float(copied_from(before, float(o.practice[source, d]), part * market.world.innovation.carried))
    if after > before:
        o["practice"][i, d] = after
        innovations.write_renewal(market, row, "staff", source, after - before, 0.0)
