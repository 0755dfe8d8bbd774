"""Offers below the thresholds of 2026 must prove their price: they stand with the chance of proof, surely where cost is seen.

Under review is who asks less than a part of the mean, of the second-lowest price or of the ceiling (财库[2026]2号). A share ``pi``
of them proves its price where the review sees nothing; a review that sees cost with weight ``s`` lets an offer that covers its
cost stand with chance ``(1 - s) pi + s``, another with ``(1 - s) pi``. Bidders err in their cost here, so that both kinds are
there.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("purchase",)
RULES = ("scoring.abnormally_low", "scoring.chance_of_proof")
SOURCE = "财库[2026]2号: 50 %, 50 %, 45 %, each up to 65 %; chance of proof: assumption"

PARTS = {"low_bid_of_mean": 0.65, "low_bid_of_second": 0.6, "low_bid_of_ceiling": 0.3}
DIALS = {
    "world.rules_as_of": "2026",
    "world.organizations.cost_sd": 0.8,
    "world.bidding.cost_noise": 0.5,
    "world.bidding.markup": 0.0,
    "world.purchasers.ceiling_margin": 0.5,
}
PROOF = 0.3


def found(seed: int) -> Iterator[Found]:
    """A review that sees nothing, half, or everything, and none."""
    for insight in (0.0, 0.5, 1.0):
        offers = _offers(seed, {**PARTS, "low_bid_proof": PROOF, "low_bid_insight": insight})
        low = _low(offers)
        refused = offers.reason == "abnormally_low"
        yield exactly(f"insight {insight:g}: refused are only low ones", 0.0, refused & ~low)
        for covers, word in ((True, "cover"), (False, "do not cover")):
            asked = offers[low & ((offers.price >= offers.true_cost) == covers)]
            chance, stand = (1.0 - insight) * PROOF + insight * covers, int(asked.valid.sum())
            what = f"insight {insight:g}: low ones that {word} cost stand"
            yield exactly(what, chance, stand / len(asked)) if chance in {0.0, 1.0} else as_often(what, chance, stand, len(asked))
    offers = _offers(seed, dict.fromkeys(PARTS, 0.0))
    yield exactly("thresholds of 0: all stand", 1.0, offers.valid)


def _offers(seed: int, terms: dict[str, float]) -> pd.DataFrame:
    return opened(DIALS, settings={"rule": "lowest_evaluated_price", "n_min": 1, **terms}, seed=seed).offers


def _low(offers: pd.DataFrame) -> np.ndarray:
    """Which offers are under one of the thresholds, an opening at a time."""
    by = offers.groupby(["project", "attempt"]).price
    second = by.transform(lambda p: np.sort(p)[1] if p.size > 1 else 0.0)
    several = by.transform("size") > 1
    part = [PARTS[f"low_bid_of_{word}"] for word in ("mean", "second", "ceiling")]
    return np.asarray(
        (several & (offers.price / by.transform("mean") < part[0]))
        | (offers.price < part[1] * second)
        | (offers.price / offers.ceiling < part[2])
    )


TITLE_ZH = "低于 2026 年界限的投标须证明其报价：以证明成立的概率有效，成本可见时必然如此"
CHINESE = {
    "thresholds of 0: all stand": "界限为零：全部有效",
    "insight {insight}: refused are only low ones": "识别能力 {insight}：被拒绝者均为异常低价",
    "insight {insight}: low ones that {word} cost stand": "识别能力 {insight}：{word}成本的低价有效",
    "cover": "足以弥补",
    "do not cover": "不足以弥补",
}
