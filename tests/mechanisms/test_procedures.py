"""What deciding takes: every stage its days, every offer its hours, agents and experts their fees. Numbers by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from gpssim import registry
from gpssim.market import Project
from gpssim.mechanisms.base import Mechanism
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.plugins import parameters

PROJECT = Project(
    key=1, purchaser=0, domain=0, district=0, fiscal_year=0, ordinal=0, attempt=0, month=0, places=1000.0, months=12, ceiling=100.0,
    quality_floor=-1.0, n_awards=1, grant_cap=math.inf, budget=2.0e6, incumbent=-1, outside_price=85.0,
)  # fmt: skip
"""Worth 1.2 million yuan at its ceiling: above every limit under which a purchase is made with fewer steps."""
MECHANISMS = [registry.mechanism(name) for name in registry.mechanisms()]


def named(mechanism: Mechanism) -> str:
    return mechanism.name


def parameter_names(mechanism: Mechanism, ending: str) -> list[str]:
    return [row.name for row in parameters(type(mechanism)) if row.name.endswith(ending)]


def but(mechanism: Mechanism, **changes: Any) -> Mechanism:
    settings = {row.name: getattr(mechanism, row.name) for row in parameters(type(mechanism))}
    return type(mechanism)(**{**settings, **changes})


@pytest.mark.parametrize(
    ("mechanism", "stage"),
    [(m, stage) for m in MECHANISMS for stage in parameter_names(m, "days")],
    ids=lambda x: x if isinstance(x, str) else x.name,
)
def test_a_stage_that_takes_a_month_less_or_more_moves_the_start_by_a_month(mechanism: Mechanism, stage: str) -> None:
    days = getattr(mechanism, stage)
    shorter, longer = (but(mechanism, **{stage: d}).procedure(PROJECT, 3).lead_months for d in (days, days + 30))
    assert longer == shorter + 1


@pytest.mark.parametrize(
    ("mechanism", "each"),
    [(m, each) for m in MECHANISMS for each in ("hours_per_offer", "hours_per_proposal") if each in parameter_names(m, each)],
    ids=lambda x: x if isinstance(x, str) else x.name,
)
def test_every_offer_takes_its_hours_beside_those_of_the_purchase(mechanism: Mechanism, each: str) -> None:
    hours = [but(mechanism, hours=10.0, **{each: 3.0}).procedure(PROJECT, n).official_hours for n in (0, 1, 4)]
    assert hours == [10.0, 13.0, 22.0]


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=named)
def test_bidders_spend_what_the_procedure_asks_of_them(mechanism: Mechanism) -> None:
    if "bidder_hours" in parameter_names(mechanism, "bidder_hours"):
        assert but(mechanism, bidder_hours=17.0).procedure(PROJECT, 3).bidder_hours == 17.0


def test_a_tender_pays_its_agent_by_value_and_its_experts_by_seat() -> None:
    tender = OpenTender()
    plain = but(tender, agent_fee=0.0, expert_fee=0.0).procedure(PROJECT, 3).cost
    assert plain == 0.0
    assert but(tender, agent_fee=0.01, expert_fee=0.0).procedure(PROJECT, 3).cost == pytest.approx(12_000.0)
    seats = tender.panel(PROJECT.value_at_ceiling).n_jurors
    assert but(tender, agent_fee=0.01, expert_fee=500.0).procedure(PROJECT, 3).cost == pytest.approx(12_000.0 + 500.0 * seats)


@pytest.mark.parametrize(
    "name", ["citizen_voucher", "commissioning", "direct_grant", "framework_agreement", "in_house", "lottery", "volunteer_service"]
)
def test_where_nobody_is_paid_to_decide_nothing_is_paid(name: str) -> None:
    assert registry.mechanism(name).procedure(PROJECT, 3).cost == 0.0


@pytest.mark.parametrize(
    ("name", "ground"),
    [
        ("competitive_consultation", "non_tender_approved"),
        ("competitive_negotiation", "non_tender_approved"),
        ("framework_agreement", "non_tender_approved"),
        ("single_source", "single_source_published"),
        ("directed_commission", "single_source_published"),
        ("cooperation", "single_source_published"),
    ],
)
def test_a_purchase_of_just_the_limit_lies_above_it(name: str, ground: str) -> None:
    at, below = (registry.mechanism(name, {"purchase_limit": limit}) for limit in (1.2e6, 1.2e6 + 0.01))
    assert (at.legal_basis(PROJECT), below.legal_basis(PROJECT)) == (ground, "below_limit")
    if "hours_above_limit" in parameter_names(at, "hours_above_limit"):
        more = [m.procedure(PROJECT, 1).official_hours for m in (at, below)]
        assert more[0] - more[1] == at.hours_above_limit > 0.0  # type: ignore[attr-defined]  # its own parameter
