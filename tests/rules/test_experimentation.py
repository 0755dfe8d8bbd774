"""Choice under uncertainty: neutral values, frequencies that theory gives, equals by lot."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from gpssim.errors import GpssimError
from gpssim.rules.experimentation import explored, sampled, softened
from gpssim.streams import Luck

MEAN = np.array([0.1, 0.5, 0.5, -1.0])
KEYS = (np.arange(20_000)[:, None], np.arange(2)[None, :])
LUCK = Luck.of(4, 0)


def test_greedy_and_cold_softmax_leave_beliefs_alone() -> None:
    u, z = np.full(4, 0.3), np.ones(4)
    assert explored("greedy", (MEAN, 1.0), (u, z), (1.0, 1.0, 0.9)).tolist() == MEAN.tolist()
    assert softened(MEAN, 0.0, u).tolist() == MEAN.tolist()
    assert sampled(MEAN, 0.0, z).tolist() == MEAN.tolist()
    assert sampled(MEAN, 4.0, z).tolist() == pytest.approx((MEAN + 2.0).tolist())


def test_softmax_chooses_with_logit_probabilities() -> None:
    values = softened(np.array([0.3, 0.0]), 0.5, LUCK.uniforms("taste", *KEYS))
    share = (values.argmax(axis=1) == 0).mean()
    assert share == pytest.approx(1.0 / (1.0 + np.exp(-0.6)), abs=4 * 0.5 / np.sqrt(20_000))


def test_among_three_the_luckiest_draw_gains_most() -> None:
    # Gumbel's law leans to one side, which two options cannot tell: it is 0 at u = exp(-1), 1 at exp(-1/e), -1 at exp(-e)
    shocks = softened(np.zeros(3), 0.5, np.exp(-np.exp([0.0, -1.0, 1.0])))
    assert shocks.tolist() == pytest.approx([0.0, 0.5, -0.5])
    uniforms = LUCK.uniforms("three", np.arange(20_000)[:, None], np.arange(3)[None, :])
    chosen = softened(np.array([0.5, 0.0, 0.0]), 0.5, uniforms).argmax(axis=1)
    assert (chosen == 0).mean() == pytest.approx(np.e / (np.e + 2.0), abs=4 * 0.5 / np.sqrt(20_000))


def test_thompson_chooses_with_the_probability_of_being_best() -> None:
    values = sampled(np.array([0.3, 0.0]), np.array([1.0, 0.5]), LUCK.normals("draw", *KEYS))
    share = (values.argmax(axis=1) == 0).mean()
    assert share == pytest.approx(norm.cdf(0.3 / np.sqrt(1.5)), abs=4 * 0.5 / np.sqrt(20_000))


def test_gittins_prefers_the_unknown_among_equals() -> None:
    values = explored("gittins", (np.zeros(2), np.array([0.01, 0.5])), (np.zeros(2), np.zeros(2)), (0.0, 0.5, 0.9))
    assert values[1] > values[0] > 0.0


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(GpssimError, match="unknown rule of exploration 'greedi'; did you mean 'greedy'"):
        explored("greedi", (MEAN, 1.0), (MEAN, MEAN), (1.0, 1.0, 0.9))
