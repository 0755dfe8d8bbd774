"""Boxes and trees of a study as tables: in which worlds one policy beats another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gpssim.analysis.discovery.cases import cases
from gpssim.analysis.discovery.prim import best, peel
from gpssim.analysis.discovery.tree import tree_rules
from gpssim.analysis.questions import Contrast
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

COLUMNS = (
    "parameter", "low", "high", "lowest", "highest", "p_low", "p_high", "coverage", "density", "mass", "n_worlds", "share",
)  # fmt: skip


@usual_arithmetic()
def box_table(results: Results, one: Contrast, dense: float | None = None) -> pd.DataFrame:
    """The box of worlds in which ``policy_b`` beats ``policy_a``.

    Parameters
    ----------
    results : of a study whose points fill their ranges.
    one : a difference.
    dense : share of the worlds in the box in which it must, where that can be reached; as :func:`gpssim.analysis.discovery.best`
        chooses it where nothing is said.

    Returns
    -------
    DataFrame, a row for each parameter that the box limits, the surest first: ``low`` to ``high`` of all ``lowest`` to ``highest``
    that were looked at, with quasi-p-values of either limit (``p_low``, ``p_high``: the chance of so good a limit by luck; limits
    with more than 0.05 were left out), and for the whole box ``coverage``, ``density`` and ``mass``; ``share`` of the ``n_worlds``
    in which it wins. One row without a parameter where it wins everywhere, nowhere, or nothing tells where.

    Raises
    ------
    StudyError : points that do not fill their ranges, or too few worlds.
    """
    x, won = cases(results, one)
    told = {"n_worlds": len(won), "share": float(won.mean())}
    if won.all() or not won.any():
        whole = {"coverage": float(won.any()), "density": float(won.mean()), "mass": 1.0}
        return pd.DataFrame([{"parameter": "", **whole, **told}]).reindex(columns=list(COLUMNS))
    box = best(x, won, dense)
    whole = {"coverage": box.step.coverage, "density": box.step.density, "mass": box.step.mass}
    rows = [
        {
            "parameter": path,
            "low": low,
            "high": high,
            "lowest": float(x[path].min()),
            "highest": float(x[path].max()),
            "p_low": box.p_values[path][0],
            "p_high": box.p_values[path][1],
        }
        for path, (low, high) in box.step.limits.items()
    ]
    found = pd.DataFrame(rows or [{"parameter": ""}]).assign(**whole, **told).reindex(columns=list(COLUMNS))
    surest = found[["p_low", "p_high"]].min(axis=1).sort_values(kind="stable").index
    return found.loc[surest].reset_index(drop=True)


@usual_arithmetic()
def trajectory_table(results: Results, one: Contrast) -> pd.DataFrame:
    """Coverage, density and mass of every box on the way: what is given up for what; no rows where there is nothing to part."""
    x, won = cases(results, one)
    if won.all() or not won.any():
        return pd.DataFrame()
    steps = peel(x, won)
    rows = [(k, s.coverage, s.density, s.mass, s.n, len(s.limits), " and ".join(s.limits)) for k, s in enumerate(steps)]
    return pd.DataFrame(rows, columns=["step", "coverage", "density", "mass", "n", "n_limited", "limited"])


@usual_arithmetic()
def tree_table(results: Results, one: Contrast) -> pd.DataFrame:
    """The leaves of :func:`gpssim.analysis.discovery.tree.tree_rules`; no rows where there is nothing to part."""
    x, won = cases(results, one)
    return pd.DataFrame() if won.all() or not won.any() else tree_rules(x, won)
