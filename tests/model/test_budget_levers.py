"""Coordination, checks, training, catalogue, budget path, goods and the dedicated fund: each acts, and conserves money."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_market import differing, frames_of, table_digests, varied

from gpssim.agents.ledger import FUND, account_name
from gpssim.model import PublicServiceMarket
from gpssim.month.money import fund
from gpssim.month.offers.view import view_of
from gpssim.month.planning import training
from gpssim.state import districts, officials, procedures
from gpssim.state.money import fund_grants
from gpssim.state.waiting import Call

SMALL = {"world__city__n_citizens": 600, "warm_up": 0, "months": 24}


@lru_cache
def pulled(months: int = 13, mechanism: str = "open_tender", **levers: Any) -> PublicServiceMarket:
    changed = {f"policy__levers__{name}": value for name, value in levers.items()}
    return PublicServiceMarket(varied(**SMALL, **changed), mechanism, seed=7, check=True).run(months)


def ledger(model: PublicServiceMarket, kind: str) -> pd.DataFrame:
    rows = frames_of(model)["ledger"]
    return rows[rows["kind"] == kind]


def money(model: PublicServiceMarket, column: str) -> float:
    return float(frames_of(model)["purchasers"][column].sum())


def test_levers_at_their_neutral_values_are_no_levers() -> None:
    told = pulled(months=6, budget_path="1, 1", fund_uses="any=1", budget_link=1.0, outside_catalogue="in_house")
    assert differing(table_digests(told), table_digests(pulled(months=6))) == []


def test_purchasers_that_coordinate_share_surveys_and_records() -> None:
    apart, together = pulled(), pulled(coordination=1.0, disclosure=0.0)
    errors = [money(m, "survey_error") for m in (apart, together)]
    assert errors[1] < 0.7 * errors[0]  # two surveys of each district: half the variance
    k = together.surveyed_need
    assert k[0, 0] == pytest.approx(k[-1, 0])  # the township and the bureau see the same
    after_a_year = (pulled(months=20, disclosure=0.0, coordination=x) for x in (0.0, 1.0))  # when the first contracts are accepted
    known = [int((m.organizations.n_signals > 0).sum()) for m in after_a_year]
    assert known[1] > known[0]
    assert money(together, "official_hours") > money(apart, "official_hours")


def test_separate_roles_keep_ties_out_of_what_a_purchaser_pushes() -> None:
    whole, half = pulled(months=1), pulled(months=1, checks=0.5)
    everywhere = np.ones(whole.world.city.n_districts, dtype=bool)
    tender = procedures.mechanism_of(whole, "open_tender")
    pushes = [np.asarray(view_of(m, 0, 0, everywhere, 1.0, tender).representative_push) for m in (whole, half)]
    assert pushes[0].any()
    assert pushes[1] == pytest.approx(0.5 * pushes[0])


def test_training_teaches_costs_and_is_forgotten() -> None:
    model = pulled(training=1.0)
    assert model.understanding == pytest.approx(0.08 / 0.11 * (1 - 0.89**13))
    assert officials.left_of(model, 1.0) == pytest.approx(1.0 - 0.5 * model.understanding)
    assert money(model, "survey_error") < money(pulled(), "survey_error")
    paid = ledger(model, "procedure")["fen"].sum() - ledger(pulled(), "procedure")["fen"].sum()
    assert paid > 0
    learned = model.understanding
    model.policy_state = pulled().policy_state
    training.train(model)
    assert model.understanding < learned


def test_only_what_is_in_the_catalogue_is_bought() -> None:
    listed = frames_of(pulled(months=6, catalogue="elder_care, disability"))
    assert set(listed["projects"]["domain"]) == {"elder_care", "disability"}
    rest = frames_of(pulled(months=6, catalogue="elder_care", outside_catalogue="in_house"))["projects"]
    assert "in_house" not in set(rest[rest["domain"] == "elder_care"]["mechanism"])
    assert set(rest[rest["domain"] != "elder_care"]["mechanism"]) <= {"in_house", "directed_commission"}
    assert set(rest["domain"]) > {"elder_care"}


def test_a_refusal_by_the_catalogue_is_written_down() -> None:
    scenario = varied(**SMALL, policy__levers__catalogue="elder_care", world__process__recorded=True)
    steps = frames_of(PublicServiceMarket(scenario, "open_tender", seed=7).run(1))["steps"]
    refused = steps[steps["reason"] == "not_in_catalogue"]
    assert set(refused["domain"]) == {"disability", "community", "counselling", "employment"}
    assert not steps.duplicated(["project", "step", "round", "attempt", "organization", "contract", "line"]).any()


def test_a_budget_path_multiplies_the_year() -> None:
    model, usual = pulled(budget_path="0.5, 2"), pulled()
    years = [frames_of(m)["purchasers"].groupby("month")["appropriation"].sum() for m in (model, usual)]
    assert (years[0][0] / years[1][0], years[0][12] / years[1][12]) == pytest.approx((0.5, 2.0))
    assert money(model, "committed") != money(usual, "committed")


def test_goods_take_their_part_before_services_are_bought() -> None:
    model = pulled(months=6, goods_share=0.25)
    bought = ledger(model, "goods")["fen"].sum() / 100
    assert bought == pytest.approx(0.25 * money(model, "appropriation"))
    assert model.purchasers.appropriation.sum() == pytest.approx(0.75 * money(model, "appropriation"))
    assert money(model, "committed") < money(pulled(months=6), "committed")


def test_the_fund_has_an_account_of_its_own_and_gets_back_what_is_left() -> None:
    model = pulled(fund_per_head=4.0, fund_uses="vulnerable=0.5, any=0.2, venture_philanthropy=0.3")
    granted, left = ledger(model, "fund"), ledger(model, "fund_return")
    total = 4.0 * model.world.city.residents
    assert granted.groupby("month")["fen"].sum().tolist() == pytest.approx([100 * total] * 2, rel=1e-6)
    assert set(granted["source"]) == {"fund"} == set(left["target"])
    used = total - left["fen"].sum() / 100
    funded = [k for k in np.flatnonzero(model.contracts.start < 12) if model.lines[model.contracts.line[k]].funded]
    assert used == pytest.approx(model.contracts.value[funded].sum(), rel=1e-6)
    assert used > 0.0
    paid_in = ledger(model, "fund_income")["fen"].sum()
    assert paid_in == granted["fen"].sum() - left["fen"].sum() + model.ledger.fund
    assert account_name(FUND) == "fund"


def test_fund_money_buys_nothing_but_what_it_is_for() -> None:
    model = pulled(fund_per_head=6.0)
    rows = [k for k in range(len(model.contracts)) if model.lines[model.contracts.line[k]].funded]
    names = {model.mechanism_names[model.contracts.mechanism[k]] for k in rows}
    assert names == {"venture_philanthropy"}
    assert (model.purchasers.fund_committed <= model.purchasers.fund + 1.0).all()
    tables = fund_grants(model)
    assert set(tables) == {"venture_philanthropy"}
    assert tables["venture_philanthropy"].sum() == pytest.approx(6.0 * model.world.city.residents)


def test_what_is_for_the_vulnerable_follows_their_part_of_need() -> None:
    model = pulled(months=1, fund_per_head=1.0, fund_uses="vulnerable=1")
    part = districts.vulnerable_need(model)
    assert part[0] == 1.0  # only the elderly and the disabled need elder care
    assert 0.0 < part[2] < 1.0
    table = fund_grants(model)["vulnerable"].sum(axis=0)
    usual = model.appropriations.sum(axis=0)
    assert table[0] / table[2] == pytest.approx(usual[0] / (usual[2] * part[2]))


def test_where_volume_is_held_equal_there_is_no_fund() -> None:
    model = pulled(months=2, fund_per_head=4.0, closure="volume")
    assert fund_grants(model) == {}
    assert ledger(model, "fund").empty


def test_fund_money_that_came_too_late_is_given_up_and_what_is_awarded_is_kept() -> None:
    levers = {"policy__levers__fund_per_head": 8.0, "policy__levers__fund_uses": "any=0.5, venture_philanthropy=0.5"}
    unheard = {"world__bidding__attention": 0.3}  # so that some purchases have failed and wait for their next attempt
    model = PublicServiceMarket(varied(**SMALL, **unheard, **levers), "open_tender", seed=7, check=True).run(3)
    model.calls.open(Call(15, 0, 0, "venture_philanthropy", 1000.0, funded=True, year=0, ordinal=10_001, district=0, key=7))
    waiting, awarded = (next(x for x in model.lines if x.funded and bool(x.pending) is pending) for pending in (False, True))
    kept = model.purchasers.fund_reserved.copy()
    fund.close_fund_year(model)
    assert waiting.closed
    assert not awarded.closed
    assert np.array_equal(model.purchasers.fund, kept)
    assert not any(call.funded for call in model.calls)
