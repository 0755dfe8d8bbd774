"""The way to the nearest of n providers is n ** -1/2 of that to one: four halve what it weighs in the decision to ask.

Providers strewn over a plane are at a mean distance proportional to the root of the area that each has (Larson & Odoni 1981).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage
from gpssim.theory.market_lane import Found, as_often

VERBS = ("serve_citizens",)
RULES = ("reaching.way_to_provider",)
SOURCE = "expected distance to the nearest of many points in the plane (Larson & Odoni 1981, MEMORY)"

N, TRAVEL = 1200, 6.0


def found(seed: int) -> Iterator[Found]:
    """Cities of one district with one provider and with four; nobody has a free place."""
    for mechanism, n, base in (("open_tender", 1, 6.0), ("citizen_voucher", 4, 3.0), ("citizen_voucher", 4, 2.0)):
        own = {"world.society.reach.travel": TRAVEL, "world.citizens.apply_base": base, "world.organizations.n_initial": 4}
        market = in_service(stage(N, 0.9, **own), mechanism, seed=seed)
        begin_anew(market, 0.0)
        market.citizens.columns["applied"][:] = 0
        market.step()
        odds = exp(base - TRAVEL / n**0.5)
        need = market.citizens.need[:, 0] == 1
        asked = market.citizens.applied[need, 0].sum()
        yield as_often(f"ask, {n} providers, inclination {base:g}", odds / (1.0 + odds), asked, need.sum())


TITLE_ZH = "到 n 家承接主体中最近一家的路程是只有一家时的 1/√n：四家使其对申请的影响减半"
CHINESE = {
    "ask, {n} providers, inclination {base}": "申请的比例，{n} 家承接主体，倾向 {base}",
}
