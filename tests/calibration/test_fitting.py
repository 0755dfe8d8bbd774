"""Simulated moments: planted parameters come back within their intervals as often as promised; what cannot be said is not said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from gpssim.calibration.abc_smc import posterior, quantiles
from gpssim.calibration.evaluations import Answer, Ask, Evaluations
from gpssim.calibration.fitting import Fit, fit
from gpssim.calibration.judging import judge
from gpssim.calibration.problem import Problem, spread_of
from gpssim.calibration.searching import by_simplex, by_surrogate
from gpssim.errors import GpssimError
from gpssim.streams import Luck
from tests.calibration.recoverable import ERROR, NOISE, problem, recorded, truth

HELD = (True, True, False, True)


def planted(seed: int) -> np.ndarray:
    return np.asarray(0.25 + 0.5 * Luck.of(seed, 9).uniforms("planted", np.arange(2)))


def fits(n: int, fitted: Sequence[bool] = (True,) * 4) -> Iterator[tuple[np.ndarray, Problem, Fit]]:
    for seed in range(n):
        at = planted(seed)
        asked = problem(recorded(at, seed), fitted, seed=seed)
        yield at, asked, fit(asked, profile=False)


def as_promised(hits: int, n: int, rate: float = 0.95) -> bool:
    """Whether so many hits are what the rate brings about, but for one set of repetitions in a thousand on either side."""
    low, high = stats.binom.ppf([0.001, 0.999], n, rate)
    return bool(low <= hits <= high)


def test_planted_parameters_come_back_within_their_intervals_and_the_test_rejects_as_rarely_as_it_says() -> None:
    n, hits, rejected = 40, np.zeros(2), 0
    for at, _, found in fits(n):
        error = np.sqrt(np.diag(found.judged.covariance))
        hits += np.abs(found.judged.place - at) <= found.judged.quantile * error
        rejected += found.judged.p_value < 0.05
    assert [as_promised(int(h), n) for h in hits] == [True, True]
    assert as_promised(n - rejected, n)


@pytest.mark.slow
def test_the_same_over_many_repetitions() -> None:
    n, hits = 600, np.zeros(2)
    for at, _, found in fits(n):
        hits += np.abs(found.judged.place - at) <= found.judged.quantile * np.sqrt(np.diag(found.judged.covariance))
    assert (np.abs(hits / n - 0.95) < 0.035).all(), hits / n


def test_a_target_that_was_held_out_is_judged_at_the_promised_rate() -> None:
    n, hits = 30, 0
    for _, asked, found in fits(n, HELD):
        gap = (found.judged.moments - asked.value)[2]
        hits += abs(gap) <= 1.96 * found.judged.residual_variance[2] ** 0.5
    assert as_promised(hits, n)


def test_a_wrong_target_is_rejected() -> None:
    at = planted(3)
    wrong = recorded(at, 3) + np.array([0.0, 0.0, 15 * ERROR[2], 0.0])
    assert fit(problem(wrong), profile=False).judged.p_value < 0.001


def test_both_searches_come_to_the_same_place() -> None:
    at = planted(4)
    places = [fit(problem(recorded(at, 4)), search=search, profile=False).judged for search in (by_surrogate, by_simplex)]
    error = np.sqrt(np.diag(places[0].covariance))
    assert (np.abs(places[0].place - places[1].place) < 0.25 * error).all()


def linear(slopes: np.ndarray, replications: int = 4, noise: float = 0.0) -> Problem:
    """Moments ``slopes @ place`` and luck, targets at the middle of the cube."""

    def run(asked: Sequence[Ask]) -> Iterator[Answer]:
        for ask in asked:
            yield ask, slopes @ np.array(ask[0]) + noise * Luck.of(1, ask[1]).normals("n", np.arange(len(slopes)))

    k, m = slopes.shape[1], len(slopes)
    value = slopes @ np.full(k, 0.5)
    return Problem(value, np.full(m, 0.1), np.ones(m, dtype=bool), tuple("ab"[:k]), Evaluations(run), replications)


def test_standard_errors_of_a_line_are_those_worked_by_hand() -> None:
    found = fit(linear(np.array([[2.0], [1.0]])), profile=True)
    assert found.judged.place[0] == pytest.approx(0.5, abs=1e-6)
    assert found.judged.covariance[0, 0] == pytest.approx(0.1**2 / (2.0**2 + 1.0**2))
    assert found.judged.statistic == pytest.approx(0.0, abs=1e-9)
    assert found.judged.freedom == 1
    for _, x, loss in found.profiles:
        assert loss == pytest.approx((2.0**2 + 1.0) * (x - 0.5) ** 2 / 0.1**2, abs=1e-6)


def test_what_is_left_over_is_that_of_the_fit_whatever_the_units_of_moments() -> None:
    # moments x and 10 x, targets 0.5 and 6 with errors 0.1 and 1: best at 0.55, left over 0.5 and -0.5 errors, squares 0.25 + 0.25
    ten = linear(np.array([[1.0], [10.0]]))
    asked = replace(ten, value=np.array([0.5, 6.0]), standard_error=np.array([0.1, 1.0]))
    found = fit(asked, profile=False).judged
    assert found.place[0] == pytest.approx(0.55, abs=1e-4)
    assert (found.statistic, found.freedom) == (pytest.approx(0.5, abs=1e-4), 1)
    elsewhere = judge(asked, np.array([0.8]), np.array([1.0, 1.0]), 0.05)
    assert elsewhere.statistic == pytest.approx(0.5), "an estimate that is off leaves the same across what it moves"


def test_luck_adds_its_part_over_the_replications_and_once_more_where_there_was_one_history() -> None:
    asked = linear(np.array([[1.0]]), replications=5, noise=0.3)
    spread = spread_of(asked.runs(np.array([[0.2], [0.7]])))
    assert judge(asked, np.array([0.5]), np.array([1.0]), 0.05).covariance[0, 0] == pytest.approx(0.01 + spread[0, 0] / 5)
    once = judge(replace(asked, one_history=True), np.array([0.5]), np.array([1.0]), 0.05)
    assert once.covariance[0, 0] == pytest.approx(0.01 + spread[0, 0] * (1 + 1 / 5))


def test_parameters_that_no_target_tells_apart_have_no_standard_error() -> None:
    found = fit(linear(np.array([[1.0, 1.0], [2.0, 2.0]])), profile=False)
    assert np.isinf(np.diag(found.judged.covariance)).all()


def test_a_moment_that_nothing_moves_is_refused_by_name() -> None:
    asked = replace(linear(np.array([[1.0], [0.0]])), targets=("price", "offers"))
    with pytest.raises(GpssimError, match="target offers is 0 at all 8 places: no free parameter moves it"):
        fit(asked)


def test_fewer_targets_than_parameters_are_refused() -> None:
    with pytest.raises(GpssimError, match="1 fitted targets are too few for 2 free parameters"):
        fit(linear(np.array([[1.0, 1.0]])))


def test_a_posterior_holds_what_was_planted_as_often_as_it_says() -> None:
    n, hits = 12, np.zeros(2)
    for seed in range(n):
        at = planted(seed)
        luck = NOISE * (0.8 + 0.4 * at[0]) * Luck.of(seed, 0).normals("history", np.arange(4))
        last = posterior(problem(recorded(at, seed) + luck, seed=seed), 100, 5)
        ends = np.array([quantiles(last.places[:, i], last.weights, (0.025, 0.975)) for i in range(2)])
        hits += (ends[:, 0] <= at) & (at <= ends[:, 1])
    assert [as_promised(int(h), n) for h in hits] == [True, True]


def test_the_posterior_of_a_line_is_the_normal_one() -> None:
    asked = linear(np.array([[1.0]]))
    last = posterior(asked, 200, 6)
    mean = float(last.weights @ last.places[:, 0])
    assert mean == pytest.approx(0.5, abs=0.02)
    assert float(last.weights @ (last.places[:, 0] - mean) ** 2) ** 0.5 == pytest.approx(0.1, rel=0.2)


def test_the_synthetic_market_has_moments_that_move() -> None:
    assert np.ptp([truth(np.array([a, b])) for a in (0.2, 0.8) for b in (0.2, 0.8)], axis=0).min() > 3 * ERROR.max()
