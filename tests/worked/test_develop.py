"""Worked months of ``develop``: staff, experience, ability, roots, reach and service models of three organizations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hand_made import SIZES, hand_made

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.organizations.development import develop
from gpssim.month.planning.policy import set_policy
from gpssim.state.line import Line
from gpssim.theory.special import tables


def yearly(monthly: float) -> float:
    """The yearly rate that is so much a month."""
    return 1.0 - (1.0 - monthly) ** 12


def market_of(**dials: Any) -> PublicServiceMarket:
    """Three organizations at a wage of 6,500 yuan that live in the first district and serve it."""
    market = hand_made({f"world.organizations.{name}": value for name, value in dials.items()})
    return at_home(market)


def at_home(market: PublicServiceMarket) -> PublicServiceMarket:
    """All columns that founding draws, set by hand; the month's sums are begun."""
    set_policy(market)
    o = market.organizations
    o["wage"][:], o["professional_share"][:], o["experience"][:] = 6500.0, 0.5, 0.0
    o["serves_district"][:], o["embeddedness"][:] = [True, False], [0.4, 0.0]
    return market


def hold(market: PublicServiceMarket, organization: int, places: float, coaching: float = 0.0, **values: Any) -> int:
    """A contract of an organization with the first district, as signed for a year from month 0."""
    usual = {"purchaser": 0, "district": 0, "start": 0, "end": 12, "places": places, "delivered_places": places}
    market.organizations["contracted"][organization, 0] += places
    return market.contracts.sign(ContractTerms(coaching=coaching), organization=organization, **{**usual, **values})


def test_staff_quits_and_is_hired_and_takes_experience_and_ability_along_once() -> None:
    hazards = {"quit_rate": yearly(0.02), "quit_arrears": 0.01, "quit_insecurity": 0.03, "quit_wage": 1.0}
    market = market_of(hiring_rate=0.05, hiring_cost=1000.0, forgetting=yearly(0.01), ability_turnover=0.5, layoffs=0.0, **hazards)
    o = market.organizations
    hold(market, 0, 260.0, delivered_places=240.0)
    o["staff"][:], o["experience"][:, 0] = [3.0, 5.0, 1.6], [2.0, 1.0, 4.0]
    o["owed_fen"][2] = 2_080_000  # two months of 1.6 x 6,500 yuan
    o["ability_verifiable"][:], o["ability_nonverifiable"][:] = [0.2, 0.0, 0.0], 0.1
    before = o.cash_fen.copy()
    develop(market)
    # hazards: 0.02; 0.02 + 0.03, for no contract runs on; 0.02 + 0.03 + 2 x 0.01
    # left: 3 x 0.98 = 2.94; 5 x 0.95 = 4.75; 1.6 x 0.93 = 1.488, but the core of 1.5 stays: turnover 0.02, 0.05, 0.0625
    # the work of 260 places is 260 x 0.75 x 100 / 6,500 = 3 persons, 3.3 are wanted: 0.36 are hired; no money for others' hiring
    assert o.staff.tolist() == pytest.approx([3.3, 4.75, 1.5])
    assert (before - o.cash_fen).tolist() == [36_000, 0, 0]  # 0.36 x 1,000 yuan
    # 2 x 0.99 x 0.98 + 240/600; 1 x 0.99 x 0.95; 4 x 0.99 x 0.9375
    assert o.experience[:, 0].tolist() == pytest.approx([2.3404, 0.9405, 3.7125])
    assert o.ability_verifiable.tolist() == pytest.approx([0.19, -0.025, -0.03125])
    assert o.ability_nonverifiable.tolist() == pytest.approx([0.09, 0.075, 0.06875])


def test_whoever_is_short_of_money_lets_idle_staff_go_as_far_as_it_can_pay_them_off() -> None:
    market = market_of(layoffs=0.5, layoff_reserve=2.0, severance=1.0, ability_turnover=0.2)
    o = market.organizations
    o["wage"][:], o["staff"][:], o["experience"][:, 0] = [6400.0, 6500.0, 6500.01], 5.0, 2.0
    o["ability_verifiable"][:] = 0.5
    o["cash_fen"][:] = [400_000, 10_000_000, 5_000_000]  # two months cost 64,000, 65,000, 65,000 yuan
    develop(market)
    # 0.5 (5 - 1.5) = 1.75 persons are without work: of the first 4,000/6,400 = 0.625 can be paid off; the second is not short;
    # the third pays 1.75 x 6,500.01 = 11,375.0175 yuan, whole fen
    assert o.staff.tolist() == pytest.approx([4.375, 5.0, 3.25])
    assert o.cash_fen.tolist() == [0, 10_000_000, 3_862_499]
    # those who were let go take their experience along: 0.125 and 0.35 of it
    assert o.experience[:, 0].tolist() == pytest.approx([1.75, 2.0, 1.3])
    assert o.ability_verifiable.tolist() == pytest.approx([0.475, 0.5, 0.43])


