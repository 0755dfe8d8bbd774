"""Reputation systems in the market: each runs, each moves something, capture shows, newcomers start where they are told to."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from small_market import differing, frames_of, small_scenario, table_digests, varied

from gpssim import registry
from gpssim.model import PublicServiceMarket
from gpssim.scenario import Policy, Scenario, replace
from gpssim.state.contract_row import END_REASONS

SMALL: dict[str, Any] = {"world__city__n_citizens": 600, "warm_up": 6, "months": 18}


@lru_cache
def run(own: str = "kalman", published: str = "kalman", policy: str = "status_quo") -> PublicServiceMarket:
    scenario = varied(**SMALL, world__information__reputation=own, world__information__published_reputation=published)
    return PublicServiceMarket(scenario, policy, seed=7, check=True).run()


@pytest.mark.parametrize("name", sorted(set(registry.reputations()) - {"kalman"}))
def test_every_system_runs_the_market_and_changes_it(name: str) -> None:
    other = run(name, name)
    assert np.isfinite(other.organizations.believed_mean).all()
    assert (other.organizations.believed_variance >= 0.0).all()
    assert other.organizations.n_signals.sum() > 20
    assert other.organizations.n_published.sum() > 5
    assert differing(table_digests(other), table_digests(run())) != []


def test_what_a_third_party_published_stands_beside_what_was_found() -> None:
    settings = [
        {"system": "third_party", "name": "capture", "value": 0.5},
        {"system": "third_party", "name": "noise", "value": 0.0},
    ]
    changes = {"world.information.published_reputation": "third_party", "world.information.reputation_settings": settings}
    scenario = replace(varied(**SMALL, policy__levers__disclosure=1.0), changes)
    captured = PublicServiceMarket(scenario, seed=7, check=True).run()
    rows = frames_of(captured)["inspections"].set_index("kind")
    for kind, bias in (("evaluation", 0.0), ("captured_evaluation", 0.5)):
        assert len(rows.loc[[kind]]) > 3
        np.testing.assert_allclose(rows.loc[[kind], "signal"] - rows.loc[[kind], "truth"], bias, atol=1e-12)
    fees = frames_of(captured)["purchasers"]["procedure_cost"].sum()
    assert fees > frames_of(run(policy="open_tender"))["purchasers"]["procedure_cost"].sum()


@pytest.mark.parametrize("optimism", [-1.0, 0.0, 1.5])
def test_newcomers_start_where_they_are_told_to(optimism: float) -> None:
    changes = {"world__information__entrant_optimism": optimism, "world__organizations__register_always": True}
    model = PublicServiceMarket(varied(**SMALL, **changes), seed=7).run(2)
    o, info = model.organizations, model.world.information
    unknown = (o.n_signals.sum(axis=1) == 0) & (o.n_published == 0)
    newcomers, old = unknown & (o.born > 0), unknown & (o.born <= 0)
    assert newcomers.sum() > 2 < old.sum()
    start = info.prior_mean + optimism * info.prior_sd
    np.testing.assert_allclose(o.believed_mean[newcomers], start)
    np.testing.assert_allclose(o.published_mean[newcomers], start)
    np.testing.assert_allclose(o.believed_mean[old], info.prior_mean)


def test_certificates_are_taken_by_the_able_and_lift_their_start() -> None:
    changes = {"organizations.founders_rate": 12.0, "organizations.register_always": True, "organizations.ability_sd": 1.0}
    world = {f"world.{path}": value for path, value in changes.items()}
    scenario = replace(varied(**{**SMALL, "policy__levers__certificate": 12_000.0}), world)
    model = PublicServiceMarket(scenario, seed=7, check=True).run()
    o, info = model.organizations, model.world.information
    newcomers = o.born > 6
    took, did_not = newcomers & o.certified, newcomers & ~o.certified
    assert took.sum() > 10 < did_not.sum()
    assert not o.certified[~(o.born > 0)].any()
    ability = 0.5 * (o.ability_verifiable + o.ability_nonverifiable)
    assert ability[took].mean() > ability[did_not].mean() + 0.3
    unknown = took & (o.n_published == 0)
    np.testing.assert_allclose(o.published_mean[unknown], info.prior_mean + info.certificate_score * info.prior_sd)


def test_a_threshold_of_signals_ends_contracts() -> None:
    def terminated(threshold: float) -> int:
        scenario = varied(warm_up=0, months=26, world__city__n_citizens=600, policy__levers__renewal_threshold=threshold)
        model = PublicServiceMarket(scenario, seed=7, check=True).run()
        return int((model.contracts.end_reason == END_REASONS.index("not_renewed")).sum())

    never, some, all_ = (terminated(x) for x in (-20.0, 0.5, 9.0))
    assert never < some < all_


@pytest.mark.parametrize("rule", ["softmax", "thompson", "gittins"])
def test_curious_purchasers_try_others(rule: str) -> None:
    def held(**settings: Any) -> np.ndarray:
        policy = Policy.of("directed_commission", settings=settings)
        c = PublicServiceMarket(varied(**SMALL), policy, seed=7, check=True).run().contracts
        return np.asarray(c.organization[c.start >= 6])

    greedy, curious = held(exploration="greedy"), held(exploration=rule, temperature=1.0)
    assert greedy.tolist() != curious.tolist()


QUIET: dict[str, Any] = {
    "city.n_citizens": 300,
    "city.n_districts": 1,
    "purchasers.bureau_share": 0.0,
    "purchasers.integrity": 1.0,
    "purchasers.project_value": 30_000.0,
    "purchasers.ceiling_margin": 0.12,
    "organizations.n_initial": 1200,
    "organizations.reach_districts": 1.0,
    "organizations.ability_sd": 0.6,
    "organizations.ability_tasks_correlation": 1.0,
    "organizations.ability_cost_correlation": 0.0,
    "organizations.ability_reversion": 0.0,
    "organizations.ability_turnover": 0.0,
    "organizations.effort_max": 0.0,
    "organizations.delivery_noise": 0.0,
    "organizations.overload_quality": 0.0,
    "organizations.handover_quality": 0.0,
    "conduct.cost_effort": 0.0,
    "citizens.experience_noise": 0.0,
    "information.acceptance_voice": 0.0,
    "information.nominated_bias": 0.0,
    "information.prior_mean": 0.0,
    "information.prior_sd": 0.6,
    "information.drift": 0.0,
    "information.cost_belief_noise": 0.0,
}
"""One purchaser, quality that is ability and stays, signals that say what their noise says, a prior that is the truth.

