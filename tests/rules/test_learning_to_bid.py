"""Learning rules by hand: one round, several learners at once, special cases."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.learning_to_bid import drawn, ewa_update, logit, proportional, roth_erev_update


def test_attractions_of_two_rounds_by_hand() -> None:
    weight, attractions = ewa_update(1.0, np.zeros(2), 0, np.array([1.0, 0.4]), 0.9, 0.5, 0.8)
    assert float(weight) == pytest.approx(1.8)
    assert attractions == pytest.approx([1.0 / 1.8, 0.2 / 1.8])
    weight, attractions = ewa_update(weight, attractions, 1, np.array([0.2, 0.9]), 0.9, 0.5, 0.8)
    assert float(weight) == pytest.approx(2.44)
    assert attractions == pytest.approx([(0.9 * 1.0 + 0.1) / 2.44, (0.9 * 0.2 + 0.9) / 2.44])


def test_fictitious_play_keeps_mean_payoffs() -> None:
    payoffs = np.array([[1.0, 0.4, 0.0], [0.2, 0.9, 0.3], [0.5, 0.6, 0.9]])
    weight, attractions = np.asarray(0.0), np.full(3, 7.0)
    for round_, payoff in enumerate(payoffs):
        weight, attractions = ewa_update(weight, attractions, round_ % 3, payoff, 1.0, 1.0, 1.0)
    assert attractions == pytest.approx(payoffs.mean(axis=0))


def test_every_learner_has_its_own() -> None:
    payoffs = np.array([[1.0, 0.4], [0.2, 0.9]])
    weight, attractions = ewa_update(np.array([1.0, 3.0]), np.ones((2, 2)), np.array([0, 1]), payoffs, 0.9, 0.5, 0.8)
    for k, (n, chosen) in enumerate(((1.0, 0), (3.0, 1))):
        one = ewa_update(n, np.ones(2), chosen, payoffs[k], 0.9, 0.5, 0.8)
        assert weight[k] == one[0]
        assert np.array_equal(attractions[k], one[1])
    grown = roth_erev_update(np.ones((2, 3)), np.array([0, 2]), np.array([1.0, 0.5]), 0.1, 0.2)
    assert grown == pytest.approx(np.array([[1.7, 1.0, 1.0], [0.95, 0.95, 1.3]]))


def test_propensities_forget_and_experiment_by_hand() -> None:
    assert roth_erev_update(np.array([2.0, 1.0]), 1, 3.0, 0.0, 0.0) == pytest.approx([2.0, 4.0])
    assert roth_erev_update(np.array([2.0, 1.0]), 1, 3.0, 0.5, 0.0) == pytest.approx([1.0, 3.5])
    assert roth_erev_update(np.array([2.0, 1.0, 1.0]), 1, 3.0, 0.0, 0.2) == pytest.approx([2.3, 3.4, 1.3])


def test_chances_add_up_whatever_the_size() -> None:
    attractions = np.array([[0.0, 1.0], [1e4, -1e4]])
    assert logit(attractions, 1.0)[0] == pytest.approx([1 / (1 + np.e), np.e / (1 + np.e)])
    assert logit(attractions, 1.0).sum(axis=-1) == pytest.approx([1.0, 1.0])
    assert logit(attractions, 0.0) == pytest.approx(np.full((2, 2), 0.5))
    assert logit(attractions, np.array([0.0, 1.0]))[1] == pytest.approx([1.0, 0.0])
    assert proportional(np.array([[1.0, 3.0], [2.0, 2.0]])) == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5]]))


def test_uniforms_stand_for_actions() -> None:
    chances = np.array([0.2, 0.5, 0.3])
    assert [int(drawn(chances, u)) for u in (0.0001, 0.19, 0.21, 0.69, 0.71, 0.9999)] == [0, 0, 1, 1, 2, 2]
    assert drawn(np.array([[0.2, 0.8], [0.9, 0.1]]), np.array([0.5, 0.5])).tolist() == [1, 0]
