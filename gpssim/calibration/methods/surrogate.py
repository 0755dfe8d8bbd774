"""Least squares of a quadratic through places nearby, in a box that follows the best place."""

from __future__ import annotations

from gpssim.calibration.local_search import LocalSearch
from gpssim.calibration.searching import by_surrogate
from gpssim.plugins import plugin


@plugin
class Surrogate(LocalSearch):
    """An estimate with standard errors, by least squares of a local quadratic."""

    name = "surrogate"
    label = "Simulated moments, local quadratic"
    label_zh = "模拟矩（局部二次）"
    source = "McFadden 1989, doi:10.2307/1913621; Cartis & Roberts 2019, doi:10.1007/s12532-019-00161-7"
    search = staticmethod(by_surrogate)
