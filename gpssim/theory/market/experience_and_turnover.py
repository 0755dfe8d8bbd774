"""Experience is gained with the work done, and lost once with time and once with the staff that leaves.

With a yearly part ``f`` forgotten and a yearly share ``q`` of the staff that quits, of a unit of experience the part
``R = (1 - f)(1 - q)`` is left after a year and ``R^(t/12)`` after ``t`` months: knowledge that sits in people leaves with them,
and only once. A contract that delivers ``x`` standard project-years a month from month ``s`` up to ``e`` has added by month
``T`` the geometric sum

    x r^(T - e) (1 - r^(e - s)) / (1 - r),   r = R^(1/12).

Argote, Beckman & Epple 1990; Benkard 2000: MEMORY.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special

VERBS = ("develop",)
RULES = ("learning.experience_next", "staff.quit_hazard")
SOURCE = "closed form of a stock with geometric loss"

FORGOTTEN, QUITS = 0.10, 0.24
N, STAFF = 24, 40.0
STANDARD = 60_000.0 / 100.0
"""Place-months of a standard project: its value over the cost of a place."""
DIALS = {
    "world.organizations.n_initial": N,
    "world.organizations.staff_median": STAFF,
    "world.organizations.forgetting": FORGOTTEN,
    "world.organizations.quit_rate": QUITS,
    "world.city.n_citizens": 50,
}


def found(seed: int) -> Iterator[Found]:
    """Two years and a quarter; staff is so large that nobody hires."""
    market = special(DIALS, seed=seed)
    before = market.organizations.experience[:, 0].copy()
    market.run()
    years = market.month / 12.0
    left = ((1.0 - FORGOTTEN) * (1.0 - QUITS)) ** years
    yield exactly("staff left, share", (1.0 - QUITS) ** years, market.organizations.staff / STAFF, 1e-9)
    idle = ~np.isin(np.arange(N), market.contracts.organization)
    yield exactly(
        "experience of those who never worked, share left", left, market.organizations.experience[idle, 0] / before[idle], 1e-9
    )
    yield exactly("experience, project-years", before * left + gained(market), market.organizations.experience[:, 0], 1e-9)


def gained(market: PublicServiceMarket) -> np.ndarray:
    """What contracts have added by now, by organization."""
    c, r = market.contracts, ((1.0 - FORGOTTEN) * (1.0 - QUITS)) ** (1.0 / 12.0)
    until = np.where(c.active, market.month, c.ended)
    a_month = c.delivered / (until - c.start) / STANDARD
    sums = a_month * r ** (market.month - until) * (1.0 - r ** (until - c.start)) / (1.0 - r)
    return np.bincount(c.organization, weights=sums, minlength=len(market.organizations))


TITLE_ZH = "经验随所做工作增加，随时间流失一次，随员工流动再流失一次"
CHINESE = {
    "staff left, share": "离职员工比例",
    "experience of those who never worked, share left": "从未工作者剩余的经验比例",
    "experience, project-years": "经验（项目年）",
}
