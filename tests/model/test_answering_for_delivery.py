"""Incentive pay, hidden conduct, audits, debarment, shocks, bonds in the running market: money is conserved, each does its work."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from small_market import frames_of, state_bytes, varied, warmed

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.contracts import delivery, ending, misfortune
from gpssim.month.monitoring import acceptance, audits
from gpssim.month.offers.view import able as may_and_can
from gpssim.scenario import Scenario
from gpssim.state import legality, pay, quality, stakes
from gpssim.state.contract_row import END_REASONS
from gpssim.state.money import free_money

CONDUCT = {
    "shirk_saving": 0.15,
    "shirk_noise": 0.05,
    "cost_effort": 0.1,
    "cost_damage": 1.0,
    "shock_chance": 0.3,
    "shock_size": 0.6,
    "renegotiation": 0.03,
    "hazard": 0.1,
}
NEUTRAL = {
    "shirk_noise": 0.0,
    "shirk_spread": 0.0,
    "diligence_spread": 0.0,
    "false_alarm": 0.0,
    "cost_effort": 0.0,
    "cost_damage": 0.0,
    "cost_visible": 0.0,
    "cost_conscience": 0.0,
    "cost_pressure": 0.0,
}
"""Exact theory: everybody alike, nobody mistaken, nothing restrains cuts."""
LEVERS = {
    "incentive": 0.2,
    "yardstick": 0.5,
    "cost_share": 0.3,
    "bonus": 0.05,
    "audit_rate": 0.6,
    "fine": 0.1,
    "debarment": 6,
    "bond": 0.2,
}
POLICIES = ("open_tender", "cooperation", "venture_philanthropy")


def strict(conduct: dict[str, float] = CONDUCT, **levers: Any) -> Scenario:
    changes = {f"world__conduct__{k}": v for k, v in (NEUTRAL | conduct).items()} | {
        f"policy__levers__{k}": v for k, v in levers.items()
    }
    return varied(**changes)


@lru_cache
def everything_on() -> PublicServiceMarket:
    return PublicServiceMarket(strict(**LEVERS), seed=7, check=True).warm_up()


@lru_cache
def finished(policy: str) -> PublicServiceMarket:
    return everything_on().branch(policy).run()


def reasons(model: PublicServiceMarket) -> set[str]:
    return {END_REASONS[k] for k in np.unique(model.contracts.end_reason)}


@pytest.mark.parametrize("policy", POLICIES)
def test_every_month_conserves_with_everything_on(policy: str) -> None:
    model = finished(policy)
    assert model.check
    assert model.since_switch == model.specification.months


def test_everything_happens() -> None:
    model = finished("open_tender")
    c, booked = model.contracts, frames_of(model)["ledger"]["kind"].astype(str)
    assert {"fine", "bond"} <= set(booked)
    assert {"defaulted", "ended_early"} <= reasons(model)
    assert (c.extra > 0.0).any()
    assert (c.extra < 0.0).any()
    assert c.caught.sum() > 0
    assert not c.caught[~c.shirks].any()


def test_nobody_is_paid_more_than_value_and_what_was_set_aside() -> None:
    c = finished("cooperation").contracts
    assert (c.paid_fen > np.rint(c.value * 100.0)).any()
    assert (c.paid_fen <= np.rint((c.value + c.reserve) * 100.0) + 1).all()


def test_cooperation_shares_cost_and_benefit() -> None:
    model = finished("cooperation")
    c = model.contracts
    made = c.mechanism == model.mechanism_names.index("cooperation")
    assert (c.cost_share[made] == 0.5).all()
    assert (c.benefit_share[made] == 0.3).all()


def test_terms_outlive_the_lever_and_are_handed_on() -> None:
    c = finished("open_tender").contracts
    later = np.flatnonzero((c.cycle_year > 0) & (c.predecessor >= 0))
    assert later.size
    for row, before in zip(later.tolist(), c.predecessor[later].tolist(), strict=True):
        assert replace(c.terms[row], months=0) == replace(c.terms[before], months=0)


def test_who_is_found_shirking_may_not_offer_until_its_time_is_over() -> None:
    model = everything_on().branch("open_tender")
    o = model.organizations
    able = np.flatnonzero(may_and_can(model, 0, np.ones(7, dtype=bool), 1.0, model.month))
    row = int(able[0])
    o["debarred_until"][row] = model.month + 2
    line = next(x for x in model.lines if x.purchaser == 0 and x.domain == 0)
    assert legality.banned(model, row, line)
    assert not may_and_can(model, 0, np.ones(7, dtype=bool), 1.0, model.month)[row]
    model.month += 2
    assert not legality.banned(model, row, line)
    assert may_and_can(model, 0, np.ones(7, dtype=bool), 1.0, model.month)[row]


def test_a_debarred_provider_is_not_signed_anew() -> None:
    c = finished("open_tender").contracts
    caught = np.flatnonzero(c.caught)
    assert caught.size > 5
    for row in caught:
        own = (c.organization == c.organization[row]) & ~c.bridge
        assert not (own & (c.start >= c.end[row]) & (c.start < c.end[row] + 6)).any()


def test_audits_deter() -> None:
    def shirking(harm: float = 0.5, **levers: Any) -> float:
        calm = {"shirk_saving": 0.05, "shirk_harm": harm}
        model = PublicServiceMarket(strict(calm, **levers), seed=7).warm_up()
        return float(model.contracts.shirks.mean())

    nobody_looks = shirking()
    assert nobody_looks > 0.15
    assert shirking(audit_rate=1.0, audit_detection=1.0, fine=1.0) == 0.0
    noisy = PublicServiceMarket(strict({"shirk_saving": 0.05, "shirk_noise": 0.5}, audit="strategic", audit_rate=1.0), seed=7)
    assert 0.0 < float(noisy.warm_up().contracts.shirks.mean()) < nobody_looks
    some, more = (shirking(harm, audit="strategic", audit_rate=1.0, audit_detection=0.9, fine=1.0) for harm in (0.1, 0.02))
    assert 0.0 < some < more < nobody_looks  # the less harm is done, the less it pays to look


def test_shirking_saves_cost_and_harms_what_nobody_verifies() -> None:
    model = PublicServiceMarket(strict({"shirk_saving": 0.1, "shirk_harm": 2.0}), seed=7).warm_up()
    c = model.contracts
    rows = np.flatnonzero(c.active & (c.delivered > 0))
    shirks = c.shirks[rows]
    assert 0.1 < shirks.mean() < 0.9
    gap = c.quality_verifiable[rows] - c.quality_nonverifiable[rows]
    assert gap[shirks].mean() > gap[~shirks].mean() + 1.0


@pytest.mark.parametrize(("share", "cut"), [(0.0, 0.2), (0.5, 0.1), (1.0, 0.0)])
def test_shared_cost_dulls_cost_cutting(share: float, cut: float) -> None:
    model = PublicServiceMarket(strict({"cost_effort": 0.2}), seed=7)
    for _ in range(4):
        model.step()
    rows = np.flatnonzero(model.contracts.active)
    model.contracts["cost_share"][rows] = share
    saved, strain = quality.cost_cut(model, rows, quality.cutting(model, rows))
    assert saved == pytest.approx(cut)
    assert strain == pytest.approx(cut * cut / 0.4)


def a_contract(model: PublicServiceMarket) -> int:
    c = model.contracts
    return int(np.flatnonzero(c.active & (c.end > model.month + 2) & (c.delivered > 0))[0])


def test_a_large_shock_is_walked_away_from_and_the_bond_is_forfeited() -> None:
    model = everything_on().branch("open_tender")
    model.step()
    row, c, o = a_contract(model), model.contracts, model.organizations
    i, before = int(c.organization[row]), model.ledger.treasury
    cash = int(o.cash_fen[i])
    c["bond"][row], c["liability"][row] = 0.1, 0.0
    o["cash_fen"][i] += 10**9
    misfortune.shock(model, row)
    assert END_REASONS[c.end_reason[row]] == "defaulted"
    assert not c.active[row]
    forfeited = round(0.1 * float(c.value[row]) * 100)
    assert abs(model.ledger.treasury - before - forfeited) <= 1
    assert cash + 10**9 - int(o.cash_fen[i]) == model.ledger.treasury - before
    assert model.lines[c.line[row]].open_month == model.month + 1 or model.lines[c.line[row]].closed


def test_with_enough_at_stake_a_shock_is_borne() -> None:
    model = everything_on().branch("open_tender")
    model.step()
    row, c, o = a_contract(model), model.contracts, model.organizations
    i = int(c.organization[row])
    o["cash_fen"][i] += 10**9
    owed = int(o.owed_fen[i])
    misfortune.shock(model, row)
    assert c.active[row]
    assert int(o.owed_fen[i]) - owed == pytest.approx(60.0 * float(c.value[row]), abs=1)


def test_who_ends_early_through_no_fault_is_paid_for_what_it_delivered() -> None:
    model = everything_on().branch("open_tender")
    model.step()
    row, c = a_contract(model), model.contracts
    c["paid_fen"][row] = 0
    ending.end_early(model, row, "ended_early")
    assert int(c.paid_fen[row]) == pytest.approx(100.0 * float(c.price[row] * c.delivered[row]), abs=1)
    assert (c.due[row] == -1).all()


def test_extra_pay_by_hand() -> None:
    model = everything_on().branch("open_tender")
    row, c = a_contract(model), model.contracts
    unit = model.world.domains[c.domain[row]].unit_cost
    worth = float(model.purchasers.quality_value[c.purchaser[row]]) * unit / float(c.price[row])
    given = {"slope": 0.2, "benefit_share": 0.5, "yardstick": 0.0, "cost_share": 0.4, "bonus": 0.05, "renegotiation": 0.02}
    given |= {"found": 0.6, "promised": 0.1, "accepted": True, "reserve": 1e9, "delivered": 1000.0}
    given |= {"cost_sum": 1000.0 * float(c.price[row]) + 5000.0}
    for name, value in given.items():
        c[name][row] = value
    acceptance.settle_incentives(model, np.array([row]))
    expected = float(c.value[row]) * ((0.2 + 0.5 * worth) * 0.5 + 0.05 + 0.02 + 0.03) + 0.4 * 5000.0  # rents: agreed, won
    assert float(c.extra[row]) == pytest.approx(expected)
    c["reserve"][row] = 10.0
    acceptance.settle_incentives(model, np.array([row]))
    assert float(c.extra[row]) == 10.0
    c["extra"][row], c["deducted"][row] = -1e9, 0.0
    assert float(pay.earned(model, np.array([row]))[0]) == 0.0


def test_a_yardstick_takes_out_what_others_found_too() -> None:
    model = finished("open_tender")
    c = model.contracts
    row = int(np.flatnonzero(~np.isnan(c.found) & (c.end == c.end[~np.isnan(c.found)].max()))[0])
    others = ~np.isnan(c.found) & (c.end > model.month + 1 - 12) & ~c.bridge
    others &= (c.domain == c.domain[row]) & (c.organization != c.organization[row])
    mean = float((c.found - c.promised)[others].mean())
    assert float(pay.comparable(model, np.array([row]))[0]) == pytest.approx(mean)


def test_money_is_set_aside_within_the_years_money() -> None:
    model = warmed().branch("open_tender")
    line = max(model.lines, key=lambda x: free_money(model, x.purchaser, x.domain))
    assert free_money(model, line.purchaser, line.domain) > 1000.0
    terms = ContractTerms(slope=0.1, bonus=0.05)
    assert pay.set_aside(model, line, ContractTerms(), 1e5) == 0.0
    free = free_money(model, line.purchaser, line.domain)
    for value in (0.0, 0.5 * free, 0.99 * free, 2.0 * free):
        expected = min(0.15 * value, max(0.0, free - value))
        assert pay.set_aside(model, line, terms, value) == pytest.approx(expected)
    assert pay.set_aside(model, line, replace(terms, slope=5.0), 1e12) == 0.0


def test_a_steeper_slope_draws_more_verifiable_effort() -> None:
    def effort(slope: float) -> float:
        model = warmed().branch("open_tender")
        model.step()
        rows = np.flatnonzero(model.contracts.active)
        model.contracts["slope"][rows] = slope
        delivery.choose_effort(model, rows)
        return float(model.contracts.effort_verifiable[rows].mean())

    assert effort(0.0) < effort(0.1) < effort(0.4)


def test_reputation_that_moves_prices_draws_effort_as_far_as_it_is_published() -> None:
    def effort(disclosure: float) -> float:
        scenario = strict({"price_response": 0.5}, disclosure=disclosure)
        model = PublicServiceMarket(scenario, seed=7)
        for _ in range(4):
            model.step()
        return stakes.price_reputation(model, 3.0)

    assert effort(0.0) == 0.0
    assert 0.0 < effort(0.5) == pytest.approx(0.5 * effort(1.0))


def test_a_debarment_for_good_never_ends() -> None:
    model = everything_on().branch("open_tender")
    model.step()
    c = model.contracts
    row = a_contract(model)
    c["shirks"][row], c["audit_chance"][row], c["detection"][row], c["debarment"][row] = True, 1.0, 1.0, -1
    audits.audit(model, np.array([row]))
    assert c.caught[row]
    model.month += 10_000
    assert legality.banned(model, int(c.organization[row]), model.lines[c.line[row]])


def test_a_fine_is_collected_as_far_as_cash_goes() -> None:
    model = everything_on().branch("open_tender")
    model.step()
    c, o = model.contracts, model.organizations
    row = a_contract(model)
    i, before = int(c.organization[row]), model.ledger.treasury
    c["shirks"][row], c["audit_chance"][row], c["detection"][row], c["fine"][row] = True, 1.0, 1.0, 9.0
    o["cash_fen"][i] = 12_345
    audits.audit(model, np.array([row]))
    assert (int(o.cash_fen[i]), model.ledger.treasury - before) == (0, 12_345)


def test_neutral_conduct_changes_nothing_whatever_the_sanctions() -> None:
    harsh = varied(policy__levers__audit_rate=0.0, policy__levers__fine=2.0, policy__levers__debarment=60, policy__levers__bond=1.0)
    one, other = PublicServiceMarket(varied(), seed=3), PublicServiceMarket(harsh, seed=3)
    for _ in range(14):
        one.step()
        other.step()
    terms = {"contracts.fine", "contracts.debarment", "contracts.bond"}
    a, b = state_bytes(one), state_bytes(other)
    assert {name for name in a if a[name] != b[name]} == terms
