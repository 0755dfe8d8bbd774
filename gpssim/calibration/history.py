"""History matching: wave after wave, places are ruled out whose moments cannot be what the targets say.

A wave simulates few places that fill what is left, and fits an emulator to each target. A place is implausible by
``|z - E| / sqrt(variance of the emulator + of target less simulated moment)``; the second variance is that of all methods (standard
error and discrepancy squared, luck over the replications). Since luck is known by the replications alone, the quotient is shrunk
by the quantile of a t distribution over the normal's, at the cut-off.

An emulator of few places may be surer than it should. Each wave's new runs are held against what all emulators before said of
them; where these were surer than right, their variances are swollen, and places come back. So the first wave is never the last
but where no more are asked for, and nothing is left only where a further wave says so, too.

Sources: Craig et al. 1997, doi:10.1007/978-1-4612-2290-3_2; Vernon, Goldstein & Bower 2010, doi:10.1214/10-BA524; Andrianakis
et al. 2015, doi:10.1371/journal.pcbi.1003968 (stochastic simulators); Pukelsheim 1994, doi:10.2307/2684253 (three standard
deviations).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gpssim.calibration.emulating import Emulator, emulated
from gpssim.calibration.fitting import check_moved
from gpssim.calibration.problem import Problem, mean_over_runs, spread_of
from gpssim.calibration.searching import filling
from gpssim.errors import ScenarioError
from gpssim.streams import Luck

CANDIDATES: Final = 4096
"""Places of a box at which the emulators are asked."""
ENOUGH: Final = 256
"""Places that are not ruled out below which one looks nearer, in a smaller box."""
LOOKS: Final = 6
NEAREST: Final = 0.02
"""Part of the candidates that a smaller box holds at least."""
MARGIN: Final = 0.1
"""Of the sides of a box around what is left, to all sides."""
SURE: Final = 0.1
"""An emulator's variance in parts of the others at which more runs tell no more."""
STILL: Final = 0.9
"""A wave that leaves no less and no more than this part of what there was is the last."""


