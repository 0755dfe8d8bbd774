"""Trust: grows with success, falls faster with failure."""

from __future__ import annotations


def trust_next(trust: float, success: bool, gain: float, loss: float) -> float:
    """Trust in [0, 1] after one success or failure: T + gain (1 - T), or (1 - loss) T.

    With gain = loss it is an exponentially weighted mean of successes. Source: asymmetry principle (Slovic 1993, Risk
    Analysis 13(6)); the form is assumed.
    """
    if success:
        return trust + gain * (1.0 - trust)
    return (1.0 - loss) * trust


def awareness_next(awareness: float, gain: float, decay: float) -> float:
    """Awareness in [0, 1] after a month: A + gain (1 - A) - decay A, gain and decay in [0, 1]. Source: diffusion, assumed."""
    return min(1.0, max(0.0, awareness + gain * (1.0 - awareness) - decay * awareness))
