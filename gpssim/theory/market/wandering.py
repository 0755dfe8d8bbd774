"""Who has lost a part of its first mission enters one more domain with that part of the chance, and any of the others alike.

A month's chance is ``w (1 - mission / first mission)``: nonprofits keep three quarters of their mission, or one, set by hand and
standing still; each enters a domain in so many of its months. The new domain is any of those that it does not serve yet: its
place among them, counted from 0 to 1, is one half in the mean.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, as_often, on_average
from gpssim.theory.special import special

VERBS = ("develop",)
RULES = ("capture.wander_chance",)
SOURCE = "a constant chance; market rule D 21"

RATE, MONTHS, N_DOMAINS, N = 0.4, 6, 12, 200
DOMAINS = [
    {"name": f"d{k}", "prevalence": [0.0] * 5, "duration": 12.0, "unit_cost": 100.0, "verifiability": 0.5, "budget_share": 1.0 / 12}
    for k in range(N_DOMAINS)
]


def found(seed: int) -> Iterator[Found]:
    """Two hundred organizations over half a year, half of them near their mission and half far from it."""
    market = special(
        {
            "world.domains": DOMAINS,
            "world.purchasers.appropriation_per_head": 0.0,
            "world.organizations.n_initial": N,
            "world.organizations.mission_mean": 0.1,
            "world.sector.capture.wander": RATE,
        },
        seed=seed,
    )
    o, far = market.organizations, np.arange(N) % 2 == 0
    o["mission"][:] = np.where(far, 0.25, 0.75) * o.first_mission
    gone, places = np.zeros(N), []
    for _ in range(MONTHS):
        before = o.serves_domain.copy()
        market.step()
        new = o.serves_domain & ~before
        gone += new.sum(axis=1)
        for row in np.flatnonzero(new.any(axis=1)):
            others = np.flatnonzero(~before[row])
            places.append((np.searchsorted(others, new[row].argmax()) + 0.5) / others.size)
    yield as_often("months in which those far from their mission wander", RATE * 0.75, gone[far].sum(), N / 2 * MONTHS)
    yield as_often("months in which those near it wander", RATE * 0.25, gone[~far].sum(), N / 2 * MONTHS)
    yield on_average("place of the new domain among the others", 0.5, places)


TITLE_ZH = "使命部分丧失者以相应概率进入一个新领域，其余各领域机会均等"
CHINESE = {
    "months in which those far from their mission wander": "远离使命者进入新领域的月份比例",
    "months in which those near it wander": "接近使命者进入新领域的月份比例",
    "place of the new domain among the others": "新领域在其余领域中的位次",
}
