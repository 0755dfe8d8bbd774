"""Providers try service models as often as room, autonomy and pull make them, and find what a capped exponential gives.

A month's chance is ``search x freedom x autonomy x (1 + a E + b L + c S)`` with roots ``E``, the chance ``L`` of losing lines
that run out, and coaching ``S``. With a practice ``x`` of at most ``m`` behind it a success finds an exponential gain of mean
``s = step (1 - x/m)``, no more than ``m - x``: ``s (1 - e^(-(m - x)/s))`` on average. Public money bears the part ``S`` of the
cost. Osborne & Brown 2005; Aghion et al. 2005: MEMORY. Practice, roots, chances and coaching are set by hand before every
month.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from typing import Any

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly, on_average
from gpssim.theory.special import special, tables

VERBS = ("develop",)
RULES = ("innovating.trial_chance", "innovating.pull_to_innovate", "innovating.found_by_trial")
SOURCE = "binomial counts; mean of a capped exponential; accounting identity"

N, MONTHS, SEARCH, FREEDOM, AUTONOMY, SUCCESS, STEP, MOST, PRACTICE, PRICE = 150, 7, 0.5, 0.9, 0.8, 0.7, 0.5, 1.0, 0.4, 100.0
ROOTS, RIVALRY, SUPPORT = 1.2, 0.8, 0.5
DIALS: dict[str, Any] = {
    "world.city.n_citizens": 50,
    "world.organizations.n_initial": N,
    "world.purchasers.project_value": 3000.0,
    "world.innovation.search": SEARCH,
    "world.innovation.success": SUCCESS,
    "world.innovation.step": STEP,
    "world.innovation.most": MOST,
    "world.innovation.cost": PRICE,
    "world.innovation.roots": ROOTS,
    "world.innovation.rivalry": RIVALRY,
    "world.innovation.support": SUPPORT,
    "world.innovation.neighbors": 0.0,
    "world.innovation.published": 0.0,
    "world.innovation.aging": 0.0,
}
GROUP = np.arange(N) % 4
"""Nothing beside; full roots; sure to lose its lines; fully coached."""
PULL = np.array([1.0, 1.0 + ROOTS, 1.0 + RIVALRY, 1.0 + SUPPORT])[GROUP]


def found(seed: int) -> Iterator[Found]:
    """Many small contracts, three organizations invited for each, over the months in which all of them run."""
    market = special(DIALS, settings={"freedom": FREEDOM, "n_invited": 3, "n_min": 1}, seed=seed)
    for _ in range(6):
        market.step()
    c = market.contracts
    works = np.unique(c.organization[c.active])
    for _ in range(MONTHS):
        by_hand(market)
        market.step()
    written = tables(market)
    tried = written["innovations"][written["innovations"].month >= market.since_switch - MONTHS]
    for group, name in enumerate(("nothing beside", "roots", "rivalry", "support")):
        n = MONTHS * int((GROUP[works] == group).sum())
        chance = SEARCH * FREEDOM * AUTONOMY * float(PULL[group])
        yield as_often(f"trials, {name}", chance, float((GROUP[tried.organization] == group).sum()), n)
    chance = SEARCH * FREEDOM * AUTONOMY * float(PULL[works].mean())
    yield as_often("trials of all", chance, len(tried), MONTHS * works.size)
    success = tried[tried.channel == "found"]
    yield as_often("successes", SUCCESS, len(success), len(tried))
    mean = STEP * (1.0 - PRACTICE / MOST)
    yield on_average("what a success adds", mean * (1.0 - exp(-(MOST - PRACTICE) / mean)), success.gain.to_numpy())
    paid = written["ledger"][(written["ledger"].kind == "development") & (written["ledger"].month >= market.since_switch - MONTHS)]
    public = paid.loc[paid.source == "treasury", "fen"].sum() / 100.0
    yield exactly("cost of all trials, yuan", PRICE * len(tried), paid.fen.sum() / 100.0)
    yield exactly("of it public money, yuan", PRICE * float((GROUP[tried.organization] == 3).sum()), public)


def by_hand(market: PublicServiceMarket) -> None:
    """What theory takes as given this month."""
    o, c = market.organizations, market.contracts
    o["practice"][:], o["autonomy"][:] = PRACTICE, AUTONOMY
    o["embeddedness"][:] = np.where(GROUP == 1, 1.0, 0.0)[:, None]
    o["continuation_rate"][:] = np.where(GROUP == 2, 0.0, 1.0)
    c["coaching"][:] = np.where(GROUP[c.organization] == 3, 1.0, 0.0)


TITLE_ZH = "承接主体试验服务模式的频度取决于余地、自主性与拉动，所得为有上限的指数分布"
CHINESE = {
    "trials of all": "全部试验",
    "successes": "成功的比例",
    "what a success adds": "每次成功的改进",
    "cost of all trials, yuan": "全部试验的成本（元）",
    "of it public money, yuan": "其中公共资金（元）",
    "trials, {name}": "试验比例，{name}",
    "nothing beside": "无其他因素",
    "roots": "扎根",
    "rivalry": "竞争",
    "support": "支持",
}
