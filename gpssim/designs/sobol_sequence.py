"""Sobol' sequence: points that fill the cube evenly, the first of a longer sequence being those of a shorter one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from gpssim.designs.base import Design
from gpssim.designs.variable import Variable
from gpssim.errors import impossible
from gpssim.plugins import plugin
from gpssim.scenario.fields import param
from gpssim.streams import Luck

BITS: Final = 30


@plugin
class SobolSequence(Design):
    """Points that can be extended: twice as many points keep the first half. Balanced where their number is a power of 2.

    Every column is shifted by a word of its own (a digital shift), so that another seed gives other points of the same balance.
    """

    name = "sobol_sequence"
    label = "Sobol' sequence"
    label_zh = "Sobol 序列"
    source = (
        "Sobol' 1967, doi:10.1016/0041-5553(67)90144-9; "
        "direction numbers of Joe & Kuo 2008, doi:10.1137/070709359 (scipy.stats.qmc)"
    )
    luck = "own"

    n: int = param(128, "points", "number of points, a power of 2", ge=1, le=2**20)

    def places(self, variables: Sequence[Variable], luck: Luck) -> np.ndarray:
        from scipy.stats import qmc

        if self.n & (self.n - 1):
            below = 2 ** (self.n.bit_length() - 1)
            raise impossible("sobol_sequence.n", self.n, f"a power of 2: {below} or {2 * below}")
        raw = qmc.Sobol(len(variables), scramble=False, bits=BITS).random_base2(self.n.bit_length() - 1)
        words = np.rint(raw * 2**BITS).astype(np.int64)
        shifts = [int(luck.uniforms(f"sobol sequence: shift of {v.path}", 0)[0] * 2**BITS) for v in variables]
        return np.asarray(((words ^ np.array(shifts)) + 0.5) / 2**BITS)
