"""One at a time: the scenario as it is, and each variable at its ends while all others stay."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gpssim.designs.base import Design, Point
from gpssim.designs.variable import Variable
from gpssim.errors import impossible
from gpssim.plugins import plugin
from gpssim.scenario.fields import param
from gpssim.streams import Luck


@plugin
class OneAtATime(Design):
    """The points behind a tornado: what a variable does alone, from the scenario as it is. It sees no interaction.

    Each point names the one variable that it changes; the scenario's own world is the point from which all differ.
    """

    name = "one_at_a_time"
    label = "one at a time"
    label_zh = "逐一变动"
    source = (
        "Howard 1988, doi:10.1287/mnsc.34.6.679 (tornado diagrams); "
        "its limits: Saltelli & Annoni 2010, doi:10.1016/j.envsoft.2010.04.012"
    )

    levels: int = param(2, "levels", "levels of each variable, its ends among them", ge=2, le=1000)

    def places(self, variables: Sequence[Variable], luck: Luck) -> np.ndarray:
        """A row for each level of each variable; missing where a variable stays as the scenario has it."""
        rows = [(k, place) for k, v in enumerate(variables) for place in np.linspace(0.0, 1.0, len(v.levels_of(self.levels)))]
        found = np.full((len(rows), len(variables)), np.nan)
        for row, (k, place) in enumerate(rows):
            found[row, k] = place
        return found

    def points(self, variables: Sequence[Variable], luck: Luck) -> list[Point]:
        found = [{v.path: value} for v in variables for value in v.levels_of(self.levels)]
        if not found:
            raise impossible("uncertain", [], "one or more variables for the design one_at_a_time")
        return found
