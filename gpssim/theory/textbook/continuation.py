"""Independent reference for ``mechanisms.open_tender``: what its rents are worth to who may lose them.

A relation is a chain of states (in contract, debarred for another 3 terms, idle) with a flow of payoff in each, solved as a linear
system. A conduct is self-enforcing where no single deviation gains.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gpssim.market import ContractTerms
from gpssim.theory.peaks import threshold

IMPATIENT, PATIENT = 1e-9, 1.0 - 1e-9
"""Lowest and highest discount factor that are tried; what holds at the lowest needs no patience."""


def values(flow: np.ndarray, chain: np.ndarray, discount: float) -> np.ndarray:
    """Present value of each state, shape (n,): V = flow + discount * chain V.

    ``chain`` (n, n) holds the chances of the next state, rows summing to at most 1 (what is missing ends the relation at 0).
    Source: Bellman's equation for a fixed conduct.
    """
    return np.asarray(np.linalg.solve(np.eye(len(flow)) - discount * chain, flow))


@dataclass(frozen=True, slots=True)
class Standing:
    """Terms under which a provider stays in a market, per term of contract; its neutral values never part the two sides."""

    price: float
    cost: float
    """Cost of a term done as promised."""
    saving: float
    """What shirking saves in a term."""
    detection: float = 1.0
    """Chance that a term of shirking is found out, in [0, 1]."""
    debarment: int = -1
    """Terms for which a provider found shirking is shut out, >= 0; -1: until it is taken on anew by chance."""
    hazard: float = 0.0
    """Chance that a contract ends after a term through nobody's fault."""
    reentry: float = 0.0
    """Chance in each term that somebody idle is taken on."""
    idle: float = 0.0
    """Payoff of a term without a contract."""

    @classmethod
    def under(cls, terms: ContractTerms, price: float, cost: float, saving: float) -> Standing:
        """The standing of a provider under a contract: detection, debarment (in terms of the contract's length) and hazard."""
        shut = terms.debarment if terms.debarment <= 0 else -(-terms.debarment // terms.months)
        stays = (1.0 - terms.hazard) ** terms.months
        return cls(price, cost, saving, terms.detection, shut, 1.0 - stays)

    def chain(self, shirks: bool) -> np.ndarray:
        """Chances of the next state: in contract, debarred (first, second, ... term of debarment), idle."""
        shut = max(0, self.debarment)
        n, out = shut + 2, shut + 1
        found = self.detection if shirks else 0.0
        chances = np.zeros((n, n))
        chances[0, 0] = (1.0 - self.hazard) * (1.0 - found)
        chances[0, out] = self.hazard * (1.0 - found)
        chances[0, 0 if self.debarment == 0 else 1] += found
        for term in range(1, shut):
            chances[term, term + 1] = 1.0
        if shut:
            chances[shut, 0] = 1.0
        chances[out, 0], chances[out, out] = self.reentry, 1.0 - self.reentry
        return chances

    def flow(self, shirks: bool) -> np.ndarray:
        """Payoff of a term in each state."""
        in_contract = self.price - self.cost + (self.saving if shirks else 0.0)
        return np.array([in_contract, *[self.idle] * (max(0, self.debarment) + 1)])

    def worth(self, discount: float, shirks: bool = False) -> np.ndarray:
        """Present value of each state under one conduct for good."""
        return values(self.flow(shirks), self.chain(shirks), discount)


def deterred(standing: Standing, discount: float) -> float:
    """How much worse one term of shirking is than compliance, where compliance follows: negative if shirking pays.

    Source: one-shot deviation; Klein & Leffler 1981, JPE 89; Shapiro 1983, QJE 98; Shapiro & Stiglitz 1984, AER 74.
    """
    later = standing.worth(discount)
    shirking = standing.flow(shirks=True)[0] + discount * standing.chain(shirks=True)[0] @ later
    return float(later[0] - shirking)


def critical_discount(constraint: Callable[[float], float]) -> float:
    """The lowest discount factor in [0, 1) from which on an incentive constraint (a function of it) holds.

    Raises
    ------
    ScenarioError : no patience is enough.
    """
    return 0.0 if constraint(IMPATIENT) >= 0.0 else threshold(constraint, IMPATIENT, PATIENT)
