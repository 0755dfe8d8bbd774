"""Certificates as signals: what they cost whom, and who takes them."""

from __future__ import annotations


def certificate_cost(level: float, ability: float) -> float:
    """Cost of a certificate of this level >= 0, in money: level / ability, cheaper for the able. Source: Spence 1973."""
    return level / ability


def net_pay(pay: float, level: float, ability: float) -> float:
    """What is left of a pay after the certificate that it takes."""
    return pay - certificate_cost(level, ability)


def certifies(pay_certified: float, pay_other: float, level: float, ability: float) -> bool:
    """Whether somebody takes the certificate: its pay less its cost is at least the pay without."""
    return net_pay(pay_certified, level, ability) >= pay_other
