"""Bidders who learn from what they earn keep it in their propensities, and play what they have learned to like.

A single bidder always wins: the mark-up ``m`` on a cost ``c`` earns ``m c / r`` of the ceiling. By Roth and Erev all that was
ever earned is in the sum of the propensities, whatever part of it goes to what was not played: ``Q_T = Q_0 (1 - f)^T + sum (1 -
f)^(T - t) 100 pi_t``, and a mark-up is played with its part of the sum. By experience-weighted attraction experience is ``N_T =
r^T + (1 - r^T) / (1 - r)`` and attraction ``A_j = sum p^(T - t) (d + (1 - d) 1{j played}) pi_j / N_T``, the foregone payoff
counting ``d``; of two mark-ups the first is played with chance ``1 / (1 + exp(L (A_2 - A_1)))``. Propensities or attractions that
are too firm to move are set by hand for the chances.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from typing import Any

import numpy as np
import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import alike, special, tables

VERBS = ("purchase",)
RULES = (
    "learning_to_bid.drawn",
    "learning_to_bid.ewa_update",
    "learning_to_bid.logit",
    "learning_to_bid.proportional",
    "learning_to_bid.roth_erev_update",
)
SOURCE = "closed form: Roth & Erev 1995; Camerer & Ho 1999, MEMORY"
MARKUPS, UNIT, MARGIN = np.array([0.1, 0.3]), 100.0, 0.5
EARNED = MARKUPS / (1.0 + MARGIN)
"""What a mark-up earns of the ceiling when it wins."""
FORGETTING, TRIED, STRENGTH = 0.1, 0.2, 5.0
KEPT, FOREGONE, EXPERIENCE, SHARPNESS, FIRM = 0.9, 0.5, 0.8, 6.0, 1.0e9
DIALS: dict[str, Any] = {
    "world.organizations.n_initial": 1,
    "world.organizations.cost_sd": 0.0,
    "world.organizations.staff_median": 900.0,
    "world.purchasers.ceiling_margin": MARGIN,
    "world.purchasers.project_value": 2_800.0,
    "warm_up": 0,
}
SETTINGS = {"rule": "lowest_evaluated_price", "n_min": 1, "low_bid_judgment": 0.0}


def bidder(family: str, own: dict[str, float], seed: int) -> PublicServiceMarket:
    """A market with one bidder of two mark-ups, before its first month."""
    values = {"grid_low": MARKUPS[0], "grid_high": MARKUPS[1], "grid_points": 2, **own}
    learns = [{"family": family, "name": name, "value": value} for name, value in values.items()]
    dials = {**DIALS, "world.bidding.family": family, "world.bidding.settings": learns}
    return alike(special(dials, settings=SETTINGS, seed=seed))


def month_of_offers(market: PublicServiceMarket) -> np.ndarray:
    """Which of its mark-ups the bidder played in each purchase of a month, in order."""
    market.step()
    bids: pd.DataFrame = tables(market)["bids"]
    return np.asarray(np.rint((bids.price / UNIT - 1.0 - MARKUPS[0]) / (MARKUPS[1] - MARKUPS[0])), dtype=np.int64)


def found(seed: int) -> Iterator[Found]:
    """A month of purchases in which a bidder learns by either rule, and one in which it does not move."""
    reinforced = bidder("roth_erev", {"strength": STRENGTH, "forgetting": FORGETTING, "experimentation": TRIED}, seed)
    played = month_of_offers(reinforced)
    later = (1.0 - FORGETTING) ** np.arange(played.size)[::-1]
    kept = 2.0 * STRENGTH * (1.0 - FORGETTING) ** played.size + 100.0 * float(later @ EARNED[played])
    propensities = reinforced.organizations.bidding_state[0]
    yield exactly("sum of propensities", kept, float(propensities.sum()), 1e-9)
    yield exactly("both mark-ups were played", 0.5, float(played.mean()), 0.49)

    firm = bidder("roth_erev", {"forgetting": 0.0}, seed)
    firm.organizations["bidding_state"][0] = np.array([3.0, 1.0]) * FIRM
    yield as_often("dearer offers, propensities three to one", 0.25, float(month_of_offers(firm).sum()), n_purchases(firm))

    weighs = {"phi": KEPT, "delta": FOREGONE, "rho": EXPERIENCE, "lam": SHARPNESS}
    attracted = bidder("ewa", weighs, seed)
    played = month_of_offers(attracted)
    later = KEPT ** np.arange(played.size)[::-1]
    counted = FOREGONE + (1.0 - FOREGONE) * (played[:, None] == np.arange(2))
    weight = EXPERIENCE**played.size + (1.0 - EXPERIENCE**played.size) / (1.0 - EXPERIENCE)
    told = attracted.organizations.bidding_state[0]
    yield exactly("experience", weight, float(told[0]), 1e-9)
    yield exactly("attractions", later @ counted * EARNED, weight * told[1:], 1e-9)

    sure = bidder("ewa", {**weighs, "phi": 1.0, "rho": 1.0}, seed)
    sure.organizations["bidding_state"][0] = np.array([FIRM, 0.2, 0.0])
    chance = 1.0 / (1.0 + exp(SHARPNESS * 0.2))
    yield as_often("dearer offers, the other more attractive", chance, float(month_of_offers(sure).sum()), n_purchases(sure))


def n_purchases(market: PublicServiceMarket) -> int:
    """Purchases that were held so far."""
    return len(tables(market)["projects"])


TITLE_ZH = "从所得中学习的投标者把所得记入倾向值，并采用学会偏好的加价"
CHINESE = {
    "sum of propensities": "倾向值之和",
    "both mark-ups were played": "两种加价均被采用",
    "dearer offers, propensities three to one": "较高报价的比例，倾向值三比一",
    "experience": "经验值",
    "attractions": "吸引力",
    "dearer offers, the other more attractive": "较高报价的比例，另一种更有吸引力",
}
