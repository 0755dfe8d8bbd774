"""Officials take the mechanism of highest expected utility: results, less hours and fees, blame and caution; by logit with noise.

A tender of a project worth ``V`` takes ``h`` hours at ``w`` yuan and fees, in all 6,160 yuan: 46 hours of 60, 1.5 % of 60,000 and
five jurors of 500; a commission twelve hours, 720 yuan. With ``n`` results seen, risk aversion ``r`` and doubt ``s`` caution
takes ``r s / sqrt(1 + n)``, and blame what it is for going without competition. Without noise the tender is chosen exactly when
``x - 6160 / V - r s / sqrt(1 + n) > y - 720 / V - b - r s / sqrt(1 + m)``; with noise of scale ``k`` its odds are the exponential
of the difference over ``k`` (McFadden 1974). Who fears and minds nothing chooses by results alone, from nothing on.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, sqrt
from typing import Any

from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special

VERBS = ("plan",)
RULES = ("policy_choice.caution", "policy_choice.expected_utility", "policy_choice.procedure_share")
SOURCE = "McFadden 1974; Hood 2011 (blame); closed form"

VALUE, TENDER, COMMISSION = 60_000.0, 6_160.0, 720.0
TRADE = {"open_tender": TENDER, "directed_commission": COMMISSION}
BLAME, RISK, DOUBT, SEEN = 0.05, 0.5, 0.3, 8.0
NEAR, AHEAD, SCALE = 0.002, (-0.06, 0.04), 0.05


def found(seed: int) -> Iterator[Found]:
    """Each purchaser chooses for every line that it plans; beliefs are set by hand."""
    work = (TENDER - COMMISSION) / VALUE
    wary = RISK * DOUBT * (1.0 - 1.0 / sqrt(1.0 + SEEN))
    fears = {"world.officials.blame": BLAME, "world.officials.risk_aversion": RISK, "world.officials.doubt": DOUBT}
    for word, dials, edge in (
        ("hours and fees", {}, work),
        ("and blame", {"world.officials.blame": BLAME}, work - BLAME),
        ("and caution", fears, work - BLAME + wary),
    ):
        over, under = _chosen(seed, (edge + NEAR, edge - NEAR), dials)
        yield exactly(f"{word}: tendered just beyond the edge", 1.0, over)
        yield exactly("  by the other purchaser, just short of it, never", 0.0, under)
    over, under = _chosen(seed, (NEAR, -NEAR), {"world.frictions.transaction_cost": False})
    yield exactly("nothing but results: tendered by the one", 1.0, over)
    yield exactly("  never by the other", 0.0, under)
    for ahead, chosen in zip(AHEAD, _chosen(seed, (work + AHEAD[0], work + AHEAD[1]), {}, SCALE), strict=True):
        share = 1.0 / (1.0 + exp(-ahead / SCALE))
        yield as_often(f"logit, {ahead:+g} ahead", share, sum(chosen), len(chosen))


def _chosen(seed: int, worth: tuple[float, float], dials: dict[str, Any], scale: float = 0.0) -> tuple[list[bool], list[bool]]:
    """Of each purchaser's lines of the first month, whether they are tendered; a tender is believed worth so much by each."""
    portfolio = [{"mechanism": name, "share": 0.5} for name in TRADE]
    terms = [{"mechanism": "by_expected_value", "name": "scale", "value": scale}]
    size = 120_000 if scale else 8_000
    whole = {"warm_up": 0, "world.city.residents": size, "world.city.n_citizens": 50, "policy.settings": terms}
    market = special({**whole, "policy.shares": portfolio, **dials}, levers={"choice": "by_expected_value"}, seed=seed)
    tender, commission = (market.mechanism_names.index(name) for name in TRADE)
    market.purchasers["worth"][:, tender] = worth
    market.purchasers["n_results"][:, commission] = SEEN  # results seen of commissions alone
    market.run(1)
    first, second = ([x.mechanism == "open_tender" for x in market.lines if x.purchaser == g] for g in (0, 1))
    return first, second


TITLE_ZH = "官员采用期望效用最高的购买方式：成效减去工时与费用、问责与谨慎；有扰动时按 logit"
CHINESE = {
    "nothing but results: tendered by the one": "只看成效：其中一方招标",
    "never by the other": "另一方从不招标",
    "{word}: tendered just beyond the edge": "{word}：刚过临界值即招标",
    "by the other purchaser, just short of it, never": "另一购买主体略低于临界值，从不招标",
    "logit, {ahead} ahead": "logit，领先 {ahead}",
    "hours and fees": "计工时与费用",
    "and blame": "再计问责",
    "and caution": "再计谨慎",
}
