"""A quick simulator whose truth is known: four kinked moments of two parameters, with luck that is the same at all places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gpssim.calibration.evaluations import Answer, Ask, Evaluations
from gpssim.calibration.problem import Problem
from gpssim.streams import Luck

NOISE = np.array([0.05, 0.08, 0.05, 0.1])
"""Standard deviation of each moment over runs."""
ERROR = np.array([0.02, 0.03, 0.02, 0.04])
"""Standard error of each target."""


def truth(u: np.ndarray) -> np.ndarray:
    """Moments ``(4,)`` at a place ``(2,)`` without luck."""
    a, b = u
    return np.array([np.exp(a) + 0.3 * b, a * b + b, np.sin(2.0 * a) - 0.5 * b**2, 1.0 / (0.5 + b) + 0.2 * a])


def one_run(u: np.ndarray, luck: int, world: int = 0) -> np.ndarray:
    """Moments of one run: the luck of the run shifts them, and counts of events make small kinks."""
    draws = Luck.of(world, luck)
    smooth = truth(u) + NOISE * draws.normals("synthetic", np.arange(4)) * (0.8 + 0.4 * u[0])
    events = draws.uniforms("events", np.arange(400)) < 0.3 + 0.4 * u[1]
    return np.asarray(smooth + 0.1 * (events.mean() - (0.3 + 0.4 * u[1])))


def simulate(asked: Sequence[Ask]) -> Iterator[Answer]:
    for ask in asked:
        yield ask, one_run(np.array(ask[0]), ask[1])


def problem(targets: np.ndarray, fitted: Sequence[bool] = (True,) * 4, replications: int = 6, seed: int = 1) -> Problem:
    """The search for what brought the targets about; its luck is of the seed."""

    def run(asked: Sequence[Ask]) -> Iterator[Answer]:
        for ask in asked:
            yield ask, one_run(np.array(ask[0]), ask[1], 1000 + seed)

    return Problem(targets, ERROR, np.array(fitted), ("a", "b"), Evaluations(run), replications, seed=seed)


def recorded(u: np.ndarray, seed: int) -> np.ndarray:
    """Targets that were measured with their standard errors."""
    return np.asarray(truth(u) + ERROR * Luck.of(seed, 0).normals("records", np.arange(4)))