Nobody cuts cost at the expense of quality; ceilings leave room, so that many organizations can serve and are seen.
"""


def quiet(**world: Any) -> Scenario:
    changes = {f"world.{path}": value for path, value in {**QUIET, **world}.items()}
    return replace(small_scenario(), {**changes, "warm_up": 0, "months": 30})


def test_beliefs_of_the_market_are_calibrated_although_awards_follow_them() -> None:
    model = PublicServiceMarket(quiet(), "directed_commission", seed=3).run()
    o = model.organizations
    mean, variance, quality = o.believed_mean[:, 0], o.believed_variance[:, 0], o.ability_verifiable
    seen = o.n_signals[:, 0] > 0
    assert 60 < seen.sum() < 0.8 * len(o)
    for draws in (quality - mean, (quality - mean) ** 2 - variance, mean * (quality - mean)):
        for among in (np.ones(len(o), dtype=bool), seen):
            error = draws[among].std() / np.sqrt(among.sum())
            assert abs(draws[among].mean()) < 4.0 * error


WRONG: dict[str, dict[str, float]] = {"mean": {"information.prior_mean": 0.5}, "spread": {"information.prior_sd": 0.15}}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_market_with_a_wrong_prior_is_not(wrong: str) -> None:
    model = PublicServiceMarket(quiet(**WRONG[wrong]), "directed_commission", seed=3).run()
    o = model.organizations
    error = o.ability_verifiable - o.believed_mean[:, 0]
    draws = error if wrong == "mean" else error**2 - o.believed_variance[:, 0]
    assert abs(draws.mean()) > 4.0 * draws.std() / np.sqrt(len(o))
