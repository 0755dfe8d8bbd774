"""Thresholds of adoption, what results teach, and what mechanisms are worth to officials."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.adoption import adopters_seen, adopts, learned, pressure, result_worth
from gpssim.rules.policy_choice import caution, expected_utility, procedure_share

RING = np.array([[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0]], dtype=bool)
FIRST = np.array([True, False, False, False])


def test_neighbors_and_all_others_are_seen_by_their_weight() -> None:
    assert adopters_seen(FIRST, RING, 1.0).tolist() == [0.0, 0.5, 0.0, 0.5]
    assert adopters_seen(FIRST, RING, 0.0) == pytest.approx([0.0, 1 / 3, 1 / 3, 1 / 3])
    assert adopters_seen(FIRST, RING, 0.5) == pytest.approx([0.0, 5 / 12, 1 / 6, 5 / 12])


def test_of_a_single_neighbor_all_is_seen() -> None:
    pair = np.array([[0, 1], [1, 0]], dtype=bool)
    assert adopters_seen(np.array([True, False]), pair, 1.0).tolist() == [0.0, 1.0]
    nobody = np.zeros((2, 2), dtype=bool)
    assert adopters_seen(np.array([True, False]), nobody, 0.75).tolist() == [0.0, 0.25]  # no neighbor: the others alone


def test_one_purchaser_alone_sees_nobody() -> None:
    assert adopters_seen(np.array([True]), np.zeros((1, 1), dtype=bool), 0.3).tolist() == [0.0]


def test_the_wish_to_do_it_oneself_holds_back() -> None:
    felt = pressure(np.array([0.5]), np.array([0.1]), 0.2, 1.0, 2.0)
    assert felt == pytest.approx([0.5])
    assert adopts(felt, np.array([0.49, 0.51])).tolist() == [True, False]
    assert pressure(np.array([1.0]), np.array([1.0]), 0.0, 0.0, 0.0).tolist() == [0.0]  # nobody learns


def test_a_cascade_needs_its_first() -> None:
    """Granovetter's crowd: thresholds 0, 1/3, 2/3, 1 all adopt; without the first of them nobody does."""

    def final(thresholds: list[float]) -> int:
        adopted, everybody = np.zeros(4, dtype=bool), ~np.eye(4, dtype=bool)
        for _ in range(8):
            seen = pressure(adopters_seen(adopted, everybody, 0.0), np.zeros(4), 0.0, 1.0, 0.0)
            adopted |= adopts(seen, np.array(thresholds))
        return int(adopted.sum())

    assert final([0.0, 0.33, 0.66, 1.0]) == 4
    assert final([0.1, 0.33, 0.66, 1.0]) == 0


def test_results_and_beliefs() -> None:
    assert float(result_worth(0.4, 0.9, 0.5)) == pytest.approx(0.3)
    assert float(result_worth(0.0, 1.0, 0.5)) == 0.0
    belief = 0.0
    for _ in range(3):
        belief = learned(belief, 1.0, 0.5)
    assert belief == 0.875
    assert learned(0.3, 9.0, 0.0) == 0.3


def test_what_a_mechanism_is_worth_to_officials() -> None:
    assert procedure_share(50.0, 1000.0, 60.0, 400_000.0) == 0.01
    assert caution(1.0, 0.4, 3.0) == 0.2
    assert expected_utility(0.3, 0.01, 0.05, 0.2) == pytest.approx(0.04)
