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


def hired(staff: np.ndarray, wanted: np.ndarray, most_growth: np.ndarray | float, affordable: np.ndarray) -> np.ndarray:
    """Persons hired this month: what is wanted, at most ``most_growth`` * staff + 1, and no more than can be afforded."""
    return np.clip(np.minimum(wanted - staff, most_growth * staff + 1.0), 0.0, np.maximum(0.0, affordable))


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
