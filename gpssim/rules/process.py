"""The six steps as formulas: how long they take, what review says, how far standards miss, what training and coordination mend."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from gpssim.units import DAYS_PER_MONTH

Verdict = Literal["passed", "returned", "refused"]


def months_of(days: float) -> int:
    """Days of preparation as whole months, rounded up; none for none. Source: decision of the calendar."""
    return math.ceil(days / DAYS_PER_MONTH)


def mended(error: float, effect: float, understanding: float) -> float:
    """What is left of an error, or of reluctance, when officials understand their work: error * (1 - effect * understanding).

    Source: assumption; S8 部门认识不透彻, S13 认识不够深入.
    """
    return error * (1.0 - effect * understanding)


def understanding_next(now: float, training: float, gain: float, decay: float, base: float) -> float:
    """Understanding a month later: up to 1 with training, back to where it began without.

    now + gain * training * (1 - now) - decay * (now - base), within [0, 1]. Source: assumption.
    """
    return min(1.0, max(0.0, now + gain * training * (1.0 - now) - decay * (now - base)))


def review(unbudgeted: tuple[float, float], reluctance: tuple[float, float], returned: tuple[float, float]) -> tuple[Verdict, str]:
    """What review says of a design, and why. Each pair is a chance in [0, 1] and the uniform that decides it.

    What is not in the budget may not be bought; what officials would rather do themselves they refuse; a faulty design goes back.
    Source: Measures of 2020 art. 16 (budget before purchase); S13 (直接提供的思维定式).
    """
    if unbudgeted[1] < unbudgeted[0]:
        return "refused", "not_in_budget"
    if reluctance[1] < reluctance[0]:
        return "refused", "reluctance"
    if returned[1] < returned[0]:
        return "returned", "design_faulty"
    return "passed", ""


def misfit(error: float, years: float, drift: float) -> float:
    """Latent units by which a service misses what citizens need: error of its standard, and what needs moved on since it was set.

    |error| + drift * years. Source: S3 (服务标准不统一; 服务需求和理念不断变化); form assumed.
    """
    return abs(error) + drift * max(0.0, years)


def pooled(errors: np.ndarray, coordination: float) -> np.ndarray:
    """Log errors of surveys of the same people, shape (n,), drawn together: (1 - x) own + x mean.

    At x = 1 all of them see the mean, whose variance is 1/n of one survey's. Source: mean of independent errors; sharing assumed.
    """
    return np.asarray((1.0 - coordination) * errors + coordination * errors.mean())


def biased(ceiling: float, bias: float, checks: float) -> float:
    """Ceiling with padding (bias > 0) or set too low (bias < 0), as far as nobody checks: ceiling * (1 + bias * (1 - checks)).

    Source: assumption; S13, roles of finance in Yiling 2013.
    """
    return ceiling * (1.0 + bias * (1.0 - checks))


def lots(n: int, most: int) -> list[list[int]]:
    """The numbers from 0 to ``n - 1`` cut into lots of at most ``most``, in order; the last lot may be smaller.

    >>> lots(3, 2)
    [[0, 1], [2]]
    """
    return [list(range(at, min(at + most, n))) for at in range(0, n, most)]
