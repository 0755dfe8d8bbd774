"""Who waits longer than patience blames the government, once for each further month, each time less.

With a loss l for a failure, of which a part a is left for each further one, trust after t months of waiting is
T0 (1 - l) (1 - a l) ... (1 - a^(m-1) l) with m = t - patience failures: with a = 0 a wait is one failure, with a = 1 trust decays
without end. Who is not told of the service, or does not ask, blames nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np

from gpssim.theory.market.citizens_stage import unserved
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special

VERBS = ("serve_citizens",)
RULES = ("trust.fading_loss", "trust.trust_next")
SOURCE = "closed form: product of losses (asymmetry of trust, Slovic 1993, MEMORY)"

PATIENCE, LOSS, FIRST, MONTHS = 3, 0.2, 0.8, 9


def found(seed: int) -> Iterator[Found]:
    """Cities in which nothing is bought and everybody asks, with three ways to be disappointed again; one in which nobody asks."""
    for again in (0.0, 0.5, 1.0):
        path = waiting(seed, again, apply_base=20.0)
        failures = np.maximum(0, np.arange(1, MONTHS + 1) - PATIENCE)
        expected = [FIRST * prod(1.0 - LOSS * again**k for k in range(m)) for m in failures]
        yield exactly(f"trust month by month, {again:g} of a loss left", expected, path)
    yield exactly("trust where nobody asks", FIRST, waiting(seed, 1.0, apply_base=-20.0))


def waiting(seed: int, again: float, apply_base: float) -> list[float]:
    """Trust in the government of one who waits from the first month on, after each month; all of them trust alike."""
    own = {"patience": PATIENCE, "waiting_again": again, "trust_loss": LOSS, "apply_base": apply_base}
    market = special(unserved(60, 0.0, **{f"world.citizens.{k}": v for k, v in own.items()}), seed=seed)
    people = market.citizens.columns
    people["need"][:] = 1
    people["trust_government"][:] = FIRST
    path = []
    for month in range(1, MONTHS + 1):
        market.step()
        there = (people["need"][:, 0] == 1) & (people["waited"][:, 0] == month)
        path.append(float(people["trust_government"][there].min()))
        assert people["trust_government"][there].max() == path[-1]
    return path


TITLE_ZH = "等待超过耐心月数者责怪政府，此后每月一次，逐次减轻"
CHINESE = {
    "trust where nobody asks": "无人申请时的信任",
    "trust month by month, {again} of a loss left": "逐月的信任，每次损失为上次的 {again} 倍",
}
