"""Counterweights: what is forgotten, who leaves for want of work, what is spent, who is hired; neutral values change nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_market import small_scenario, varied

from gpssim.agents import founding
from gpssim.model import PublicServiceMarket
from gpssim.month.money import giving, surplus
from gpssim.month.service import forgetting
from gpssim.state import costs, prospects
from gpssim.state.money import month_costs


def market(months: int = 0, **changes: Any) -> PublicServiceMarket:
    model = PublicServiceMarket(varied(**changes), "status_quo", seed=7, check=True).warm_up()
    for _ in range(months):
        model.step()
    return model


FORGETFUL = {"world__citizens__trust_reversion": 0.1, "world__citizens__aspiration_reversion": 0.2}


def test_everybody_forgets_a_part_of_what_moved_it() -> None:
    model = market(**FORGETFUL)
    c = model.citizens.columns
    far = c["first_trust_government"] - c["trust_government"]
    assert np.abs(far).max() > 0.01  # something was lived through
    expected, aspired = c["trust_government"] + 0.1 * far, 0.8 * c["aspiration"] + 0.2 * 0.3
    forgetting.forget(model)
    assert c["trust_government"] == pytest.approx(expected)
    assert c["aspiration"] == pytest.approx(aspired)


def test_expectations_that_ideas_raise_are_not_forgotten() -> None:
    model = market(world__society__population__rising_aspiration=0.12, **FORGETFUL)
    assert forgetting.usual_aspiration(model) == pytest.approx(0.3 + 0.01 * (model.month + 1))


@pytest.mark.parametrize("name", ["trust_government", "trust_providers", "aspiration"])
def test_a_city_that_forgets_stays_closer_to_where_it_began(name: str) -> None:
    usual, forgetful = (market(24, **changes).citizens.columns for changes in ({}, FORGETFUL))
    first = usual[f"first_{name}"] if name != "aspiration" else small_scenario().world.citizens.aspiration
    assert np.abs(forgetful[name] - first).mean() < 0.8 * np.abs(usual[name] - first).mean()


def test_a_wait_that_is_one_failure_costs_less_trust_than_one_of_every_month() -> None:
    again, once = (market(24, world__citizens__waiting_again=a, world__citizens__patience=2).citizens for a in (1.0, 0.0))
    assert once.trust_government.mean() > again.trust_government.mean() + 0.002
    assert once.blamed.max() > 3


NEUTRAL = {
    "world__organizations__crowding": 0.0,
    "world__organizations__donations_idle": 1.0,
    "world__organizations__reserve_spent": 0.0,
    "world__organizations__professional_hiring": 0.0,
    "world__organizations__professional_training": 0.0,
}


def test_founders_stay_away_where_others_are_without_work(monkeypatch: pytest.MonkeyPatch) -> None:
    registered = {}
    for crowding in (0.0, 1.0):
        for share in (0.2, 1.0):
            monkeypatch.setattr("gpssim.state.prospects.share_at_work", lambda market, domain, share=share: share)
            model = market(
                36, **{**NEUTRAL, "world__organizations__crowding": crowding, "world__organizations__founders_rate": 3.0}
            )
            registered[crowding, share] = int(model.table("founders")["registered"].sum())
    assert registered[1.0, 0.2] < 0.6 * registered[0.0, 0.2]
    assert registered[1.0, 1.0] == registered[0.0, 1.0] == registered[0.0, 0.2] > 0


def test_the_share_at_work_is_counted_with_the_founder_among_them() -> None:
    model = market()
    o = model.organizations
    held = np.bincount(model.contracts.organization[np.flatnonzero(model.contracts.active)], minlength=len(o)) > 0
    there = o.alive & o.serves_domain[:, 0]
    assert prospects.share_at_work(model, 0) == pytest.approx((1 + (there & held).sum()) / (1 + there.sum()))
    model.contracts["active"][:] = False
    assert prospects.share_at_work(model, 0) == pytest.approx(1.0 / (1 + there.sum()))


def test_donors_turn_from_those_who_have_been_idle_for_a_year() -> None:
    model, generous = (market(**{**NEUTRAL, "world__organizations__donations_idle": kept}) for kept in (0.2, 1.0))
    for one in (model, generous):
        one.organizations["idle_months"][:10] = 13
        one.organizations["idle_months"][10:] = 12
    less, all_of_it = giving.donate(model), giving.donate(generous)
    assert all_of_it[:10].sum() > 0.0
    assert less[:10] == pytest.approx(0.2 * all_of_it[:10], abs=0.01)
    assert less[10:].tolist() == all_of_it[10:].tolist()


def test_what_lies_beyond_a_reserve_goes_once_a_year_and_no_more() -> None:
    model = market(**{**NEUTRAL, "world__organizations__reserve_spent": 0.5, "world__organizations__reserve_kept": 5.0})
    o = model.organizations
    cash, kept = o.cash_fen / 100.0, 5.0 * month_costs(model)
    rich = o.alive & (cash > kept)
    assert 0 < rich.sum() < o.alive.sum()
    surplus.spend_reserves(model)
    left = o.cash_fen / 100.0
    assert left[rich] == pytest.approx(((cash + kept) / 2.0)[rich], abs=0.02)
    assert left[~rich].tolist() == cash[~rich].tolist()
    booked = {str(kind) for kind in model.table("ledger").query("kind in ['own_work', 'dividend']")["kind"]}
    assert booked <= {"own_work", "dividend"}


def test_staff_stays_as_professional_as_it_was_founded_where_nothing_moves_it() -> None:
    model = market(24, **NEUTRAL)
    o = model.organizations
    first = founding.organization_columns(model.world, model.luck, np.asarray(o.key), True)["professional_share"]
    assert o.professional_share.tolist() == first.tolist()


def test_turnover_brings_staff_back_to_what_the_labor_market_offers() -> None:
    still = {**NEUTRAL, "world__organizations__professional_wage": 0.0}
    model = market(24, **{**still, "world__organizations__professional_hiring": 1.0})
    constant = market(24, **still)
    far = [np.abs(m.organizations.professional_share[:60] - 0.5).mean() for m in (model, constant)]
    assert far[0] < 0.8 * far[1]


def test_contracts_that_ask_for_professionals_get_them_and_pay_for_them() -> None:
    changes = {**NEUTRAL, "world__organizations__professional_hiring": 1.0, "world__organizations__professional_premium": 0.4}
    usual, asked = (market(24, **{**changes, "policy__levers__professionals": share}) for share in (0.0, 0.9))
    rows = np.flatnonzero(usual.organizations.alive[:60] & (usual.organizations.idle_months[:60] == 0))
    more = asked.organizations.professional_share[rows] - usual.organizations.professional_share[rows]
    assert more.mean() > 0.1
    shares, p = asked.organizations.professional_share[rows], asked.world.organizations
    cost = costs.unit_costs(asked, rows, 0, 0)
    asked.organizations["professional_share"][rows] = p.professional_share
    plain = costs.unit_costs(asked, rows, 0, 0)
    pay = p.wage_share * asked.organizations.wage[rows] / p.wage
    expected = pay * 0.4 * (shares - p.professional_share) / (1.0 - p.wage_share + pay)
    assert cost / plain - 1.0 == pytest.approx(expected)


def test_better_wages_and_coaching_make_staff_professional() -> None:
    paid = market(
        24, **{**NEUTRAL, "world__organizations__professional_hiring": 1.0, "world__organizations__professional_wage": 2.0}
    )
    gap = paid.organizations.wage[:60] - paid.world.organizations.wage
    assert np.corrcoef(gap, paid.organizations.professional_share[:60])[0, 1] > 0.3
    coached, usual = (market(24, **{**NEUTRAL, "world__organizations__professional_training": t}) for t in (0.05, 0.0))
    gained = coached.organizations.professional_share[:60] - usual.organizations.professional_share[:60]
    assert (gained >= 0.0).all()
    assert 0 < (gained > 0.01).sum() < 60  # those who were coached, and not the others
