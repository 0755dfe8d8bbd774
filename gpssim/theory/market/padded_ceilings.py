"""A ceiling is margin times surveyed cost, padded as far as nobody checks, and a little higher after each failure.

With cost ``c`` the same for all, margin ``g``, padding ``b``, checks ``k`` and a raise ``r`` a failed attempt the ceiling of
attempt ``j`` is ``(1 + g) c (1 + r j) (1 + b (1 - k))``. Project places follow the ceiling that was expected, without padding.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, exactly

VERBS = ("purchase", "plan")
RULES = ("process.biased", "purchasing.ceiling")
SOURCE = "accounting identity; padding: S13, Yiling 2013"

MARGIN, PADDING, CHECKS, RAISE = 0.25, 0.4, 0.3, 0.05


def found(seed: int) -> Iterator[Found]:
    """Tenders that nobody hears of, three attempts each; padding and the opposite of it."""
    for padding in (PADDING, -PADDING):
        dials = {
            "world.city.n_citizens": 50,
            "world.bidding.attention": 0.0,
            "world.bidding.incumbents_told": 0.0,
            "world.purchasers.ceiling_margin": MARGIN,
            "world.purchasers.ceiling_raise": RAISE,
            "world.process.cost_bias": padding,
        }
        projects = opened(dials, months=6, levers={"checks": CHECKS, "retenders": 2}, seed=seed).projects
        usual = (1.0 + MARGIN) * 100.0
        expected = usual * (1.0 + RAISE * projects.attempt) * (1.0 + padding * (1.0 - CHECKS))
        yield exactly(f"padding {padding:+g}: ceilings", expected, projects.ceiling, 1e-9)
        yield exactly("  attempts", [0, 1, 2], sorted(projects.attempt.unique()))
        whole = projects[(projects.ordinal == 0) & (projects.attempt == 0)]
        yield exactly("  places of a usual project", 60_000.0 / (12.0 * usual), whole.places, 1e-9)


TITLE_ZH = "最高限价为加成乘以测算成本，无人核查时虚高，每次流标后略升"
CHINESE = {
    "padding {padding}: ceilings": "虚高 {padding}：最高限价",
    "attempts": "采购次数",
    "places of a usual project": "通常项目的名额",
}
