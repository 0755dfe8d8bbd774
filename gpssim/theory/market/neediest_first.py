"""Money goes where need is least met, until it is met: with money for k projects the k neediest districts get what they need.

Surveys are exact, and a project is as large as its district's need: once it is bought nothing is unmet there, and the next
project is for the district with the most unmet need. Money for as many projects as districts leaves nobody without, and buys
nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import alike, one_domain, special

VERBS = ("plan",)
RULES = ("purchasing.rank_of_need",)
SOURCE = "closed form; market rule A 4"
NEEDY = (40, 12, 30, 20, 11)
"""Citizens put into need in each of five districts of a hundred; each stands for two residents."""
UNIT, MARGIN = 600.0, 0.25
PROJECT = 12.0 * 120.0 * UNIT * (1.0 + MARGIN)
"""Yuan of a year of 120 places, more than any district needs, at the ceiling."""
DIALS: dict[str, Any] = {
    "world.city.n_citizens": 500,
    "world.city.residents": 1_000,
    "world.city.n_districts": 5,
    "world.purchasers.bureau_share": 1.0,
    "world.purchasers.ceiling_margin": MARGIN,
    "world.purchasers.project_value": PROJECT,
    "world.domains": one_domain(0.5, UNIT, prevalence=0.0, duration=600.0),
    "warm_up": 0,
}


def need_and_plan(n_projects: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Places needed in each district in the first January, and places that are planned with money for so many projects."""
    market = alike(special({**DIALS, "world.purchasers.appropriation_per_head": n_projects * PROJECT / 1_000.0}, seed=seed))
    first = np.searchsorted(market.citizens.district, np.arange(len(NEEDY)))
    for start, needy in zip(first, NEEDY, strict=True):
        market.citizens.columns["need"][start : start + needy, 0] = True
    market.step()
    districts, places = [line.district for line in market.lines], [line.places for line in market.lines]
    return market.true_need[:, 0], np.bincount(districts, places, minlength=len(NEEDY))


def found(seed: int) -> Iterator[Found]:
    """Money for one, three and all of the districts."""
    for n_projects in (1, 3, 5):
        need, planned = need_and_plan(n_projects, seed)
        enough = np.sort(need)[-n_projects]
        yield exactly(f"places planned, {n_projects} projects", np.where(need >= enough, need, 0.0), planned, 1e-9)


TITLE_ZH = "资金先用于需求满足最差之处，直至满足：够 k 个项目的资金使最需要的 k 个片区各得其所需"
CHINESE = {
    "places planned, {n_projects} projects": "计划名额，{n_projects} 个项目",
}