@dataclass(frozen=True)
class Wave:
    """What one wave knows: an emulator a fitted target, and the variance of target less simulated moment.

    Parameters
    ----------
    value, variance, shrunk : of the fitted targets, ``(m,)``; ``shrunk`` is what implausibilities are divided by.
    """

    emulators: tuple[Emulator | None, ...]
    value: np.ndarray
    variance: np.ndarray
    shrunk: np.ndarray

    def told(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Implausibility by each target and the emulators' variances over the others, ``(n, m)``; 0 where there is no emulator."""
        far, unsure = np.zeros((len(places), len(self.value))), np.zeros((len(places), len(self.value)))
        for j, emulator in enumerate(self.emulators):
            if emulator is not None:
                mean, variance = emulator(places)
                far[:, j] = np.abs(mean - self.value[j]) / np.sqrt(variance + self.variance[j]) / self.shrunk[j]
                unsure[:, j] = variance / self.variance[j]
        return far, unsure

    def checked(self, places: np.ndarray, moments: np.ndarray) -> Wave:
        """The same, surer of nothing than new runs allow: moments ``(n, m)`` at places of which the emulators knew nothing."""
        return replace(self, emulators=tuple(e and e.checked(places, m) for e, m in zip(self.emulators, moments.T, strict=True)))


@dataclass(frozen=True)
class Left:
    """What is not ruled out after a wave.

    Parameters
    ----------
    places, worst : ``(n, k)`` and their implausibility ``(n,)``; in an order of which every beginning fills the space.
    nearest : the least implausible candidates, ruled out or not.
    share : of the whole cube.
    low, high : corners of the box around it, with a margin.
    unsure : variance of the least sure emulator over the others.
    lowest : implausibility by each fitted target of the place that is the least implausible, ruled out or not.
    """

    places: np.ndarray
    worst: np.ndarray
    nearest: np.ndarray
    share: float
    low: np.ndarray
    high: np.ndarray
    unsure: float
    lowest: np.ndarray


@dataclass(frozen=True)
class Matching:
    """Settings.

    Parameters
    ----------
    n, waves : places of a wave, and waves at most.
    cut_off, nth : above which implausibility a place is ruled out, and which of the largest decides (1: the largest).
    """

    problem: Problem
    n: int
    waves: int = 5
    cut_off: float = 3.0
    nth: int = 1

    def after_each(self) -> Iterator[tuple[Sequence[Wave], Left, str]]:
        """After each wave all waves so far, what they leave, and why it is the last: ``sure``, ``still``, ``most``, or nothing.

        Raises
        ------
        ScenarioError : nothing is left, or a target that no free parameter moves.
        """
        problem, waves, share = self.problem, list[Wave](), 1.0
        low, high = np.zeros(problem.k), np.ones(problem.k)
        places = new = filling(self.n, problem.k, Luck.of(problem.seed, 0), "wave")
        while True:
            moments = problem.moments(new)
            if not waves:
                check_moved(problem, moments)
            waves = [*(wave.checked(new, moments[:, problem.fitted]) for wave in waves), self._wave(places, low, high)]
            left = self._left(waves)
            if not len(left.places) and (share == 0.0 or len(waves) >= self.waves):
                raise ScenarioError(self._nothing(left, len(waves)))
            why = self._why(left, share, len(waves))
            yield waves, left, why
            if why:
                return
            share, low, high = left.share, left.low, left.high
            new = (left.places if len(left.places) else left.nearest)[: self.n]
            places = np.vstack([places, new])

    def worst(self, waves: Sequence[Wave], places: np.ndarray) -> np.ndarray:
        """The implausibility that decides, the largest over waves, ``(n,)``."""
        return np.asarray(np.max([np.sort(wave.told(places)[0], axis=1)[:, -self.nth] for wave in waves], axis=0))

    def _wave(self, places: np.ndarray, low: np.ndarray, high: np.ndarray) -> Wave:
        """Emulators through all places of the box, those of earlier waves among them."""
        from scipy.stats import norm, t

        problem, f = self.problem, self.problem.fitted
        inside = places[((places >= low) & (places <= high)).all(axis=1)]
        runs = problem.runs(inside)
        moments = mean_over_runs(runs)[:, f]
        variance = np.diag(problem.variance(spread_of(runs)))[f]
        of_luck = np.clip(1.0 - problem.standard_error[f] ** 2 / variance, 1e-6, 1.0)
        shrunk = t.isf(norm.sf(self.cut_off), (problem.replications - 1) / of_luck**2) / self.cut_off
        return Wave(tuple(emulated(inside, one, low, high) for one in moments.T), problem.value[f], variance, shrunk)

    def _left(self, waves: Sequence[Wave]) -> Left:
        """Candidates that no wave rules out; where they are few, looked for in a smaller box around the nearest."""
        luck, low, high = Luck.of(self.problem.seed, 0), np.zeros(self.problem.k), np.ones(self.problem.k)
        for look in range(LOOKS):
            places = low + filling(CANDIDATES, self.problem.k, luck, "candidates", len(waves), look) * (high - low)
            worst = self.worst(waves, places)
            kept, size = worst <= self.cut_off, float(np.prod(high - low))
            nearest = places[np.argsort(worst, kind="stable")[: max(int(kept.sum()), int(NEAREST * CANDIDATES))]]
            ends = nearest.min(axis=0), nearest.max(axis=0)
            margin = MARGIN * (ends[1] - ends[0])
            low, high = np.maximum(ends[0] - margin, 0.0), np.minimum(ends[1] + margin, 1.0)
            if kept.sum() >= ENOUGH:
                break
        unsure = waves[-1].told(places[kept])[1] if kept.any() else np.ones((1, 1))
        lowest = np.max([wave.told(places[[np.argmin(worst)]])[0][0] for wave in waves], axis=0)
        share, least_sure = size * float(kept.mean()), float(np.median(unsure, axis=0).max())
        return Left(places[kept], worst[kept], nearest, share, low, high, least_sure, lowest)

    def _why(self, left: Left, before: float, waves: int) -> str:
        if waves > 1 and len(left.places) and left.unsure < SURE:
            return "sure"
        if waves > 1 and STILL * before < left.share < before / STILL:
            return "still"
        return "most" if waves >= self.waves else ""

    def _nothing(self, left: Left, wave: int) -> str:
        names = [name for name, fitted in zip(self.problem.names, self.problem.fitted, strict=True) if fitted]
        far, worst = np.sort(left.lowest)[-self.nth], names[int(left.lowest.argmax())]
        return (
            f"nothing is left after wave {wave}: the nearest place is {far:.3g} standard deviations off, most by {worst} "
            f"(cut-off {self.cut_off:g}): give other ranges, another model or a discrepancy"
        )
