"""Calls for proposals on the calendar: one a year for each purchaser and domain."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from gpssim.month.planning import scheduling, six_steps
from gpssim.month.recording.six_steps import Case
from gpssim.state import clock, lines, procedures
from gpssim.state.waiting import Call

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def open_call(
    market: MarketState, purchaser: int, domain: int, mechanism: str, money: float, *, place: int = 0, funded: bool = False
) -> float:
    """Put a contest on the calendar, the ``place``-th of the purchaser's in the domain and year; returns the money set aside.

    None is, where it would not pay for half a grant (half a usual project, where grants have no cap).
    """
    cap = procedures.mechanism_of(market, mechanism).award_cap
    if money < scheduling.SMALLEST * (cap if isfinite(cap) else scheduling.usual_size(market)):
        return 0.0
    ordinal, district = lines.contest_ordinal(place, funded), lines.contest_district(market, purchaser, domain)
    key = lines.contest_key(market, purchaser, domain, district, ordinal)
    ready = six_steps.prepare(market, Case(key, purchaser, domain, district, mechanism))
    if ready is not None:
        opens = max(clock.usable_from(market), market.month + ready)
        year = clock.fiscal_year(market)
        market.calls.open(Call(opens, purchaser, domain, mechanism, money, funded, year, ordinal, district, key))
    return money
