"""What purchasers and the public believe is the conditional normal law given all signals that reached them.

Quality as they think of it is a normal level that wanders, with covariance ``s0^2 + q min(t, t')`` between months ``t`` and
``t'`` after founding; a signal of the month ``t`` is that level and an error of its own variance. Mean and variance of the level
today given all signals are those of the multivariate normal law, in one step and without any filter. Which signals reach whom:
inspections and voice their own purchaser; acceptance the purchaser, and all others and the public where it is disclosed, or all
purchasers but not the public where they share records.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special, tables

VERBS = ("observe", "accept")
RULES = ()
SOURCE = "conditional law of a multivariate normal (Anderson 1958, MEMORY); DeGroot 1970"

PRIOR_MEAN, PRIOR_SD, DRIFT, PUBLISHED_DRIFT = 0.2, 0.7, 0.02, 0.005
NOISE: Final = {"inspection": 0.4, "voice": 0.9, "acceptance": 0.3}
DIALS = {
    "world.city.n_citizens": 100,
    "world.city.n_districts": 3,
    "world.organizations.reach_districts": 3.0,
    "world.organizations.effort_max": 0.0,
    "world.organizations.ability_sd": 0.5,
    "world.purchasers.project_value": 24_000.0,
    "world.information.prior_mean": PRIOR_MEAN,
    "world.information.prior_sd": PRIOR_SD,
    "world.information.drift": DRIFT,
    "world.information.published_drift": PUBLISHED_DRIFT,
    "world.information.monitoring_noise": NOISE["inspection"],
    "world.information.voice_noise": NOISE["voice"],
    "world.information.voice_weight": 0.5,
    "world.information.acceptance_noise": NOISE["acceptance"],
    "months": 26,
}


def found(seed: int) -> Iterator[Found]:
    """Eight organizations and three purchasers, who tell each other nothing, what is disclosed, or everything."""
    for name, levers in (
        ("nothing shared", {"disclosure": 0.0}),
        ("all disclosed", {"disclosure": 1.0}),
        ("records shared", {"disclosure": 0.0, "coordination": 1.0}),
    ):
        market = special(DIALS, "lottery", levers=levers, seed=seed)
        market.run()
        shared, published = name != "nothing shared", name == "all disclosed"
        yield from _compared(name, market, shared, published)
    yield _disclosed(seed)


def _compared(name: str, market: PublicServiceMarket, shared: bool, published: bool) -> Iterator[Found]:
    o, signals = market.organizations, _signals(market)
    public = [_belief(signals[published & _of(signals, i, -1, True)], market.month, PUBLISHED_DRIFT) for i in range(len(o))]
    own = [
        [_belief(signals[_of(signals, i, g, shared)], market.month, DRIFT) for g in range(len(market.purchasers))]
        for i in range(len(o))
    ]
    for place, what in enumerate(("mean", "variance")):
        yield exactly(f"{name}: {what} of purchasers' beliefs", np.array(own)[..., place], o[f"believed_{what}"], 1e-9)
        yield exactly(f"{name}: {what} of the published record", np.array(public)[:, place], o[f"published_{what}"], 1e-9)


def _signals(market: PublicServiceMarket) -> pd.DataFrame:
    """Every signal with its month since founding (the first is 1); what was found of a bridge teaches nobody."""
    seen = tables(market)
    rows = seen["inspections"].join(seen["contracts"].set_index("contract")["bridge"], on="contract")
    rows = rows[~((rows["kind"] == "acceptance") & rows["bridge"])]
    return rows.assign(since=rows["month"] + market.specification.warm_up + 1, noise=rows["kind"].map(NOISE))


def _of(signals: pd.DataFrame, organization: int, purchaser: int, shared: bool) -> np.ndarray:
    """Which signals about an organization reach a purchaser; -1 is the public, which knows acceptances alone."""
    reaches = (signals["purchaser"] == purchaser) | (shared & (signals["kind"] == "acceptance"))
    return np.asarray((signals["organization"] == organization) & reaches)


def _belief(signals: pd.DataFrame, now: int, drift: float) -> tuple[float, float]:
    """Mean and variance of the level after ``now`` months, given the signals."""
    t = signals["since"].to_numpy()
    among = PRIOR_SD**2 + drift * np.minimum(t[:, None], t) + np.diag(signals["noise"].to_numpy() ** 2)
    towards = PRIOR_SD**2 + drift * t
    weight = np.linalg.solve(among, towards) if t.size else np.zeros(0)
    mean = PRIOR_MEAN + weight @ (signals["signal"].to_numpy() - PRIOR_MEAN)
    return float(mean), float(PRIOR_SD**2 + drift * now - weight @ towards)


def _disclosed(seed: int) -> Found:
    """How many acceptances are published where each is with the chance 0.3."""
    few = {**DIALS, "world.purchasers.project_value": 6_000.0}
    market = special(few, "lottery", levers={"disclosure": 0.3}, seed=seed)
    market.run()
    rows = _signals(market)
    return as_often(
        "acceptances published", 0.3, int(market.organizations.n_published.sum()), int((rows["kind"] == "acceptance").sum())
    )


TITLE_ZH = "购买主体与公众的信念是给定所收到全部信号的条件正态分布"
CHINESE = {
    "acceptances published": "公开的验收比例",
    "{name}: {what} of purchasers' beliefs": "{name}：购买主体信念的{what}",
    "{name}: {what} of the published record": "{name}：公开评价的{what}",
    "nothing shared": "互不共享",
    "all disclosed": "全部公开",
    "records shared": "共享履约记录",
    "mean": "均值",
    "variance": "方差",
}
