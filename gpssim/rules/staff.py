"""Staff, ability and experience: who leaves, who is hired, what is learned and lost."""

from __future__ import annotations

import numpy as np

from gpssim.units import monthly_rate


def quit_hazard(
    yearly: float, wage_gap: np.ndarray, wage_sensitivity: float, arrears: np.ndarray, insecure: np.ndarray
) -> np.ndarray:
    """Monthly quit hazard in [0, 1]: base * exp(-s * wage gap) + arrears + insecurity.

    ``wage_gap`` is (w - mean)/mean; ``arrears`` and ``insecure`` are hazards already weighted (per month). Source: assumption
    after turnover studies in social work; neutral: yearly = 0 and no additions.
    """
    return np.clip(monthly_rate(yearly) * np.exp(-wage_sensitivity * wage_gap) + arrears + insecure, 0.0, 1.0)


def ability_next(
    ability: np.ndarray, target: np.ndarray, pull: float, coached: np.ndarray, best: float, lost: np.ndarray
) -> np.ndarray:
    """Ability after a month: pulled to what its staff supports, raised by coaching towards ``best``, lost with those who leave.

    a + pull (target - a) + coached (best - a)+ - lost; all latent. Source: market rule D 20, assumption.
    """
    return ability + pull * (target - ability) + coached * np.maximum(0.0, best - ability) - lost


def market_professionals(general: float, wage_gap: np.ndarray, sensitivity: float) -> np.ndarray:
    """Share of professionals among applicants, in [0, 1]: the general share, more where wages are above the mean.

    ``wage_gap`` is (w - mean)/mean. Source: assumption after turnover studies in social work; neutral: sensitivity 0.

    >>> market_professionals(0.5, np.array([-1.0, 0.0, 0.1]), 1.0).tolist()
    [0.0, 0.5, 0.6]
    """
    return np.clip(general + sensitivity * wage_gap, 0.0, 1.0)


def professionals_next(
    share: np.ndarray, newly: np.ndarray, applicants: np.ndarray, openness: np.ndarray | float, trained: np.ndarray
) -> np.ndarray:
    """Share of professionals after a month: the part ``newly`` hired is as the labor market, others are trained.

    p + newly * openness * (applicants - p) + trained * (1 - p). Source: arithmetic of a stock with turnover, which returns the
    share to that of the labor market in the time in which the staff turns over; training by assumption. Neutral: openness 0
    (whoever is hired is as those who are there) and nobody trained.

    >>> professionals_next(np.array([0.2]), np.array([0.5]), np.array([0.6]), 1.0, np.array([0.0])).round(6).tolist()
    [0.4]
    """
    return np.clip(share + newly * openness * (applicants - share) + trained * (1.0 - share), 0.0, 1.0)


def hired(staff: np.ndarray, wanted: np.ndarray, most_growth: np.ndarray | float, affordable: np.ndarray) -> np.ndarray:
    """Persons hired this month: what is wanted, at most ``most_growth`` * staff + 1, and no more than can be afforded."""
    return np.clip(np.minimum(wanted - staff, most_growth * staff + 1.0), 0.0, np.maximum(0.0, affordable))


def let_go(staff: np.ndarray, needed: np.ndarray, part: float, short: np.ndarray) -> np.ndarray:
    """Persons let go this month: a part of those without work, where money is short.

    part * max(0, staff - needed) where ``short``. Source: assumption; neutral: part 0, staff without work stays until it quits.

    >>> let_go(np.array([6.0, 6.0]), np.array([2.0, 2.0]), 0.5, np.array([True, False])).tolist()
    [2.0, 0.0]
    """
    return np.where(short, part * np.maximum(0.0, staff - needed), 0.0)


def stock_next(level: np.ndarray, gain: np.ndarray | float, decay: np.ndarray | float, active: np.ndarray) -> np.ndarray:
    """A share in [0, 1] that grows towards 1 where active and decays elsewhere (embeddedness). Source: assumption."""
    return np.where(active, level + gain * (1.0 - level), level - decay * level)


def autonomy_next(autonomy: np.ndarray, dependence: np.ndarray, recovery: float, loss: float) -> np.ndarray:
    """Autonomy in [0, 1]: + recovery (1 - autonomy) - loss * government's share of income. Source: market rule D 21."""
    return np.clip(autonomy + recovery * (1.0 - autonomy) - loss * dependence, 0.0, 1.0)


def mission_next(mission: np.ndarray, start: np.ndarray, dependence: np.ndarray, target: float, drift: float) -> np.ndarray:
    """Mission weight: drifts down with dependence beyond ``target``, else back to where it started. Source: market rule D 21."""
    excess = np.maximum(0.0, dependence - target)
    return np.maximum(0.0, mission * (1.0 - drift * excess) + drift * (start - mission) * (excess == 0.0))
