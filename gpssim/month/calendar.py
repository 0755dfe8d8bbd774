"""What month it is, and what policy says in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def start_month(start: str) -> int:
    """Month of the year (0 = January) of a date YYYY-MM."""
    return int(start.split("-")[1]) - 1


def month_of_year(model: PublicServiceMarket) -> int:
    """0 = January; the fiscal year is the calendar year."""
    return (model.since_switch + start_month(model.world.city.start)) % MONTHS_PER_YEAR


def fiscal_year(model: PublicServiceMarket) -> int:
    """Fiscal year, 0 in the year of the switch; negative before."""
    return (model.since_switch + start_month(model.world.city.start)) // MONTHS_PER_YEAR


FLOWS = (
    "appropriation", "committed", "paid", "penalties", "lapsed", "procedure_cost", "official_hours", "monitoring_hours",
    "n_inspections", "advance_lost", "paid_late", "survey_error", "n_surveys", "subsidy",
)  # fmt: skip
"""Sums of one month by purchaser and domain."""


def set_policy(model: PublicServiceMarket) -> None:
    """Begin the month's sums; at the switch and in months of change read the policy; the warm-up lives under the base policy."""
    since = model.since_switch
    model.surveyed_costs = {}
    model.flows = {name: np.zeros_like(model.appropriations) for name in FLOWS}
    if model.month == 0:
        base = model.specification.policy
        model.policy_state = base.at(-1, model.specification.domain_names)
    if since == 0 or (since > 0 and since in model.policy.change_months()):
        model.mechanisms.clear()
        model.policy_state = model.policy.at(since, model.specification.domain_names)
