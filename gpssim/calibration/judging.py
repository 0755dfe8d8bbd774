"""How sure an estimate is: slopes of moments, standard errors, the test of what is left over, targets that were held out.

With ``g`` the differences of fitted moments from targets, ``G`` their slopes, ``W`` the weights and ``V`` the variance of ``g``:
the estimate has variance ``(G'WG)⁻¹ G'WVWG (G'WG)⁻¹``. The test looks at ``g`` across the directions in which parameters move
moments, ``z = B'g`` with ``B'G = 0``: an error of the estimate does not move it, so that ``z' (B'VB)⁻¹ z`` is chi-square with as
many degrees of freedom as there are moments beyond parameters, whatever the weights and the units of moments. Sources: Pakes &
Pollard 1989, doi:10.2307/1913622; Newey & McFadden 1994, doi:10.1016/S1573-4412(05)80005-4, section 9.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gpssim.calibration.problem import Problem, mean_over_runs, spread_of


@dataclass(frozen=True)
class Judged:
    """An estimate and what is known of it.

    Parameters
    ----------
    place : in the unit cube, ``(k,)``.
    covariance : of the place, ``(k, k)``; infinite on the diagonal of a parameter that no fitted moment tells apart.
    moments, slopes : at the place ``(m,)``, and by coordinate of the place ``(m, k)``.
    variance : of target less simulated moment, ``(m, m)``.
    statistic, p_value, freedom : of the over-identification test; missing where there are no more moments than parameters.
    residual_variance : of target less moment after the fit, ``(m,)``: fitted targets took part in it, those held out did not.
    quantile : by which a standard error is multiplied for the half-width of a 95 % interval, ``(k,)``: of the t distribution with
        Satterthwaite's degrees of freedom, since the luck of so few runs is itself known by them alone (luck is the same at all
        places, so that more places tell no more of it).
    """

    place: np.ndarray
    covariance: np.ndarray
    moments: np.ndarray
    slopes: np.ndarray
    variance: np.ndarray
    statistic: float
    p_value: float
    freedom: int
    residual_variance: np.ndarray
    quantile: np.ndarray


def judge(problem: Problem, place: np.ndarray, weights: np.ndarray, step: float) -> Judged:
    """Slopes by steps to both sides, and all that follows from them.

    Parameters
    ----------
    step : in the unit cube; at a border only the side within is taken.
    """
    ends = np.array([side for i in range(problem.k) for side in _sides(place, i, step)])
    runs = problem.runs(np.vstack([place[None, :], ends]))
    moments = mean_over_runs(runs)
    lengths = ends[1::2, :] - ends[0::2, :]
    slopes = ((moments[2::2] - moments[1::2]) / lengths.sum(axis=1)[:, None]).T
    variance = problem.variance(spread_of(runs))
    f = problem.fitted
    bread, meat = _pieces(slopes[f], weights[f], variance[np.ix_(f, f)])
    covariance = bread @ meat @ bread
    of_luck = variance - np.diag(problem.standard_error**2)
    by_luck = bread @ _pieces(slopes[f], weights[f], of_luck[np.ix_(f, f)])[1] @ bread
    quantile = _quantile(np.diag(covariance), np.diag(by_luck), problem.replications - 1)
    covariance[np.diag_indices(problem.k)] = np.where(_told_apart(slopes[f], weights[f]), np.diag(covariance), np.inf)
    tested = _overidentification(moments[0][f] - problem.value[f], slopes[f], variance[np.ix_(f, f)])
    left = _residuals(slopes, weights, variance, f, bread)
    return Judged(place, covariance, moments[0], slopes, variance, *tested, left, quantile)


def _quantile(whole: np.ndarray, by_luck: np.ndarray, freedom: int) -> np.ndarray:
    """97.5 % quantiles of t, whose degrees of freedom count the part of a variance that was estimated from runs.

    >>> _quantile(np.array([1.0, 1.0]), np.array([0.0, 1.0]), 3).round(2).tolist()
    [1.96, 3.18]
    """
    from scipy.stats import t

    share = np.divide(by_luck, whole, out=np.zeros_like(whole), where=whole > 0)
    return np.asarray(t.ppf(0.975, freedom / np.maximum(share**2, 1e-12)))


def _sides(place: np.ndarray, i: int, step: float) -> tuple[np.ndarray, np.ndarray]:
    below, above = place.copy(), place.copy()
    below[i], above[i] = max(place[i] - step, 0.0), min(place[i] + step, 1.0)
    return below, above


def _pieces(slopes: np.ndarray, weights: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """``(G'WG)⁻¹``, generalized where it has none, and ``G'WVWG``."""
    weighted = weights[:, None] * slopes
    return np.linalg.pinv(slopes.T @ weighted, rcond=1e-10), weighted.T @ variance @ weighted


def _told_apart(slopes: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Which parameters the moments tell apart, bool ``(k,)``: those that have no part in a direction without slope."""
    _, size, directions = np.linalg.svd(np.sqrt(weights)[:, None] * slopes, full_matrices=True)
    size = np.concatenate([size, np.zeros(len(directions) - len(size))])
    flat = directions[size <= 1e-6 * max(float(size.max()), 1e-300)]
    return np.asarray((np.abs(flat) < 1e-3).all(axis=0))


def _overidentification(gap: np.ndarray, slopes: np.ndarray, variance: np.ndarray) -> tuple[float, float, int]:
    """Statistic, p-value and degrees of freedom; in standard deviations of each moment, so that units do not matter to rounding."""
    from scipy.linalg import null_space
    from scipy.stats import chi2

    sd = np.sqrt(np.diag(variance))
    gap, slopes, variance = gap / sd, slopes / sd[:, None], variance / np.outer(sd, sd)
    across = null_space(slopes.T)
    freedom = across.shape[1]
    if freedom == 0:
        return float("nan"), float("nan"), 0
    left = across.T @ gap
    statistic = float(left @ np.linalg.solve(across.T @ variance @ across, left))
    return statistic, float(chi2.sf(statistic, freedom)), freedom


def _residuals(slopes: np.ndarray, weights: np.ndarray, variance: np.ndarray, f: np.ndarray, bread: np.ndarray) -> np.ndarray:
    """Variance of each target less its moment after the fit: ``M V M'`` with ``M = I - G (G'WG)⁻¹ G'W`` over fitted moments."""
    through = np.zeros((len(f), len(f)))
    through[:, f] = slopes @ bread @ (slopes[f] * weights[f][:, None]).T
    kept = np.eye(len(f)) - through
    return np.asarray(np.maximum(np.diag(kept @ variance @ kept.T), 0.0))
