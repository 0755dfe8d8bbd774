"""A tie moves the committee by what integrity and checks leave of it, and an award is favoritism where only the tie explains it.

One of five jurors speaks for the purchaser: a bidder with tie ``t`` is rated ``(1 - integrity) (1 - checks) t / 5`` higher, and
has ``100 Phi(rating / scale)`` points. Favoritism is an award that the same offers, judged without ties, would have given to
somebody else. With full integrity, or checks, ties change nothing. It is found out with its own chance, and the award is void.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.stats import norm

from gpssim.model import PublicServiceMarket
from gpssim.records.truth import Truth
from gpssim.theory.market.openings import Opened, opened
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("purchase",)
RULES = ("scoring.weighted_sum", "scoring.ranking")
SOURCE = "Order 87 (seats of a purchaser); counterfactual award; model.md, market rule C 15"

TIE, INTEGRITY, CHECKS, FOUND_OUT = 6.0, 0.2, 0.25, 0.3
DIALS = {
    "world.information.dossier_noise": 0.5,
    "world.violations.steering": 0.01,  # acts on published records alone: it only lets violations be looked for
    "world.violations.favoritism_detection": FOUND_OUT,
    "world.violations.oversight": 0.0,
}


def found(seed: int) -> Iterator[Found]:
    """Three of eight have ties to officials of little integrity, half checked; then to honest ones."""
    after = _tender(seed, INTEGRITY, CHECKS)
    offers = after.offers
    left = (1.0 - INTEGRITY) * (1.0 - CHECKS) * TIE * (offers.organization < 3) / 5.0
    yield exactly("points with ties", _points(offers, left), offers.quality_points, 1e-9)
    best = offers.loc[offers.groupby("project").total.idxmax()].set_index("project").organization
    plain = offers.assign(total=offers.price_points + _points(offers, 0.0))
    honest = plain.loc[plain.groupby("project").total.idxmax()].set_index("project").organization
    projects = after.projects.set_index("project").loc[best.index]
    favored = (best != honest) & (best < 3)
    yield exactly("favoritism", favored, (projects.truth & int(Truth.FAVORITISM)) > 0)
    void = projects.outcome == "failed"
    yield as_often("  found out", FOUND_OUT, int(void[favored].sum()), int(favored.sum()))
    yield exactly("  what was found out is void, nothing else", projects.detected > 0, void)
    yield exactly("best total wins", best[~void], projects.winner[~void])
    yield exactly("  on no lawful ground where favored", favored[~void], projects.legal_basis[~void] == "irregular")
    for integrity, checks in ((1.0, 0.0), (0.0, 1.0)):
        fair = _tender(seed, integrity, checks)
        yield exactly(f"integrity {integrity:g}, checks {checks:g}", _points(fair.offers, 0.0), fair.offers.quality_points, 1e-9)
        yield exactly("  nobody is favored", 0.0, fair.projects.truth)


def _tender(seed: int, integrity: float, checks: float) -> Opened:
    dials = {**DIALS, "world.purchasers.integrity": integrity}
    return opened(dials, settings={"juror_noise": 0.0}, levers={"checks": checks}, by_hand=_tie, seed=seed)


def _tie(market: PublicServiceMarket) -> None:
    market.organizations["tie"][:3, :] = TIE


def _points(offers: pd.DataFrame, pushed: pd.Series | float) -> np.ndarray:
    """Quality points at the usual weight of price, 0.3, and scale of ratings, 5."""
    return np.asarray(0.7 * 100.0 * norm.cdf((offers.dossier + 0.5 * offers.promised_quality + pushed) / 5.0))


TITLE_ZH = "关系在廉洁与制衡所余的范围内左右评审；唯有关系才能解释的授予即徇私"
CHINESE = {
    "points with ties": "有关系时的分数",
    "favoritism": "徇私",
    "found out": "被查处的比例",
    "what was found out is void, nothing else": "被查处者无效，其余有效",
    "best total wins": "总分最高者中标",
    "on no lawful ground where favored": "徇私者无合法依据",
    "integrity {integrity}, checks {checks}": "廉洁 {integrity}，制衡 {checks}",
    "nobody is favored": "无人受偏袒",
}
