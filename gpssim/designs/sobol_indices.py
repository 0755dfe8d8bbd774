"""Points behind Sobol' indices: two samples A and B, and A with one column of B in turn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gpssim.designs.base import MOST_POINTS, Design
from gpssim.designs.scrambling import check_power_of_two, scrambled
from gpssim.designs.variable import Variable
from gpssim.errors import impossible
from gpssim.plugins import plugin
from gpssim.scenario.fields import param
from gpssim.streams import Luck


@plugin
class SobolIndices(Design):
    """How much of the variance each variable explains, alone and with others. n (k + 2) points for k variables.

    Points come in n blocks of SALib's order: A, then A with column 1, 2, … k of B, where pairs of variables are asked for B with
    column 1, 2, … k of A, then B. Twice as many blocks keep the first half.
    """

    name = "sobol_indices"
    label = "Sobol' indices"
    label_zh = "Sobol 指数"
    source = (
        "Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018; pairs: Saltelli 2002, doi:10.1016/S0010-4655(02)00280-1; "
        "read by SALib, Herman & Usher 2017, doi:10.21105/joss.00097"
    )
    luck = "common"

    n: int = param(256, "blocks", "size of each of the two samples, a power of 2", ge=2, le=2**18)
    second: bool = param(False, "flag", "whether indices of pairs are asked for: 2 k + 2 points a block instead of k + 2")

    def places(self, variables: Sequence[Variable], luck: Luck) -> np.ndarray:
        check_power_of_two("sobol_indices.n", self.n)
        size = block_size(len(variables), self.second)
        if self.n * size > MOST_POINTS:
            raise impossible("the number of points of sobol_indices", f"{self.n * size:,}", f"at most {MOST_POINTS:,}")
        columns = [f"{sample} of {v.path}" for sample in ("A", "B") for v in variables]
        both = scrambled(self.n, columns, luck)
        return blocks(both[:, : len(variables)], both[:, len(variables) :], self.second)


def block_size(k: int, second: bool) -> int:
    """Points of a block.

    >>> block_size(3, False), block_size(3, True)
    (5, 8)
    """
    return 2 * k + 2 if second else k + 2


def blocks(a: np.ndarray, b: np.ndarray, second: bool) -> np.ndarray:
    """The points of all blocks in order, shape ``(n * size, k)``, from the two samples, each ``(n, k)``."""
    mixed = [np.where(np.arange(a.shape[1]) == j, b, a) for j in range(a.shape[1])]
    turned = [np.where(np.arange(a.shape[1]) == j, a, b) for j in range(a.shape[1])] if second else []
    return np.stack([a, *mixed, *turned, b], axis=1).reshape(-1, a.shape[1])
