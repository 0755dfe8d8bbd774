"""Service innovation: trying a service model that fits need better, finding one or not, copying it, losing it as needs change."""

from __future__ import annotations

import numpy as np

from gpssim.units import monthly_rate

Numbers = np.ndarray | float


def trial_chance(rate: float, freedom: Numbers, autonomy: Numbers, pull: Numbers) -> np.ndarray:
    """Monthly chance of trying a new service model: rate * freedom * autonomy * pull, in [0, 1].

    ``freedom`` is what the contract leaves open of the service model, ``autonomy`` the provider's own, both in [0, 1]; without
    either nothing is tried. Source: room for initiative as condition of public service innovation (Osborne & Brown 2005; Walker
    2008); product form assumed.

    >>> float(trial_chance(0.1, 0.5, 0.6, 2.0).round(12))
    0.06
    """
    return np.clip(rate * np.asarray(freedom) * np.asarray(autonomy) * np.asarray(pull), 0.0, 1.0)


def pull_to_innovate(
    embeddedness: Numbers, roots: float, losing: Numbers, rivalry: float, coaching: Numbers, support: float
) -> np.ndarray:
    """What multiplies the readiness to try, never below 0: 1 + roots * embeddedness + rivalry * losing + support * coaching.

    ``losing`` is the chance of losing a line that runs out; its weight may have either sign, for who fears rivals tries to escape
    them and who expects to stay can reap what it tries (Aghion et al. 2005). Linear form assumed.

    >>> float(pull_to_innovate(0.5, 1.0, 0.4, -0.5, 1.0, 1.0).round(12))
    2.3
    """
    pull = 1.0 + roots * np.asarray(embeddedness) + rivalry * np.asarray(losing) + support * np.asarray(coaching)
    return np.maximum(0.0, pull)


def found_by_trial(practice: Numbers, luck: Numbers, step: float, most: float) -> np.ndarray:
    """A service model (latent) after a successful trial: practice + size * (1 - practice / most), never above ``most``.

    The size is exponential with mean ``step``; ``luck`` is uniform. Source: quality ladder with a frontier, assumed.

    >>> float(found_by_trial(0.5, float(np.exp(-1.0)), 0.2, 1.0).round(12))
    0.6
    """
    size = -step * np.log(luck)
    return np.minimum(most, practice + size * np.maximum(0.0, 1.0 - np.asarray(practice) / most))


def share_better(practice: np.ndarray) -> np.ndarray:
    """Part of the others in a group whose service model is better than one's own, shape of ``practice``; 0 alone.

    >>> share_better(np.array([0.0, 0.5, 0.5, 0.2])).tolist()
    [1.0, 0.0, 0.0, 0.6666666666666666]
    """
    others = max(1, practice.size - 1)
    return np.asarray((practice.size - np.searchsorted(np.sort(practice), practice, side="right")) / others)


def copies(luck: np.ndarray, near: np.ndarray, far: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who copies the best seen nearby, and who the best that is published: the hazards add up, one draw decides for both.

    Source: hazard of adoption that rises with the share of adopters seen (Bass 1969).
    """
    return luck < near, (luck >= near) & (luck < near + far)


def copied_from(practice: Numbers, model: Numbers, part: Numbers) -> np.ndarray:
    """A service model after part of the gap to a better one is closed; a worse one is left alone.

    >>> copied_from(np.array([0.2, 0.6]), 0.4, 0.5).round(12).tolist()
    [0.3, 0.6]
    """
    return np.asarray(practice + part * np.maximum(0.0, np.asarray(model) - practice))


def aged(practice: np.ndarray, yearly: float) -> np.ndarray:
    """What is left of an improvement after a month in which needs moved on. Source: drift of needs, assumed."""
    return practice * (1.0 - monthly_rate(yearly))
