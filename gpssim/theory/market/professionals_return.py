"""The share of professionals returns to that of the labor market as fast as the staff turns over.

A provider that replaces everybody who quits has each month the part ``h`` of its staff newly hired, of whom the openness ``o``
is as applicants are, ``A = A_0 + s x`` with the gap ``x`` of its wage to the mean; training turns the part ``u`` of the others
professional:

    p* = (o h A + u) / (o h + u),   p_T = p* + (p_0 - p*)(1 - o h - u)^T.

Staff quits with ``h = (1 - (1 - q)^(1/12)) exp(-v x)``. Without work nobody is replaced (the core does not shrink). Wages and
staff are set by hand; half of the organizations are trained in an incubator.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special

VERBS = ("develop",)
RULES = ("staff.market_professionals", "staff.professionals_next", "staff.quit_hazard")
SOURCE = "closed form of a linear recurrence: a stock with turnover"

MEAN, GENERAL, OPENNESS, BY_WAGE, TRAINED, SEAT, QUITS, QUIT_WAGE, MONTHS = 6500.0, 0.4, 0.8, 1.5, 0.01, 0.5, 0.4, 2.0, 7
DIALS: dict[str, Any] = {
    "world.city.residents": 400_000,
    "world.city.n_citizens": 50,
    "world.purchasers.project_value": 3e6,
    "world.sector.newcomers.seat_coaching": SEAT,
    "world.organizations.staff_median": 200.0,
    "world.organizations.hiring_rate": 5.0,
    "world.organizations.professional_share": GENERAL,
    "world.organizations.professional_hiring": OPENNESS,
    "world.organizations.professional_wage": BY_WAGE,
    "world.organizations.professional_training": TRAINED,
    "world.organizations.quit_rate": QUITS,
    "world.organizations.quit_wage": QUIT_WAGE,
}


def found(seed: int) -> Iterator[Found]:
    """Seven months between the first contracts and their ends, in which the work of each organization stays the same."""
    market = special(DIALS, levers={"incubation": 1e6}, seed=seed)
    o, c = market.organizations, market.contracts
    gap = np.linspace(-0.1, 0.1, 8)
    seated = np.arange(8) % 2 == 0
    o["wage"][:] = MEAN * (1.0 + gap)
    o["seat_until"][seated] = 100
    for _ in range(6):
        market.step()
    wanted = np.maximum(1.5, 1.1 * np.bincount(c.organization, weights=c.active * c.places * 75.0 / MEAN, minlength=8))
    works = wanted > 1.5
    o["staff"][:] = wanted
    before = o.professional_share.copy()
    for _ in range(MONTHS):
        market.step()
    new = np.where(works, OPENNESS * (1.0 - (1.0 - QUITS) ** (1.0 / 12.0)) * np.exp(-QUIT_WAGE * gap), 0.0)
    trained = np.where(seated, TRAINED * SEAT, 0.0)
    rest = np.divide(new * (GENERAL + BY_WAGE * gap) + trained, new + trained, out=before.copy(), where=new + trained > 0.0)
    yield exactly("staff is replaced", wanted, o.staff)
    yield exactly("share of professionals", rest + (before - rest) * (1.0 - new - trained) ** MONTHS, o.professional_share, 1e-9)


TITLE_ZH = "专业人员比例随员工流动的速度回到劳动力市场的水平"
CHINESE = {
    "staff is replaced": "员工有更替",
    "share of professionals": "专业人员比例",
}
