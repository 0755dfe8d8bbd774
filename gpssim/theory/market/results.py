"""Beliefs about a mechanism close in on its results geometrically, slower on those of others that are disclosed.

A contract was worth ``r = q v - (p - 1)`` to its purchaser: value of the quality found, less price above cost in unit costs.
Every result of one's own takes the part ``l`` of the distance, every one of others the part ``l w``: after n and m results that
are all alike the belief is ``r (1 - (1 - l)^n (1 - l w)^m)``, whatever their order, with ``n + m w`` results behind it. Providers
are alike (wages set by hand), prices are bargained with one of them, and where results are disclosed quality is of no value, so
that they are alike for all.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("learn_from_results",)
RULES = ("adoption.learned", "adoption.result_worth")
SOURCE = "closed form of geometric discounting; Erev & Roth 1998 (reinforcement at a fixed rate)"

LEARNING, OTHERS, MECHANISM = 0.15, 0.4, "directed_commission"


def found(seed: int) -> Iterator[Found]:
    """Two purchasers who keep their results to themselves, and two who disclose them."""
    yield from learning(seed, disclosure=0.0, quality_value=0.35)
    yield from learning(seed, disclosure=1.0, quality_value=0.0)


def learning(seed: int, disclosure: float, quality_value: float) -> Iterator[Found]:
    """Beliefs after two years, from the contracts that were accepted."""
    market = special(
        {
            "world.organizations.cost_sd": 0.0,
            "world.organizations.effort_max": 0.0,
            "world.organizations.ability_mean": 0.6,
            "world.purchasers.quality_value": quality_value,
            "world.officials.learning": LEARNING,
            "world.officials.others_weight": OTHERS,
        },
        MECHANISM,
        seed=seed,
        levers={"disclosure": disclosure},
    )
    market.organizations["wage"][:] = market.world.organizations.wage
    market.run()
    p, signed = market.purchasers, tables(market)["contracts"]
    accepted = signed[(signed.month_end <= 24) & (signed.end_reason != "in_force") & ~signed.bridge]
    place, n = market.mechanism_names.index(MECHANISM), accepted.groupby("purchaser").size().to_numpy()
    yield exactly("purchasers with results of their own", 2, n.size)
    spread = accepted.groupby("purchaser")[["unit_price", "accepted_latent"]].agg(np.ptp).to_numpy()
    yield exactly("results of a purchaser are alike", 0.0, spread, 1e-9)
    first = accepted.groupby("purchaser").first()
    worth = first.accepted_latent * p.quality_value - (first.unit_price - 100.0) / 100.0
    m = n[::-1] * disclosure
    missing = (1.0 - LEARNING) ** n * (1.0 - LEARNING * OTHERS) ** m
    told = "disclosed" if disclosure else "kept"
    yield exactly(f"beliefs about results {told}, unit costs", worth * (1.0 - missing), p.worth[:, place], 1e-9)
    yield exactly(f"results {told} behind them", n + OTHERS * m, p.n_results[:, place], 1e-9)
    yield exactly("beliefs about what was not used", 0.0, np.delete(p.worth, place, axis=1))


TITLE_ZH = "对购买方式的信念按几何级数趋近其成效，对他人公开的成效则较慢"
CHINESE = {
    "purchasers with results of their own": "有自身成效的购买主体",
    "results of a purchaser are alike": "同一购买主体的成效相同",
    "beliefs about results {told}, unit costs": "对{told}成效的信念（以单位成本计）",
    "results {told} behind them": "其所依据的{told}成效数",
    "beliefs about what was not used": "对未采用者的信念",
    "kept": "未公开的",
    "disclosed": "公开的",
}
