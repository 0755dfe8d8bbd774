"""Service lines as they stand: what runs out, what needs money, who is needed next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gpssim.state import districts
from gpssim.state.clock import fiscal_year
from gpssim.state.line import Line
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

CONTEST = 10_000
"""First ordinal of contests."""

LARGEST_ADDITION: Final = 0.1
"""Additions to a purchase as a share of it, at most (Government Procurement Law, art. 49, VERIFIED)."""


def lines_of(market: MarketState, purchaser: int, domain: int) -> list[Line]:
    """The lines of a purchaser and domain, in order of their planning."""
    return market.lines_by_cell.of(market.lines, purchaser, domain)


def key_of(line: Line) -> int:
    """What the draws of a line's project are keyed by, from its design to its award, whatever year that is reached in."""
    out_of_turn = (line.renewed_purchase,) if line.renewed_purchase else ()
    return combine(line.key, line.fiscal_year, *out_of_turn)


def expires_this_year(market: MarketState, line: Line) -> bool:
    """Whether the line's cycle ends within the next twelve months and nothing has been opened for it yet."""
    if line.contract < 0 or line.pending or line.open_month >= 0 or line.is_side or line.is_grant:
        return False
    end = int(market.contracts.cycle_end[line.contract])
    return market.month <= end < market.month + MONTHS_PER_YEAR


def needs_money(line: Line) -> bool:
    """Whether a line will still sign something: one that ends with its cycle only while its award waits to be signed."""
    return line.pending or not (line.is_grant or line.is_side)


def contest_district(market: MarketState, purchaser: int, domain: int) -> int:
    """The neediest district of a purchaser, in whose name its contest is held."""
    return districts.row_of_highest(market.surveyed_need[purchaser, :, domain], market.district_number)


def contest_key(market: MarketState, purchaser: int, domain: int, district: int, ordinal: int) -> int:
    """What the draws of a contest are keyed by that is planned this year in the name of a district."""
    number = int(market.purchasers.number[purchaser]), int(market.district_number[district])
    return combine(number[0], domain, number[1], fiscal_year(market), ordinal)


def contest_ordinal(place: int, funded: bool) -> int:
    """Ordinal of a contest by its place among the purchaser's of a domain and year; those that the dedicated fund pays are odd."""
    return CONTEST + funded + 2 * place


def longest_bridge(market: MarketState, line: Line) -> int:
    """Months of extension: the lever, and additions of at most a tenth of what was purchased (Procurement Law, art. 49)."""
    return min(market.policy_state.levers.bridge_months, int(LARGEST_ADDITION * line.cycle_months))
