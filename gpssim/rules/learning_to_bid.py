"""Learning which of K actions pays: attractions and propensities after a round, and how likely each is to be played.

The last axis of an array is the actions; leading axes are learners, each with its own.
"""

from __future__ import annotations

import numpy as np

Numbers = np.ndarray | float
Actions = np.ndarray | int


def ewa_update(
    weight: Numbers,
    attractions: np.ndarray,
    chosen: Actions,
    payoffs: np.ndarray,
    phi: float,
    delta: float,
    rho: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Experience-weighted attraction after one round.

    N' = rho N + 1, A'_j = (phi N A_j + [delta + (1 - delta) 1{j chosen}] pi_j) / N'.

    Parameters
    ----------
    weight : N >= 0, experience so far: a number, or an array (...,) with one for each learner.
    attractions : A, array (..., K).
    chosen : action played, 0 to K - 1: a number, or an array (...,).
    payoffs : pi, array (..., K): what the action played earned, and what each other one would have earned.
    phi, rho : what is kept of old attractions and of old experience, in [0, 1].
    delta : weight of payoffs foregone against payoffs earned, in [0, 1].

    Returns
    -------
    N' with the shape of ``weight``, A' with the shape of ``payoffs``. Special cases: delta = phi = rho = 1 is (stochastic)
    fictitious play, attractions being mean payoffs; delta = 0 reinforces what was played. Source: Camerer & Ho 1999, eq. 2.1-2.2.

    >>> weight, attractions = ewa_update(1.0, np.zeros(2), 0, np.array([1.0, 0.4]), 0.9, 0.5, 0.8)
    >>> float(weight), attractions.round(6).tolist()
    (1.8, [0.555556, 0.111111])
    """
    before = np.asarray(weight, dtype=np.float64)
    after = rho * before + 1.0
    counts = delta + (1.0 - delta) * _played(chosen, attractions)
    kept = phi * before[..., None] * np.asarray(attractions, dtype=np.float64)
    return after, np.asarray((kept + counts * payoffs) / after[..., None])


def logit(attractions: np.ndarray, lam: Numbers) -> np.ndarray:
    """Chance of each action, array (..., K): exp(lam A_j) over the sum of them, ``lam`` >= 0 per unit of attraction.

    0 plays everything alike, large values play the best. Source: McKelvey & Palfrey 1995; Camerer & Ho 1999, eq. 2.6.

    >>> logit(np.array([5.0, 5.0]), 2.0).tolist()
    [0.5, 0.5]
    """
    power = np.asarray(lam)[..., None] * (attractions - np.max(attractions, axis=-1, keepdims=True))
    likely = np.exp(power)
    return np.asarray(likely / likely.sum(axis=-1, keepdims=True))


def roth_erev_update(
    propensities: np.ndarray, chosen: Actions, payoff: Numbers, forgetting: float, experimentation: float
) -> np.ndarray:
    """Propensities after one round: (1 - forgetting) q_j + (1 - experimentation) payoff for what was played, + experimentation
    payoff / (K - 1) for each other action.

    Parameters
    ----------
    propensities : q > 0, array (..., K).
    chosen : action played, 0 to K - 1: a number, or an array (...,).
    payoff : what it earned, >= 0: a number, or an array (...,).
    forgetting, experimentation : in [0, 1]; 0 and 0: cumulative reinforcement, with a constant payoff a Polya urn.

    Source: Roth & Erev 1995 (basic); Erev & Roth 1998 (forgetting and experimentation).

    >>> roth_erev_update(np.array([2.0, 2.0]), 0, 1.0, 0.0, 0.0).tolist()
    [3.0, 2.0]
    """
    before = np.asarray(propensities, dtype=np.float64)
    played, others = _played(chosen, before), max(before.shape[-1] - 1, 1)
    share = (1.0 - experimentation) * played + experimentation / others * (1.0 - played)
    return np.asarray((1.0 - forgetting) * before + share * np.asarray(payoff, dtype=np.float64)[..., None])


def proportional(propensities: np.ndarray) -> np.ndarray:
    """Chance of each action, array (..., K): its propensity over the sum of them. Source: Roth & Erev 1995.

    >>> proportional(np.array([3.0, 1.0])).tolist()
    [0.75, 0.25]
    """
    before = np.asarray(propensities, dtype=np.float64)
    return np.asarray(before / before.sum(axis=-1, keepdims=True))


def drawn(probabilities: np.ndarray, uniform: Numbers) -> np.ndarray:
    """Which action a uniform in (0, 1) stands for: array (...,) of whole numbers 0 to K - 1.

    >>> int(drawn(np.array([0.2, 0.5, 0.3]), 0.6))
    1
    """
    steps = np.cumsum(probabilities, axis=-1)[..., :-1]
    return np.asarray((np.asarray(uniform)[..., None] > steps).sum(axis=-1))


def _played(chosen: Actions, like: np.ndarray) -> np.ndarray:
    """1 for the action played, 0 for the others: array (..., K)."""
    return np.asarray(np.arange(np.shape(like)[-1]) == np.asarray(chosen)[..., None], dtype=np.float64)
