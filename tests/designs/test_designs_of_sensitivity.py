"""Designs behind Sobol' indices and elementary effects: worked points, SALib's order, and what stays when they grow."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.designs import Variable
from gpssim.designs.morris import Morris, trajectories
from gpssim.designs.scrambling import scrambled
from gpssim.designs.sobol_indices import SobolIndices, blocks
from gpssim.errors import ScenarioError
from gpssim.streams import Luck

LUCK = Luck.of(1, 0)
VARIABLES = [Variable(path=f"world.x{i}", distribution="uniform", low=0.0, high=1.0) for i in range(3)]


def test_blocks_are_the_two_samples_and_each_with_a_column_of_the_other() -> None:
    a, b = np.array([[1.0, 2.0], [5.0, 6.0]]), np.array([[3.0, 4.0], [7.0, 8.0]])
    assert blocks(a, b, second=False).tolist() == [[1, 2], [3, 2], [1, 4], [3, 4], [5, 6], [7, 6], [5, 8], [7, 8]]
    assert blocks(a, b, second=True)[:6].tolist() == [[1, 2], [3, 2], [1, 4], [1, 4], [3, 2], [3, 4]]


@pytest.mark.parametrize("second", [False, True])
def test_blocks_lie_as_salib_reads_them(second: bool) -> None:
    from SALib.sample import sobol

    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0, 1]] * 3}
    theirs = sobol.sample(problem, 8, calc_second_order=second, scramble=False)
    size = len(theirs) // 8
    assert np.array_equal(blocks(theirs[::size], theirs[size - 1 :: size], second), theirs)


def test_a_scrambled_sequence_is_a_net_in_every_pair_of_the_first_columns() -> None:
    found = scrambled(64, ["a", "b"], LUCK)
    assert len({tuple(cell) for cell in (found * 8).astype(int)}) == 64
    assert all(len(set((found[:, k] * 64).astype(int))) == 64 for k in (0, 1))
    other = scrambled(64, ["a", "b"], Luck.of(2, 0))
    assert not np.isclose(found, other).all(axis=1).any()


def test_larger_designs_keep_the_points_of_smaller_ones() -> None:
    assert np.array_equal(SobolIndices(n=16).places(VARIABLES, LUCK), SobolIndices(n=32).places(VARIABLES, LUCK)[: 16 * 5])
    assert np.array_equal(Morris(trajectories=4).places(VARIABLES, LUCK), Morris(trajectories=9).places(VARIABLES, LUCK)[: 4 * 4])
    fewer = Morris(trajectories=20).places(VARIABLES[:2], LUCK).reshape(20, 3, 2)
    more = Morris(trajectories=20).places(VARIABLES, LUCK).reshape(20, 4, 3)
    assert np.array_equal(fewer[:, 0], more[:, 0, :2])


def test_a_trajectory_by_hand() -> None:
    found = trajectories(np.array([[0, 1]]), np.array([[False, True]]), np.array([[1, 0]]), levels=4)
    assert np.allclose(found * 3, [[0, 3], [0, 1], [2, 1]])


def test_each_variable_moves_once_in_a_walk_by_the_same_step_in_both_directions() -> None:
    walks = Morris(trajectories=200, levels=6).places(VARIABLES, LUCK).reshape(200, 4, 3)
    steps = np.diff(walks, axis=1)
    assert ((steps != 0).sum(axis=1) == 1).all()
    assert ((steps != 0).sum(axis=2) == 1).all()
    assert np.allclose(np.abs(steps[steps != 0]), 6 / (2 * 5))
    up = (steps > 0).any(axis=1).mean(axis=0)
    assert ((up > 0.35) & (up < 0.65)).all()
    assert np.allclose(np.unique(walks), np.linspace(0, 1, 6))


@pytest.mark.parametrize(
    ("design", "words"),
    [
        (SobolIndices(n=100), "sobol_indices.n = 100 is impossible: it must be a power of 2: 64 or 128"),
        (SobolIndices(n=2**18), "at most 1,000,000"),
        (Morris(levels=5), "morris.levels = 5 is impossible: it must be an even number: 4 or 6"),
        (Morris(trajectories=100_000, levels=4), "at most 1,000,000"),
    ],
)
def test_impossible_sizes_are_refused_with_the_nearest_right_one(design: SobolIndices | Morris, words: str) -> None:
    many = [Variable(path=f"world.x{i}", distribution="uniform", low=0.0, high=1.0) for i in range(12)]
    with pytest.raises(ScenarioError) as refused:
        design.places(many, LUCK)
    assert words in str(refused.value)
