"""Inspection games: a provider complies or shirks, a purchaser audits or not; mixed, logit or fixed.

Payoffs are arrays of shape (2, 2): the first index is the provider's move (0 comply, 1 shirk), the second the purchaser's
(0 no audit, 1 audit).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit


@dataclass(frozen=True, slots=True)
class Stakes:
    """What each side gains and loses, yuan or any unit of pay."""

    saving: float
    """What shirking saves the provider."""
    fine: float
    """What it pays if found out."""
    detection: float
    """Chance that an audit finds shirking out, in [0, 1]."""
    audit_cost: float
    harm: float
    """What the purchaser loses by shirking that nobody found; what is found is remedied."""
    fine_share: float
    """Part of the fine that goes to the purchaser, in [0, 1]."""
    false_alarm: float = 0.0
    """Chance that an audit finds fault with a provider that complies, in [0, 1]; it pays the fine, too."""


def outcome(stakes: Stakes, shirks: np.ndarray, audits: np.ndarray, finds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Payoffs of provider and purchaser, compliance without an audit being 0: flags of any shape, or probabilities of them.

    Source: Dresher 1962; Tsebelis 1989; Avenhaus, von Stengel & Zamir 2002.
    """
    caught = shirks * audits * finds
    fined = caught + stakes.false_alarm * (1.0 - shirks) * audits
    provider = stakes.saving * shirks - stakes.fine * fined
    purchaser = stakes.fine_share * stakes.fine * fined - stakes.harm * (shirks - caught) - stakes.audit_cost * audits
    return provider, purchaser


def payoffs(stakes: Stakes) -> tuple[np.ndarray, np.ndarray]:
    """Expected payoffs of provider and purchaser for the four pairs of moves."""
    shirks, audits = np.meshgrid(np.array([0.0, 1.0]), np.array([0.0, 1.0]), indexing="ij")
    return outcome(stakes, shirks, audits, np.full((2, 2), stakes.detection))


def shirking_gain(provider: np.ndarray, audit: float) -> float:
    """What shirking gains the provider over complying, audits having this chance."""
    gain = provider[1] - provider[0]
    return float(gain[0] + audit * (gain[1] - gain[0]))


def audit_gain(purchaser: np.ndarray, shirk: float) -> float:
    """What an audit gains the purchaser over none, shirking having this chance."""
    gain = purchaser[:, 1] - purchaser[:, 0]
    return float(gain[0] + shirk * (gain[1] - gain[0]))


def mixed_equilibrium(provider: np.ndarray, purchaser: np.ndarray) -> tuple[float, float]:
    """Chances of shirking and of an audit at which both are indifferent, or the sure move of who never is.

    An audit must deter (weakly) and shirking call for audits, as in every inspection game.
    """
    audit = _indifferent(lambda x: -shirking_gain(provider, x))
    shirk = _indifferent(lambda x: audit_gain(purchaser, x))
    if audit is None:  # moves of the provider that no audit changes
        shirk = float(shirking_gain(provider, 0.0) > 0.0)
        return shirk, float(audit_gain(purchaser, shirk) > 0.0)
    if shirk is None:  # audits that pay always, or never
        audit = float(audit_gain(purchaser, 1.0) > 0.0)
        return float(shirking_gain(provider, audit) > 0.0), audit
    return shirk, audit


def _indifferent(gain: Callable[[float], float]) -> float | None:
    """The chance in [0, 1] of the other's move at which a gain that rises in it is zero; ``None`` where its sign never changes."""
    from scipy.optimize import brentq  # many modules, which most runs do without

    if gain(0.0) > 0.0 or gain(1.0) < 0.0:
        return None
    return float(brentq(gain, 0.0, 1.0, xtol=1e-15, rtol=1e-14))


def logit_equilibrium(provider: np.ndarray, purchaser: np.ndarray, precision: float) -> tuple[float, float]:
    """Chances of shirking and of an audit that answer each other by logit choice with ``precision`` >= 0 (0: at random).

    Source: quantal response equilibrium, McKelvey & Palfrey 1995, GEB 10.
    """
    from scipy.optimize import brentq  # many modules, which most runs do without

    def audit_against(shirk: float) -> float:
        return float(expit(precision * audit_gain(purchaser, shirk)))

    def excess(shirk: float) -> float:
        return shirk - float(expit(precision * shirking_gain(provider, audit_against(shirk))))

    shirk = float(brentq(excess, 0.0, 1.0, xtol=1e-15, rtol=1e-14))
    return shirk, audit_against(shirk)
