"""What the compiled month of citizens is handed: their columns, and the states their draws are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.agents.given import People, Words

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

PURPOSES = {
    "need": "need",
    "knowing": "knowing",
    "applying": "applying",
    "place": "place in the queue",
    "moving": "moving with the line",
    "leaving": "leaving a provider",
    "taste": "taste",
    "experience": "experience",
    "complaint": "complaint",
}

FIXED = {"knowing", "place"}
"""Draws that belong to a citizen and domain for good, not to a month."""


def words(market: MarketState) -> Words:
    """The states from which the citizens' draws of this month are made."""
    month = market.luck.at(market.month)
    return Words(**{k: (market.luck if k in FIXED else month).kernel_word(p) for k, p in PURPOSES.items()})


def people(market: MarketState) -> People:
    """The columns of the citizens as the kernel takes them."""
    c = market.citizens.columns
    names = People._fields[1:]
    return People(market.first_row, *(c[name] for name in names))
