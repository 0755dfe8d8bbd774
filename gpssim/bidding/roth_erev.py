"""Reinforcement: what has earned is played more often."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.bidding.grid import GridLearner
from gpssim.plugins import plugin
from gpssim.rules.learning_to_bid import proportional, roth_erev_update
from gpssim.scenario.fields import param, share

PERCENT = 100.0
"""Payoffs in percent of the ceiling, so that propensities are numbers one can read."""


@plugin
class RothErev(GridLearner):
    """Each mark-up of the grid has a propensity, which grows by what it earned; choice is proportional to propensities.

    Only what was played teaches; losses teach nothing. What is kept: K propensities, percent of the ceiling.
    """

    name: ClassVar[str] = "roth_erev"
    label: ClassVar[str] = "reinforcement (Roth–Erev)"
    label_zh: ClassVar[str] = "强化学习（罗思–埃雷夫）"
    source: ClassVar[str] = "Roth & Erev 1995; Erev & Roth 1998"

    strength: float = param(
        1.0,
        "percent of the ceiling",
        "propensity of every mark-up at the start: large values learn slowly",
        "assumption, range 0.3-3",
        ge=1e-6,
        le=1e6,
        swept=(0.3, 3.0),
    )
    forgetting: float = share(0.02, "part of propensities lost in a round", "Erev & Roth 1998: 0-0.1, MEMORY", swept=(0.0, 0.1))
    experimentation: float = share(
        0.1, "part of a payoff that goes to what was not played", "Erev & Roth 1998: 0.05-0.2, MEMORY", swept=(0.0, 0.2)
    )

    @property
    def n_state(self) -> int:
        return self.grid_points

    def start(self) -> np.ndarray:
        return np.full(self.grid_points, self.strength)

    def chances(self, state: np.ndarray) -> np.ndarray:
        return proportional(state)

    def update(self, state: np.ndarray, chosen: np.ndarray, payoffs: np.ndarray) -> np.ndarray:
        payoff = PERCENT * np.maximum(payoffs[np.arange(chosen.size), chosen], 0.0)
        after = roth_erev_update(state, chosen, payoff, self.forgetting, self.experimentation)
        return np.asarray(np.maximum(after, 1e-9 * self.strength))  # forgetting alone must not leave nothing to choose by
