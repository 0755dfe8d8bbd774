"""A milestone pays for what was delivered and lives up to the promise; what is held back waits for the next that does.

Of a contract's value 3/10 are paid at signing, 5/10, 7/10 and 9/10 by three milestones that pass. Where the mean of what was seen
so far is short of the promise by more than the tolerance, nothing is paid; where the part ``x`` of what was due was delivered,
what goes beyond the advance is paid in that part, and in the end ``x`` of the value was earned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from gpssim.agents.columns import Columns
from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, to_the_fen
from gpssim.theory.special import special

VERBS = ("observe", "pay")
RULES = ("paying.payable_share",)
SOURCE = "accounting identity; payment by quantity and quality, Order 102 (2020)"

DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.organizations.effort_max": 0.0,
    "world.organizations.wage_share": 0.75,
    "world.organizations.wage": 6_000.0,
    "world.purchasers.hours_per_month": 1_000.0,
    "world.information.voice_weight": 0.0,
    "world.purchasers.project_value": 24_000.0,
    "months": 14,
}
GOOD, BAD, BETTER = 3.0, -3.0, 12.0
FEW, SERVED = 0.2, 80.0
"""Staff that stays, persons; places that one of them serves: the wage over the wages in a place's cost."""


def found(seed: int) -> Iterator[Found]:
    """Inspections every month and without error; abilities and staff are set by hand as the months of the contract go by."""
    for name, abilities, shares in (
        ("all pass", {}, (0.3, 0.5, 0.7, 0.9)),
        ("none passes", {1: BAD}, (0.3, 0.3, 0.3, 0.3)),
        ("the first fails", {1: BAD, 3: BETTER}, (0.3, 0.3, 0.7, 0.9)),
    ):
        market, paid = _year(seed, abilities)
        value = market.contracts.value[_first(market)]
        yield to_the_fen(f"{name}: paid by each milestone, yuan", np.outer((*shares, 1.0), value), paid)
    yield from _partly(seed)


def _partly(seed: int) -> Iterator[Found]:
    """Providers that lose most of their staff after the first month deliver a part from then on."""
    market, paid = _year(seed, {}, FEW)
    c, rows = market.contracts, _first(market)
    owed = np.bincount(c.organization[rows], weights=c.places[rows], minlength=len(market.organizations))
    part = np.minimum(1.0, FEW * SERVED / owed[c.organization[rows]])
    for k, share in enumerate((0.5, 0.7, 0.9), start=1):
        delivered = (1.0 + 3 * k * part) / (3 * k + 1)
        yield to_the_fen(f"in part: paid by milestone {k}, yuan", (0.3 + (share - 0.3) * delivered) * c.value[rows], paid[k])
    earned = (1.0 + 11.0 * part) / 12.0 * c.value[rows]
    yield to_the_fen("in part: paid in the end, yuan", np.maximum(earned, paid[3]), paid[4])


def _year(seed: int, abilities: dict[int, float], staff: float = 0.0) -> tuple[PublicServiceMarket, np.ndarray]:
    """A market followed through the year of its first contracts; yuan paid to each of them by signing, milestones, and the end.

    ``abilities`` are those from some months of the contract on; ``staff`` is what is left from its second month on.
    """
    market = special(DIALS, "lottery", levers={"payment": "staged", "tolerance": 0.4, "penalty": 0.0}, seed=seed)
    paid: dict[int, np.ndarray] = {}
    while 12 not in paid:
        rows = _first(market)
        since = market.month - int(market.contracts.start[rows[0]]) if rows.size else -1
        ability = next((abilities[k] for k in sorted(abilities, reverse=True) if k <= since), GOOD)
        _as_they_are(market.organizations, ability, staff if since >= 1 else 0.0)
        market.step()
        rows = _first(market)
        if rows.size:
            paid[market.month - 1 - int(market.contracts.start[rows[0]])] = market.contracts.paid_fen[rows] / 100.0
    return market, np.array([paid[3 * k] for k in range(5)])


def _as_they_are(organizations: Columns, ability: float, staff: float) -> None:
    """Abilities, and staff where it is given, set by hand."""
    organizations["ability_verifiable"][:] = organizations["ability_nonverifiable"][:] = ability
    if staff:
        organizations["staff"][:] = staff


def _first(market: PublicServiceMarket) -> np.ndarray:
    """Contracts of the month in which the first were signed."""
    start = market.contracts.start
    return np.flatnonzero(start == start.min()) if start.size else np.zeros(0, dtype=np.int64)


TITLE_ZH = "分期验收付款：达到承诺的部分付款，暂扣部分待下一次达标时支付"
CHINESE = {
    "in part: paid in the end, yuan": "部分达标：最终支付（元）",
    "{name}: paid by each milestone, yuan": "{name}：各期验收累计已付（元）",
    "in part: paid by milestone {k}, yuan": "部分达标：第 {k} 期累计已付（元）",
    "all pass": "全部达标",
    "none passes": "均未达标",
    "the first fails": "首期未达标",
}
