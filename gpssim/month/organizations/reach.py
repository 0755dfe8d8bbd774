"""Where organizations offer: who finds no work where it is looks for it in one more district."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

WITHOUT_WORK = 6
"""Months in a row without a contract after which an organization looks further (assumption)."""


def look_further(market: MarketState) -> None:
    """Organizations without work begin, with a monthly chance, to offer in a further district, which one being their own luck.

    Source: search that widens while nothing is found (Stigler 1961); the chance is an assumption. Neutral: chance 0.
    """
    o, chance = market.organizations, market.world.organizations.looks_further
    idle = np.flatnonzero(o.alive & (o.idle_months >= WITHOUT_WORK) & ~o.serves_district.all(axis=1))
    if chance == 0.0 or idle.size == 0:
        return
    month = market.luck.at(market.month)
    rows = idle[month.uniforms("looks further", o.key[idle]) < chance]
    if rows.size:
        lots = month.uniforms("district looked at", o.key[rows][:, None], np.asarray(market.district_number)[None, :])
        lots = np.where(o.serves_district[rows], np.inf, lots)
        o["serves_district"][rows, lots.argmin(axis=1)] = True
