"""Purchasers who see what others chose and not how it turned out: Bayesian inference from choices."""

from __future__ import annotations

from typing import Final

import numpy as np

SAME: Final = 1e-9
"""Log odds closer to 0 than this are even: whoever has them tosses a coin."""


def signal_odds(accuracy: float) -> float:
    """Log odds that a good sign gives, for a private signal that is right with this probability in (0, 1)."""
    return float(np.log(accuracy) - np.log1p(-accuracy))


def adopts(public: np.ndarray, good_sign: np.ndarray, accuracy: float, coin: np.ndarray) -> np.ndarray:
    """Who chooses the organization: odds from others' choices and one's own sign together above even; even odds go by coin.

    Parameters
    ----------
    public : log odds that it is good, from the choices seen, shape (n,).
    good_sign : bool, own private sign.
    coin : uniforms in (0, 1).

    Source: Bikhchandani, Hirshleifer & Welch 1992.
    """
    odds = public + np.where(good_sign, 1.0, -1.0) * signal_odds(accuracy)
    return np.asarray(np.where(np.abs(odds) < SAME, coin < 0.5, odds > 0.0))


def chance_of_adopting(public: np.ndarray, accuracy: float, good: bool) -> np.ndarray:
    """Probability that somebody with these public odds chooses it, if it is ``good`` or not, over signs and coin."""
    right = accuracy if good else 1.0 - accuracy
    odds, step = np.asarray(public, dtype=np.float64), signal_odds(accuracy)

    def after(own: float) -> np.ndarray:
        total = odds + own
        return np.where(np.abs(total) < SAME, 0.5, (total > 0.0).astype(np.float64))

    return np.asarray(right * after(step) + (1.0 - right) * after(-step))


def informed(public: np.ndarray, adopted: np.ndarray, accuracy: float) -> np.ndarray:
    """Public log odds after one more choice has been seen (Bayes' rule; what everybody would have done tells nothing)."""
    good, bad = (chance_of_adopting(public, accuracy, state) for state in (True, False))
    seen_good, seen_bad = np.where(adopted, good, 1.0 - good), np.where(adopted, bad, 1.0 - bad)
    return np.asarray(public + np.log(seen_good) - np.log(seen_bad))


def in_cascade(public: np.ndarray, accuracy: float) -> np.ndarray:
    """1 where everybody chooses it whatever the own sign, -1 where nobody does, 0 where the own sign still counts."""
    chance = chance_of_adopting(public, accuracy, True)
    return np.asarray(np.where(chance == 1.0, 1, np.where(chance == 0.0, -1, 0)))
