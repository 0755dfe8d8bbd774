"""Career concerns: the filter at rest, and what a unit of output adds to later prices."""

from __future__ import annotations

import pytest

from gpssim.information import beliefs
from gpssim.information.beliefs import kalman
from gpssim.rules.career import reputation_reward, settled_variance


@pytest.mark.parametrize(("noise", "drift"), [(1.0, 0.2), (0.3, 1.0), (2.0, 1e-4)])
def test_at_rest_another_signal_leaves_the_variance(noise: float, drift: float) -> None:
    rest = settled_variance(noise, drift)
    assert float(kalman(0.0, rest, 0.3, noise, drift)[1]) == pytest.approx(rest, rel=1e-12)
    variance = 5.0
    for _ in range(2000):
        variance = float(kalman(0.0, variance, 0.0, noise, drift)[1])
    assert variance == pytest.approx(rest, rel=1e-6)


def test_without_drift_everything_is_learned() -> None:
    assert settled_variance(1.0, 0.0) == pytest.approx(0.0, abs=1e-15)
    assert reputation_reward(1.0, 0.0, 0.9) == pytest.approx(0.0, abs=1e-12)


def test_reward_is_the_sum_of_fading_effects() -> None:
    gain = float(beliefs.gain(beliefs.drifted(settled_variance(1.0, 0.5), 0.5), beliefs.precision(1.0)))
    by_hand = sum(0.8**t * gain * (1.0 - gain) ** (t - 1) for t in range(1, 400))
    assert reputation_reward(1.0, 0.5, 0.8) == pytest.approx(by_hand, rel=1e-12)
    assert reputation_reward(1.0, 0.5, 0.8, price_response=0.25) == pytest.approx(0.25 * by_hand)
    assert reputation_reward(1.0, 0.5, 0.0) == 0.0


def test_the_first_effect_is_the_weight_of_the_signal_whatever_its_noise() -> None:
    # half the noise, a quarter of the drift (a variance): all variances fall to a quarter, weights and reward stay
    assert reputation_reward(0.5, 0.125, 0.8) == pytest.approx(reputation_reward(1.0, 0.5, 0.8), rel=1e-10)
    assert reputation_reward(2.0, 0.5, 0.8) < reputation_reward(1.0, 0.5, 0.8) < reputation_reward(1.0, 0.8, 0.8)