def test_professionals_come_with_the_newly_hired_and_by_training() -> None:
    market = market_of(professional_hiring=0.5, professional_wage=1.0, professional_training=0.02, layoffs=0.0, hiring_rate=1.0)
    o = market.organizations
    o["wage"][:], o["staff"][:], o["professional_share"][:] = [7150.0, 6500.0, 6500.0], [3.0, 3.0, 5.0], [0.7, 0.7, 0.4]
    hold(market, 0, 260.0)
    hold(market, 1, 260.0, coaching=0.5)
    market.contracts.close(hold(market, 2, 0.0, coaching=1.0), 0, "completed")  # nobody is trained any more under it
    develop(market)
    # 0.3 of 3.3 persons are new; wages a tenth above the mean draw 0.5 + 0.1 professionals, of whom half count:
    # 0.7 + 0.5 (0.6 - 0.7)/11 = 0.695455; at the mean, and trained: 0.7 + 0.5 (0.5 - 0.7)/11 + 0.01 x 0.3 = 0.693909
    assert o.professional_share.tolist() == pytest.approx([0.7 - 0.05 / 11, 0.7 - 0.1 / 11 + 0.003, 0.4])


def test_contracts_that_ask_for_professionals_make_providers_hire_nobody_else() -> None:
    market = at_home(hand_made({"world.organizations.layoffs": 0.0}, levers={"professionals": 0.6}))
    o = market.organizations
    o["staff"][:], o["professional_share"][:] = 3.0, [0.4, 0.7, 0.4]
    hold(market, 0, 260.0)
    hold(market, 1, 260.0)
    develop(market)
    # 0.4 + 0.6/11; who has enough hires as it did (openness 0); who holds no contract is asked nothing
    assert o.professional_share.tolist() == pytest.approx([5.0 / 11.0, 0.7, 0.4])


def test_roots_ties_autonomy_mission_and_idle_months_of_one_month() -> None:
    own = {"embeddedness_gain": 0.05, "embeddedness_decay": 0.02, "autonomy_recovery": 0.02, "autonomy_dependence": 0.1}
    market = hand_made(
        {f"world.organizations.{name}": value for name, value in own.items()}
        | {"world.organizations.mission_drift": 0.1, "world.organizations.mission_target": 0.5, "world.purchasers.tie_growth": 0.1}
        | {"world.organizations.looks_further": 1.0},
    )
    at_home(market)
    o = market.organizations
    hold(market, 0, 26.0)
    o["tie"][:] = [[0.5, 0.5], [1.2, 0.2], [0.0, 0.0]]
    o["government_income"][:], o["other_income"][:] = [900.0, 250.0, 0.0], [100.0, 750.0, 0.0]
    o["autonomy"][:], o["first_mission"][:], o["mission"][:] = [0.5, 0.5, 0.5], 0.10, [0.10, 0.08, 0.10]
    o["idle_months"][:] = [7, 5, 4]
    develop(market)
    # 0.4 + 0.05 x 0.6 where the first works, 0.4 x 0.98 elsewhere
    assert o.embeddedness[:, 0].tolist() == pytest.approx([0.43, 0.392, 0.392])
    # 0.5 + 0.1 x 0.5 with its purchaser; ties that are not used lose a twentieth
    assert o.tie.ravel().tolist() == pytest.approx([0.55, 0.475, 1.14, 0.19, 0.0, 0.0])
    # dependence 0.9, 0.25, 0: + 0.02 x 0.5 - 0.1 x dependence
    assert o.autonomy.tolist() == pytest.approx([0.42, 0.485, 0.51])
    # 0.1 (1 - 0.1 x 0.4); 0.08 + 0.1 x 0.02; as it was
    assert o.mission.tolist() == pytest.approx([0.096, 0.082, 0.1])
    assert o.idle_months.tolist() == [0, 6, 5]
    # six months without work: the second looks further; the third a month later
    assert o.serves_district.tolist() == [[True, False], [True, True], [True, False]]


