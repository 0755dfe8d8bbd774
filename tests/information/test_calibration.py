"""Beliefs stay right although awards decide what is seen; plain averages do not. Whatever the award rule."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from gpssim.information.beliefs import precision
from gpssim.information.reputation.base import ReputationSystem, Signals
from gpssim.information.reputation.kalman import Kalman
from gpssim.information.reputation.moving_average import MovingAverage
from gpssim.rules.experimentation import explored
from gpssim.rules.scoring import ranking
from gpssim.streams import Luck

N, FIRMS, YEARS, NOISE = 20_000, 4, 15, 0.8
RULES = ("greedy", "softmax", "thompson", "gittins")
DRIFT = 0.02


@lru_cache
def market(system: ReputationSystem, rule: str, drift: float = 0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Belief, its variance, true quality, and how often each organization was seen, shape (N, FIRMS)."""
    luck, keys = Luck.of(11, 0), (np.arange(N)[:, None], np.arange(FIRMS)[None, :])
    quality = luck.normals("quality", *keys)
    record, seen = system.begin(quality.shape, 0.0), np.zeros(quality.shape)
    for year in range(YEARS):
        month, standing = luck.at(year), system.score(record)
        drawn = (month.uniforms("choice", *keys), month.normals("choice", *keys))
        values = explored(rule, (standing.mean, standing.variance), drawn, (0.4, NOISE, 0.9))
        first = ranking(values, np.zeros(values.shape), month.uniforms("lot", *keys))[:, 0]
        chosen = first[:, None] == np.arange(FIRMS)[None, :]
        signal = quality + NOISE * month.normals("signal", *keys)
        news = Signals(signal, np.where(chosen, precision(NOISE), 0.0), chosen.astype(np.float64))
        record, seen = system.age(system.learn(record, news), 1.0), seen + chosen
        quality = quality + np.sqrt(drift) * month.normals("drift", *keys)
    standing = system.score(record)
    return standing.mean, standing.variance, quality, seen


def off_zero(draws: np.ndarray) -> float:
    """How many standard errors the mean over independent markets lies from 0."""
    by_market = draws.mean(axis=1)
    return abs(float(by_market.mean())) / float(by_market.std() / np.sqrt(by_market.size))


@pytest.mark.parametrize("drift", [0.0, DRIFT])
@pytest.mark.parametrize("rule", RULES)
def test_the_filter_is_calibrated_under_every_rule(rule: str, drift: float) -> None:
    mean, variance, quality, seen = market(Kalman(prior_sd=1.0, drift=drift), rule, drift)
    assert 0.0 < (seen == 0).mean() < 0.6, "nothing was selected"
    assert off_zero(quality - mean) < 4.0
    assert off_zero((quality - mean) ** 2 - variance) < 4.0
    assert off_zero(mean * (quality - mean)) < 4.0
    seldom = (seen > 0) & (seen <= 2)
    assert off_zero(np.where(seldom, quality - mean, 0.0)) < 4.0, "wrong about those who were dropped"


@pytest.mark.parametrize("rule", RULES)
def test_averages_are_biased_and_against_those_who_were_dropped(rule: str) -> None:
    mean, _, quality, seen = market(MovingAverage(window=1000, start_weight=0.0, prior_sd=1.0), rule)
    judged = np.where(seen > 0, quality - mean, 0.0)
    assert judged.mean() > 0.02
    assert off_zero(judged) > 8.0
    dropped = (seen > 0) & (seen <= 2)
    assert (quality - mean)[dropped].mean() > 0.2


def test_a_wrong_noise_or_a_forgotten_drift_shows() -> None:
    mean, variance, quality, _ = market(Kalman(prior_sd=1.0, drift=0.0), "softmax", DRIFT)
    assert off_zero((quality - mean) ** 2 - variance) > 8.0
    mean, variance, quality, _ = market(Kalman(prior_sd=0.5, drift=0.0), "softmax")
    assert off_zero(mean * (quality - mean)) > 8.0
