"""What it is worth to go on, and what a single deviation would gain: finite Markov relations, solved as linear systems.

A relation is a chain of states (in contract, debarred for another 3 terms, idle, whose turn it is, ...) with a flow of payoff in
each. A conduct is self-enforcing where no single deviation gains.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from gpssim.market import ContractTerms
from gpssim.rules.peaks import threshold

IMPATIENT, PATIENT = 1e-9, 1.0 - 1e-9
"""Lowest and highest discount factor that are tried; what holds at the lowest needs no patience."""


def values(flow: np.ndarray, chain: np.ndarray, discount: float) -> np.ndarray:
    """Present value of each state, shape (n,): V = flow + discount * chain V.

    ``chain`` (n, n) holds the chances of the next state, rows summing to at most 1 (what is missing ends the relation at 0).
    Source: Bellman's equation for a fixed conduct.
    """
    return np.asarray(np.linalg.solve(np.eye(len(flow)) - discount * chain, flow))


def moved(chain: np.ndarray, state: np.ndarray, uniform: np.ndarray) -> np.ndarray:
    """The next state of each relation, by a uniform in (0, 1), arrays (n,); ``len(chain)`` where the relation ends."""
    n, reached = len(chain), np.cumsum(chain, axis=1)
    last = np.where(reached[:, -1] > 1.0 - 1e-12, n - 1, n)  # a row that sums to 1 but for rounding does not end the relation
    ladder = (reached + np.arange(n)[:, None]).ravel()
    return np.minimum(np.searchsorted(ladder, uniform + state, side="right") - n * state, last[state])


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


def deterring_price(standing: Standing, discount: float) -> float:
    """The lowest price at or above cost at which shirking does not pay.

    Raises
    ------
    ScenarioError : no price deters, because nothing is found out, or nothing is lost by it.
    """
    low = standing.cost + standing.idle

    def at(premium: float) -> float:
        return deterred(replace(standing, price=low + premium), discount)

    high = max(1.0, abs(standing.saving))
    while at(high) < 0.0 and high < 1e12:
        high *= 2.0
    return low + threshold(at, 0.0, high)


def critical_discount(constraint: Callable[[float], float]) -> float:
    """The lowest discount factor in [0, 1) from which on an incentive constraint (a function of it) holds.

    Raises
    ------
    ScenarioError : no patience is enough.
    """
    return 0.0 if constraint(IMPATIENT) >= 0.0 else threshold(constraint, IMPATIENT, PATIENT)


def turns(n: int, fixed: bool) -> np.ndarray:
    """The chain of a ring of ``n`` who take turns, by the number of terms until one's own: in fixed order, or by lot.

    By lot there are two states: one's own turn, and not.
    """
    if not fixed:
        return np.tile([1.0 / n, 1.0 - 1.0 / n], (2, 1))
    return np.roll(np.eye(n), -1, axis=1)


def ring_holds(n: int, fixed: bool, discount: float, margin: float = 1.0) -> float:
    """How much worse it is to undercut a ring once, in the worst position, than to cover: negative if undercutting pays.

    Who undercuts takes the whole margin now; from then on competition leaves nobody a rent.
    Source: grim reversion; cf. McAfee & McMillan 1992, AER 82.
    """
    chain = turns(n, fixed)
    flow = np.zeros(len(chain))
    flow[0] = margin
    return float((values(flow, chain, discount)[1:] - margin).min())


def enforceable(effort: float, gain: Callable[[float], float], cost: Callable[[float], float], discount: float) -> float:
    """What going on is worth to both beyond the bonus that an effort takes: negative where the promise would be broken.

    ``gain(effort)`` is the joint surplus of a term beyond what both have outside, ``cost(effort)`` what the bonus must repay.
    Source: self-enforcement, MacLeod & Malcomson 1989, Econometrica 57; Levin 2003, AER 93.
    """
    later = values(np.array([gain(effort)]), np.ones((1, 1)), discount)[0]
    return float(discount * later - cost(effort))
