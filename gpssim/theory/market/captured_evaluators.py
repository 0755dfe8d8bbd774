"""A third party is captured with a chance that citizens' part in it shrinks, adds its bias, and citizens expose some of it.

Captured is who evaluates with chance ``k h (1 - s p)``: ``h`` is left of it where the purchaser chooses, ``s p`` is taken away by
participation (Laffont & Tirole 1991). Exposed is a captured one with chance ``e p``: it counts without the bias. What is found has
then the mean of what is there plus bias times the chance that it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import tables

VERBS = ("accept",)
RULES = ("favoring.capture_chance",)
SOURCE = "Laffont & Tirole 1991; Tirole 1986; form: assumption"

CAPTURE, LEFT, SHIELD, TAKES_PART, EXPOSURE, BIAS, SHARE = 0.9, 0.7, 0.5, 0.4, 0.75, 0.6, 0.8
DIALS = {
    "world.evaluators.capture": CAPTURE,
    "world.evaluators.purchaser_choice": LEFT,
    "world.evaluators.participation_shield": SHIELD,
    "world.evaluators.exposure": EXPOSURE,
    "world.evaluators.capture_bias": BIAS,
    "world.evaluators.noise": 0.0,
    "world.violations.ban": 0,
    "world.city.n_citizens": 50,
}


def found(seed: int) -> Iterator[Found]:
    """Contracts of one month, renewed month after month: many acceptances in half a year."""
    levers = {"third_party": SHARE, "contract_months": 1}
    market = opened(DIALS, levers=levers, by_hand=_take_part, months=8, seed=seed).market
    c = market.contracts
    over = np.flatnonzero((c.end <= market.month) & ~c.bridge)
    evaluated = over[c.evaluated[over]]
    yield as_often("evaluated by a third party", SHARE, evaluated.size, over.size)
    captured = c.captured[evaluated]
    chance = CAPTURE * LEFT * (1.0 - SHIELD * TAKES_PART)
    yield as_often("captured", chance, int(captured.sum()), evaluated.size)
    violations = tables(market)["violations"]
    exposed = int(violations.detected.sum())
    yield as_often("exposed, of the captured", EXPOSURE * TAKES_PART, exposed, int(captured.sum()))
    yield exactly("a row for each that is captured", int(captured.sum()), len(violations))
    yield from _found_beyond_truth(market, exposed, int(captured.sum()))


def _found_beyond_truth(market: PublicServiceMarket, exposed: int, captured: int) -> Iterator[Found]:
    """Without noise, and where quality is alike on both tasks, what is found is what is there or the bias more."""
    seen: pd.DataFrame = tables(market)["inspections"]
    beyond = (seen.signal - seen.truth)[seen.kind == "acceptance"]
    yield exactly("bias, summed over acceptances", BIAS * (captured - exposed), beyond.sum(), 1e-6)


def _take_part(market: PublicServiceMarket) -> None:
    market.citizens.columns["participation"][:] = TAKES_PART


TITLE_ZH = "第三方被俘获的概率随公众参与而下降；被俘获者抬高评价，公众揭露其中一部分"
CHINESE = {
    "evaluated by a third party": "由第三方评估的比例",
    "captured": "被俘获的比例",
    "exposed, of the captured": "被俘获者中被揭露的比例",
    "a row for each that is captured": "每次俘获各有一行记录",
    "bias, summed over acceptances": "抬高幅度，就各次验收合计",
}
