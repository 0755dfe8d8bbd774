"""As many replications as needed: when paired differences are known closely enough, and how far to go until then.

A half-width that is looked at again and again is small sooner or later by luck alone, and a study that stops there promises too
much (Law and Kelton 1982; Singham and Schruben 2012). Three things keep the promise here, each measured by simulation
(:doc:`/explanation/when_to_stop`):

- few looks: each predicts from the variance so far how many replications are needed, and the next look is there, never at more than
  twice as many (Chow and Robbins 1965; look-ahead as in Law's procedures);
- an interval that allows for skewness, by the first term of the Edgeworth expansion, on the side on which it is too short (Johnson
  1978, JASA 73; Hall 1992, JRSS B 54);
- what is reached must still be reached some replications later (the look-ahead of Hoad, Robinson and Davies 2010, JORS 61).

All differences of a study are meant to be right at once: each has its share of the error (Bonferroni).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, inf, isfinite, sqrt
from typing import Final, Protocol, TypeVar

import numpy as np
from scipy import stats

from gpssim.analysis.indicators import indicator
from gpssim.analysis.periods import Period, window_of
from gpssim.errors import impossible
from gpssim.plain import listed, plain

FIRST: Final = 30
"""Replications before the first look: fewer say too little of a variance, and the promise was measured with these."""
LEAST_FIRST, MOST = 5, 100_000
AHEAD, AHEAD_SHARE = 10, 0.1
"""How many replications later a target must still be reached: so many, or this share of those there are."""
GROWTH: Final = 2.0
"""How many times as many replications the next look has at most: a variance of few may be far too large, too."""
CONFIDENCE: Final = 0.95
WAYS: Final = ("half_width", "relative", "of_sd")


@dataclass(frozen=True, slots=True)
class Target:
    """How closely one outcome's differences are to be known: exactly one of the three widths.

    Parameters
    ----------
    outcome : name of an indicator.
    period : ``all``, ``transition``, ``later`` or ``(first, last)`` months from the switch.
    half_width : half the width of the interval, in the outcome's unit, positive.
    relative : the same as a share of the size of the baseline's mean, positive; for outcomes whose unit has a zero.
    of_sd : the same as a share of the standard deviation of the baseline between replications, positive.

    Raises
    ------
    ScenarioError, UnknownNameError : none of the widths or several, one that is not positive, no such outcome or period, a share of
        the mean of an outcome without a zero.
    """

    outcome: str
    period: Period = "all"
    half_width: float | None = None
    relative: float | None = None
    of_sd: float | None = None

    def __post_init__(self) -> None:
        one = indicator(self.outcome)
        period = plain(self.period)
        object.__setattr__(self, "period", tuple(period) if isinstance(period, list) else period)
        window_of(self.period, MOST)
        given = [name for name in WAYS if getattr(self, name) is not None]
        if len(given) != 1:
            said = " and ".join(given) or "none"
            raise impossible(f"the target of {self.outcome}", said, f"exactly one of {', '.join(WAYS)}")
        value = plain(getattr(self, given[0]))
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < inf:
            raise impossible(f"{given[0]} of {self.outcome}", value, "a number above 0")
        if self.relative is not None and not one.has_zero:
            raise impossible(f"relative of {self.outcome}", value, f"half_width or of_sd: {self.outcome} has no zero")

    def width(self, baseline: np.ndarray) -> float:
        """The half-width that is to be reached, in the outcome's unit.

        Parameters
        ----------
        baseline : the outcome under the baseline, shape (n,), one value a replication.
        """
        if self.half_width is not None:
            return float(self.half_width)
        if self.relative is not None:
            return float(self.relative * abs(baseline.mean())) if baseline.size else float("nan")
        return float(self.of_sd or 0.0) * float(baseline.std(ddof=1)) if baseline.size > 1 else float("nan")


@dataclass(frozen=True, slots=True)
class Rule:
    """When a study has enough replications.

    Parameters
    ----------
    targets : one for each outcome and period that is to be known; all policies against the baseline count.
    first : replications before the first look, at least 5; the coverage that is promised was measured with 30.
    cap : replications beyond which nothing is run.
    confidence : with which all intervals are right at once, in (0.5, 1).
    baseline : policy that the others are compared with; the first one by default.

    Raises
    ------
    ScenarioError : no target, the same one twice, or a number outside its domain.
    """

    targets: tuple[Target, ...]
    first: int = FIRST
    cap: int = 1000
    confidence: float = CONFIDENCE
    baseline: str | None = None

    def __post_init__(self) -> None:
        targets = listed("targets", self.targets, "a list of targets")
        object.__setattr__(self, "targets", targets)
        if not targets or not all(isinstance(one, Target) for one in targets):
            raise impossible("targets", self.targets, "a list of one or more targets")
        places = [(one.outcome, one.period) for one in targets]
        twice = [place for place in places if places.count(place) > 1]
        if twice:
            raise impossible("targets", twice[0], "an outcome and period that stands there once")
        _whole("first", self.first, LEAST_FIRST, MOST)
        _whole("cap", self.cap, self.first, MOST)
        if not 0.5 < self.confidence < 1:
            raise impossible("confidence", self.confidence, "a number above 0.5 and below 1")

    def level(self, n_differences: int) -> float:
        """The confidence of each single interval among so many (Bonferroni).

        >>> Rule((Target("coverage", half_width=0.01),)).level(5)
        0.99
        """
        return round(1.0 - (1.0 - self.confidence) / max(1, n_differences), 12)


def _whole(name: str, value: object, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise impossible(name, value, f"a whole number from {low} to {high:,}")


@dataclass(frozen=True, slots=True)
class Spread:
    """What the half-width of the mean of some differences is made of."""

    n: int
    sd: float
    skew: float
    """Size of the skewness of the sample; 0 where all values are the same."""
    quantile: float
    """Of Student's distribution with n - 1 degrees of freedom, at the level asked for."""

    @property
    def bend(self) -> float:
        """What skewness adds to the half-width, times n."""
        return self.sd * self.skew * (1.0 + 2.0 * self.quantile**2) / 6.0

    @property
    def half_width(self) -> float:
        """Half the width of the interval, which is too wide on the side to which the values do not lean; missing under two."""
        return self.quantile * self.sd / sqrt(self.n) + self.bend / self.n if self.n > 1 else float("nan")

    def needed(self, width: float) -> int | None:
        """How many values a half-width of ``width`` takes, if further ones vary as these; ``None``: nobody can tell, or never.

        The smallest N with ``quantile sd / sqrt(N) + bend / N <= width``.
        """
        if self.n < 2 or not width >= 0.0:
            return None
        if self.half_width <= width:
            return min(self.n, _smallest(self.quantile * self.sd, self.bend, width))
        return max(self.n + 1, _smallest(self.quantile * self.sd, self.bend, width)) if width > 0.0 else None


