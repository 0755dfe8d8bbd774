"""Splitting 化整为零: a project above the threshold is divided into parts below it, which are bought directly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim import registry
from gpssim.rules.favoring import parts_below
from gpssim.state import ceilings, legality, portfolio, procedures
from gpssim.state.line import Line
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

PART = 7_000
"""Where the numbers of parts begin in their keys."""

BELOW = (0.90, 0.98)
"""How far below the threshold the parts are kept, share of it, from and to (assumption)."""


def divide(market: MarketState, line: Line) -> list[Line]:
    """Divide a planned purchase, if its purchaser is so inclined; a part of a divided one stays with direct purchase.

    Returns what is to be opened: the line, which keeps the first part, and a line of its own for each other part.
    """
    v, limit = market.world.violations, legality.purchase_threshold(market)
    if v.splitting <= 0.0 or procedures.mechanism_of(market, line.mechanism).admissible == "own":
        return [line]
    price = ceilings.expected_ceiling(market, line)
    value = price * line.places * MONTHS_PER_YEAR
    inclined = v.splitting * (1.0 - float(market.purchasers.integrity[line.purchaser])) * market.frictions.ties
    key = (line.key, line.fiscal_year)
    if (value < limit and not line.split) or market.luck.uniform("splitting", *key) >= inclined:
        line.keep_whole()
        return [line]
    margin = BELOW[0] + (BELOW[1] - BELOW[0]) * market.luck.uniform("kept below", *key)
    places = [part / (price * MONTHS_PER_YEAR) for part in parts_below(value, limit, margin)]
    line.divide(direct_mechanism(market), len(places), places[0])
    parts = [line]
    for number, wanted in enumerate(places[1:], start=1):
        parts.append(part_line(market, line, number, wanted))
        market.lines.append(parts[-1])
    return parts


def part_line(market: MarketState, line: Line, number: int, places: float) -> Line:
    """A further part as a line of its own, opened with the first."""
    key = combine(line.key, PART + number, line.fiscal_year)
    return line.part(len(market.lines), key, places)


def direct_mechanism(market: MarketState) -> str:
    """The mechanism by which parts are bought: the one that the policy falls back on, if it is direct."""
    fallback = portfolio.fallback(market)
    if fallback and procedures.mechanism_of(market, fallback).admissible == "own":
        return fallback
    return registry.direct()
