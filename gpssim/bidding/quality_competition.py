"""Quality that providers choose where price is regulated and citizens choose among them: an equilibrium by best answers.

Demand comes from citizens' own choice: whoever is indifferent between two neighbors divides them (distance), or shares follow from
taste (logit). Source: Salop 1979; Gravelle 1999; Brekke, Nuscheler & Straume 2006.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from gpssim.errors import GpssimError, impossible
from gpssim.rules.choice import choice_shares, travel_utility
from gpssim.rules.peaks import best_point, root, root_near, slope
from gpssim.rules.quality import provider_payoff

FINE: Final = 0.01
"""Step of differences, relative to the quality lead that moves demand by as much as it can."""
ROUNDS: Final = 10_000
SETTLED: Final = 1e-14


@dataclass(frozen=True, slots=True)
class Terms:
    """What one provider decides on: margin (price less unit cost), curvature and per-client part of cost, mission."""

    margin: float
    curvature: float
    per_client: float = 0.0
    mission: float = 0.0

    def payoff(self, share: float, quality: float) -> float:
        return provider_payoff(share, quality, self.margin, self.curvature, self.per_client, self.mission)

    def profit(self, share: float, quality: float) -> float:
        """The payoff in money: without mission."""
        return provider_payoff(share, quality, self.margin, self.curvature, self.per_client, 0.0)


@dataclass(frozen=True, slots=True)
class Citizens:
    """How citizens choose: weight of quality, cost of distance, scale of taste (the two alternatives)."""

    quality_weight: float
    travel_cost: float = 0.0
    taste: float = 0.0

    def __post_init__(self) -> None:
        if not (self.quality_weight > 0.0 and (self.travel_cost > 0.0) != (self.taste > 0.0)):
            raise impossible("citizens", self, "a quality weight above 0 and either a travel cost or a taste scale above 0")

    def divided(self, here: float, there: float, distance: float) -> float:
        """Where between two providers the indifferent citizen lives: all up to this distance from the first go there."""

        def lead(x: float) -> float:
            first = travel_utility(here, self.quality_weight, x, self.travel_cost)
            return first - travel_utility(there, self.quality_weight, distance - x, self.travel_cost)

        if lead(0.0) <= 0.0 or lead(distance) >= 0.0:
            return 0.0 if lead(0.0) <= 0.0 else distance
        return root(lead, 0.0, distance)

    def on_circle(self, own: float, others: float, n: float) -> float:
        """Share of one provider among n at equal distances on a circle of length 1 whose neighbors have the same quality."""
        return 2.0 * self.divided(own, others, 1.0 / n)

    def on_line(self, qualities: Sequence[float]) -> tuple[float, float]:
        """Shares of two providers at the ends of a line of length 1."""
        first = self.divided(qualities[0], qualities[1], 1.0)
        return first, 1.0 - first

    def by_taste(self, qualities: np.ndarray) -> np.ndarray:
        """Shares of providers that differ in quality and nothing else."""
        return choice_shares(self.quality_weight * np.asarray(qualities, dtype=np.float64), self.taste)

    def step(self, n: float) -> float:
        """A small step of quality."""
        return FINE * (self.taste if self.taste > 0.0 else self.travel_cost / n) / self.quality_weight


def symmetric_quality(terms: Terms, share: Callable[[float, float], float], step: float) -> float:
    """The quality that is the best answer to itself: where a provider's payoff does not rise in its own.

    ``share(own, others)`` is demand. Only small deviations are looked at: that nobody gains by taking the whole market of its
    neighbors is for the caller to see (:func:`largest_gain`).

    Raises
    ------
    GpssimError : there is none.
    """

    def gain(quality: float) -> float:
        return slope(lambda own: terms.payoff(share(own, quality), own), quality, step)

    return root_near(gain, 0.0, 1.0)


def answered_qualities(terms: Sequence[Terms], shares: Callable[[Sequence[float]], Sequence[float]], step: float) -> list[float]:
    """Qualities of providers who differ, each the best answer to the others', by answering in turn until nothing moves.

    Raises
    ------
    GpssimError : answers do not settle.
    """
    qualities = [0.0] * len(terms)
    for _ in range(ROUNDS):
        before = list(qualities)
        for k, one in enumerate(terms):
            qualities[k] = best_point(partial(_payoff, one, shares, qualities, k), qualities[k], step)
        if np.abs(np.subtract(before, qualities)).max() <= SETTLED * max(1.0, float(np.abs(qualities).max())):
            return qualities
    raise GpssimError("best answers in quality do not settle")


def _payoff(
    one: Terms, shares: Callable[[Sequence[float]], Sequence[float]], qualities: Sequence[float], k: int, own: float
) -> float:
    tried = [own if j == k else q for j, q in enumerate(qualities)]
    return one.payoff(float(shares(tried)[k]), own)


def largest_gain(terms: Terms, share: Callable[[float, float], float], quality: float, deviations: np.ndarray) -> float:
    """Most that a provider gains by deviating alone from a common quality, over the qualities tried; at most 0 in equilibrium."""
    at_home = terms.payoff(share(quality, quality), quality)
    return float(max(terms.payoff(share(float(own), quality), float(own)) for own in deviations) - at_home)
