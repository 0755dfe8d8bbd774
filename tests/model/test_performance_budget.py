"""A budget that answers to performance: measured and accepted performance, within bounds, moving money and making none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_market import differing, frames_of, state_bytes, varied, warmed

from gpssim.model import PublicServiceMarket
from gpssim.month.money.performance import answer_to_performance
from gpssim.scenario import Policy, replace
from gpssim.state import performance

ANSWERS: dict[str, Any] = {"performance_budget": 1.0, "performance_counts": "quality=1"}


def at_january(**levers: Any) -> PublicServiceMarket:
    """The warmed market on the first of January, under the status quo with levers, and no error of evaluation."""
    policy = warmed().specification.policy.model_copy(update={"name": "answers"})
    model = warmed().branch(replace(policy, {f"levers.{name}": value for name, value in (ANSWERS | levers).items()}))
    model.policy_state = model.policy.at(0, model.specification.domain_names)
    model.world = replace(model.world, {"information.performance_noise": 0.0})
    with_results(model)
    return model


def with_results(model: PublicServiceMarket) -> None:
    """Contracts accepted in the year that has passed: quality found and true as their provider's ability."""
    c = model.contracts
    rows = np.flatnonzero(~c.bridge)
    c["found"][rows], c["quality_sum"][rows], c["delivered"][rows] = 0.5, 0.5, 1.0
    c["end"][rows[::2]] = model.month


def factors(model: PublicServiceMarket) -> np.ndarray:
    answer_to_performance(model)
    return model.purchasers.performance.copy()


def praised(model: PublicServiceMarket, by: float) -> PublicServiceMarket:
    """Found quality of domain 0 raised, true quality as it was: a report that flatters."""
    c = model.contracts
    rows = np.flatnonzero((c.domain == 0) & (c.end == model.month))
    assert rows.size
    c["found"][rows] += by
    return model


def test_without_strength_nothing_moves_whatever_the_other_levers() -> None:
    levers = {"performance_bound": 1.0, "performance_base": 0.0, "performance_pool": "none", "performance_counts": "coverage=1"}
    still = PublicServiceMarket(
        varied(months=24, **{f"policy__levers__{k}": v for k, v in levers.items()}), "status_quo", seed=7
    ).run()
    plain = PublicServiceMarket(varied(months=24), "status_quo", seed=7).run()
    assert differing(state_bytes(still), state_bytes(plain)) == []
    assert len(frames_of(still)["budgets"]) == 0


def test_equal_performance_moves_nothing() -> None:
    assert factors(at_january()) == pytest.approx(1.0)


def test_what_is_found_counts_and_not_what_is_true() -> None:
    model = praised(at_january(), 0.5)
    truth = performance.delivered_truth(model)
    assert np.ptp(truth[np.isfinite(truth)]) < 1e-12, "true quality is the same everywhere"
    factor = factors(model)
    seen = np.isfinite(performance.found_quality(model))
    assert (factor[:, 0][seen[:, 0]] > 1.0).all()
    assert (factor[:, 1:] < 1.0).any()
    blamed = factors(praised(at_january(), -0.5))
    assert (blamed[:, 0][seen[:, 0]] < 1.0).all()


@pytest.mark.parametrize("pool", ["city", "purchaser"])
def test_money_moves_and_none_is_made(pool: str) -> None:
    model = praised(at_january(performance_pool=pool), 0.5)
    usual, factor = model.appropriations, factors(model)
    assert not np.allclose(factor, 1.0)
    given = factor * usual
    assert given.sum() == pytest.approx(usual.sum())
    if pool == "purchaser":
        assert given.sum(axis=1) == pytest.approx(usual.sum(axis=1))
    else:
        assert given.sum(axis=1) != pytest.approx(usual.sum(axis=1))


def test_without_a_pool_the_step_keeps_its_bound() -> None:
    model = praised(at_january(performance_pool="none", performance_budget=20.0, performance_bound=0.05), 1.0)
    factor = factors(model)
    assert factor.max() == pytest.approx(1.05)
    assert factor.min() >= 0.95 - 1e-12
    again = factors(model)
    assert again.max() == pytest.approx(1.05**0.8 * 1.05)


def test_an_error_of_evaluation_moves_money_by_chance() -> None:
    model = at_january()
    model.world = replace(model.world, {"information.performance_noise": 0.1})
    assert np.ptp(factors(model)) > 0.01


def test_each_measure_can_count() -> None:
    for name in performance.MEASURED:
        model = at_january(performance_counts=f"{name}=1")
        score = performance.performance_scores(model, performance.measures(model))
        assert np.isfinite(score).any(), name
        assert (score[np.isfinite(score)] >= 0.0).all()
        assert (score[np.isfinite(score)] <= 1.0).all()


def test_complaints_and_idle_money_cost_money() -> None:
    model = at_january(performance_counts="complaints=1")
    c = model.contracts
    c["n_heard"][:], c["n_complaints"][:] = 100.0, 1.0
    c["n_complaints"][c.domain == 0] = 3.0
    assert performance.freedom_from_complaints(model)[:, 0][performance.found_quality(model)[:, 0] > 0.0].max() < 0.5
    assert np.nanmin(factors(model)[:, 0]) < 1.0
    idle = at_january(performance_counts="execution=1")
    idle.purchasers["appropriation"][:], idle.purchasers["carried"][:] = 100.0, 0.0
    idle.purchasers["committed"][:] = 80.0
    idle.purchasers["committed"][2] = 40.0
    factor = factors(idle)
    assert (factor[2] < 1.0).all()
    assert (np.delete(factor, 2, axis=0) > 1.0).all()


def test_a_run_keeps_its_books_and_writes_its_budgets() -> None:
    levers = {"policy__levers__performance_budget": 2.0, "world__scope__narrowing": 0.5}
    model = PublicServiceMarket(varied(months=36, **levers), "status_quo", seed=7, check=True).run()
    rows = frames_of(model)["budgets"]
    assert set(rows["month"]) >= {0, 12, 24}
    later = rows[rows["month"] == 24]
    assert later["appropriation"].to_numpy() == pytest.approx((later["usual"] * later["scope"] * later["performance"]).to_numpy())
    assert later["performance"].std() > 0.01


def test_volume_that_is_held_equal_answers_too() -> None:
    levers = {"policy__levers__performance_budget": 2.0, "policy__levers__closure": "volume"}
    model = PublicServiceMarket(varied(months=25, **levers), "status_quo", seed=7, check=True).run()
    assert model.purchasers.performance.std() > 0.01


def test_a_policy_without_it_gives_the_usual_money_again() -> None:
    model = praised(at_january(), 0.5)
    factors(model)
    model.policy = Policy(name="plain", shares=model.policy.shares)
    model.policy_state = model.policy.at(0, model.specification.domain_names)
    assert factors(model) == pytest.approx(1.0)
