"""A month of the hand-made market is written down: five citizens in need, a contract of each purchaser, their money."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import NEEDY, SIZES, hand_made

from gpssim.agents import kernel
from gpssim.agents.ledger import CITIZENS, FUND, OUTSIDE, TREASURY, organization_account, purchaser_account
from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.planning.policy import set_policy
from gpssim.month.recording.choices import record_choice
from gpssim.month.recording.monthly import record
from gpssim.month.recording.six_steps import Case, Round, write_outside, write_preparation
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.state.clock import FLOWS
from gpssim.state.contract_row import LEGAL_BASES
from gpssim.state.line import Line
from gpssim.theory.special import alike


def lived(warm_up: int = 0, report_bias: float = 0.0, relief: float = 0.0, **more: Any) -> PublicServiceMarket:
    """The first month: three of five are served, by a contract of 40 places and one of 30, of which 15 are delivered."""
    dials = {"warm_up": warm_up, "world.city.share_elderly": 0.0, "world.information.report_bias": report_bias}
    dials["world.organizations.overhead"] = 1_000.0
    market = hand_made({**dials, "world.society.committees.relief": relief}, **more)
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
    found: list[dict[str, Any]] = market.tables(arrow=True)[table].to_pylist()
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
    o["cash_fen"][0], o["owed_fen"][0], o["idle_months"][0], o["unpaid_tasks"][0] = 1_234_567, 7_000_000, 3, 0.05
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
            "arrears_months": 2.5,  # 70,000 yuan at 4 x (6,000 + 1,000) a month
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


def test_services_are_apart_by_domain_and_organizations_are_summed_over_them() -> None:
    domain = SIZES["world.domains"][0] | {"budget_share": 0.5}
    market = hand_made({"warm_up": 0, "world.domains": [domain, domain | {"name": "elder_care"}]})
    set_policy(market)
    market.month = 2
    for k, (organization, district) in enumerate(((0, 0), (0, 0), (1, 1), (2, 1))):
        common = {"organization": organization, "district": district, "purchaser": district, "domain": k % 2, "price": 100.0}
        sign(market, **common, places=10.0 * (k + 1), delivered_places=10.0 * (k + 1), quality=0.1)
    o = market.organizations
    o["contracted"][:], o["practice"][:], o["experience"][:] = (
        [[10, 20], [30, 0], [0, 40]],
        [[0.1, 0.3], [0.2, 0.0], [0.0, 0.0]],
        0.5,
    )
    market.cells = np.zeros((2, 2, len(GROUPS), len(kernel.CELL_COLUMNS)))
    record(market)
    served = [(r["district"], r["domain"], r["n_contracts"], r["places_contracted"]) for r in rows(market, "services")]
    assert served == [(0, "community", 1, 10.0), (0, "elder_care", 1, 20.0), (1, "community", 1, 30.0), (1, "elder_care", 1, 40.0)]
    written = rows(market, "organizations")
    assert [(r["n_contracts"], r["places_contracted"]) for r in written] == [(2, 30.0), (1, 30.0), (1, 40.0)]
    assert [(r["practice"], r["experience"]) for r in written] == [(0.3, 1.0), (0.2, 1.0), (0.0, 1.0)]


def test_contracts_and_transfers_are_written_from_none_and_from_the_first() -> None:
    market = hand_made({"warm_up": 0, "world.organizations.reserve_months": 0.0})
    assert rows(market, "contracts") == rows(market, "ledger") == []
    sign(market, organization=0, district=0, purchaser=0, places=40.0, delivered_places=40.0, quality=0.5, price=100.0)
    market.ledger.transfer(0, "appropriation", TREASURY, purchaser_account(1), 13, market.books)
    assert [r["places"] for r in rows(market, "contracts")] == [40.0]
    assert [r["fen"] for r in rows(market, "ledger")] == [13]


def test_sums_of_the_month_are_written_under_their_names() -> None:
    market = lived()
    for k, name in enumerate(FLOWS, start=1):
        market.flows[name][:, 0] = [k, 100.0 + k]
    record(market)
    first, second = rows(market, "purchasers")
    assert {name: first[name] for name in FLOWS} == {name: k for k, name in enumerate(FLOWS, start=1)}
    assert {name: second[name] for name in FLOWS} == {name: 100 + k for k, name in enumerate(FLOWS, start=1)}
    assert [(r["month"], r["purchaser"], r["domain"]) for r in (first, second)] == [(0, 0, "community"), (0, 1, "community")]


def test_states_of_citizens_are_summed_each_under_its_name_with_the_standing_of_purchase_in_their_district() -> None:
    market = lived()
    people = market.citizens.columns
    names = ("trust_government", "trust_providers", "awareness", "participation", "aspiration")
    for name, value in zip(names, (0.1, 0.2, 0.3, 0.4, -0.5), strict=True):
        people[name][:] = value
    people["group"][49] = GROUPS.index("migrant")
    market.group_sizes = market.group_sizes.copy()
    market.group_sizes[1, 0], market.group_sizes[1, GROUPS.index("migrant")] = 24, 1
    market.legitimacy[:] = 0.5, 0.25
    record(market)
    written = {(r["district"], r["group"]): r for r in rows(market, "public") if r["n_citizens"]}
    assert sorted(written) == [(0, "ordinary"), (1, "migrant"), (1, "ordinary")]
    for (district, _), row in written.items():
        n = row["n_citizens"]
        assert [row[name] for name in names] == pytest.approx([0.1 * n, 0.2 * n, 0.3 * n, 0.4 * n, -0.5 * n])
        assert row["legitimacy"] == (0.5, 0.25)[district] * n
    assert [written[cell]["n_citizens"] for cell in ((0, "ordinary"), (1, "ordinary"), (1, "migrant"))] == [25, 24, 1]


def test_a_contract_is_a_row_of_what_was_signed_done_paid_and_found() -> None:
    market = lived(warm_up=3)
    c = market.contracts
    for name, value in {
        "organization": 2,
        "purchaser": 1,
        "district": 1,
        "project": 2**63 + 5,
        "cycle_year": 2,
        "bridge": True,
        "repeat": True,
        "predecessor": 0,
        "ceiling": 140.5,
        "unit_cost": 88.25,
        "places": 31.0,
        "delivered": 155.0,
        "value": 33_480.0,
        "accepted": True,
        "evaluated": True,
        "price": 90.5,
        "paid_fen": 1_234_567,
        "deducted": 67.89,
        "promised": 0.75,
        "quality_sum": 62.0,
        "reported": 0.9,
        "found": 0.45,
        "passed_on": True,
        "captured": True,
        "mechanism": market.mechanism_names.index("lottery"),
        "legal_basis": LEGAL_BASES.index("below_limit"),
        "start": 1,
        "end": 13,
    }.items():
        c[name][1] = value
    c["captured"][0], c["passed_on"][0] = True, False
    market.contracts.close(1, 11, "insolvent")
    market.month = 12
    first, second = rows(market, "contracts")
    assert second == {
        "contract": 1,
        "project": 2**63 + 5,
        "organization": 2,
        "purchaser": 1,
        "domain": "community",
        "district": 1,
        "mechanism": "lottery",
        "legal_basis": "below_limit",
        "month_signed": -2,  # three months of warm-up
        "month_start": -2,
        "month_end": 10,
        "month_ended": 8,
        "end_reason": "insolvent",
        "cycle_year": 2,
        "bridge": True,
        "repeat": True,
        "predecessor": 0,
        "unit_price": 90.5,
        "ceiling": 140.5,
        "unit_cost": 88.25,
        "places": 31.0,
        "delivered": 155.0,
        "value": 33_480.0,
        "paid": 12_345.67,
        "penalty": 67.89,
        "promised_latent": 0.75,
        "delivered_latent": 62.0,
        "reported_latent": 0.9,
        "accepted_latent": 0.45,
        "accepted": True,
        "evaluated": True,
        "truth": 256 + 512,  # passed on, and the third party captured
    }
    # the other is in force at the horizon, month 12 of the run
    assert (first["month_ended"], first["end_reason"], first["truth"], first["predecessor"]) == (9, "in_force", 512, -1)


def test_a_transfer_is_a_row_that_names_its_accounts() -> None:
    market = lived(warm_up=3)
    n = market.tables(arrow=True)["ledger"].num_rows
    ledger = market.ledger
    ledger.transfer(4, "fund_income", OUTSIDE, FUND, 11, market.books)
    ledger.transfer(5, "user_fee", CITIZENS, organization_account(2), 12, market.books)
    ledger.transfer(6, "appropriation", TREASURY, purchaser_account(1), 13, market.books)
    ledger.transfer_many(7, "own_work", np.array([2, 0]), np.array([14, 15]), market.books, to_them=False)
    ledger.transfer_many(8, "donation", np.array([1]), np.array([16]), market.books, to_them=True)
    assert [tuple(r.values()) for r in rows(market, "ledger")[n:]] == [
        (n, 1, "outside", "fund", "fund_income", 11),
        (n + 1, 2, "citizens", "organization/2", "user_fee", 12),
        (n + 2, 3, "treasury", "purchaser/1", "appropriation", 13),
        (n + 3, 4, "organization/2", "outside", "own_work", 14),
        (n + 4, 4, "organization/0", "outside", "own_work", 15),
        (n + 5, 5, "outside", "organization/1", "donation", 16),
    ]


def test_districts_are_written_with_who_is_taken_for_whom_once_something_is_at_work_there() -> None:
    market = lived()
    record(market)
    assert rows(market, "districts") == []
    market = lived(levers={"targeting": 1.0, "target_groups": "migrant"}, relief=0.5)
    people = market.citizens.columns
    # of the five in need 0, 1 and 30 are migrants, of whom 0 is recognized; 2 and 31 are taken for them; 3 needs nothing
    people["group"][[0, 1, 30, 3]] = GROUPS.index("migrant")
    people["target"][:] = 0
    people["target"][[0, 2, 3, 31]] = 1
    market.moves = {"n_arrived": np.array([1.0, 2.0]), "n_left": np.array([3.0, 4.0]), "n_aged": np.array([5.0, 6.0])}
    market.called = np.array([7.0, 8.0])
    market.purchasers["committee_load"][:] = [0.5, np.nan]
    record(market)
    moved = [{"n_arrived": 1, "n_left": 3, "n_aged": 5}, {"n_arrived": 2, "n_left": 4, "n_aged": 6}]
    assert rows(market, "districts") == [
        {"month": 0, "district": 0, "n_citizens": 25, "n_target": 2, "n_missed": 1, "n_leaked": 1, "committee_load": 0.5}
        | moved[0]
        | {"outreach": pytest.approx(0.1), "n_hotline": 7},  # 0.6 without relief, less 0.5
        {"month": 0, "district": 1, "n_citizens": 25, "n_target": 1, "n_missed": 1, "n_leaked": 1, "committee_load": 0.0}
        | moved[1]
        | {"outreach": 0.0, "n_hotline": 8},
    ]


def test_only_what_is_targeted_can_be_missed() -> None:
    market = lived(relief=0.5)
    market.citizens.columns["group"][[0, 1, 30]] = GROUPS.index("migrant")
    market.citizens.columns["target"][:] = 1
    market.moves = {name: np.zeros(2) for name in ("n_arrived", "n_left", "n_aged")}
    market.called = np.zeros(2)
    record(market)
    assert [(r["n_target"], r["n_missed"], r["n_leaked"]) for r in rows(market, "districts")] == [(0, 0, 0)] * 2


def test_preparation_is_written_round_by_round_with_the_errors_of_survey_and_costing() -> None:
    market = hand_made({"warm_up": 0, "world.process.cost_bias": 0.1, "world.purchasers.rush_error": 1.0})
    market.purchasers["ceiling_noise"][1] = 0.2
    market.true_need, market.surveyed_need = np.array([[60.0], [0.0]]), np.array([[[90.0], [0.0]], [[0.0], [15.0]]])
    days, passed = (25.0, 20.0, 9.0), ("passed", "")
    write_preparation(market, Case(7, 0, 0, 0, "lottery"), Round(1, 60.0, days, 0.25, "returned", "design_faulty"))
    write_preparation(market, Case(8, 1, 0, 1, "open_tender"), Round(0, 0.0, days, -0.25, "passed", ""))
    written = [(r["project"], r["step"], r["round"], r["month_begun"], r["month_ended"]) for r in rows(market, "steps")]
    # of the first project 60 days are gone, two months of thirty: then 85, 105 and 114 days, of the second 25, 45 and 54
    assert written == [
        (7, "design", 1, 2, 3),
        (7, "cost", 1, 3, 4),
        (7, "review", 1, 4, 4),
        (8, "design", 0, 0, 1),
        (8, "cost", 0, 1, 2),
        (8, "review", 0, 2, 2),
    ]
    said = [(r["outcome"], r["reason"], r["standard"]) for r in rows(market, "steps")]
    nothing = pytest.approx(float("nan"), nan_ok=True)
    returned = ("returned", "design_faulty", nothing)
    last = [(*passed, -0.25), (*passed, nothing), (*passed, nothing)]
    assert said == [(*passed, 0.25), (*passed, nothing), returned, *last]
    # ln(90 / 60), a tenth too dear; ln(15 / 20), for one citizen in twenty residents is the least that can be needed
    luck = market.luck.normal("ceiling", 8, 0)  # the second purchaser errs by a fifth, twice as much only in a rush
    errors = [0.405465, 0.1, float("nan"), -0.287682, 1.1 * (1.0 + 0.2 * luck) - 1.0, float("nan")]
    assert [r["error"] for r in rows(market, "steps")] == pytest.approx(errors, abs=1e-6, nan_ok=True)


def test_a_year_in_which_a_domain_is_not_bought_is_a_review_that_refuses() -> None:
    def outside(recorded: bool = True, **levers: str) -> list[dict[str, Any]]:
        market = hand_made({"warm_up": 0, "world.process.recorded": recorded}, levers=levers)
        set_policy(market)
        market.purchasers["jurisdiction"][0] = True  # both districts: it stands under the first
        write_outside(market, 0, 0)
        write_outside(market, 1, 0)
        return rows(market, "steps")

    assert outside() == outside(recorded=False, catalogue="") == []
    refused = outside(catalogue="")
    assert len({r.pop("project") for r in refused}) == 2
    assert [(r.pop("purchaser"), r.pop("district")) for r in refused] == [(0, 0), (1, 1)]
    nothing = pytest.approx(float("nan"), nan_ok=True)
    said = {"step": "review", "role": "civil_affairs_and_finance", "outcome": "refused", "reason": "not_in_catalogue", "round": 0}
    said |= {"attempt": 0, "organization": -1, "contract": -1, "line": -1, "domain": "community", "mechanism": "", "days": 0.0}
    said |= {"month_begun": 0, "month_ended": 0, "error": nothing, "standard": nothing}
    assert refused == [said, said]


@pytest.mark.parametrize("lever", ["targeting", "participation", "hotline"])
def test_each_lever_of_districts_makes_them_written(lever: str) -> None:
    market = lived(levers={lever: 0.5})
    market.moves, market.called = {name: np.zeros(2) for name in ("n_arrived", "n_left", "n_aged")}, np.zeros(2)
    record(market)
    assert [r["district"] for r in rows(market, "districts")] == [0, 1]


def test_a_cell_is_written_where_somebody_is_in_need_or_a_need_began_or_ended() -> None:
    market = lived()
    market.cells[:] = 0.0
    for group, column in ((0, kernel.NEED), (1, kernel.ENDED), (2, kernel.ONSET)):
        market.cells[0, 0, group, column] = 1
    market.cells[1, 0, 3, kernel.ENDED] = market.cells[1, 0, 3, kernel.ONSET] = 1  # came and went within the month
    record(market)
    counts = [(r["district"], r["group"], r["n_need"], r["n_ended"], r["n_onset"]) for r in rows(market, "monthly")]
    assert counts == [(0, GROUPS[0], 1, 0, 0), (0, GROUPS[1], 0, 1, 0), (0, GROUPS[2], 0, 0, 1), (1, GROUPS[3], 0, 1, 1)]


def test_enterprises_are_counted_where_they_are_and_their_places_where_they_are_served() -> None:
    market = lived()
    record(market)
    assert rows(market, "enterprises") == []
    market = hand_made({"warm_up": 0, "world.society.enterprises.number": 5})
    set_policy(market)
    e, c = market.enterprises, market.contracts
    e["district"][:] = [0, 0, 0, 1, 1]
    e["need"][:], e["served"][:] = [1, 1, 0, 1, 1], [1, 0, 0, 1, 1]
    sign(market, organization=0, district=0, purchaser=0, places=9.0, delivered_places=9.0, quality=0.5, price=110.0)
    sign(market, organization=1, district=1, purchaser=1, places=9.0, delivered_places=9.0, quality=-0.25, price=80.0)
    sign(market, organization=2, district=1, purchaser=1, places=9.0, delivered_places=9.0, quality=4.0, price=70.0)
    c["enterprise_places"][:] = [1.0, 2.0, 0.0]
    market.cells = np.zeros((2, 1, len(GROUPS), len(kernel.CELL_COLUMNS)))
    record(market)
    # 1 x 0.5 and 1 x 110; 2 x -0.25 and 2 x 80
    first = {"n_enterprises": 3, "n_need": 2, "n_served": 1, "n_queued": 1, "places": 1.0, "delivered_latent": 0.5, "value": 110.0}
    second = {
        "n_enterprises": 2,
        "n_need": 2,
        "n_served": 2,
        "n_queued": 0,
        "places": 2.0,
        "delivered_latent": -0.5,
        "value": 160.0,
    }
    assert rows(market, "enterprises") == [{"month": 0, "district": 0} | first, {"month": 0, "district": 1} | second]


def test_a_choice_of_mechanism_is_a_row() -> None:
    market = alike(hand_made({"warm_up": 2}))
    set_policy(market)
    market.month = 5
    line = Line(4, 1, 0, 1, 0, 0, 7, "open_tender", places=12.5, attempt=2)
    record_choice(market, line, "lottery", "after_failure", "fallback")
    said = {"month": 3, "line": 4, "event": "after_failure", "attempt": 2, "purchaser": 1, "domain": "community", "district": 1}
    # a year of 12.5 places at the ceiling of 1.4 x 100 yuan
    assert rows(market, "choices") == [
        said | {"planned": "open_tender", "mechanism": "lottery", "reason": "fallback", "value": pytest.approx(21_000.0)}
    ]
