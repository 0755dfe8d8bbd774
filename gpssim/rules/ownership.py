"""Make or buy with incomplete contracts: efforts that no contract can name, and who keeps what they yield."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from gpssim.market import ContractTerms
from gpssim.rules.peaks import peak

GAINS_SPLIT = 0.5
"""Part of the gain from an agreement that each side gets where neither can do without the other (Nash bargaining)."""


@dataclass(frozen=True, slots=True)
class Technology:
    """What two efforts, measured by their cost, do: one cuts cost and damages quality, the other improves quality."""

    saving: float
    """A: effort e saves 2 A sqrt(e)."""
    damage: float
    """Quality lost per unit saved, theta >= 0, in money."""
    innovation: float
    """d: effort i improves quality by 2 d sqrt(i), in money."""

    def saved(self, effort: float) -> float:
        return 2.0 * self.saving * sqrt(effort)

    def improved(self, effort: float) -> float:
        return 2.0 * self.innovation * sqrt(effort)


@dataclass(frozen=True, slots=True)
class Claims:
    """Parts of each consequence of effort that belong to who exerts it, in [0, 1]."""

    saving: float
    damage: float
    improvement: float


def claims(terms: ContractTerms, keeps_control: bool) -> Claims:
    """What who exerts effort can claim.

    A provider in control (outsourced) cuts cost without asking: it keeps its part of what is left and bears no damage, but must
    agree with the purchaser about an improvement. An employee (in-house) must agree about everything: it gets half of net gains,
    times the contract's ``residual_claim`` (the part of the gains that is lost without this employee).
    Source: Hart, Shleifer & Vishny 1997, QJE 112.
    """
    agreed = terms.residual_claim * GAINS_SPLIT
    return Claims(terms.residual_claim, 0.0, agreed) if keeps_control else Claims(agreed, agreed, agreed)


def efforts(technology: Technology, held: Claims) -> tuple[float, float]:
    """Cost-cutting and improving effort (>= 0, in money) that maximize claims less the cost of effort."""
    net = held.saving - held.damage * technology.damage
    return (
        peak(lambda e: net * technology.saved(e) - e, low=0.0),
        peak(lambda i: held.improvement * technology.improved(i) - i, low=0.0),
    )


def quality_change(technology: Technology, effort: tuple[float, float]) -> float:
    """Quality against the standard, in money: improvement less damage."""
    return technology.improved(effort[1]) - technology.damage * technology.saved(effort[0])


def welfare(technology: Technology, effort: tuple[float, float]) -> float:
    """Savings and change of quality less the cost of both efforts."""
    return technology.saved(effort[0]) + quality_change(technology, effort) - effort[0] - effort[1]
