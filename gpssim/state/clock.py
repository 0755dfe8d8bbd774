"""What month and fiscal year it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

FLOWS = (
    "appropriation", "committed", "paid", "penalties", "lapsed", "procedure_cost", "official_hours", "monitoring_hours",
    "n_inspections", "advance_lost", "paid_late", "survey_error", "n_surveys", "subsidy", "development_cost", "n_models_found",
    "n_open", "n_found_out", "n_scandals",
)  # fmt: skip
"""Sums of one month by purchaser and domain."""


def month_of_year(market: MarketState) -> int:
    """0 = January; the fiscal year is the calendar year."""
    return (market.since_switch + market.world.city.first_month) % MONTHS_PER_YEAR


def fiscal_year(market: MarketState) -> int:
    """Fiscal year, 0 in the year of the switch; negative before."""
    return (market.since_switch + market.world.city.first_month) // MONTHS_PER_YEAR


def usable_from(market: MarketState) -> int:
    """Month from which the year's money can be used; now, where nothing is delayed."""
    first = market.world.purchasers.usable_month * market.frictions.delay
    return max(market.month, market.month - month_of_year(market) + first)
