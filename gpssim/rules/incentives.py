"""Pay that answers to output: effort, risk and joint surplus under a linear contract, and the slope that serves both sides best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gpssim.rules.effort import effort_cost, quality_effort
from gpssim.rules.peaks import peak


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
    variance: float = 0.0
    """Variance of measured output around effort, >= 0."""


def response(slope: float, doer: Doer) -> tuple[float, float]:
    """Effort on both tasks when a unit of measured output pays ``slope``: the effort rule.

    Source: Holmstrom & Milgrom 1987, Econometrica 55; 1991, JLEO 7.
    """
    return _effort((slope, 0.0), doer)


def contractible_effort(doer: Doer, work: Work) -> tuple[float, float]:
    """Effort if it could be written into the contract: the effort rule with the purchaser's values as rewards."""
    return _effort(work.value, doer)


def _effort(reward: tuple[float, float], doer: Doer) -> tuple[float, float]:
    b1, b2 = (np.array([pay + own]) for pay, own in zip(reward, doer.mission, strict=True))
    e1, e2 = quality_effort(b1, b2, doer.curvature, doer.substitution, least=doer.least)
    return float(e1[0]), float(e2[0])


def risk_premium(slope: float, variance: float, risk_aversion: float) -> float:
    """What bearing the risk of pay ``slope`` times output costs: (r/2) Var[pay]. Source: exponential utility, normal noise."""
    return 0.5 * risk_aversion * slope * slope * variance


def surplus(slope: float, doer: Doer, work: Work) -> float:
    """Joint surplus under a slope: value and mission less cost of effort and of risk, at the effort that answers it."""
    e1, e2 = response(slope, doer)
    worth = (work.value[0] + doer.mission[0]) * e1 + (work.value[1] + doer.mission[1]) * e2
    cost = float(effort_cost(np.asarray(e1), np.asarray(e2), doer.curvature, doer.substitution))
    return worth - cost - risk_premium(slope, work.variance, doer.risk_aversion)


def best_slope(doer: Doer, work: Work) -> float:
    """The slope with the highest joint surplus, anticipating the effort that answers it."""
    return peak(lambda slope: surplus(slope, doer, work))


def relative_variance(weight: float, own: float, common: float, n_others: int = 1) -> float:
    """Variance of output less ``weight`` times the mean output of others who meet the same common shock.

    ``own`` and ``common`` are the variances of the two shocks, ``n_others`` >= 1. Source: Holmstrom 1982, Bell J. 13.
    """
    return (1.0 - weight) ** 2 * common + (1.0 + weight * weight / n_others) * own


def best_yardstick(own: float, common: float, n_others: int = 1) -> float:
    """The weight on others' output that leaves the least risk in pay."""
    return peak(lambda weight: -relative_variance(weight, own, common, n_others))
