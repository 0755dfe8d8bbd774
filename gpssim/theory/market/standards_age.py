"""What a standard misses when it is set stays, what needs move on since is added, and clients lose just that much quality.

A standard is set with a normal error of spread ``s (1 - x)``, ``x`` coordination; a contract signed ``m`` months later misses
needs by ``|error| + v m / 12``, ``v`` drift a year, whose mean is ``s (1 - x) sqrt(2 / pi) + v m / 12``. Non-verifiable quality
is lower by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sqrt

from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, exactly, on_average
from gpssim.theory.special import tables

VERBS = ("plan", "sign", "deliver")
RULES = ("process.misfit",)
SOURCE = "half-normal mean; S3"

SPREAD, DRIFT, COORDINATION, LEAD = 0.5, 0.24, 0.2, 2


def found(seed: int) -> Iterator[Found]:
    """Contracts of a tender, two months after their standards were set, in their first month."""
    dials = {
        "world.city.n_citizens": 50,
        "world.process.standard_error": SPREAD,
        "world.process.standard_drift": DRIFT,
    }
    after = opened(dials, levers={"coordination": COORDINATION}, months=LEAD + 1, seed=seed)
    steps = tables(after.market)["steps"]
    error = steps[steps.step == "design"].set_index("project").standard
    c = after.market.contracts
    moved = DRIFT * LEAD / 12.0
    yield exactly("what contracts miss", error.loc[c.project].abs() + moved, c.misfit, 1e-9)
    yield on_average("error of standards", 0.0, error)
    yield on_average("mean miss", SPREAD * (1.0 - COORDINATION) * sqrt(2.0 / pi) + moved, c.misfit)
    yield exactly("quality that clients alone see is lower by that", c.misfit, c.quality_verifiable - c.quality_nonverifiable, 1e-9)


TITLE_ZH = "标准制定时的偏离保持不变，此后需求的变化叠加其上，服务对象恰好损失相应质量"
CHINESE = {
    "what contracts miss": "合同的偏离",
    "error of standards": "标准的误差",
    "mean miss": "平均偏离",
    "quality that clients alone see is lower by that": "唯有服务对象所见的质量相应降低",
}
