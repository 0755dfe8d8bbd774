"""Trust: grows with success, falls faster with failure, forgets."""

from __future__ import annotations

import numpy as np


def trust_next(trust: float, success: bool, gain: float, loss: float) -> float:
    """Trust in [0, 1] after one success or failure: T + gain (1 - T), or (1 - loss) T.

    With gain = loss it is an exponentially weighted mean of successes. Source: asymmetry principle (Slovic 1993, Risk
    Analysis 13(6)); the form is assumed.
    """
    if success:
        return trust + gain * (1.0 - trust)
    return (1.0 - loss) * trust


def fading_loss(loss: float, again: float, failures: int) -> float:
    """Share of trust that one more failure of the same kind costs after ``failures`` before it: loss * again^failures.

    Who waits and is told nothing new is not disappointed anew each month: with ``again`` < 1 a wait costs at most
    loss / (1 - again) in all, with 0 it is one failure. Source: experience is judged against what is expected (Oliver 1980);
    the form is assumed. Neutral: again 1.

    >>> fading_loss(0.04, 0.5, 0), fading_loss(0.04, 0.5, 2), fading_loss(0.04, 1.0, 99)
    (0.04, 0.01, 0.04)
    """
    return loss * again ** float(failures)


def reverted(level: np.ndarray, first: np.ndarray | float, rate: float) -> np.ndarray:
    """A disposition after a month: the part ``rate`` in [0, 1] of its distance to where it began is forgotten.

    Source: in panels political trust returns to each person's own level within a few years (Devine & Valgarðsson 2023, European
    Journal of Political Research); a constant rate is assumed. Neutral: rate 0.

    >>> float(reverted(np.array(0.5), 0.7, 0.1).round(6))
    0.52
    """
    return level + rate * (first - level)


def awareness_next(awareness: float, gain: float, decay: float) -> float:
    """Awareness in [0, 1] after a month: A + gain (1 - A) - decay A, gain and decay in [0, 1]. Source: diffusion, assumed."""
    return min(1.0, max(0.0, awareness + gain * (1.0 - awareness) - decay * awareness))
