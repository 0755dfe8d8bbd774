"""The worse a provider's service model, the more often it copies the best one, and closes the stated part of the gap.

Of ``n`` providers in one district the one of rank ``r`` from the top has the part ``r/(n - 1)`` of all others ahead of it, a
half on average. It copies by contact with the chance ``a`` and from what is published, a half of all evaluations, with half of
the chance ``b``, each times that part, never both: the hazards add up (Bass 1969: MEMORY). What is copied is the part ``k`` of
the gap to the best. Needs move on: of a lead the part ``1 - g`` is left after a year. Service models are set by hand before
every month.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special, tables

VERBS = ("develop",)
RULES = ("innovating.share_better", "innovating.copies", "innovating.copied_from", "innovating.aged")
SOURCE = "mean of ranks; closed form of geometric decay"

N, MONTHS, CONTACT, PUBLISHED, DISCLOSED, PART, AGING = 100, 7, 0.5, 0.6, 0.5, 0.6, 0.3
DIALS: dict[str, Any] = {
    "world.city.n_citizens": 50,
    "world.city.n_districts": 1,
    "world.organizations.n_initial": N,
    "world.organizations.reach_districts": 1.0,
    "world.purchasers.project_value": 3000.0,
    "world.innovation.neighbors": CONTACT,
    "world.innovation.published": PUBLISHED,
    "world.innovation.copied": PART,
    "world.innovation.copying": 0.0,
    "world.innovation.aging": 0.0,
}


def found(seed: int) -> Iterator[Found]:
    """Providers in the order of their rows, the first the best; then a market in which nobody is better than the others."""
    market = special(DIALS, settings={"n_invited": 3, "n_min": 1}, levers={"disclosure": DISCLOSED}, seed=seed)
    for _ in range(6):
        market.step()
    c, o = market.contracts, market.organizations
    works = np.unique(c.organization[c.active])
    n, rank = works.size, np.full(N, -1)
    rank[works] = np.arange(works.size)
    for _ in range(MONTHS):
        o["practice"][works, 0] = 1.0 - np.arange(n) / n
        market.step()
    copied = tables(market)["innovations"]
    for channel, hazard in (("contact", CONTACT), ("published", PUBLISHED * DISCLOSED)):
        by = copied[copied.channel == channel]
        low = float((rank[by.organization] >= n - n // 4).sum())
        yield as_often(f"copies by {channel}", hazard / 2.0, len(by), n * MONTHS)
        yield as_often(f"by the lowest quarter, {channel}", hazard * (1.0 - (n // 4 - 1) / (2.0 * (n - 1))), low, n // 4 * MONTHS)
    yield exactly("model that is copied", float(works[0]), copied.source.to_numpy(float))
    yield exactly("part of the gap closed", PART, copied.gain.to_numpy() * n / rank[copied.organization], 1e-9)
    yield exactly("what the best lead is after a year", 0.5 * (1.0 - AGING), aged(seed), 1e-9)


def aged(seed: int) -> np.ndarray:
    """Improvements of one half, a year later, where there is nothing to copy."""
    market = special({"world.innovation.aging": AGING, "world.city.n_citizens": 50, "warm_up": 0}, seed=seed)
    market.organizations["practice"][:] = 0.5
    market.run(12)
    return np.asarray(market.organizations.practice)


TITLE_ZH = "服务模式越差的承接主体越常模仿最好的模式，并缩小规定比例的差距"
CHINESE = {
    "model that is copied": "被模仿的模式",
    "part of the gap closed": "缩小的差距比例",
    "what the best lead is after a year": "一年后最好者的领先幅度",
    "copies by {channel}": "{channel}的模仿比例",
    "by the lowest quarter, {channel}": "最低四分之一者的模仿比例，{channel}",
    "contact": "经由接触",
    "published": "经由公开信息",
}
