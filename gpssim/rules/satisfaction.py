"""What a client experiences, and how it is judged against what was expected."""

from __future__ import annotations

import math


def experienced(delivered: float, noise: float, normal: float) -> float:
    """One month's experience of delivered quality (latent): noise is the standard deviation, ``normal`` a standard normal."""
    return delivered + noise * normal


def satisfaction(experience: float, aspiration: float, scale: float) -> float:
    """Satisfaction in (0, 1): the normal distribution function of (experience - aspiration) / scale.

    Source: expectation-disconfirmation (Van Ryzin 2004, J. Policy Analysis and Management 23(3)); the scale is assumed.
    """
    return 0.5 * math.erfc(-(experience - aspiration) / (scale * math.sqrt(2.0)))


def aspiration_next(aspiration: float, experience: float, rate: float) -> float:
    """Expectations drift to experience: (1 - rate) aspiration + rate experience; rate 0 keeps them. Source: assumption."""
    return (1.0 - rate) * aspiration + rate * experience