def innovating(**dials: Any) -> PublicServiceMarket:
    """Three organizations that try whenever they can, the last one half paid by public money."""
    own = {"search": 1.0, "roots": 0.0, "support": 0.0, "cost": 100.0, "copying": 50.0, "copied": 0.5, "neighbors": 1.0}
    turned = {f"world.innovation.{name}": value for name, value in {**own, "aging": 0.0, **dials}.items()}
    market = hand_made({"world.organizations.layoffs": 0.0, **turned})
    at_home(market)
    o = market.organizations
    for i in range(3):
        hold(market, i, 26.0, freedom=1.0, coaching=0.5 if i == 2 else 0.0)
    o["autonomy"][:], o["staff"][:] = 1.0, 2.0  # a month costs 13,000 yuan
    o["practice"][:, 0] = [0.2, 0.6, 0.3]
    o["cash_fen"][:] = [1_306_000, 1_310_000, 1_305_000]  # 60, 100 and 50 yuan beyond it
    return market


def test_whoever_cannot_pay_a_trial_copies_and_a_trial_that_fails_disturbs() -> None:
    market = innovating(success=0.0)
    o = market.organizations
    hold(market, 1, 26.0, freedom=0.0)  # it tries under the contract that leaves it a free hand
    develop(market)
    # the first has 60 yuan to spare: it copies half of the way to the best; the others try in vain, the third for 50 yuan
    assert o.practice[:, 0].tolist() == pytest.approx([0.4, 0.6, 0.3])
    assert o.disturbed[:, 0].tolist() == [False, True, True]
    assert o.cash_fen.tolist() == [1_301_000, 1_300_000, 1_300_000]
    assert market.flows["development_cost"].sum() == 250.0
    assert market.flows["subsidy"].sum() == 50.0
    assert market.flows["n_models_found"].sum() == 0.0
    written = tables(market)["innovations"].sort_values("organization")
    assert written.channel.tolist() == ["contact", "failed", "failed"]
    assert written.source.tolist() == [1, -1, -1]
    assert written.gain.tolist() == pytest.approx([0.2, 0.0, 0.0])


def test_a_trial_that_succeeds_is_kept_up_to_the_frontier_and_an_old_disturbance_is_over() -> None:
    market = innovating(success=1.0, step=5.0, most=0.6001)
    o = market.organizations
    o["disturbed"][:] = True
    o["practice"][:, 0] = [0.2, 0.6, 0.6001]
    o["cash_fen"][:] = [1_309_999, 1_310_000, 1_304_999]  # a fen short of 100 and 50 yuan: no trial; the last has nothing to copy
    develop(market)
    # copied: 0.2 + 0.5 x 0.4001; found: no more than the frontier
    assert o.practice[0, 0] == pytest.approx(0.40005)
    assert 0.6 < o.practice[1, 0] <= 0.6001
    assert o.practice[2, 0] == 0.6001
    assert not o.disturbed.any()
    assert o.cash_fen.tolist() == [1_304_999, 1_300_000, 1_304_999]
    assert market.flows["n_models_found"].sum() == 1.0
    written = tables(market)["innovations"].sort_values("organization")
    assert written.channel.tolist() == ["contact", "found"]
    assert written.gain.tolist() == pytest.approx([0.20005, o.practice[1, 0] - 0.6])
    assert written.practice.tolist() == pytest.approx([0.40005, o.practice[1, 0]])
    assert written.cost.tolist() == [50.0, 100.0]
    assert written[["month", "domain", "contract"]].to_numpy().tolist() == [[-3, "community", 0], [-3, "community", 1]]


def test_growth_is_bound_by_the_kind_and_debts_let_nobody_go() -> None:
    growth = {"world.sector.kinds.growth": [1.0, 0.5, 1.0, 1.0, 1.0, 1.0, 0.5]}
    dials = {"hiring_rate": 0.2, "layoffs": 0.5, "layoff_reserve": 2.0, "severance": 1.0}
    market = at_home(hand_made({**growth, **{f"world.organizations.{name}": value for name, value in dials.items()}}))
    o = market.organizations
    o["kind_code"][1] = 1
    o["staff"][:], o["cash_fen"][:] = [4.0, 4.0, 5.0], [50_000_000, 50_000_000, -100]
    hold(market, 0, 650.0)
    hold(market, 1, 650.0)
    develop(market)
    # 650 places are the work of 7.5 persons, 8.25 are wanted: 0.2 x 4 + 1 come to the first, 0.1 x 4 + 1 to the second;
    # the third has no work and no money to pay anybody off
    assert o.staff.tolist() == pytest.approx([5.8, 5.4, 5.0])
    assert o.cash_fen.tolist() == [50_000_000, 50_000_000, -100]


