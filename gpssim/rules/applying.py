"""Whether a citizen in need asks for a service, and who comes first."""

from __future__ import annotations

import math


def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), safe for large |x|."""
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    z = math.exp(x)
    return z / (1.0 + z)


def application_probability(base: float, awareness: float, trust: float, embeddedness: float, hassle: float) -> float:
    """Monthly probability of applying; every argument is already weighted (logit units), hassle counts against.

    Source: market rule of applying (awareness, trust, embeddedness, administrative burden: Herd & Moynihan 2018), logit form
    assumed.
    """
    return logistic(base + awareness + trust + embeddedness - hassle)


def priority(contact: float, targeting: float, target: float, waiting: float, selection: float, vulnerable: float) -> float:
    """Rank for a place: ease of contact, plus targeting, plus waiting, minus selection against cost.

    All in the same pure unit; ``target`` (seen as one of those who come first) and ``vulnerable`` (costs more to serve) are 0 or 1.
    Source: market rule E 27 (order of contact), targeting is a lever.
    """
    return contact + targeting * target + waiting - selection * vulnerable
