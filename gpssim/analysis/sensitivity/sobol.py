"""Sobol' indices: how much of the variance over the points each parameter explains, alone and with others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.questions import Contrast, means, of_points, responses
from gpssim.analysis.resampling import percentile_interval
from gpssim.analysis.sensitivity.luck import luck_shares
from gpssim.analysis.sensitivity.sample import luck_of, made_for, variables_in, whole_parts
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

DESIGN: Final = "sobol_indices"
COLUMNS: Final = ("parameter", "first", "first_low", "first_high", "total", "total_low", "total_high", "n", "dropped")
RESAMPLES, HELD, SEED = 1000, 4_000_000, 1
WIDE: Final = 0.15
"""Half a width of an interval from which on a total index is hardly known (convention)."""
SAME: Final = 1e-12
"""Part of the numbers' size below which a standard deviation is rounding."""


def sobol_indices(results: Results, one: Contrast) -> pd.DataFrame:
    """First-order and total indices of an outcome, or of the difference between two policies, the largest total index first.

    Parameters
    ----------
    results : of a study with the design ``sobol_indices``.
    one : as :func:`gpssim.analysis.questions.contrast` makes it.

    Returns
    -------
    DataFrame, a row a parameter: ``first`` (share of the variance explained by it alone) and ``total`` (with all that it does
    together with others) with 95 % bootstrap intervals over the ``n`` blocks that are whole (percentiles); ``dropped`` were not. A
    first-order index may come out below 0 by chance: its interval says how far. Missing where nothing varies. All points count,
    whether or not their status quo is plausible: without some of them parameters would not vary independently.

    Raises
    ------
    StudyError : the study has another design, or too few whole blocks.

    Source: estimators of Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018, in SALib.
    """
    return _read(results, one)[0]


def sobol_pairs(results: Results, one: Contrast) -> pd.DataFrame:
    """Second-order indices: what two parameters explain together beyond each alone; ``parameter, other, second, low, high``.

    No rows where the design was made without ``second = true``; the interval is normal, with the bootstrap's standard error.
    """
    return _read(results, one)[1]


def sobol_sample(results: Results, one: Contrast) -> dict[str, Any]:
    """What the indices are of: blocks, mean and standard deviation over the points, what parameters explain alone, luck."""
    indices = sobol_indices(results, one)
    table = responses(results, one)
    size = _size(results)
    parts = of_points(table)
    independent = parts.iloc[np.isin(np.arange(len(parts)) % size, (0, size - 1))]
    points = means(independent).dropna()
    return {
        "n": int(indices["n"].iloc[0]),
        "dropped": int(indices["dropped"].iloc[0]),
        "mean": float(points.mean()),
        "sd": float(points.std()),
        "alone": float(indices["first"].sum(skipna=False)),
        "widest": float(((indices["total_high"] - indices["total_low"]) / 2).max()),
        **luck_shares(independent, luck_of(results) == "common"),
    }


def _size(results: Results) -> int:
    k = len(variables_in(results))
    return 2 * k + 2 if made_for(results, DESIGN, "Sobol' indices").get("second") else k + 2


@usual_arithmetic()
def _read(results: Results, one: Contrast) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables, computed once."""
    settings = made_for(results, DESIGN, "Sobol' indices")
    key = (DESIGN, one)
    if key not in results.cache:
        parts, dropped = whole_parts(means(responses(results, one)), _size(results), "blocks")
        found = indices_of(parts, variables_in(results), bool(settings.get("second")))
        results.cache[key] = (found[0].assign(dropped=dropped), found[1])
    kept: tuple[pd.DataFrame, pd.DataFrame] = results.cache[key]
    return kept


def indices_of(parts: np.ndarray, names: list[str], second: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Indices from numbers of whole blocks.

    Parameters
    ----------
    parts : shape ``(blocks, k + 2)``, or ``(blocks, 2 k + 2)`` with ``second``; in each block A, A with columns of B, (B with
        columns of A,) B.
    names : of the k parameters.

    Returns
    -------
    The tables of :func:`sobol_indices`, without ``dropped``, and :func:`sobol_pairs`.
    """
    from SALib.analyze import sobol

    n, k = len(parts), len(names)
    pairs = [(i, j) for i in range(k) for j in range(i + 1, k)] if second else []
    if parts.std() <= SAME * np.abs(parts).max():
        nothing = pd.DataFrame({"parameter": names, "n": n}).reindex(columns=COLUMNS[:-1])
        return nothing, _pairs(names, pairs, np.full((k, k), np.nan), np.full((k, k), np.nan))
    problem = {"num_vars": k, "names": names, "bounds": [[0.0, 1.0]] * k}
    times = min(RESAMPLES, max(200, HELD // n))
    said = sobol.analyze(problem, parts.ravel(), calc_second_order=second, num_resamples=times, keep_resamples=True, seed=SEED)
    columns: dict[str, Any] = {"parameter": names}
    for name, short in (("first", "S1"), ("total", "ST")):
        low, high = percentile_interval(said[f"{short}_conf_all"])
        columns |= {name: said[short], f"{name}_low": low, f"{name}_high": high}
    table = pd.DataFrame({**columns, "n": n}).sort_values("total", ascending=False, kind="stable", ignore_index=True)
    return table, _pairs(names, pairs, said.get("S2"), said.get("S2_conf"))


def _pairs(names: list[str], pairs: list[tuple[int, int]], index: Any, half: Any) -> pd.DataFrame:
    rows = [(names[i], names[j], index[i, j], index[i, j] - half[i, j], index[i, j] + half[i, j]) for i, j in pairs]
    found = pd.DataFrame(rows, columns=["parameter", "other", "second", "low", "high"])
    return found.sort_values("second", ascending=False, kind="stable", ignore_index=True)
