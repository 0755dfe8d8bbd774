"""Choice among providers: utility plus a taste shock."""

from __future__ import annotations

import math


def gumbel(uniform: float) -> float:
    """A standard Gumbel shock from a uniform in (0, 1): -ln(-ln u)."""
    return -math.log(-math.log(uniform))


def perceived_utility(utility: float, scale: float, uniform: float) -> float:
    """Utility plus ``scale`` times a Gumbel shock: the largest of these chooses with multinomial-logit probabilities.

    Source: McFadden 1974. ``scale`` = 0 leaves utility alone.
    """
    return utility + scale * gumbel(uniform)
