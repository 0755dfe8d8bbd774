"""Latin hypercube: each of n slices of every variable is met once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gpssim.designs.base import Design
from gpssim.designs.variable import Variable
from gpssim.plugins import plugin
from gpssim.scenario.fields import param
from gpssim.scenario.sampling import places_in_slices
from gpssim.streams import Luck


@plugin
class LatinHypercube(Design):
    """Points for regressions, robustness and scenario discovery; another number of points is another design."""

    name = "latin_hypercube"
    label = "Latin hypercube"
    label_zh = "拉丁超立方"
    source = "McKay, Beckman & Conover 1979, Technometrics, doi:10.1080/00401706.1979.10489755"
    luck = "own"

    n: int = param(100, "points", "number of points", ge=1, le=1_000_000)

    def places(self, variables: Sequence[Variable], luck: Luck) -> np.ndarray:
        return np.column_stack([places_in_slices(luck, v.path, self.n) for v in variables])
