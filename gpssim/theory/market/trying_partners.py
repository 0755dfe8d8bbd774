"""Whom a purchaser tries: by logit, with the chance to be the best, or by Gittins' index, as its rule of exploration says.

Of two partners that cost the same (and a tie to the second, worth so much quality), the first is chosen with the chance
``1 / (1 + exp(-(m1 - m2) / t))`` where beliefs are shaken by Gumbel shocks of scale ``t`` (Luce, McFadden), and
``P((m1 - m2) / sqrt(v1 + v2))`` where a quality is drawn from each belief (Thompson). By Gittins' rule an unknown partner of mean
0 is tried before one whose quality ``m`` is known for sure exactly while ``m`` is below the index; with variance of belief
``1/k`` signals' variance and a discount of 0.95 that is 0.9956 (k = 1), 0.4781 (3), 0.1899 (10) errors of a signal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.special import expit
from scipy.stats import norm

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special, tables

VERBS = ("purchase",)
RULES = (
    "bandits.index",
    "bandits.quality_bonus",
    "experimentation.explored",
    "experimentation.indexed",
    "experimentation.sampled",
    "experimentation.softened",
)
SOURCE = "McFadden 1974; Thompson 1933; Gittins 1989 (table of the index of a normal arm of known variance, MEMORY)"

SHAKEN, NOISE, BETTER = 0.3, 0.4, 2.2
BENT, TIE = 0.5, 4.0
CLOSE = BENT * TIE
"""What the tie of the second partner is worth where integrity is short of 1 by so much, latent."""
SDS = (0.5, 0.3)
INDEX = {1: 0.9956, 3: 0.4781, 10: 0.1899}
NEAR = np.array([0.7, 0.85, 0.92, 1.08, 1.15, 1.3])


def found(seed: int) -> Iterator[Found]:
    """Many commissions in one month, with beliefs set by hand."""
    for rule, chance in (("softmax", expit((BETTER - CLOSE) / SHAKEN)), ("thompson", norm.cdf((BETTER - CLOSE) / np.hypot(*SDS)))):
        market = two_partners(seed, {"exploration": rule, "temperature": SHAKEN}, {"world.purchasers.project_value": 2_000.0})
        believe(market, np.array([[BETTER], [0.0]]), np.array(SDS)[:, None])
        winners = asked(market)["winner"]
        yield as_often(f"first partner chosen, {rule}", chance, (winners == 0).sum(), len(winners))
    yield from by_index(seed)


def by_index(seed: int) -> Iterator[Found]:
    """Each purchaser knows the first partner's quality for sure: a bit below or above the index of the other, or far from it."""
    n = NEAR.size * len(INDEX)
    rule = {"exploration": "gittins", "trial_noise": NOISE, "trial_discount": 0.95}
    market = two_partners(seed, rule, {"world.city.n_districts": n, "world.organizations.reach_districts": float(n)})
    index, seen = (np.repeat(list(x), NEAR.size) for x in (INDEX.values(), INDEX))
    known = np.tile(NEAR, len(INDEX)) * index * NOISE
    believe(market, np.array([known + CLOSE, np.zeros(n)]), np.array([np.zeros(n), NOISE / np.sqrt(seen)]))
    projects = asked(market)
    g = projects["purchaser"].to_numpy()
    yield exactly("purchasers that ask", n, np.unique(g).size)
    for k in INDEX:
        mine = seen[g] == k
        yield exactly(f"unknown partner tried, seen {k} times", (known < index * NOISE)[g[mine]], projects["winner"][mine] == 1)


def two_partners(seed: int, rule: dict[str, Any], dials: dict[str, Any]) -> PublicServiceMarket:
    """A city with two organizations that cost the same, are paid their cost, and have room for everything."""
    dials = {"warm_up": 0, "world.organizations.n_initial": 2, "world.organizations.cost_sd": 0.0, **dials}
    market = special(dials, "directed_commission", settings={"bargaining_share": 0.0, **rule}, seed=seed)
    o = market.organizations
    o["staff"][:], o["wage"][:] = 1_000.0, market.world.organizations.wage
    o["tie"][1], market.purchasers["integrity"][:] = TIE, 1.0 - BENT
    return market


def believe(market: PublicServiceMarket, mean: np.ndarray, sd: np.ndarray) -> None:
    """What purchasers believe of the two partners, latent, shape (partners, purchasers)."""
    market.organizations["believed_mean"][:], market.organizations["believed_variance"][:] = mean, np.square(sd)


def asked(market: PublicServiceMarket) -> Any:
    """Who was asked in the first month."""
    market.step()
    return tables(market)["projects"]


TITLE_ZH = "购买主体尝试谁：按 logit、按成为最佳的概率或按吉廷斯指数，依其探索规则"
CHINESE = {
    "purchasers that ask": "作出选择的购买主体",
    "first partner chosen, {rule}": "选择第一个伙伴的比例，{rule}",
    "unknown partner tried, seen {k} times": "尝试未知伙伴，已知者见过 {k} 次",
    "softmax": "按 logit",
    "thompson": "汤普森抽样",
}
