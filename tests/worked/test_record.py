"""A month of the hand-made market is written down: five citizens in need, a contract of each purchaser, their money."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import NEEDY, hand_made

from gpssim.agents import kernel
from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.planning.policy import set_policy
from gpssim.month.recording.monthly import record
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.state.line import Line


def lived(warm_up: int = 0, report_bias: float = 0.0) -> PublicServiceMarket:
    """The first month: three of five are served, by a contract of 40 places and one of 30, of which 15 are delivered."""
    dials = {"warm_up": warm_up, "world.city.share_elderly": 0.0, "world.information.report_bias": report_bias}
    market = hand_made(dials)
    set_policy(market)
    sign(market, organization=0, district=0, purchaser=0, places=40.0, delivered_places=40.0, quality=0.5, price=100.0)
    sign(market, organization=1, district=1, purchaser=1, places=30.0, delivered_places=15.0, quality=-0.2, price=90.0)
    market.cells = np.zeros((2, 1, len(GROUPS), len(kernel.CELL_COLUMNS)))
    market.cells[0, 0, 0, kernel.NEED], market.cells[0, 0, 0, kernel.SERVED] = 3, 2
    market.cells[1, 0, 0, kernel.NEED], market.cells[1, 0, 0, kernel.SERVED] = 2, 1
    return market


def sign(market: PublicServiceMarket, **values: float) -> None:
    """A contract in force with this month behind it, at 80 yuan a place."""
    market.contracts.sign(ContractTerms(), month_cost=80.0 * values["delivered_places"], start=0, end=12, **values)


def rows(market: PublicServiceMarket, table: str) -> list[dict[str, Any]]:
    """Rows of a table."""
    found: list[dict[str, Any]] = market.tables()[table].to_pylist()
    return found


def test_people_are_counted_by_cell() -> None:
    market = lived()
    record(market)
    told = [(r["district"], r["group"], r["n_citizens"], r["n_need"], r["n_served"]) for r in rows(market, "monthly")]
    assert told == [(0, "ordinary", 25, 3, 2), (1, "ordinary", 25, 2, 1)]
    assert sum(r[3] for r in told) == len(NEEDY)


def test_minds_are_summed_over_citizens() -> None:
    market = lived()
    market.citizens.columns["trust_government"][:] = 0.4
    market.citizens.columns["trust_government"][:2] = 0.9
    record(market)
    trust = [r["trust_government"] for r in rows(market, "public") if r["n_citizens"]]
    assert trust == pytest.approx([23 * 0.4 + 2 * 0.9, 25 * 0.4])  # 11.0 and 10.0


def test_services_are_summed_over_places() -> None:
    market = lived()
    record(market)
    first, second = rows(market, "services")
    assert (first["n_contracts"], first["places_contracted"], first["places_delivered"]) == (1, 40.0, 40.0)
    assert (second["n_contracts"], second["places_contracted"], second["places_delivered"]) == (1, 30.0, 15.0)
    assert first["delivered_latent"] == pytest.approx(20.0)  # 40 * 0.5
    assert second["delivered_latent"] == pytest.approx(-3.0)  # 15 * -0.2
    assert (first["contract_value"], second["contract_value"]) == pytest.approx((4_000.0, 1_350.0))  # 40 * 100, 15 * 90
    assert (first["cost_delivery"], second["cost_delivery"]) == (3_200.0, 1_200.0)  # 80 a place


def test_money_and_errors_of_belief_are_by_purchaser() -> None:
    market = lived()
    o = market.organizations
    market.flows["paid"][1, 0] = 321.09
    o["delivered_quality"][:] = [0.5, -0.2, 0.0]
    o["believed_mean"][:, 0], o["n_signals"][:, 0] = [0.3, 0.1, 9.0], [2, 1, 0]
    record(market)
    first, second = rows(market, "purchasers")
    assert (first["paid"], second["paid"]) == (0.0, 321.09)
    # off by -0.2 and 0.3; of the third it knows nothing, the second purchaser of nobody
    assert (first["n_beliefs"], first["belief_bias"], first["belief_error"]) == pytest.approx((2, 0.1, 0.13))
    assert (second["n_beliefs"], second["belief_bias"], second["belief_error"]) == (0, 0.0, 0.0)


def test_organizations_are_written_at_the_end_of_a_quarter_and_nothing_in_the_warm_up() -> None:
    market = lived(warm_up=2)
    market.organizations["alive"][2] = False
    written = []
    for month in range(2 + 6):
        market.month = month
        record(market)
        written.append([len(rows(market, table)) for table in ("services", "organizations")])
    assert written == [[0, 0], [0, 0], [2, 0], [4, 0], [6, 2], [8, 2], [10, 2], [12, 4]]


def test_an_organization_is_a_row_of_what_it_is_owes_holds_and_earned() -> None:
    market = lived(warm_up=2)
    market.month = 4  # the third month after the switch
    sign(market, organization=0, district=1, purchaser=1, places=5.0, delivered_places=5.0, quality=0.0, price=90.0)
    market.contracts.close(1, 4, "completed")  # the second organization's
    o = market.organizations
    o["contracted"][0, 0], o["staff"][0], o["wage"][0], o["born"][0] = 45.0, 4.0, 6_000.0, -30
    o["ability_verifiable"][0], o["ability_nonverifiable"][0], o["experience"][0, 0], o["proposal_skill"][0] = 0.6, 0.2, 1.25, -0.3
    o["grade"][0], o["published_mean"][0], o["autonomy"][0], o["mission"][0] = 4, 0.35, 0.7, 0.08
    o["cash_fen"][0], o["owed_fen"][0], o["idle_months"][0], o["unpaid_tasks"][0] = 1_234_567, 6_000_000, 3, 0.05
    o["government_income"][0], o["other_income"][0] = 20_000.0, 1_000.0
    o["fee_income"][0], o["foundation_income"][0], o["tax"][0] = 150.0, 250.0, 33.0
    o["professional_share"][0], o["practice"][0, 0], o["incubated"][0], o["kind_code"][0] = 0.4, 0.15, True, 1
    o["staff"][1:], o["dormant"][2] = 1.0, True
    record(market)
    first, second, third = rows(market, "organizations")
    assert first == pytest.approx(
        {
            "month": 2,
            "organization": 0,
            "kind": "association",
            "domain": "community",
            "born": -32,  # 30 months before the run, whose warm-up has two
            "n_contracts": 2,
            "places_contracted": 45.0,
            "capacity": 4.0 * 6_500.0 / 75.0,  # three quarters of 100 yuan are wages: a member of staff serves 86.67 places
            "staff": 4.0,
            "ability": 0.4,  # half of what anybody can verify, half of what clients notice
            "ability_verifiable": 0.6,
            "ability_nonverifiable": 0.2,
            "experience": 1.25,
            "proposal_skill": -0.3,
            "grade": 4,
            "published_quality": 0.35,
            "cash": 12_345.67,
            "income_government": 240_000.0,  # twelve months of 20,000
            "income": 252_000.0,
            "autonomy": 0.7,
            "mission": 0.08,
            "arrears_months": 2.5,  # 60,000 yuan at 4 x 6,000 a month
            "incubated": True,
            "idle_months": 3,
            "income_fees": 1_800.0,
            "income_foundations": 3_000.0,
            "tax": 396.0,
            "unpaid_tasks": 0.05,
            "professional_share": 0.4,
            "practice": 0.15,
        }
    )
    # a contract that ended counts no more; who has one member of staff can do the work of one and a half; a name has no capacity
    assert [(r["n_contracts"], r["capacity"]) for r in (second, third)] == [(0, pytest.approx(130.0)), (0, 0.0)]


def test_services_are_written_with_quality_on_both_scales_effort_cost_and_what_users_pay() -> None:
    market = lived(report_bias=0.4)
    sign(market, organization=0, district=0, purchaser=0, places=12.0, delivered_places=10.0, quality=-0.5, price=110.0)
    sign(market, organization=2, district=0, purchaser=0, places=8.0, delivered_places=0.0, quality=0.0, price=100.0)  # suspended
    sign(market, organization=2, district=1, purchaser=1, places=9.0, delivered_places=9.0, quality=3.0, price=100.0)
    market.contracts.close(4, 0, "terminated")
    market.lines.append(Line(0, 1, 0, 1, 0, 0, 7, "open_tender", places=12.5, in_gap=True))
    market.organizations["honesty"][:] = [0.375, 1.0, 0.0]
    for name, values in {
        "promised": [1.0, 0.0, 0.5],
        "quality_verifiable": [0.7, -0.1, -0.4],
        "quality_nonverifiable": [0.3, -0.3, -0.6],
        "effort_verifiable": [0.05, 0.2, 0.1],
        "effort_nonverifiable": [0.02, 0.1, 0.04],
        "month_effort": [300.0, 45.5, 20.0],
        "fee": [0.0, 30.0, 10.0],
        "practice": [0.1, 0.0999, 0.3],
        "bridge": [False, True, False],
    }.items():
        market.contracts[name][:3] = values
    record(market)
    first, second = rows(market, "services")
    # the normal distribution function at 1, 0.5, 0, -0.2, -0.5 is 0.841345, 0.691462, 0.5, 0.420740, 0.308538;
    # the first adds 2 x 0.4 x (1 - 0.375) = 0.5 in its reports, the second nothing
    assert first == pytest.approx(
        {
            "month": 0,
            "district": 0,
            "domain": "community",
            "n_contracts": 3,
            "n_providers": 2,
            "places_contracted": 60.0,  # 40 + 12 + 8
            "places_delivered": 50.0,
            "places_gap": 0.0,
            "places_bridge": 0.0,
            "promised_quality": 40.568415,  # 40 x 0.841345 + 10 x 0.691462
            "delivered_quality": 30.743874,  # 40 x 0.691462 + 10 x 0.308538
            "reported_quality": 38.653790,  # 40 x 0.841345 + 10 x 0.5
            "promised_latent": 45.0,  # 40 x 1 + 10 x 0.5
            "delivered_latent": 15.0,  # 40 x 0.5 - 10 x 0.5
            "delivered_verifiable": 24.0,  # 40 x 0.7 - 10 x 0.4
            "delivered_nonverifiable": 6.0,  # 40 x 0.3 - 10 x 0.6
            "effort_verifiable": 3.0,  # 40 x 0.05 + 10 x 0.1
            "effort_nonverifiable": 1.2,  # 40 x 0.02 + 10 x 0.04
            "contract_value": 5_000.0,  # 40 x 100 + 10 x (110 - 10)
            "cost_delivery": 4_000.0,
            "cost_effort": 320.0,
            "practice_latent": 7.0,  # 40 x 0.1 + 10 x 0.3
            "places_improved": 50.0,
        },
        abs=1e-5,
    )
    assert second == pytest.approx(
        {
            "month": 0,
            "district": 1,
            "domain": "community",
            "n_contracts": 1,
            "n_providers": 1,
            "places_contracted": 30.0,
            "places_delivered": 15.0,
            "places_gap": 12.5,
            "places_bridge": 15.0,
            "promised_quality": 7.5,
            "delivered_quality": 6.311104,  # 15 x 0.420740
            "reported_quality": 6.311104,
            "promised_latent": 0.0,
            "delivered_latent": -3.0,
            "delivered_verifiable": -1.5,
            "delivered_nonverifiable": -4.5,
            "effort_verifiable": 3.0,
            "effort_nonverifiable": 1.5,
            "contract_value": 900.0,  # 15 x (90 - 30)
            "cost_delivery": 1_200.0,
            "cost_effort": 45.5,
            "practice_latent": 1.4985,
            "places_improved": 0.0,  # a hair less than a tenth
        },
        abs=1e-5,
    )
