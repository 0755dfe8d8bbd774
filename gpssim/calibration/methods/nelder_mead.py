"""Nelder and Mead's simplex: slower, and there to check the other search."""

from __future__ import annotations

from gpssim.calibration.local_search import LocalSearch
from gpssim.calibration.searching import by_simplex
from gpssim.plugins import plugin


@plugin
class NelderMead(LocalSearch):
    """An estimate with standard errors, by a simplex."""

    name = "nelder_mead"
    label = "Simulated moments, simplex"
    label_zh = "模拟矩（单纯形）"
    source = "Nelder & Mead 1965, doi:10.1093/comjnl/7.4.308"
    search = staticmethod(by_simplex)
