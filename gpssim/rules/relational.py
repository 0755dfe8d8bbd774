"""Relational contracts: the effort that a bonus which no court enforces can carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import brentq

from gpssim.rules.continuation import critical_discount, enforceable
from gpssim.rules.effort import effort_cost
from gpssim.rules.peaks import peak

ROUNDING: Final = 1e-12
"""Slack, in the unit of pay, that counts as none."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A purchaser and a provider who deal with each other term by term, until one of them breaks its word."""

    value: float = 1.0
    """Value of a unit of effort."""
    curvature: float = 1.0
    """k of the cost of effort."""
    outside: float = 0.0
    """Joint surplus of a term without each other."""

    def cost(self, effort: float) -> float:
        return float(effort_cost(np.asarray(effort), np.zeros(()), self.curvature, 0.0))

    def gain(self, effort: float) -> float:
        """Joint surplus of a term beyond what both have outside."""
        return self.value * effort - self.cost(effort) - self.outside

    def efficient(self) -> float:
        """Effort with the highest joint surplus."""
        return peak(self.gain, low=0.0)

    def slack(self, effort: float, discount: float) -> float:
        """How far an effort is from breaking the relation (negative: it breaks)."""
        return enforceable(effort, self.gain, self.cost, discount)


def highest_effort(relation: Relation, discount: float) -> float:
    """The highest effort, not above the efficient one, that the relation carries; 0 where it carries none."""
    efficient = relation.efficient()
    if relation.slack(efficient, discount) >= 0.0:
        return efficient
    safest = peak(lambda effort: relation.slack(effort, discount), low=0.0)
    room = relation.slack(safest, discount)
    if room <= ROUNDING:
        return safest if room >= -ROUNDING else 0.0
    return float(brentq(lambda effort: relation.slack(effort, discount), safest, efficient, xtol=1e-15, rtol=1e-14))


def patience_for_efficiency(relation: Relation) -> float:
    """The lowest discount factor at which the relation carries the efficient effort."""
    efficient = relation.efficient()
    return critical_discount(lambda discount: relation.slack(efficient, discount))


def patience_for_anything(relation: Relation) -> float:
    """The lowest discount factor from which on the relation carries any effort: 0 where there is nothing to lose outside."""
    return critical_discount(lambda discount: _best_slack(relation, discount))


def _best_slack(relation: Relation, discount: float) -> float:
    def slack(effort: float) -> float:
        return relation.slack(effort, discount)

    return slack(peak(slack, low=0.0))
