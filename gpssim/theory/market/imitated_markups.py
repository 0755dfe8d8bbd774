"""Bidders that imitate close the same part of the gap to the winner's mark-up with every tender.

All cost the same, so that whoever asks least wins with its mark-up ``m*`` and sees no reason to move. An imitator that keeps
the part ``h`` of what it did last asks ``(1 + m_k)`` times its cost in the ``k``-th tender after the first, with

    m_k - m* = h^k (m_0 - m*).

Partial adjustment to the successful (Vega-Redondo 1997; Schlag 1998: MEMORY). Mark-ups are set by hand before the first tender,
staff so large that the winner never lacks room.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("purchase",)
RULES = ("learning.imitated",)
SOURCE = "closed form of partial adjustment"

KEPT = 0.6
FIRST = np.linspace(0.05, 0.33, 8)
DIALS = {
    "world.city.n_citizens": 50,
    "world.organizations.cost_sd": 0.0,
    "world.organizations.staff_median": 60.0,
    "world.organizations.loses_heart": 0.0,
    "world.bidding.family": "imitation",
    "world.bidding.settings": [{"family": "imitation", "name": "inertia", "value": KEPT}],
}


def found(seed: int) -> Iterator[Found]:
    """The tenders of the first month, one after the other under one ceiling."""
    market = special(DIALS, settings={"rule": "lowest_evaluated_price"}, seed=seed)
    market.organizations["wage"][:] = market.world.organizations.wage
    market.organizations["bidding_state"][:, 0] = FIRST
    market.step()
    bids = tables(market)["bids"]
    tender = bids.groupby("project", sort=False).ngroup().to_numpy()
    of = FIRST[bids.organization]
    markup = (bids.price / bids.true_cost - 1.0).to_numpy()
    yield exactly("offers in the month's tenders", 8.0 * (tender.max() + 1), float(len(bids)))
    yield exactly("mark-up of whoever asks least", FIRST[0], markup[of == FIRST[0]], 1e-9)
    yield exactly("mark-ups of the others", FIRST[0] + KEPT**tender * (of - FIRST[0]), markup, 1e-9)


TITLE_ZH = "模仿者每次招标都以同一比例缩小与中标者加价的差距"
CHINESE = {
    "offers in the month's tenders": "当月各次招标的投标数",
    "mark-up of whoever asks least": "报价最低者的加价",
    "mark-ups of the others": "其他投标者的加价",
}
