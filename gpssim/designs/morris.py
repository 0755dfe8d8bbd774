"""Morris trajectories: walks over a grid on which each variable moves once, the others staying where they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gpssim.designs.base import MOST_POINTS, Design
from gpssim.designs.variable import Variable
from gpssim.errors import impossible
from gpssim.plugins import plugin
from gpssim.scenario.fields import param
from gpssim.streams import Luck


@plugin
class Morris(Design):
    """Screening of many variables at little cost: k + 1 points a trajectory for k variables.

    A variable moves by levels / (2 (levels - 1)) of its range, up or down, from a level drawn for it. Start, direction and order
    are drawn by the variable's name: more trajectories keep the first, and another variable leaves the walks of the others.
    """

    name = "morris"
    label = "Morris trajectories"
    label_zh = "Morris 轨迹"
    source = "Morris 1991, doi:10.1080/00401706.1991.10484804; mu*: Campolongo et al. 2007, doi:10.1016/j.envsoft.2006.10.004"
    luck = "common"

    trajectories: int = param(10, "trajectories", "number of walks; 10 to 50 are usual", ge=2, le=100_000)
    levels: int = param(4, "levels", "levels of each variable, an even number", ge=2, le=100)

    def places(self, variables: Sequence[Variable], luck: Luck) -> np.ndarray:
        if self.levels % 2:
            raise impossible("morris.levels", self.levels, f"an even number: {self.levels - 1} or {self.levels + 1}")
        total = self.trajectories * (len(variables) + 1)
        if total > MOST_POINTS:
            raise impossible("the number of points of morris", f"{total:,}", f"at most {MOST_POINTS:,}")
        walks, half = np.arange(self.trajectories), self.levels // 2
        start = np.column_stack([np.floor(luck.uniforms(f"morris: start of {v.path}", walks) * half) for v in variables])
        down = np.column_stack([luck.uniforms(f"morris: direction of {v.path}", walks) < 0.5 for v in variables])
        turn = np.column_stack([luck.uniforms(f"morris: turn of {v.path}", walks) for v in variables])
        return trajectories(start, down, turn.argsort(axis=1).argsort(axis=1), self.levels)


def trajectories(start: np.ndarray, down: np.ndarray, turn: np.ndarray, levels: int) -> np.ndarray:
    """The points of all walks in order, shape ``(walks * (k + 1), k)``.

    Parameters
    ----------
    start : lower level of each walk and variable, 0 to levels / 2 - 1, shape ``(walks, k)``.
    down : whether it begins at the upper one.
    turn : the step at which it moves, 0 to k - 1, each once a walk.
    levels : an even number.
    """
    steps = np.arange(start.shape[1] + 1)[None, :, None]
    moved = steps > turn[:, None, :]
    upper = moved != down[:, None, :]
    return np.asarray((start[:, None, :] + upper * (levels // 2)) / (levels - 1)).reshape(-1, start.shape[1])
