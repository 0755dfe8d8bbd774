"""Many outcomes at once: adjusted p-values and intervals that hold together, beside a comparison's own columns.

Twenty outcomes with 95 % intervals each make one false difference likely. Whoever picks the outcomes that came out takes the
columns of this module; the intervals of :func:`gpssim.analysis.compare` stay what they are, one by one. All of it is about
replications: more of them make any difference significant, and nothing is said about the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd
from scipy import stats

from gpssim.analysis.bootstrap import TIMES, Kind, mean_interval
from gpssim.analysis.compare import LEVEL, p_of
from gpssim.analysis.domains import Domain, cut, of_differences
from gpssim.analysis.holm import holm
from gpssim.analysis.indicators import indicator
from gpssim.analysis.replicated import replicated
from gpssim.analysis.resampling import MOST, resampled
from gpssim.errors import StudyError, unknown
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

FAMILY: Final = ("period", "closure", "policy_b")
METHODS: Final = ("bonferroni", "max_t")
LEAST_PAIRS: Final = 10
"""Replications under which the largest of several t values cannot be resampled: resamples without spread are too many."""


@usual_arithmetic()
def with_multiplicity(
    results: Results,
    compared: pd.DataFrame,
    method: Literal["bonferroni", "max_t"] = "bonferroni",
    family: Sequence[str] = FAMILY,
    level: float = LEVEL,
) -> pd.DataFrame:
    """A comparison with p-values and intervals that hold for all rows of a family at once.

    Parameters
    ----------
    results : those that were compared.
    compared : rows of :func:`gpssim.analysis.compare`; the family is what stands here: choose rows before, not after.
    method : ``bonferroni`` divides the error among the rows, whatever depends on what; ``max_t`` resamples whole replications, so
        that outcomes that move together are not paid for twice (ten or more replications).
    family : columns that tell families apart; none of them makes one family of all rows.
    level : that all intervals of a family cover together, in (0, 1).

    Returns
    -------
    The same rows with ``p`` (two-sided, of the row alone), ``p_adjusted`` (Holm over the family), ``low_all``, ``high_all`` (which
    cover all true differences of the family with probability ``level``) and ``n_family``, the rows that have an interval.

    Raises
    ------
    UnknownNameError : no such method or column.
    StudyError : the comparison is not one of these results (or of own purchases alone), or ``max_t`` has too few replications.

    *Source:* Holm 1979; max-t by resampling: Westfall & Young 1993, Resampling-Based Multiple Testing; Romano & Wolf 2005,
    doi:10.1198/016214504000000539.
    """
    if method not in METHODS:
        raise unknown("method", method, METHODS)
    for column in family:
        if column not in compared:
            raise unknown("column of this comparison:", column, map(str, compared.columns))
    rows = replicated(results, compared)
    added = pd.DataFrame(np.nan, index=range(len(compared)), columns=["p", "p_adjusted", "low_all", "high_all", "n_family"])
    keys = compared[list(family)].astype(str).agg("|".join, axis=1) if family else pd.Series("", index=compared.index)
    domains = [of_differences(indicator(str(name)).domain) for name in compared["outcome"]]
    for key in keys.unique():
        places = np.flatnonzero(keys.to_numpy() == key)
        wide = pd.concat([rows[place] for place in places], axis=1).to_numpy(dtype=float)
        added.loc[places] = _together(wide, [domains[place] for place in places], method, level)
    whole = pd.DataFrame(compared).assign(**{str(name): added[name].to_numpy() for name in added})
    return whole.astype({"n_family": int})


@usual_arithmetic()
def with_bootstrap(results: Results, compared: pd.DataFrame, kind: Kind = "bca", level: float = LEVEL) -> pd.DataFrame:
    """A comparison with bootstrap intervals of its differences beside the t intervals: ``low_KIND`` and ``high_KIND``.

    Parameters
    ----------
    results, compared : as for :func:`with_multiplicity`.
    kind : ``bca`` or ``percentile`` (:func:`gpssim.analysis.bootstrap.mean_interval`), or ``t``.
    level : confidence level, in (0, 1).

    Raises
    ------
    UnknownNameError, ScenarioError : no such kind, or a level outside (0, 1).
    StudyError : the comparison is not one of these results.
    """
    rows = replicated(results, compared)
    domains = [of_differences(indicator(str(name)).domain) for name in compared["outcome"]]
    ends = [mean_interval(row.to_numpy(), kind, level, domain) for row, domain in zip(rows, domains, strict=True)]
    return pd.DataFrame(compared).assign(**{f"low_{kind}": [e[0] for e in ends], f"high_{kind}": [e[1] for e in ends]})


def _together(wide: np.ndarray, domains: Sequence[Domain], method: str, level: float) -> np.ndarray:
    """``p, p_adjusted, low_all, high_all, n_family`` of a family, from differences ``(replications, rows)``."""
    n = np.isfinite(wide).sum(axis=0)
    mean, error = _moments(wide)
    p = np.array([p_of(*one) for one in zip(mean, error, n, strict=True)])
    known = int((n > 1).sum())
    if method == "max_t":
        critical = np.full(len(n), max_t(wide, level))
    else:
        critical = stats.t.ppf(1 - (1 - level) / (2 * max(known, 1)), np.maximum(n - 1, 1))
    low, high = cut(mean - critical * error, mean + critical * error, mean, tuple(np.array(domains, dtype=float).T))
    return np.column_stack([p, holm(p), low, high, np.full(len(n), known)])


def max_t(wide: np.ndarray, level: float = LEVEL, times: int = TIMES) -> float:
    """The number of standard errors within which all means lie at once.

    Parameters
    ----------
    wide : differences, shape ``(replications, rows)``; missing where undefined. Replications are resampled whole.
    level : in (0, 1).

    Raises
    ------
    StudyError : fewer than ten replications.
    """
    if len(wide) < LEAST_PAIRS:
        raise StudyError(f"method = 'max_t' needs {LEAST_PAIRS} replications or more, here are {len(wide)}: take 'bonferroni'")
    mean, error = _moments(wide)
    used = error > 0
    if not used.any():
        return 0.0
    drawn, step = resampled(len(wide), "replications", times), max(1, MOST // wide.size)
    parts = [drawn[first : first + step] for first in range(0, len(drawn), step)]
    return float(np.quantile(np.concatenate([_largest(wide[part][:, :, used], mean[used]) for part in parts]), level))


def _largest(drawn: np.ndarray, center: np.ndarray) -> np.ndarray:
    """The largest t of each resample, shape (resamples,), from ``(resamples, replications, rows)``."""
    n = np.isfinite(drawn).sum(axis=1)
    total = np.nansum(drawn, axis=1)
    mean = np.divide(total, n, out=np.full(total.shape, np.nan), where=n > 0)
    square = np.nansum((drawn - mean[:, None, :]) ** 2, axis=1)
    error = np.sqrt(square / np.maximum(n - 1, 1) / np.maximum(n, 1))
    gap = np.abs(mean - center)
    size = np.divide(gap, error, out=np.where(gap > 0, np.inf, 0.0), where=(n > 1) & (error > 0))
    return np.asarray(size.max(axis=1))


def _moments(wide: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and its standard error of each column; missing where there are too few."""
    n = np.isfinite(wide).sum(axis=0)
    total = np.nansum(wide, axis=0)
    mean = np.divide(total, n, out=np.full(len(n), np.nan), where=n > 0)
    square = np.nansum((wide - mean) ** 2, axis=0)
    error = np.sqrt(np.divide(square, (n - 1.0) * n, out=np.full(len(n), np.nan), where=n > 1))
    return mean, error
