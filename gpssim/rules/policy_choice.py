"""What a purchasing mechanism is worth to the officials who may choose it."""

from __future__ import annotations

import math


def expected_utility(worth: float, cost_of_procedure: float, blame: float, caution: float) -> float:
    """Expected value less the hours it takes, the blame it invites and the caution about what is not known; all in unit costs.

    Source: Hood 2011 (blame avoidance); value and effort as in any choice under uncertainty.
    """
    return worth - cost_of_procedure - blame - caution


def caution(risk_aversion: float, doubt: float, n_results: float) -> float:
    """What uncertainty takes from a mechanism's value: risk aversion * doubt / sqrt(1 + results seen).

    >>> caution(2.0, 0.3, 3.0)
    0.3
    """
    return risk_aversion * doubt / math.sqrt(1.0 + n_results)


def procedure_share(hours: float, money: float, wage_hour: float, value: float) -> float:
    """Cost of a procedure, hours and money, as a share of what is bought (yuan > 0)."""
    return (hours * wage_hour + money) / value
