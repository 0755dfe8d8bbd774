"""Experience-weighted attraction: bidders learn from what they earned and, less, from what they would have earned."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.bidding.grid import GridLearner
from gpssim.plugins import plugin
from gpssim.rules.learning_to_bid import ewa_update, logit
from gpssim.scenario.fields import param, share


@plugin
class ExperienceWeightedAttraction(GridLearner):
    """Each mark-up of the grid has an attraction; the more attractive, the likelier it is played.

    What is kept: experience N and K attractions, shares of the ceiling.
    """

    name: ClassVar[str] = "ewa"
    label: ClassVar[str] = "experience-weighted attraction"
    label_zh: ClassVar[str] = "经验加权吸引力学习"
    source: ClassVar[str] = "Camerer & Ho 1999"

    phi: float = share(0.95, "what is kept of old attractions", "Camerer & Ho 1999: 0.9-1.0, MEMORY", swept=(0.9, 1.0))
    delta: float = share(0.5, "weight of foregone against earned payoffs", "Camerer & Ho 1999: 0.2-0.7, MEMORY", swept=(0.2, 0.7))
    rho: float = share(0.95, "what is kept of old experience", "Camerer & Ho 1999: 0.9-1.0, MEMORY", swept=(0.9, 1.0))
    lam: float = param(
        200.0,
        "1 per share of the ceiling",
        "how sharply better attractions are preferred; 0: not at all",
        "assumption, range 50-500",
        ge=0.0,
        le=1e6,
        swept=(50.0, 500.0),
    )

    @property
    def n_state(self) -> int:
        return 1 + self.grid_points

    def start(self) -> np.ndarray:
        return np.concatenate(([1.0], np.zeros(self.grid_points)))

    def chances(self, state: np.ndarray) -> np.ndarray:
        return logit(state[:, 1:], self.lam)

    def update(self, state: np.ndarray, chosen: np.ndarray, payoffs: np.ndarray) -> np.ndarray:
        weight, attractions = ewa_update(state[:, 0], state[:, 1:], chosen, payoffs, self.phi, self.delta, self.rho)
        return np.concatenate((weight[:, None], attractions), axis=1)
