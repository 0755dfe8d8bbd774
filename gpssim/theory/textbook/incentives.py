"""Independent reference for ``rules.effort``: pay that answers to output, and the terms that serve both sides best."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gpssim.market import ContractTerms
from gpssim.rules.effort import effort_cost, quality_effort
from gpssim.theory.peaks import peak

FIXED_PRICE: Final = ContractTerms()


@dataclass(frozen=True, slots=True)
class Doer:
    """Who exerts effort on two tasks, and at what cost, in the unit of pay."""

    curvature: float = 1.0
    """k > 0 of the cost of effort, pay per squared unit of effort."""
    substitution: float = 0.0
    """d, cross cost of the two tasks."""
    mission: tuple[float, float] = (0.0, 0.0)
    """Weight on each task for its own sake, pay per unit of effort."""
    risk_aversion: float = 0.0
    """Absolute, 1 per unit of pay, >= 0."""
    least: float = 0.0
    """Lowest effort: 0, or ``-inf`` where effort counts from what it does unpaid."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the purchaser values, and how well the first task, the verifiable one, is measured."""

    value: tuple[float, float] = (1.0, 0.0)
    """Value of a unit of effort on each task, in the unit of pay."""
    own: float = 0.0
    """Variance of measured output around effort that is the provider's own, >= 0."""
    common: float = 0.0
    """Variance that comparable providers share, >= 0."""
    n_others: int = 1
    """Comparable providers, >= 1."""


def response(terms: ContractTerms, doer: Doer) -> tuple[float, float]:
    """Effort on both tasks under a contract: the effort rule, paid by the slope as far as pay belongs to who exerts effort.

    Source: Holmstrom & Milgrom 1987, Econometrica 55; 1991, JLEO 7.
    """
    return _effort((terms.residual_claim * terms.slope, 0.0), doer)


def contractible_effort(doer: Doer, work: Work) -> tuple[float, float]:
    """Effort if it could be written into the contract: the effort rule with the purchaser's values as rewards."""
    return _effort(work.value, doer)


def _effort(reward: tuple[float, float], doer: Doer) -> tuple[float, float]:
    b1, b2 = (np.array([pay + own]) for pay, own in zip(reward, doer.mission, strict=True))
    e1, e2 = quality_effort(b1, b2, doer.curvature, doer.substitution, least=doer.least)
    return float(e1[0]), float(e2[0])


def relative_variance(terms: ContractTerms, work: Work) -> float:
    """Variance of output less the yardstick times the mean output of others who meet the same common shock.

    Source: Holmstrom 1982, Bell J. 13; Shleifer 1985, RAND 16.
    """
    weight = terms.yardstick
    return (1.0 - weight) ** 2 * work.common + (1.0 + weight * weight / work.n_others) * work.own


def risk_premium(terms: ContractTerms, doer: Doer, work: Work) -> float:
    """What bearing the risk of pay costs: (r/2) Var[pay]. Source: exponential utility, normal noise."""
    return 0.5 * doer.risk_aversion * terms.slope * terms.slope * relative_variance(terms, work)


def surplus(terms: ContractTerms, doer: Doer, work: Work) -> float:
    """Joint surplus: value and mission less cost of effort and of risk, at the effort that answers the contract."""
    e1, e2 = response(terms, doer)
    worth = (work.value[0] + doer.mission[0]) * e1 + (work.value[1] + doer.mission[1]) * e2
    cost = float(effort_cost(np.asarray(e1), np.asarray(e2), doer.curvature, doer.substitution))
    return worth - cost - risk_premium(terms, doer, work)


def best_slope(doer: Doer, work: Work, terms: ContractTerms = FIXED_PRICE) -> ContractTerms:
    """These terms with the slope of highest joint surplus, anticipating the effort that answers it."""
    return replace(terms, slope=peak(lambda slope: surplus(replace(terms, slope=slope), doer, work)))


def best_yardstick(work: Work, terms: ContractTerms = FIXED_PRICE) -> ContractTerms:
    """These terms with the yardstick that leaves least risk in pay."""
    return replace(terms, yardstick=peak(lambda weight: -relative_variance(replace(terms, yardstick=weight), work)))
