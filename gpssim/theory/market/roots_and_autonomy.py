"""Roots grow where an organization works and wither elsewhere; autonomy and mission follow its dependence on the government.

Roots: ``1 - (1 - r_0)(1 - g)^t`` in a district where it works, ``r_0 (1 - d)^t`` in others; ties to a purchaser likewise with
``g`` and ``g/2``. Autonomy recovers the part ``c`` of what is missing and loses ``l`` times the share ``D`` of income that is
the government's, so that it goes to ``1 - l D / c`` at the rate ``c``. Mission fades by ``k (D - D*)`` a month where
``D > D*``, and else returns at the rate ``k`` to what it was at founding. Incomes of organizations without work are set by
hand: both parts fade alike, and their ratio stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special

VERBS = ("develop",)
RULES = ("staff.stock_next", "staff.autonomy_next", "staff.mission_next")
SOURCE = "closed forms of linear recurrences"

ROOTS, WITHER, TIES, RECOVERY, LOSS, DRIFT, TARGET, MONTHS = 0.06, 0.03, 0.08, 0.05, 0.03, 0.04, 0.6, 7
DIALS: dict[str, Any] = {
    "world.city.n_citizens": 50,
    "world.organizations.n_initial": 24,
    "world.organizations.embeddedness_gain": ROOTS,
    "world.organizations.embeddedness_decay": WITHER,
    "world.organizations.autonomy_recovery": RECOVERY,
    "world.organizations.autonomy_dependence": LOSS,
    "world.organizations.mission_mean": 0.05,
    "world.organizations.mission_drift": DRIFT,
    "world.organizations.mission_target": TARGET,
    "world.purchasers.tie_growth": TIES,
}


def found(seed: int) -> Iterator[Found]:
    """Seven months between the first contracts and their ends; those without work live on a mixture of incomes."""
    market = special(DIALS, seed=seed)
    for _ in range(6):
        market.step()
    o, c = market.organizations, market.contracts
    works = np.isin(np.arange(24), c.organization)
    share = np.where(works, 1.0, np.where(np.arange(24) % 2, 0.75, 0.4))
    o["government_income"][~works], o["other_income"][~works] = share[~works], 1.0 - share[~works]
    o["tie"][:], o["autonomy"][:] = 0.5, np.linspace(0.2, 0.9, 24)
    o["mission"][:] = 0.5 * o.first_mission
    before = {name: o[name].copy() for name in ("embeddedness", "tie", "autonomy", "mission")}
    for _ in range(MONTHS):
        market.step()
    at = np.zeros((24, 2), dtype=bool)
    at[c.organization, c.district] = True
    roots = before["embeddedness"]
    grown = np.where(at, 1.0 - (1.0 - roots) * (1.0 - ROOTS) ** MONTHS, roots * (1.0 - WITHER) ** MONTHS)
    yield exactly("roots", grown, o.embeddedness)
    tied = np.where(at, 1.0 - 0.5 * (1.0 - TIES) ** MONTHS, 0.5 * (1.0 - TIES / 2.0) ** MONTHS)
    yield exactly("ties to the purchaser of each district", tied, o.tie)
    rest = 1.0 - LOSS * share / RECOVERY
    yield exactly("autonomy", rest + (before["autonomy"] - rest) * (1.0 - RECOVERY) ** MONTHS, o.autonomy)
    fading = 0.5 * o.first_mission * (1.0 - DRIFT * np.maximum(0.0, share - TARGET)) ** MONTHS
    returning = o.first_mission - 0.5 * o.first_mission * (1.0 - DRIFT) ** MONTHS
    yield exactly("mission", np.where(share > TARGET, fading, returning), o.mission)


TITLE_ZH = "组织在工作之处扎根，在别处则消退；自主性与使命随其对政府的依赖变化"
CHINESE = {
    "roots": "扎根程度",
    "ties to the purchaser of each district": "与各片区购买主体的关系",
    "autonomy": "自主性",
    "mission": "使命",
}
