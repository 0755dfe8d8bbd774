"""Indicators against tables of a few rows, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.analysis import series, values
from gpssim.analysis.indicator import Indicator
from gpssim.records import Results
from tests.analysis.tiny import run


def value(results: Results, name: str | Indicator, period: str | tuple[int, int] = "all") -> float:
    return float(values(results, name, period)["value"].iloc[0])


def test_coverage_is_a_ratio_of_sums_and_not_a_mean_of_ratios() -> None:
    rows = [{"month": 0, "n_need": 10, "n_served": 1}, {"month": 1, "n_need": 90, "n_served": 81}]
    assert value(run(monthly=rows), "coverage") == pytest.approx(0.82)
    yearly = series(run(monthly=rows), "coverage", every=1)
    assert yearly[["month", "value"]].values.tolist() == [[0, 0.1], [1, 0.9]]


def test_waiting_counts_those_who_began_and_unmet_need_everybody() -> None:
    rows = [{"n_need": 10, "n_served": 4, "n_started": 2, "waited": 7.0, "waiting": 6.0}]
    assert value(run(monthly=rows), "waiting_months") == 3.5
    assert value(run(monthly=rows), "unmet_need_months") == pytest.approx(7.2)
    assert np.isnan(value(run(monthly=[{"n_need": 10}]), "waiting_months"))


def test_quality_is_weighted_by_places() -> None:
    rows = [
        {
            "places_delivered": 100.0,
            "promised_quality": 80.0,
            "delivered_quality": 50.0,
            "promised_latent": 90.0,
            "delivered_latent": 10.0,
        },
        {
            "places_delivered": 300.0,
            "promised_quality": 240.0,
            "delivered_quality": 210.0,
            "promised_latent": 270.0,
            "delivered_latent": 170.0,
        },
    ]
    results = run(services=rows)
    assert value(results, "delivered_quality") == pytest.approx(0.65)
    assert value(results, "shortfall") == pytest.approx(0.15)
    assert value(results, "promise_minus_delivery") == pytest.approx(0.45)


def test_places_lost_to_gaps_are_a_share_of_what_lines_should_supply() -> None:
    rows = [{"places_contracted": 90.0, "places_gap": 10.0}, {"places_contracted": 60.0, "places_gap": 40.0}]
    assert value(run(services=rows), "coverage_lost_to_gaps") == pytest.approx(0.25)


DOMAINS = {"domains": [{"name": "elder_care", "unit_cost": 80.0}, {"name": "community", "unit_cost": 50.0}]}


def test_the_price_index_compares_with_the_same_mix_of_domains() -> None:
    rows = [
        {"domain": "elder_care", "places_delivered": 10.0, "contract_value": 800.0},
        {"domain": "community", "places_delivered": 20.0, "contract_value": 1100.0},
    ]
    results = run(world=DOMAINS, services=rows)
    assert value(results, "price_index") == pytest.approx(1900 / 1800)
    assert value(results, "price_per_unit") == pytest.approx(1900 / 30)
    assert np.isnan(value(run(services=rows), "price_index")), "no scenario, no reference cost"


def contract(**said: object) -> dict[str, object]:
    return {"month_signed": 1, "month_start": 2, "month_end": 14, "places": 10.0, "unit_price": 90.0, "ceiling": 100.0, **said}


def test_price_to_ceiling_counts_each_purchase_once() -> None:
    rows = [
        contract(),
        contract(places=30.0, unit_price=70.0),
        contract(unit_price=10.0, cycle_year=1),
        contract(unit_price=10.0, bridge=True),
        contract(unit_price=10.0, month_signed=-3),
    ]
    assert value(run(contracts=rows), "price_to_ceiling") == pytest.approx(0.75)


def test_transaction_cost_values_hours_at_the_officials_wage() -> None:
    world = {"purchasers": {"wage_hour": 60.0}}
    projects = [
        {"procedure_cost": 1000.0, "official_hours": 50.0, "bidder_cost": 2000.0},
        {"month_opened": -1, "procedure_cost": 9e9},
    ]
    contracts = [contract(value=90_000.0), contract(value=30_000.0), contract(value=1e9, bridge=True)]
    results = run(world=world, projects=projects, contracts=contracts)
    assert value(results, "transaction_cost") == pytest.approx(100 * 6000 / 120_000)
    assert value(results, "bidder_cost") == pytest.approx(100 * 2000 / 120_000)


def test_public_cost_of_quality_joins_payments_and_services() -> None:
    purchasers = [{"paid": 900.0, "procedure_cost": 40.0, "official_hours": 0.5, "monitoring_hours": 0.5}]
    services = [{"places_delivered": 20.0, "delivered_quality": 10.0}]
    assert (
        value(run(world={"purchasers": {"wage_hour": 60.0}}, purchasers=purchasers, services=services), "cost_per_quality_unit")
        == 100
    )


def test_competition_counts_every_attempt() -> None:
    rows = [
        {"n_bids": 2, "n_valid_bids": 1, "outcome": "failed"},
        {"n_bids": 4, "n_valid_bids": 3, "outcome": "awarded", "attempt": 1},
        {"n_bids": 1, "n_valid_bids": 1, "outcome": "awarded"},
        {"n_bids": 5, "n_valid_bids": 5, "outcome": "awarded"},
    ]
    results = run(projects=rows)
    assert value(results, "bids_per_project") == 3
    assert value(results, "valid_bids_per_project") == 2.5
    assert value(results, "single_bid_share") == 0.5
    assert value(results, "failed_purchase_rate") == 0.25


def test_losing_offers_and_late_money_are_counted() -> None:
    rows = [
        {"outcome": "awarded", "decided_by_loser": True},
        {"outcome": "awarded", "decided_by_loser": False},
        {"outcome": "awarded", "decided_by_loser": False},
        {"outcome": "failed", "decided_by_loser": False},
    ]
    money = [{"paid": 600.0, "paid_late": 150.0}, {"paid": 400.0, "paid_late": 0.0}]
    results = run(projects=rows, purchasers=money)
    assert value(results, "decided_by_loser") == pytest.approx(1 / 3)
    assert value(results, "paid_late") == 0.15


def test_violations_are_counted_beside_what_shows_of_them() -> None:
    rows = [
        {"truth": 3, "red_flag": 2, "detected": 1, "outcome": "failed", "reason": "violation", "n_valid_bids": 3},
        {"truth": 4, "red_flag": 0, "outcome": "awarded", "legal_basis": "irregular", "n_valid_bids": 3, "n_effective_bids": 1},
        {"truth": 0, "red_flag": 8, "outcome": "awarded", "n_valid_bids": 5, "n_effective_bids": 5, "winner_tie": 0.4},
        {"truth": 0, "red_flag": 0, "outcome": "awarded", "n_valid_bids": 2, "n_effective_bids": 2, "winner_tie": np.nan},
        {"truth": 0, "red_flag": 0, "outcome": "failed", "reason": "no_bids", "winner_tie": np.nan, "winner_quality": np.nan},
    ]
    results = run(projects=rows)
    assert value(results, "effective_bids_per_project") == pytest.approx(8 / 5)
    assert value(results, "favored_share") == 0.25
    assert value(results, "irregular_share") == pytest.approx(1 / 3)
    assert value(results, "violations_detected") == value(results, "red_flag_hit_rate") == 0.5
    assert value(results, "red_flag_false_alarm_rate") == pytest.approx(1 / 3)
    assert value(results, "winner_tie") == pytest.approx(0.4 / 3)
    assert value(results, "winner_quality") == 0.0
    contracts = [{"truth": 512, "evaluated": True}, {"truth": 256, "evaluated": True}, {"truth": 256}]
    assert value(run(contracts=contracts), "captured_share") == 0.5


def test_repeat_winners_are_counted_among_repurchases_from_an_incumbent_that_end_in_an_award() -> None:
    rows = [
        {"repurchase": True, "incumbent": 4, "winner": 4},
        {"repurchase": True, "incumbent": 4, "winner": 5},
        {"repurchase": True, "incumbent": 4, "winner": -1},
        {"repurchase": True, "incumbent": -1, "winner": 4},
        {"repurchase": False, "incumbent": 4, "winner": 4},
    ]
    assert value(run(projects=rows), "repeat_winner_rate") == 0.5


def test_concentration_is_that_of_a_domain_in_the_whole_city_weighted_by_value() -> None:
    rows = [
        contract(organization=1, domain="elder_care", district=0, value=40.0),
        contract(organization=2, domain="elder_care", district=1, value=40.0),
        contract(organization=1, domain="community", district=2, value=15.0),
        contract(organization=3, domain="community", district=3, value=5.0),
    ]
    assert value(run(contracts=rows), "concentration") == pytest.approx(0.8 * 0.5 + 0.2 * (0.75**2 + 0.25**2))
    assert np.isnan(value(run(contracts=rows), "concentration_local")), "a contract or two say nothing of a cell"


def test_concentration_is_of_the_last_twelve_months() -> None:
    rows = [contract(organization=o, month_signed=m, value=10.0) for o, m in ((1, 11), (2, 12), (3, 23))]
    assert value(run(months=24, contracts=rows), "concentration") == 0.5


def test_a_cell_of_two_lines_is_no_market() -> None:
    """Each of ten lines has its own provider: by cells of two lines the index is a half, over the city a tenth."""
    rows = [contract(organization=i, district=i // 2, value=1.0) for i in range(10)]
    assert value(run(contracts=rows), "concentration") == pytest.approx(0.1)
    whole = [contract(organization=i, district=0, value=1.0) for i in range(5)]
    few = [contract(organization=9, district=1, value=1.0) for _ in range(4)]
    assert value(run(contracts=whole + few), "concentration_local") == pytest.approx(0.2)


def test_active_is_who_holds_a_contract_or_held_one_within_a_year() -> None:
    rows = [
        {"month": 24, "organization": 0, "born": -60, "n_contracts": 2, "idle_months": 0},
        {"month": 24, "organization": 1, "born": -60, "idle_months": 11},
        {"month": 24, "organization": 2, "born": -60, "idle_months": 12},
        {"month": 24, "organization": 3, "born": 18, "idle_months": 7},  # never held any
        {"month": 24, "organization": 4, "born": 18, "idle_months": 6},  # held one in its first month, and none since
    ]
    results = run(months=25, organizations=rows)
    assert value(results, "active_share") == 0.6
    assert value(results, "n_active") == 3
    assert value(results, "n_organizations") == 5
    assert value(results, "contract_share") == 0.2


def test_entry_and_exit_are_per_year_of_the_period() -> None:
    founders = [{"month": m, "registered": m % 2 == 0} for m in range(24)]
    exits = [{"month": 3, "owed": 100.0, "organization": 1}, {"month": 20, "owed": 500.0, "organization": 2}]
    results = run(months=24, founders=founders, exits=exits)
    assert value(results, "entry") == 6
    assert value(results, "exit") == 1
    assert value(results, "exit", (0, 5)) == 2
    assert value(results, "owed_at_exit") == 300
    assert series(results, "exit")["value"].tolist() == [1, 1]
    assert series(results, "exit", every=6)["value"].tolist() == [2, 0, 0, 2]


def test_beliefs_are_a_root_mean_square_and_a_mean() -> None:
    rows = [{"belief_error": 9.0, "belief_bias": -3.0, "n_beliefs": 3}, {"belief_error": 0.0, "belief_bias": 0.0, "n_beliefs": 1}]
    assert value(run(purchasers=rows), "belief_error") == 1.5
    assert value(run(purchasers=rows), "belief_bias") == -0.75


def test_reports_are_compared_with_the_truth_over_contracts_that_came_to_acceptance() -> None:
    rows = [
        {"end_reason": "completed", "delivered": 10.0, "delivered_latent": 5.0, "reported_latent": 0.9, "accepted_latent": 0.6},
        {"end_reason": "completed", "delivered": 10.0, "delivered_latent": 1.0, "reported_latent": 0.3, "accepted_latent": 0.0},
        {"end_reason": "completed", "delivered": 0.0, "reported_latent": 9.0, "accepted_latent": 9.0},
        {"end_reason": "insolvent", "delivered": 10.0, "delivered_latent": 5.0},
        {"end_reason": "in_force", "delivered": 10.0, "delivered_latent": 5.0},
    ]
    results = run(contracts=rows)
    assert value(results, "report_minus_truth") == pytest.approx(0.3)
    assert value(results, "accepted_minus_truth") == pytest.approx(0.0)


def test_score_quality_correlation_leaves_out_purchases_without_one() -> None:
    rows = [{"score_rank_correlation": 0.8}, {"score_rank_correlation": np.nan}, {"score_rank_correlation": 0.2}]
    assert value(run(projects=rows), "score_quality_correlation") == pytest.approx(0.5)


def quarter(month: int, *abilities: float, **said: object) -> list[dict[str, object]]:
    return [{"month": month, "organization": i, "ability": a, "born": -12, **said} for i, a in enumerate(abilities)]


def test_stocks_are_read_over_the_last_year_and_percentiles_at_the_end() -> None:
    rows = [*quarter(2, 9.0), *quarter(14, 0.0, 1.0), *quarter(17, 0.0, 3.0), *quarter(20, 2.0), *quarter(23, *range(11))]
    results = run(months=24, organizations=rows)
    assert value(results, "capability") == pytest.approx((1 + 3 + 2 + 55) / 16)
    assert value(results, "capability_p10") == 1
    assert value(results, "capability_p90") == 9
    assert value(results, "capability_p90", (0, 22)) == 2
    assert value(results, "n_organizations") == 11
    assert value(results, "organization_age") == pytest.approx(35 / 12)


def test_a_numerator_alone_is_averaged_over_the_months_recorded() -> None:
    rows = [*quarter(20, 0.0, 0.0, capacity=100.0), *quarter(23, 0.0, capacity=50.0)]
    assert value(run(months=24, organizations=rows), "capacity_places") == 125


def test_dependence_leaves_out_organizations_without_income() -> None:
    rows = [
        {"month": 11, "organization": 0, "income": 100.0, "income_government": 90.0},
        {"month": 11, "organization": 1, "income": 10.0, "income_government": 1.0},
        {"month": 11, "organization": 2},
    ]
    assert value(run(organizations=rows), "dependence_on_government") == pytest.approx(0.5)


def test_incubated_organizations_count_where_the_run_shows_what_became_of_them() -> None:
    alive = {0: range(2, 48, 3), 1: range(2, 12, 3), 2: range(2, 48, 3), 3: range(2, 48, 3), 4: range(2, 48, 3)}
    first = {0: 5, 1: 8, 2: 2, 3: 44}  # 2 may have had its project before; 3 is too late to tell; 4 never had one
    rows = [
        {"month": month, "organization": row, "incubated": row in first and month >= first[row]}
        for row in alive
        for month in alive[row]
    ]
    results = run(months=48, organizations=rows)
    assert value(results, "incubated_alive_1") == 0.5
    assert value(results, "incubated_alive_3") == 0.5
    assert np.isnan(value(results, "incubated_alive_5"))
    assert np.isnan(value(results, "incubated_alive_1", (12, 47)))


def cell(domain: str, group: str, need: int, served: int, **said: object) -> dict[str, object]:
    return {"domain": domain, "group": group, "n_need": need, "n_served": served, **said}


def test_the_gap_of_vulnerable_groups_is_taken_within_domains() -> None:
    rows = [
        cell("community", "ordinary", 10, 8),
        cell("community", "migrant", 20, 8),
        cell("community", "elderly", 10, 7),
        cell("counselling", "ordinary", 10, 5),
        cell("counselling", "migrant", 10, 6),
        cell("elder_care", "elderly", 1000, 1000),
    ]
    expected = (30 * (0.8 - 0.5) + 10 * (0.5 - 0.6)) / 40
    assert value(run(monthly=rows), "coverage_gap_vulnerable") == pytest.approx(expected)
    assert np.isnan(value(run(monthly=rows[-1:]), "coverage_gap_vulnerable"))


def test_the_quality_gap_needs_both_to_be_served() -> None:
    rows = [
        cell("community", "ordinary", 9, 4, experienced_quality=2.8),
        cell("community", "migrant", 9, 5, experienced_quality=3.0),
        cell("counselling", "ordinary", 9, 4, experienced_quality=4.0),
        cell("counselling", "migrant", 9, 0),
    ]
    assert value(run(monthly=rows), "quality_gap_vulnerable") == pytest.approx(0.1)


def test_inequality_over_districts() -> None:
    rows = [{"district": d, "domain": "x", "n_need": need, "n_served": served} for d, need, served in ((0, 10, 2), (1, 30, 18))]
    people = [{"district": 0, "group": "ordinary", "n_citizens": 60}, {"district": 0, "group": "migrant", "n_citizens": 40}]
    people += [{"district": 1, "group": "ordinary", "n_citizens": 90}, {"district": 1, "group": "migrant", "n_citizens": 10}]
    results = run(monthly=rows, public=people)
    mean = 0.5
    assert value(results, "coverage_gap_districts") == pytest.approx(0.4)
    assert value(results, "gini_coverage_districts") == pytest.approx(0.25 * 0.75 * 0.4 / mean)
    assert value(results, "theil_coverage_districts") == pytest.approx(0.25 * 0.4 * np.log(0.4) + 0.75 * 1.2 * np.log(1.2))
    assert value(results, "concentration_index_coverage") == pytest.approx(0.25 * 0.75 * 0.4 / mean)


WORLD = {
    "city": {"residents": 1000, "n_citizens": 100},
    "domains": [{"name": "x", "unit_cost": 50.0}],
    "scales": {"service_value": 1.6, "quality_price": 0.5, "waiting_price": 0.3, "excess_burden": 0.2},
    "purchasers": {"wage_hour": 60.0},
}


def test_welfare_adds_up_in_yuan_per_resident_and_year() -> None:
    results = run(
        months=6,
        world=WORLD,
        monthly=[{"domain": "x", "n_served": 20, "experienced_latent": 8.0, "waiting": 10.0}],
        services=[{"domain": "x", "cost_delivery": 9000.0, "cost_effort": 500.0}],
        projects=[{"domain": "x", "bidder_cost": 300.0}],
        purchasers=[{"domain": "x", "paid": 10_000.0, "procedure_cost": 200.0, "official_hours": 4.0, "monitoring_hours": 1.0}],
    )
    service = 10 * 50 * (1.6 * 20 + 0.5 * 8)
    waiting = 10 * 50 * 0.3 * 10
    real = 9500 + 300 + 200 + 60 * 5
    assert value(results, "welfare_social") == pytest.approx((service - waiting - real - 0.2 * 10_200) / 1000 / 0.5)
    assert value(results, "welfare_taxpayer") == pytest.approx((service - waiting - 1.2 * 10_200) / 1000 / 0.5)


def test_the_warm_up_is_left_out() -> None:
    rows = [{"month": -1, "n_need": 100}, {"month": 0, "n_need": 10, "n_served": 5}]
    assert value(run(monthly=rows), "coverage") == 0.5


def test_a_better_service_model_counts_where_it_is_at_work() -> None:
    rows = [
        {"places_delivered": 100.0, "practice_latent": 30.0, "places_improved": 60.0},
        {"places_delivered": 300.0, "practice_latent": 50.0, "places_improved": 100.0},
    ]
    results = run(services=rows)
    assert value(results, "innovation_gain") == pytest.approx(0.2)
    assert value(results, "improved_places") == pytest.approx(0.4)
    held = [{"n_contracts": n, "practice": x} for n, x in ((2, 0.3), (1, 0.1), (1, 0.05), (0, 0.9))]
    assert value(run(organizations=held), "improved_organizations") == pytest.approx(2 / 3)


def test_scope_is_the_share_of_need_over_which_money_is_spread() -> None:
    need = [{"domain": d, "n_need": n} for d, n in (("elder_care", 30), ("community", 48))]  # 2400 each at reference cost
    both = [{"domain": d, "value": 100.0} for d in ("elder_care", "community")]
    one = [{"domain": "elder_care", "value": 70.0}]
    for signed, breadth, number in ((both, 1.0, 2.0), (one, 0.5, 1.0)):
        results = run(world=DOMAINS, monthly=need, contracts=signed)
        assert value(results, "scope_of_purchase") == pytest.approx(breadth)
        assert value(results, "effective_domains") == pytest.approx(number)
    uneven = [{"domain": "elder_care", "value": 300.0}, {"domain": "community", "value": 100.0}]
    assert value(run(world=DOMAINS, monthly=need, contracts=uneven), "scope_of_purchase") == pytest.approx(
        1 / (0.5625 / 0.5 + 0.0625 / 0.5)
    )


def test_need_where_nothing_is_bought() -> None:
    need = [{"district": k, "domain": d, "n_need": 10} for k in (0, 1) for d in ("elder_care", "community")]
    bought = [{"district": 0, "domain": "elder_care", "n_contracts": 2}, {"district": 1, "domain": "elder_care", "n_contracts": 0}]
    assert value(run(monthly=need, services=bought), "need_not_bought") == pytest.approx(0.75)


def test_money_moved_by_performance_and_whether_it_follows_quality() -> None:
    rows = [
        {"domain": d, "purchaser": g, "usual": 100.0, "performance": f, "true_quality": q}
        for g, d, f, q in ((0, "elder_care", 1.1, 0.7), (0, "community", 0.9, 0.5), (1, "elder_care", 1.0, 0.6))
    ]
    results = run(budgets=rows)
    assert value(results, "budget_moved") == pytest.approx(0.2 / 3)
    assert value(results, "budget_follows_quality") == pytest.approx(1.0)


def test_innovations_are_counted_by_the_year() -> None:
    rows = [{"month": m, "n_models_found": 1 + (m == 3)} for m in range(6)]
    assert value(run(months=6, purchasers=rows), "innovations_per_year") == pytest.approx(14.0)


def test_legitimacy_is_a_mean_over_citizens() -> None:
    rows = [{"n_citizens": 10, "legitimacy": 4.0}, {"n_citizens": 30, "legitimacy": 18.0}]
    assert value(run(public=rows), "legitimacy") == pytest.approx(0.55)
