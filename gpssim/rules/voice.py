"""Voice: who complains."""

from __future__ import annotations

from gpssim.rules.applying import logistic


def complaint_inclination(base: float, severity: float, shortfall: float, participation: float) -> float:
    """Logit of complaining in a month of failure: base + severity * shortfall (latent, >= 0) + weighted participation.

    Source: exit, voice and loyalty (Hirschman 1970); logit form assumed.
    """
    return base + severity * shortfall + participation


def complaint_probability(inclination: float) -> float:
    """Probability of a complaint from its logit."""
    return logistic(inclination)
