"""Dials at zero and at their ends, every lever that moves something, and the scale that is computational only."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from small_market import differing, frames, frames_of, small_scenario, state_bytes, table_digests, varied

from gpssim.model import PublicServiceMarket
from gpssim.scenario import Change, Levers, MechanismSetting, Policy, Scenario

SILENT: dict[str, Any] = {
    "world__information__dossier_noise": 0.0,
    "world__information__dossier_ability": 1.0,
    "world__information__monitoring_noise": 0.0,
    "world__information__voice_noise": 0.0,
    "world__information__acceptance_noise": 0.0,
    "world__information__report_bias": 0.0,
    "world__information__nominated_bias": 0.0,
    "world__information__drift": 0.0,
    "world__information__cost_belief_noise": 0.0,
    "world__purchasers__integrity": 1.0,
    "world__purchasers__survey_noise": 0.0,
    "world__purchasers__ceiling_noise": 0.0,
    "world__purchasers__delay": 0.0,
}


def run(scenario: Scenario, policy: str | Policy = "status_quo", months: int | None = None) -> PublicServiceMarket:
    return PublicServiceMarket(scenario, policy, seed=7, check=True).run(months)


def test_with_full_information_nothing_is_misjudged() -> None:
    tables = frames_of(run(varied(**SILENT)))
    assert tables["purchasers"]["survey_error"].sum() == 0.0
    inspected = tables["inspections"][tables["inspections"]["kind"] == "inspection"]
    assert len(inspected) > 50
    assert inspected["signal"].tolist() == inspected["truth"].tolist()
    known = frames("status_quo")["purchasers"]
    blurred, clear = (t[t["month"] == 23] for t in (known, tables["purchasers"]))
    error = [t["belief_error"].sum() / t["n_beliefs"].sum() for t in (blurred, clear)]
    assert error[1] < error[0]


@pytest.mark.parametrize("policy", ["open_tender", "directed_commission"])
def test_honest_officials_do_not_see_ties(policy: str) -> None:
    tied, untied = (varied(world__purchasers__integrity=1.0, world__purchasers__tie_density=x) for x in (0.9, 0.0))
    with_ties, without = run(tied, policy), run(untied, policy)
    assert differing(table_digests(with_ties), table_digests(without)) == ["projects"]  # which says who has a tie
    first, second = (frames_of(model)["projects"].drop(columns="winner_tie") for model in (with_ties, without))
    assert first.equals(second)
    swayed = run(varied(world__purchasers__integrity=0.0, world__purchasers__tie_density=0.9), policy)
    assert "contracts" in differing(table_digests(swayed), table_digests(run(tied, policy)))


@pytest.mark.parametrize(
    "ends",
    [
        {"world__citizens__choice_scale": 0.0, "world__citizens__experience_noise": 0.0, "world__citizens__patience": 0},
        {
            "world__organizations__founders_rate": 0.0,
            "world__organizations__exit_hazard": 0.0,
            "world__organizations__n_initial": 3,
        },
        {"world__purchasers__appropriation_per_head": 0.0},
        {"world__purchasers__bureau_share": 0.0},
        {"world__purchasers__bureau_share": 1.0},
        {"world__organizations__delivery_noise": 0.0, "world__organizations__effort_max": 0.0, "world__citizens__trust_gain": 0.0},
        {"world__city__n_districts": 1, "world__organizations__reach_districts": 1.0},
        {"world__purchasers__delay": 1.0, "world__purchasers__hours_per_month": 0.0},
        {"policy__levers__closure": "volume"},
        {"policy__levers__savings_rule": "carry_over"},
        {"warm_up": 0},
    ],
    ids=str,
)
def test_ends_of_dials_run_and_conserve(ends: dict[str, Any]) -> None:
    model = run(varied(**ends), months=13)
    assert model.since_switch == 13
    assert np.isfinite(model.citizens.trust).all()


LEVERS: dict[str, Any] = {
    "tender_cycle_years": 1,
    "contract_months": 6,
    "pay_first": 0.1,
    "pay_middle": 0.1,
    "penalty": 1.0,
    "tolerance": 0.0,
    "termination": 0.1,
    "renewal_threshold": 2.0,
    "certificate": 500.0,
    "disclosure": 1.0,
    "targeting": 2.0,
    "waiting_priority": 1.0,
    "publicity": 0.0,
    "coordination": 1.0,
    "joint_purchasing": 3,
    "bundling": 2,
    "checks": 1.0,
    "training": 1.0,
    "catalogue": "elder_care, community",
    "outside_catalogue": "in_house",
    "budget_path": "1, 1.5",
    "budget_link": 1.0,
    "performance_budget": 2.0,
    "performance_bound": 0.01,
    "performance_base": 0.0,
    "performance_pool": ("purchaser", "none"),
    "performance_counts": "quality=1",
    "goods_share": 0.3,
    "fund_per_head": 4.0,
    "fund_uses": "any=1",
    "savings_rule": ("reuse", "carry_over"),
    "closure": "volume",
    "volume_share": 0.5,
    "retenders": 0,
    "after_failure": "",
    "bridge_months": 0,
    "registered_only": "community",
    "target_groups": "migrant",
    "targeting_accuracy": 0.3,
    "participation": 1.0,
    "survey_size": 9.0,
    "users_at_acceptance": 1.0,
    "users_weight": 1.0,
    "hotline": 0.05,
    "function_transfer": "community, employment, elder_care",
    "monitoring": 0.0,
    "third_party": 1.0,
    "evaluator_choice": "provider",
    "coaching": 0.0,
    "professionals": 0.9,
    "incubation": 500_000.0,
    "entry_barrier": (0.1, 50.0),
    "registration": ("dual", "loose"),
    "company_tax": 1.0,
    "nonprofit_tax": 1.0,
    "incentive": 1.0,
    "yardstick": 1.0,
    "cost_share": 0.5,
    "bonus": 0.5,
    "choice": "by_lot",
    "elimination": 0.5,
    "elimination_rule": "lot",
    "elimination_months": 24,
    "blacklist_months": 12,
    "blacklist_shared": False,
    "minimum_grade": 3,
    "priority_grade": 1,
    "audit": "strategic",
    "audit_rate": 1.0,
    "audit_detection": 0.2,
    "fine": 5.0,
    "debarment": 12,
    "bond": 0.5,
    "payment": ("per_unit", "per_post"),
    "payment_settings": "advance=0.1",
    "retention": 0.2,
    "retention_months": 6,
    "late_interest": 0.5,
    "bid_bond": 0.02,
}

CONDUCT = {"shirk_saving": 0.1, "shirk_noise": 0.3, "shock_chance": 0.6, "cost_effort": 0.1, "liability": 0.02, "withdrawal": 0.5}
"""Hidden conduct and misfortune, without which some levers have nothing to act on."""
NEEDS: dict[str, tuple[tuple[str, Any], ...]] = {
    "payment_settings": (("payment", "per_unit"),),
    "retention_months": (("retention", 0.2),),
    "target_groups": (("targeting", 2.0),),
    "targeting_accuracy": (("targeting", 2.0),),
    "outside_catalogue": (("catalogue", "elder_care, community"),),
    "fund_uses": (("fund_per_head", 4.0),),
    "performance_bound": (("performance_budget", 2.0),),
    "performance_base": (("performance_budget", 2.0),),
    "performance_pool": (("performance_budget", 2.0),),
    "performance_counts": (("performance_budget", 2.0),),
    "volume_share": (("closure", "volume"),),
    "yardstick": (("incentive", 1.0),),
    "elimination_rule": (("elimination", 0.5),),
    "elimination_months": (("elimination", 0.5),),
    "blacklist_months": (("termination", 0.1),),
    "blacklist_shared": (("termination", 0.1), ("blacklist_months", 24)),
    "audit": (("audit_rate", 0.9), ("fine", 0.5)),
    "audit_detection": (("audit_rate", 1.0), ("fine", 0.5)),
    "fine": (("audit_rate", 0.5),),
    "debarment": (("audit_rate", 1.0),),
    "evaluator_choice": (("third_party", 1.0),),
}
"""Levers that act only where others do."""
BEGUN = {"performance_budget": 0}
"""Months in which these are set: what is in the base of a budget shows a January later."""


def test_the_list_of_levers_is_complete() -> None:
    assert set(LEVERS) == set(Levers.model_fields)


CASES = [(name, value) for name, values in LEVERS.items() for value in (values if isinstance(values, tuple) else (values,))]


@pytest.mark.parametrize(("lever", "value"), CASES, ids=str)
def test_every_lever_moves_something_from_its_month_on(lever: str, value: Any) -> None:
    base = tried(*(Change(month=BEGUN.get(name, 1), lever=name, value=x) for name, x in NEEDS.get(lever, ())))
    changed = tried(*base.change, Change(month=2, lever=lever, value=value))
    assert outcome(changed) != outcome(base)


def tried(*change: Change) -> Policy:
    """The status quo, with tenders that often fail, so that what follows failure matters."""
    return Policy(name="tried", settings=(MechanismSetting(mechanism="open_tender", name="n_min", value=8),), change=change)


@lru_cache
def crowded() -> PublicServiceMarket:
    """A market at month 0 in which everybody in need asks for a place, so that places are short, and providers are tempted."""
    conduct = {f"world__conduct__{name}": value for name, value in CONDUCT.items()}
    society = {"world__society__enterprises__number": 500, "world__process__unbudgeted": 0.2}
    world = {"world__citizens__apply_base": 2.0, **society, **conduct}
    return PublicServiceMarket(varied(**world), seed=7, check=True).warm_up()


@lru_cache
def outcome(policy: Policy) -> tuple[tuple[str, str], ...]:
    return tuple(table_digests(crowded().branch(policy).run()).items())


def test_a_lever_set_to_what_it_was_moves_nothing() -> None:
    levers = small_scenario().policy.levers
    same = tuple(Change(month=2, lever=name, value=getattr(levers, name)) for name in LEVERS)
    assert outcome(tried(*same)) == outcome(tried())


def planned(n_citizens: int) -> PublicServiceMarket:
    """A market after its first month, in which its first plans were made."""
    model = PublicServiceMarket(varied(world__city__n_citizens=n_citizens), seed=7, check=True)
    model.step()
    return model


def test_the_number_of_survey_units_moves_neither_money_nor_organizations() -> None:
    few, many = planned(400), planned(1600)
    a, b = state_bytes(few), state_bytes(many)
    # who is there and what they have: all of it; what is planned depends on need, which is counted in survey units
    same = [
        name for name in a if name.startswith("organizations.") or name in ("purchasers.appropriation", "purchasers.account_fen")
    ]
    assert [name for name in same if a[name] != b[name]] == []
    assert np.array_equal(few.appropriations, many.appropriations)
    assert np.array_equal(few.flows["appropriation"], many.flows["appropriation"])
    lines = [np.array([(x.purchaser, x.domain) for x in m.lines]) for m in (few, many)]
    counts = [np.unique(x, axis=0, return_counts=True) for x in lines]
    assert np.array_equal(counts[0][0], counts[1][0])
    assert np.array_equal(counts[0][1], counts[1][1])  # as many projects of the usual size
    value = [sum(x.places * m.world.domains[x.domain].unit_cost for x in m.lines) for m in (few, many)]
    assert value[0] == pytest.approx(value[1], rel=0.05)
    need = [m.true_need.sum() for m in (few, many)]
    assert need[0] == pytest.approx(need[1], rel=0.15)  # an estimate from fewer units


def test_places_stand_for_people_whatever_the_scale() -> None:
    for n_citizens in (400, 1600):
        model = run(varied(world__city__n_citizens=n_citizens), months=2)
        served = model.heard[:, 0].sum() * model.world.residents_per_citizen
        places = model.contracts.delivered_places[model.contracts.active].sum()
        assert served <= places + model.contracts.active.sum() * model.world.residents_per_citizen
