"""Independent reference for ``mechanisms.open_tender``: the purchaser's best scoring rule.

Quality is rewarded less than it is worth, to leave less to bidders with low costs.

What counts is the virtual surplus V(q) - (theta + F / f) h(q): its maximum type by type is the quality wanted; the rule that makes
every type choose it has s'(q) = theta h'(q) where q is what type theta should promise. Source: Che 1993, proposition 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.polynomial import Chebyshev

from gpssim.theory.textbook.scoring_types import Curve, Rule, Work, crossing

DEGREE: Final = 60


@dataclass(frozen=True)
class OptimalRule:
    """The best rule for a purchaser with this value of quality among bidders with cost theta h(q)."""

    law: Any
    work: Work
    value: Rule

    def quality(self, theta: float) -> float:
        """The quality that type theta should promise."""
        below, density = float(self.law.cdf(theta)), float(self.law.pdf(theta))
        weight = theta + (below / density if density > 0.0 else 0.0 if below == 0.0 else np.inf)

        def slope(q: float) -> float:
            return self.value.marginal(q) - weight * self.work.marginal(q)

        return crossing(slope, self.value.low, self.value.high)

    def type_of(self, quality: float) -> float:
        """The type that should promise this quality."""
        low, high = (float(t) for t in self.law.support())
        return crossing(lambda theta: self.quality(theta) - quality, low, high)

    def marginal(self, quality: float) -> float:
        """s'(q)."""
        return self.type_of(quality) * self.work.marginal(quality)

    @cached_property
    def rule(self) -> Rule:
        """The rule, s being 0 at the lowest quality wanted."""
        low, high = (float(t) for t in self.law.support())
        worst, best = self.quality(high), self.quality(low)
        slope = Chebyshev.interpolate(np.vectorize(self.marginal), DEGREE, [worst, best])
        whole = slope.integ(lbnd=worst)
        marginal: Curve = lambda q: float(slope(q))  # noqa: E731  # a curve like those that are given
        return Rule(lambda q: float(whole(q)), marginal, worst, best)
