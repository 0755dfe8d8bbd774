"""A posterior by approximate Bayesian computation, generation after generation with a smaller tolerance.

Each particle is a place with a luck of its own, run once. To its moments the errors of the targets are added, so that what is
accepted is a posterior given targets that were measured with these errors. A generation proposes from the one before by normal
steps of twice its covariance; the tolerance is the median distance of the generation before. At last a weighted regression takes
away what the last tolerance left. Proposals are accepted in their order, whichever worker was quicker.

Sources: Toni et al. 2009, doi:10.1098/rsif.2008.0172; Beaumont et al. 2009, doi:10.1093/biomet/asp052; Del Moral et al. 2012,
doi:10.1007/s11222-011-9271-y; Wilkinson 2013, doi:10.1515/sagmb-2013-0010; Beaumont et al. 2002, doi:10.1093/genetics/162.4.2025.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gpssim.calibration.evaluations import ask_of
from gpssim.calibration.fitting import check_moved
from gpssim.calibration.problem import Problem, spread_of
from gpssim.streams import Luck

LEAST_ACCEPTED: Final = 0.05
"""A generation of which a smaller part is accepted is the last; one that comes to less after twenty times as many is given up."""
REDRAWN: Final = 50
"""Steps that are drawn for a proposal until one stays within the cube."""
OFFSET: Final = 1_000_000
"""Lucks of particles begin here: no replication has them."""


@dataclass(frozen=True)
class Generation:
    """Particles of one tolerance: places ``(n, k)``, weights that sum to 1, distances ``(n,)``, moments ``(n, m)``."""

    places: np.ndarray
    weights: np.ndarray
    distances: np.ndarray
    moments: np.ndarray
    tolerance: float
    accepted: float
    """Part of the proposals."""


@dataclass(frozen=True)
class Sampler:
    """What all generations share: ``scale`` is that of the distance, one a moment."""

    problem: Problem
    n: int
    scale: np.ndarray
    luck: Luck

    def simulated(self, places: np.ndarray, first: int) -> tuple[np.ndarray, np.ndarray]:
        """Moments with the errors of targets, and distances over the fitted ones; missing moments are infinitely far."""
        numbers = OFFSET + first + np.arange(len(places))
        runs = self.problem.evaluations.each([ask_of(place, int(number)) for place, number in zip(places, numbers, strict=True)])
        m = runs.shape[1]
        noise = self.luck.normals("abc: error of a target", np.repeat(numbers, m), np.tile(np.arange(m), len(numbers)))
        moments = runs + self.problem.standard_error * noise.reshape(-1, m)
        f = self.problem.fitted
        distance = np.sqrt((((moments - self.problem.value) / self.scale)[:, f] ** 2).mean(axis=1))
        return moments, np.where(np.isfinite(distance), distance, np.inf)


def posterior(problem: Problem, n: int, generations: int, tell: Callable[[int, Generation], None] | None = None) -> Generation:
    """The last generation, adjusted by regression.

    Parameters
    ----------
    n : particles of each generation.
    generations : at most so many.
    tell : called with the number of each generation and the generation, as it ends.

    Raises
    ------
    ScenarioError : a target that no free parameter moves, or that no run has.
    """
    found: Generation | None = None
    for t, one in enumerate(_generations(problem, n, generations)):
        found = one
        if tell is not None:
            tell(t, one)
    assert found is not None  # the first generation is always there
    return _adjusted(found, problem)


def _generations(problem: Problem, n: int, most: int) -> Iterator[Generation]:
    luck = Luck.of(problem.seed, 0)
    places = luck.uniforms("abc: prior", np.repeat(np.arange(n), problem.k), np.tile(np.arange(problem.k), n)).reshape(n, -1)
    sampler = Sampler(problem, n, problem.standard_error, luck)
    moments, distances = sampler.simulated(places, 0)
    check_moved(problem, problem.evaluations.each([ask_of(place, OFFSET + i) for i, place in enumerate(places)]))
    best = places[np.argsort(distances, kind="stable")[:4]]
    spread = np.diag(spread_of(problem.runs(best)))
    sampler = replace(sampler, scale=np.sqrt(problem.standard_error**2 + spread))
    moments, distances = sampler.simulated(places, 0)
    here = Generation(places, np.full(n, 1.0 / n), distances, moments, float("inf"), 1.0)
    yield here
    first = n
    for _ in range(1, most):
        after, first = _next(sampler, here, first)
        if after is None:
            return
        here = after
        yield here
        if here.accepted < LEAST_ACCEPTED:
            return


def _next(sampler: Sampler, before: Generation, first: int) -> tuple[Generation | None, int]:
    """The generation after: batches of proposals until enough of them are near; none where that takes too many."""
    finite = before.distances[np.isfinite(before.distances)]
    tolerance = float(np.median(finite)) if len(finite) == len(before.distances) else float(finite.max())
    steps = np.linalg.cholesky(2.0 * _covariance(before) + 1e-12 * np.eye(sampler.problem.k))
    kept: list[tuple[np.ndarray, np.ndarray, float]] = []
    begun = first
    while len(kept) < sampler.n:
        if first - begun >= sampler.n / LEAST_ACCEPTED:
            return None, first
        proposed = _proposals(sampler, before, steps, first)
        moments, distances = sampler.simulated(proposed, first)
        near = np.flatnonzero(distances <= tolerance)
        kept += [(proposed[i], moments[i], float(distances[i])) for i in near]
        first += sampler.n
    places, found, far = (np.array(column) for column in zip(*kept[: sampler.n], strict=True))
    return Generation(places, _weights(places, before, steps), far, found, tolerance, len(kept) / (first - begun)), first


def _proposals(sampler: Sampler, before: Generation, steps: np.ndarray, first: int) -> np.ndarray:
    """Particles of the generation before and a step from each, drawn again where one leaves the cube."""
    n, k, ends = sampler.n, sampler.problem.k, np.cumsum(before.weights)
    places, numbers, left = np.empty((n, k)), first + np.arange(n), np.arange(n)
    for turn in range(REDRAWN):
        own, m = numbers[left], len(left)
        parents = np.searchsorted(ends, sampler.luck.uniforms("abc: parent", own, turn))
        normals = sampler.luck.normals("abc: step", np.repeat(own, k), turn, np.tile(np.arange(k), m)).reshape(m, k)
        places[left] = before.places[np.minimum(parents, len(ends) - 1)] + normals @ steps.T
        left = left[~((places[left] >= 0.0) & (places[left] <= 1.0)).all(axis=1)]
        if not len(left):
            break
    return np.clip(places, 0.0, 1.0)


def _covariance(before: Generation) -> np.ndarray:
    off = before.places - before.weights @ before.places
    return np.asarray((before.weights[:, None] * off).T @ off)


def _weights(places: np.ndarray, before: Generation, steps: np.ndarray) -> np.ndarray:
    """One over the density with which a place was proposed: the prior is flat over the cube."""
    off = np.linalg.solve(steps, (places[:, None, :] - before.places[None, :, :]).reshape(-1, places.shape[1]).T)
    density = np.exp(-0.5 * (off**2).sum(axis=0)).reshape(len(places), -1) @ before.weights
    return np.asarray((1.0 / density) / (1.0 / density).sum())


def _adjusted(found: Generation, problem: Problem) -> Generation:
    """Places less what a weighted linear regression on the moments says that their distance from the targets did."""
    off = (found.moments - problem.value)[:, problem.fitted]
    design = np.column_stack([np.ones(len(off)), off])
    kernel = found.weights * np.maximum(1.0 - (found.distances / max(found.distances.max(), 1e-300)) ** 2, 0.0)
    if (kernel > 0).sum() <= design.shape[1] or not np.isfinite(design).all():
        return found
    root = np.sqrt(kernel)[:, None]
    slopes = np.linalg.lstsq(root * design, root * found.places, rcond=None)[0][1:]
    places = np.clip(found.places - off @ slopes, 0.0, 1.0)
    return replace(found, places=places, weights=kernel / kernel.sum())


def quantiles(values: np.ndarray, weights: np.ndarray, at: tuple[float, ...]) -> np.ndarray:
    """Weighted quantiles of values ``(n,)``.

    >>> quantiles(np.array([3.0, 1.0, 2.0]), np.array([0.25, 0.25, 0.5]), (0.5,)).tolist()
    [2.0]
    """
    order = np.argsort(values, kind="stable")
    ends = np.cumsum(weights[order])
    return np.asarray(values[order][np.minimum(np.searchsorted(ends, np.array(at) * ends[-1]), len(order) - 1)])