def _smallest(root: float, whole: float, width: float) -> int:
    """The smallest N >= 2 with ``root / sqrt(N) + whole / N <= width``."""
    if root == 0.0:
        return 2
    return max(2, ceil(((root + sqrt(root * root + 4.0 * width * whole)) / (2.0 * width)) ** 2 - 1e-9))


def spread(differences: np.ndarray, level: float) -> Spread:
    """How differences scatter, for an interval of their mean.

    Parameters
    ----------
    differences : shape (n,), none missing, in the unit of the outcome.
    level : confidence of the interval, in (0, 1).
    """
    n = int(differences.size)
    if n < 2:
        return Spread(n, float("nan"), 0.0, float("nan"))
    off = differences - differences.mean()
    sd = float(off.std(ddof=1))
    flat = sd <= 1e-12 * float(np.abs(differences).max())
    skew = 0.0 if flat else abs(float(np.mean(off**3))) / float(off.std()) ** 3
    return Spread(n, 0.0 if flat else sd, skew, _quantile(level, n))


@lru_cache(maxsize=4096)
def _quantile(level: float, n: int) -> float:
    return float(stats.t.ppf((1.0 + level) / 2.0, n - 1))


class Look(Protocol):
    """What was seen after some replications."""

    @property
    def n(self) -> int:
        """Replications."""

    @property
    def needed(self) -> float:
        """Replications that all targets are expected to take: at most n where all are reached, infinite where nobody can tell."""


Seen = TypeVar("Seen", bound=Look)


def looks(look: Callable[[int], Seen], rule: Rule) -> Iterator[Seen]:
    """Look after as many replications as the rule says, until all targets are reached and still are some later, or at the cap.

    Parameters
    ----------
    look : what is seen after so many replications; it is asked for growing numbers. What it sees after n may depend on the first n
        replications only: then a study that is continued looks, and stops, where an uninterrupted one does.
    rule : when to stop.
    """
    n, before = rule.first, False
    while True:
        seen = look(n)
        yield seen
        reached = seen.needed <= n
        if n >= rule.cap or (reached and before):
            return
        n, before = min(rule.cap, _next(n, seen.needed)), reached


def _next(n: int, needed: float) -> int:
    """How many replications the next look has."""
    if needed <= n:
        return n + max(AHEAD, ceil(AHEAD_SHARE * n))
    most = int(GROWTH * n)
    return max(n + 1, min(most, ceil(needed))) if isfinite(needed) else most
