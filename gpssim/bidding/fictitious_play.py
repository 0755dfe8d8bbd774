"""Stochastic fictitious play: bidders mostly play what would have earned most so far."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.bidding.grid import GridLearner
from gpssim.plugins import plugin
from gpssim.rules.learning_to_bid import ewa_update, logit
from gpssim.scenario.fields import param


@plugin
class FictitiousPlay(GridLearner):
    """Each mark-up of the grid is remembered with the mean payoff it had or would have had; choice is logit.

    Experience-weighted attraction with phi = delta = rho = 1; its rest points are logit equilibria. What is kept: the number of
    rounds and K mean payoffs, shares of the ceiling.
    """

    name: ClassVar[str] = "fictitious_play"
    label: ClassVar[str] = "stochastic fictitious play"
    label_zh: ClassVar[str] = "随机虚拟博弈"
    source: ClassVar[str] = "Fudenberg & Levine 1998; Hofbauer & Sandholm 2002"

    lam: float = param(
        200.0,
        "1 per share of the ceiling",
        "how sharply better mean payoffs are preferred; 0: not at all",
        "assumption, range 50-500",
        ge=0.0,
        le=1e6,
        swept=(50.0, 500.0),
    )

    @property
    def n_state(self) -> int:
        return 1 + self.grid_points

    def chances(self, state: np.ndarray) -> np.ndarray:
        return logit(state[:, 1:], self.lam)

    def update(self, state: np.ndarray, chosen: np.ndarray, payoffs: np.ndarray) -> np.ndarray:
        rounds, means = ewa_update(state[:, 0], state[:, 1:], chosen, payoffs, phi=1.0, delta=1.0, rho=1.0)
        return np.concatenate((rounds[:, None], means), axis=1)
