"""Staff grows as fast as it can until there is one for all work, or as far as cash goes; who lacks money lets idle staff go.

With work for more, staff grows each month by a part ``g`` and one person, ``s_t = (s_0 + 1/g)(1 + g)^t - 1/g``, and then stays
at a tenth more than the work of its contracts (wages are a part of the cost of a place: a place of cost ``c`` is ``0.75 c / w``
persons). Whoever spends all its cash on hiring and on the first wage of whom it hires is left with just these wages. Without
any work the staff beyond the core of 1.5 shrinks by the part ``l`` that is let go each month, ``1.5 + (s_0 - 1.5)(1 - l)^t``,
and each who leaves is paid off. Staff is set by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, to_the_fen
from gpssim.theory.special import special, tables, under

VERBS = ("develop",)
RULES = ("staff.hired", "staff.let_go")
SOURCE = "closed forms of bounded growth and of geometric decay; accounting identity"

WAGE, GROWTH, CORE = 6500.0, 0.5, 1.5
LARGE: dict[str, Any] = {
    "world.city.residents": 400_000,
    "world.city.n_citizens": 50,
    "world.purchasers.project_value": 3e6,
    "world.organizations.staff_median": 200.0,
    "world.organizations.layoffs": 0.0,
}
"""A city whose contracts need some twenty persons each; staff at the start is large, so that everybody may win."""


def found(seed: int) -> Iterator[Found]:
    """Growth, growth without the money for it, and shrinking."""
    yield from growing(seed)
    yield from growing_poor(seed)
    yield from shrinking(seed)


def contracted(seed: int, **dials: float) -> PublicServiceMarket:
    """A market three months after the first contracts, all wages at the mean."""
    market = special(LARGE | under("world.organizations", **dials), seed=seed)
    market.organizations["wage"][:] = WAGE
    for _ in range(6):
        market.step()
    return market


def work(market: PublicServiceMarket) -> np.ndarray:
    """Persons that the contracts in force need, by organization."""
    c = market.contracts
    return np.bincount(c.organization, weights=c.active * c.places * 0.75 * 100.0 / WAGE, minlength=8)


def growing(seed: int) -> Iterator[Found]:
    """From two persons, over six months in which contracts stay as they are."""
    market = contracted(seed, hiring_rate=GROWTH)
    market.organizations["staff"][:] = 2.0
    wanted = np.maximum(CORE, 1.1 * work(market))
    for month in range(1, 7):
        market.step()
        most = (2.0 + 1.0 / GROWTH) * (1.0 + GROWTH) ** month - 1.0 / GROWTH
        yield exactly(f"staff after {month} months", np.maximum(2.0, np.minimum(wanted, most)), market.organizations.staff)


def growing_poor(seed: int) -> Iterator[Found]:
    """Where whoever is hired costs a million at once."""
    market = contracted(seed, hiring_rate=1.0, hiring_cost=1e6, reserve_months=0.5)
    market.organizations["staff"][:] = 2.0
    market.step()
    new = market.organizations.staff - 2.0
    short = (new > 0.0) & (new < 2.99) & (work(market) > 10.0)
    yield exactly("organizations that lack the money to grow", 1.0, float(short.any()))
    yield to_the_fen("cash left, yuan", new[short] * WAGE, market.organizations.cash_fen[short] / 100.0)


def shrinking(seed: int) -> Iterator[Found]:
    """Nobody purchases anything; cash for two months of wages is short of five."""
    part, paid_off = 0.3, 0.5
    dials = {"layoffs": part, "layoff_reserve": 60.0, "severance": paid_off, "reserve_months": 2.0, "staff_spread": 0.3}
    market = special(
        {"world.purchasers.appropriation_per_head": 0.0, "world.city.n_citizens": 50} | under("world.organizations", **dials),
        seed=seed,
    )
    first, wage, cash = market.organizations.staff.copy(), market.organizations.wage, market.organizations.cash_fen.copy()
    for _ in range(6):
        market.step()
    left = CORE + (first - CORE) * (1.0 - part) ** 6
    yield exactly("staff without work and money", left, market.organizations.staff, 1e-9)
    gone = (cash - market.organizations.cash_fen) / 100.0
    yield exactly("severance, yuan", paid_off * wage * (first - left), gone, 0.07)
    ledger = tables(market)["ledger"]
    yield exactly("severance in the ledger, yuan", gone.sum(), ledger.loc[ledger.kind == "severance", "fen"].sum() / 100.0, 1e-6)


TITLE_ZH = "员工尽快增加，直至足以承担全部工作或现金所限；缺钱者裁减闲置员工"
CHINESE = {
    "organizations that lack the money to grow": "无钱扩员的组织数",
    "cash left, yuan": "剩余现金（元）",
    "staff without work and money": "无任务且无钱支付的员工",
    "severance, yuan": "遣散费（元）",
    "severance in the ledger, yuan": "账簿中的遣散费（元）",
    "staff after {month} months": "{month} 个月后的员工数",
}
