"""Full factorial: every level of every variable with every level of the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

import numpy as np

from gpssim.designs.base import MOST_POINTS, Design, Point
from gpssim.designs.variable import Variable
from gpssim.errors import impossible
from gpssim.plugins import plugin
from gpssim.scenario.fields import param
from gpssim.streams import Luck


@plugin
class Factorial(Design):
    """Grids for phase diagrams and for experiments with few settings of each variable."""

    name = "factorial"
    label = "full factorial"
    label_zh = "全因子"
    source = "Fisher 1935, The Design of Experiments (convention)"

    levels: int = param(3, "levels", "levels of a variable that says no number of its own", ge=2, le=1000)

    def places(self, variables: Sequence[Variable], luck: Luck) -> np.ndarray:
        """Places of the levels, evenly from 0 to 1; listed values at the middle of their parts."""
        return np.array(list(product(*[np.linspace(0.0, 1.0, len(v.levels_of(self.levels))) for v in variables])))

    def points(self, variables: Sequence[Variable], luck: Luck) -> list[Point]:
        levels = [v.levels_of(self.levels) for v in variables]
        n = prod(map(len, levels))
        if n > MOST_POINTS:
            raise impossible("the number of points of factorial", f"{n:,}", f"at most {MOST_POINTS:,}")
        return [dict(zip((v.path for v in variables), values, strict=True)) for values in product(*levels)]
