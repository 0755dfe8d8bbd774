"""Legitimacy of purchase: heard of, gained by fair procedure, lost by scandal, forgotten; what it does to trust and credit."""

from __future__ import annotations

import numpy as np

MIDDLE = 0.5
"""Legitimacy where nothing was heard."""

Numbers = np.ndarray | float


def hears(chance: float, events: Numbers) -> np.ndarray:
    """Part of the residents who hear of at least one of some events, each with this chance.

    >>> hears(0.5, np.array([0, 1, 2])).tolist()
    [0.0, 0.5, 0.75]
    """
    return np.asarray(1.0 - (1.0 - chance) ** np.asarray(events, dtype=np.float64))


def legitimacy_next(level: np.ndarray, fair: Numbers, scandal: Numbers, gain: float, loss: float, fade: float) -> np.ndarray:
    """Legitimacy in [0, 1] after a month: L + gain * fair * (1 - L) - loss * scandal * L - fade * (L - 1/2).

    ``fair`` and ``scandal`` are the parts of residents who heard of either. Sources: fair procedure makes decisions acceptable
    (Tyler 2006), process beside outcomes (Van Ryzin 2011); form after the rule of trust.

    >>> legitimacy_next(np.array([0.5, 0.7]), np.array([1.0, 0.0]), np.array([0.0, 1.0]), 0.1, 0.2, 0.1).round(6).tolist()
    [0.55, 0.54]
    """
    moved = level + gain * np.asarray(fair) * (1.0 - level) - loss * np.asarray(scandal) * level - fade * (level - MIDDLE)
    return np.clip(moved, 0.0, 1.0)


def leaning(level: Numbers) -> np.ndarray:
    """Legitimacy over its middle, from -1 (none) over 0 to 1 (full)."""
    return np.asarray((np.asarray(level) - MIDDLE) / MIDDLE)


def leaned(share: np.ndarray, lean: Numbers, rate: Numbers) -> np.ndarray:
    """A share in [0, 1] that rises with a positive leaning by part of what is missing, and falls with a negative one.

    >>> leaned(np.array([0.6, 0.6, 0.6]), np.array([1.0, 0.0, -1.0]), 0.1).round(6).tolist()
    [0.64, 0.6, 0.54]
    """
    up, down = np.maximum(0.0, lean), np.maximum(0.0, -np.asarray(lean))
    return np.asarray(share + rate * up * (1.0 - share) - rate * down * share)


def credited(hidden: float, publicity: float) -> float:
    """Part of the credit and blame for a purchased service that reaches the government: 1 - hidden * (1 - publicity).

    Source: benefits delivered through others leave no trace of who pays (Mettler 2011, The Submerged State); form assumed.

    >>> credited(0.0, 0.3), credited(0.8, 0.5), credited(0.8, 1.0)
    (1.0, 0.6, 1.0)
    """
    return 1.0 - hidden * (1.0 - publicity)
