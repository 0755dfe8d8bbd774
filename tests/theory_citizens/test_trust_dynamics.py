"""A8.06, trust: fixed point, variance, half-life and path of an average that gains and loses at different rates.

T' = T + g (1 - T) on success (probability p), (1 - l) T on failure. Closed forms derived below; asymmetry after Slovic 1993.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from crowds import ACCESS, MANNER, people, sums, supply, words
from scipy.special import ndtri

from gpssim.agents.kernel import run_service_month
from gpssim.rules.satisfaction import aspiration_next
from gpssim.rules.trust import trust_next
from gpssim.streams import Luck

P, GAIN, LOSS, ETA = 0.8, 0.1, 0.3, 0.2
N, MONTHS = 20_000, 60

MEAN = P * GAIN / (P * GAIN + (1.0 - P) * LOSS)
RATE = P * GAIN + (1.0 - P) * LOSS
"""Speed at which the mean returns: m' = m - RATE (m - MEAN)."""
SECOND = (2.0 * P * GAIN * (1.0 - GAIN) * MEAN + P * GAIN**2) / (1.0 - P * (1.0 - GAIN) ** 2 - (1.0 - P) * (1.0 - LOSS) ** 2)
VARIANCE = SECOND - MEAN**2


def mean_after(months: int, start: float) -> float:
    return MEAN + (1.0 - RATE) ** months * (start - MEAN)


def test_reference_values_of_the_closed_forms() -> None:
    assert pytest.approx(0.5714285714) == MEAN
    assert pytest.approx(0.02892495581) == VARIANCE
    assert mean_after(5, 0.5) == pytest.approx(0.5378266416)
    assert np.log(0.5) / np.log(1.0 - ETA) == pytest.approx(3.10628372)
    assert pytest.approx(0.02777777778) == ETA / (2.0 - ETA) * 0.5**2


def test_symmetric_trust_halves_in_its_half_life_and_approaches_like_an_average() -> None:
    falling, rising = [1.0], [0.0]
    for _ in range(5):
        falling.append(trust_next(falling[-1], False, ETA, ETA))
        rising.append(trust_next(rising[-1], True, ETA, ETA))
    half_life = 3.0 + np.log(falling[3] / 0.5) / np.log(falling[3] / falling[4])
    assert half_life == pytest.approx(3.10628372)
    assert rising[5] == pytest.approx(0.67232)


def test_the_mean_follows_its_recursion_exactly() -> None:
    # the rule is linear in trust: the mean over both outcomes moves the mean
    mean = 0.5
    for _ in range(5):
        mean = P * trust_next(mean, True, GAIN, LOSS) + (1.0 - P) * trust_next(mean, False, GAIN, LOSS)
    assert mean == pytest.approx(0.5378266416)
    for _ in range(400):
        mean = P * trust_next(mean, True, GAIN, LOSS) + (1.0 - P) * trust_next(mean, False, GAIN, LOSS)
    assert mean == pytest.approx(MEAN)


def test_success_needed_for_a_trust_of_one_half() -> None:
    needed = LOSS / (GAIN + LOSS)
    assert needed == pytest.approx(0.75)
    assert needed * trust_next(0.5, True, GAIN, LOSS) + (1.0 - needed) * trust_next(0.5, False, GAIN, LOSS) == pytest.approx(0.5)


@lru_cache
def crowd_after(months: int, attribution: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Trust in providers and in the government of N clients whose months succeed with probability P, lived by the model."""
    crowd = people([N], need=1, applied=1, contract=0)
    delivered = MANNER.experience_noise * float(ndtri(P))  # nobody expects more than 0, and expectations stay
    market = supply([0], 1, capacity=N, quality=delivered)
    manner = MANNER._replace(trust_gain=GAIN, trust_loss=LOSS, attribution=attribution, aspiration_rate=0.0)
    for month in range(months):
        run_service_month(crowd, market, words(month, seed=2), manner, ACCESS, np.zeros((1, 3)), sums(1, 1))
    return crowd.trust_providers, crowd.trust_government


def within_four_errors(values: np.ndarray, mean: float, sd: float) -> bool:
    return bool(abs(values.mean() - mean) <= 4.0 * sd / np.sqrt(values.size))


def test_clients_trust_settles_at_the_fixed_point_with_its_variance() -> None:
    trust, _ = crowd_after(MONTHS)
    assert within_four_errors(trust, MEAN + (1.0 - RATE) ** MONTHS * (0.5 - MEAN), np.sqrt(VARIANCE))
    fourth = ((trust - trust.mean()) ** 4).mean()
    assert abs(trust.var() - VARIANCE) <= 4.0 * np.sqrt((fourth - VARIANCE**2) / N)


def test_clients_trust_is_on_its_path_after_five_months() -> None:
    trust, _ = crowd_after(5)
    assert within_four_errors(trust, 0.5378266416, float(trust.std()))
    assert not within_four_errors(trust, 0.5378266416 + 0.02, float(trust.std()))


def test_another_five_months_do_not_move_the_distribution() -> None:
    trust, later = crowd_after(MONTHS)[0], crowd_after(MONTHS + 5)[0]
    spread = np.sqrt(2.0 * VARIANCE / N)
    assert abs(trust.mean() - later.mean()) <= 4.0 * spread


def test_attribution_slows_the_government_but_keeps_the_fixed_point() -> None:
    _, full = crowd_after(MONTHS, 1.0)
    _, none = crowd_after(MONTHS, 0.0)
    _, half = crowd_after(MONTHS, 0.5)
    assert np.array_equal(full, crowd_after(MONTHS)[0])
    assert (none == 0.5).all()
    slow = 0.5 * RATE
    assert within_four_errors(half, MEAN + (1.0 - slow) ** MONTHS * (0.5 - MEAN), float(half.std()))


def test_an_average_of_normal_experience_has_the_variance_of_an_average() -> None:
    luck, level = Luck.of(6, 0), np.full(N, 2.0)
    for month in range(MONTHS):
        level = aspiration_next(level, 2.0 + 0.5 * luck.at(month).normals("experience", np.arange(N)), ETA)
    variance = ETA / (2.0 - ETA) * 0.25
    assert within_four_errors(level, 2.0, np.sqrt(variance))
    assert abs(level.var() - variance) <= 4.0 * variance * np.sqrt(2.0 / N)
