"""Officials take the mechanism that was worth most to them; with noise in the comparison they take each with its logit share.

Two mechanisms that cost nothing to run and invite no blame differ by what their results were worth, d unit costs: without noise the
better one is always taken, with Gumbel noise of scale s it is taken with odds exp(d / s) (McFadden 1974).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from gpssim.theory.market.citizens_stage import stage
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special, tables

VERBS = ("plan",)
RULES = ("choice.liking",)
SOURCE = "binary logit (McFadden 1974, MEMORY)"

DISTRICTS, LINES, SCALE, GAP = 25, 6, 0.2, 0.3
FIRST, SECOND = "framework_agreement", "citizen_voucher"


def found(seed: int) -> Iterator[Found]:
    """Many new lines in one month, whose purchasers have results of two mechanisms in mind."""
    for gap in (0.1, -0.1):
        chosen = choices(seed, 0.0, gap)
        yield exactly(f"takes the second, which is worth {gap:g} more", gap > 0, chosen)
    chosen = choices(seed, SCALE, GAP)
    odds = exp(GAP / SCALE)
    yield as_often("takes the better of two, with noise", odds / (1.0 + odds), sum(chosen), len(chosen))


def choices(seed: int, scale: float, gap: float) -> list[bool]:
    """Of each line whether the second mechanism is taken."""
    dials = stage(
        DISTRICTS * 50,
        0.5,
        600.0,
        DISTRICTS,
        **{"warm_up": 0, "world.purchasers.wage_hour": 0.0, "world.organizations.n_initial": 3},
    )
    dials["world.purchasers.project_value"] /= LINES
    dials |= {"world.officials.risk_aversion": 0.0, "world.officials.blame": 0.0, "policy.levers.choice": "by_expected_value"}
    dials["policy.shares"] = [{"mechanism": name, "share": 0.5} for name in (FIRST, SECOND)]
    dials["policy.settings"] = [{"mechanism": "by_expected_value", "name": "scale", "value": scale}]
    market = special(dials, seed=seed)
    market.purchasers["worth"][:, market.mechanism_names.index(SECOND)] = gap
    market.step()
    made = tables(market)["choices"]
    return (made.mechanism[made.event == "chosen"] == SECOND).tolist()


TITLE_ZH = "官员采用对其价值最高的购买方式；比较有扰动时按各自的 logit 份额采用"
CHINESE = {
    "takes the better of two, with noise": "两者中取较好者的比例，有扰动",
    "takes the second, which is worth {gap} more": "取第二种，其价值多 {gap}",
}
