"""A8.01, voucher choice: citizens of the model's own month choose with multinomial-logit shares.

Closed forms (McFadden 1974; Small & Rosen 1981): share_j = exp(u_j / m) / sum, expected best utility = m ln sum + m gamma.
"""

from __future__ import annotations

import numpy as np
import pytest
from crowds import ACCESS, MANNER, people, sums, supply, words

from gpssim.agents import kernel
from gpssim.agents.given import Supply
from gpssim.agents.kernel import run_service_month
from gpssim.rules.choice import perceived_utility
from gpssim.streams import S12, TO_UNIT, fold_array

UTILITY = np.array([1.0, 0.5, 0.0, -0.5])
SCALE = 0.7
N = 30_000

WEIGHTS = np.exp(UTILITY / SCALE)
SHARES = WEIGHTS / WEIGHTS.sum()
LOGSUM = SCALE * np.log(WEIGHTS.sum())
EXPECTED_BEST = LOGSUM + SCALE * np.euler_gamma


def market(utility: np.ndarray, capacity: int = N) -> Supply:
    return supply([0] * utility.size, 1, capacity=capacity, by_choice=True, utility=np.repeat(utility[:, None], 5, axis=1))


def chosen(utility: np.ndarray, scale: float = SCALE, capacity: int = N) -> np.ndarray:
    """The contract that each of N citizens gets, in a month of the model."""
    crowd = people([N], need=1, applied=1)
    open_to_choice = market(utility, capacity)
    manner = MANNER._replace(choice_scale=scale)
    run_service_month(crowd, open_to_choice, words(), manner, ACCESS, np.zeros((utility.size, 3)), sums(1, 1))
    return crowd.contract[:, 0]


def test_reference_values_of_the_closed_form() -> None:
    assert pytest.approx([0.5415616442, 0.265116986, 0.1297858093, 0.06353556048]) == SHARES
    assert pytest.approx(1.429308866) == LOGSUM
    assert pytest.approx(1.833359831) == EXPECTED_BEST
    assert SHARES[0] * (1.0 - SHARES[0]) / SCALE == pytest.approx(0.3546751853)
    assert (SHARES**2).sum() == pytest.approx(0.3844571545)


def test_shares_are_logit_shares() -> None:
    shares = np.bincount(chosen(UTILITY), minlength=4) / N
    error = np.sqrt(SHARES * (1.0 - SHARES) / N)
    assert (np.abs(shares - SHARES) <= 4.0 * error).all()


def test_the_test_would_see_another_scale() -> None:
    shares = np.bincount(chosen(UTILITY, scale=0.75), minlength=4) / N
    assert np.abs(shares[0] - SHARES[0]) > 4.0 * np.sqrt(SHARES[0] * (1.0 - SHARES[0]) / N)


def perceived(utility: np.ndarray) -> np.ndarray:
    """Utility with taste of every citizen (rows) for every contract: the rule with the model's draws."""
    keys = np.array([int(words().taste)], dtype=np.uint64) ^ market(utility).key[None, :]
    state = fold_array(keys, np.arange(N, dtype=np.uint64)[:, None] * np.uint64(256))
    uniforms = ((state >> S12).astype(np.float64) + 0.5) * TO_UNIT
    return np.vectorize(perceived_utility)(utility[None, :], SCALE, uniforms)


def test_everybody_gets_the_best_and_its_mean_is_the_logsum() -> None:
    liked = perceived(UTILITY)
    assert np.array_equal(liked.argmax(axis=1), chosen(UTILITY))
    best = liked.max(axis=1)
    spread = SCALE * np.pi / np.sqrt(6.0)  # the best of Gumbels is Gumbel of the same scale
    assert abs(best.mean() - EXPECTED_BEST) <= 4.0 * spread / np.sqrt(N)
    assert best.std() == pytest.approx(spread, rel=0.03)


def test_a_better_provider_wins_over_as_many_as_the_elasticity_says() -> None:
    step = 0.05
    raised = UTILITY + step * (np.arange(4) == 0)
    before, after = chosen(UTILITY), chosen(raised)
    moved = before != after
    assert (after[moved] == 0).all()  # the same tastes: only it gains
    weights = np.exp(raised / SCALE)
    gain = weights[0] / weights.sum() - SHARES[0]
    assert gain / step == pytest.approx(0.3546751853, rel=0.02)
    assert abs(moved.mean() - gain) <= 4.0 * np.sqrt(gain * (1.0 - gain) / N)


def test_without_taste_all_take_the_best() -> None:
    assert (chosen(UTILITY, scale=0.0) == 0).all()


def test_full_providers_are_passed_over() -> None:
    taken = np.bincount(chosen(UTILITY, capacity=N // 4), minlength=4)
    assert taken.tolist() == [N // 4] * 4


def test_choice_needs_no_order_of_contracts() -> None:
    luck = words()
    crowd = people([50], need=1, applied=1)
    order = np.array([2, 0, 3, 1])
    usual, other = market(UTILITY), market(UTILITY[order])
    shuffled = other._replace(key=usual.key[order].copy())
    free = np.full(4, N)
    with np.errstate(over="ignore"):  # the hash wraps around; only plain Python would warn
        for i in range(crowd.group.size):
            a = kernel.choose(usual, luck, MANNER, free, 0, 4, i, 0, 0)
            b = kernel.choose(shuffled, luck, MANNER, free, 0, 4, i, 0, 0)
            assert a == order[b]