def test_whoever_has_just_the_room_follows_a_purchase_that_failed_and_is_held_again() -> None:
    market = market_of(reads_failures=1.0, stretch=0.0, foresight=0.0)
    o = market.organizations
    o["staff"][:], o["serves_district"][:] = [3.0, 2.999999, 3.0], [True, False]
    o["serves_domain"][2] = False
    again = Line(0, 1, 0, 1, 0, 0, 7, "open_tender", places=260.0, attempt=1, open_month=1)  # 260 x 75 / 6,500 = 3 persons
    market.lines.append(again)
    develop(market)
    assert o.serves_district.tolist() == [[True, True], [True, False], [True, False]]
    for attempt, month in ((0, 1), (1, 0)):
        o["serves_district"][:, 1] = False
        market.lines[0] = replace(again, attempt=attempt, open_month=month)
        develop(market)
        assert not o.serves_district[:, 1].any()


def pressed(**frictions: bool) -> PublicServiceMarket:
    """Officials of little integrity ask for unpaid work; the second organization works for both purchasers, the third for none."""
    capture = {"tasks": 0.4, "refusal": 0.5, "refusal_cost": 0.2, "tasks_autonomy": 0.1, "seconded_autonomy": 0.05}
    dials = {f"world.sector.capture.{name}": value for name, value in capture.items()}
    market = at_home(hand_made({"warm_up": 0, **dials, **{f"world.frictions.{name}": on for name, on in frictions.items()}}))
    o = market.organizations
    market.purchasers["integrity"][:] = [0.25, 0.0]
    o["tie"][:] = [[0.5, 0.8], [0.9, 0.4], [0.9, 0.9]]
    o["autonomy"][:], o["staff"][:] = [0.6, 0.4, 0.5], 3.0
    posts = hold(market, 0, 26.0)
    market.contracts["per_post"][posts] = True
    hold(market, 1, 26.0)
    hold(market, 1, 26.0, purchaser=1)
    develop(market)
    return market


def test_unpaid_tasks_follow_ties_without_integrity_and_refusing_them_costs_the_tie() -> None:
    o = pressed().organizations
    # asked: 0.4 x 0.5 x 0.75 = 0.15; 0.4 x 0.9 x 0.75 = 0.27 and 0.4 x 0.4 = 0.16, 0.215 in the mean; 0.3 and 0.2 of it are refused
    assert o.unpaid_tasks.tolist() == pytest.approx([0.105, 0.172, 0.0])
    # ties lose 0.2 of the part refused, where there is work; the others stay
    assert o.tie.ravel().tolist() == pytest.approx([0.44, 0.8, 0.86, 0.36, 0.9, 0.9])
    # a tenth of the time is autonomy lost; 26 seconded places are 0.3 of 3 persons: 0.05 x 0.1 more
    assert o.autonomy.tolist() == pytest.approx([0.6 - 0.0105 - 0.005, 0.4 - 0.0172, 0.5])
    without = pressed(ties=False).organizations
    assert without.unpaid_tasks.tolist() == [0.0, 0.0, 0.0]
    assert without.tie.ravel().tolist() == [0.5, 0.8, 0.9, 0.4, 0.9, 0.9]  # nobody asked, nobody refused


def test_a_nonprofit_that_has_lost_its_mission_offers_in_one_more_domain_and_nobody_else() -> None:
    domain = SIZES["world.domains"][0] | {"budget_share": 0.5}
    market = at_home(hand_made({"world.domains": [domain, domain | {"name": "elder_care"}], "world.sector.capture.wander": 1.0}))
    o = market.organizations
    o["serves_domain"][:], o["first_mission"][:], o["mission"][:] = [True, False], 0.1, [0.0, 0.1, 0.0]
    o["nonprofit"][2] = False
    develop(market)
    assert o.serves_domain.tolist() == [[True, True], [True, False], [True, False]]
    o["serves_domain"][:, 1], o["alive"][0] = False, False
    develop(market)
    assert not o.serves_domain[:, 1].any()


def test_reports_and_evaluations_take_hours() -> None:
    times = {"reporting": 8.0, "evaluation": 6.0}
    market = at_home(hand_made({f"world.sector.time_costs.{name}": value for name, value in times.items()}))
    market.purchasers["inspection_rate"][:] = [0.5, 0.25]
    hold(market, 0, 26.0)
    hold(market, 0, 26.0, purchaser=1, end=1)
    market.contracts.close(hold(market, 1, 26.0), 0, "completed")
    develop(market)
    # 8 + 6 x 0.5 = 11; accepted this month: 8 + 6 x 1.25 = 15.5
    assert market.organizations.hours_lost.tolist() == [26.5, 0.0, 0.0]
