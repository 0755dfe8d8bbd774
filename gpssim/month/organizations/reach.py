"""Where organizations offer: who finds no work where it is looks in one more district, and who has room goes where tenders fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.state.capacity import places_free

if TYPE_CHECKING:
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState

WITHOUT_WORK = 6
"""Months in a row without a contract after which an organization looks further (assumption)."""


def look_further(market: MarketState) -> None:
    """Organizations without work begin, with a monthly chance, to offer in a further district, which one being their own luck.

    Source: search that widens while nothing is found (Stigler 1961); the chance is an assumption. Neutral: chance 0.
    """
    o, chance = market.organizations, market.world.organizations.looks_further
    idle = (o.alive & (o.idle_months >= WITHOUT_WORK) & ~o.serves_district.all(axis=1)).nonzero()[0]
    if chance == 0.0 or idle.size == 0:
        return
    month = market.luck.at(market.month)
    rows = idle[month.uniforms("looks further", o.key[idle]) < chance]
    if rows.size:
        lots = month.uniforms("district looked at", o.key[rows][:, None], np.asarray(market.district_number)[None, :])
        lots = np.where(o.serves_district[rows], np.inf, lots)
        o["serves_district"][rows, lots.argmin(axis=1)] = True


def read_failures(market: MarketState) -> None:
    """Organizations of a domain with room for it begin to offer in districts where a purchase failed and is to be held again.

    Where few sell, others enter (Bresnahan & Reiss 1991): what thins out a market draws in who has room. Neutral: chance 0.
    """
    chance = market.world.organizations.reads_failures
    if chance == 0.0:
        return
    month, room = market.luck.at(market.month), dict[tuple[int, int], np.ndarray]()
    for line in market.lines:
        if line.attempt > 0 and line.open_month > market.month:
            wanted = line.domain, line.open_month
            if wanted not in room:
                room[wanted] = places_free(market, *wanted)
            reads = month.uniforms("reads failures", market.organizations.key, line.key) < chance
            _follow(market, line, reads & (room[wanted] >= line.places))


def _follow(market: MarketState, line: Line, able: np.ndarray) -> None:
    o = market.organizations
    o["serves_district"][:, line.district] |= o.alive & o.serves_domain[:, line.domain] & able
