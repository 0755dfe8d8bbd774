"""Overload costs quality, places and money; a new provider needs its months to settle in, and takes over part of its staff.

With work over capacity of ``u > 1`` a provider delivers ``1 / u`` of its places, each ``overload_quality (u - 1)`` worse on both
tasks and dearer by ``overload_cost (u - 1)^2``. Where a line changes hands, quality is lower by a constant for some months, and a
part of the staff on the line, with its share of the old provider's experience, goes to the new one.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import one_domain, special, under

VERBS = ("sign", "deliver")
RULES = ("ability.of_both_tasks", "effort.delivered")
SOURCE = "core model, eq. (7) and (2); accounting identity of staff and experience"

V, WORSE, DEARER, LOST, MONTHS, MOVES = 0.3, 0.4, 0.8, 0.5, 3, 0.6
ABILITY = (0.6, 0.1)
LOADS = np.array([0.8, 1.0, 1.25, 1.5, 2.0, 1.25, 1.5, 0.5])
STAFF = np.array([20.0, 5.0, 11.0, 3.0, 8.0, 14.0, 6.0, 9.0])


def found(seed: int) -> Iterator[Found]:
    """A month with staff set by hand; then two years of lines whose provider is drawn by lot each year."""
    yield from overloaded(seed)
    yield from handed_over(seed)


def begun(seed: int, months: int) -> PublicServiceMarket:
    """A market of contracts awarded by lot, in its first months."""
    own = {"overload_quality": WORSE, "overload_cost": DEARER, "handover_quality": LOST, "handover_months": MONTHS}
    own |= {"handover_staff": MOVES, "cost_sd": 0.0}
    dials = under("world.organizations", **own)
    market = special({"warm_up": 0, "world.domains": one_domain(V), **dials}, "lottery", levers={"penalty": 0.0}, seed=seed)
    o = market.organizations
    o["honesty"][:], o["mission"][:] = 0.0, 0.0
    o["ability_verifiable"][:], o["ability_nonverifiable"][:] = ABILITY
    market.run(months)
    return market


def overloaded(seed: int) -> Iterator[Found]:
    """Quality, places and cost by load."""
    market = begun(seed, 3)
    c, o, p = market.contracts, market.organizations, market.world.organizations
    persons = 100.0 * p.wage_share / p.wage
    work = np.bincount(c.organization, c.places * persons, len(o))
    o["staff"][:] = np.where(work > 0.0, work / LOADS, o.staff)
    market.step()
    u = LOADS[c.organization]
    over = np.maximum(0.0, u - 1.0)
    for name, ability in zip(("verifiable", "nonverifiable"), ABILITY, strict=True):
        yield exactly(f"quality of the {name} task", ability - WORSE * over, getattr(c, f"quality_{name}"))
    yield exactly("quality", V * ABILITY[0] + (1.0 - V) * ABILITY[1] - WORSE * over, c.quality)
    yield exactly("places delivered", c.places / np.maximum(1.0, u), c.delivered_places, 1e-6)
    wage = 1.0 + p.wage_share * (o.wage[c.organization] / p.wage - 1.0)
    yield exactly("cost, yuan a month", 100.0 * wage * (1.0 + DEARER * over**2) * c.delivered_places, c.month_cost, 1e-4)


def handed_over(seed: int) -> Iterator[Found]:
    """What the first changes of provider do, and how long."""
    market = begun(seed, 14)
    c, o = market.contracts, market.organizations
    o["experience"][:, 0] = np.arange(1.0, len(o) + 1.0)
    o["staff"][:] = STAFF
    first = len(c)
    market.step()
    new = np.arange(first, len(c))
    old = c.predecessor[new]
    other = c.organization[new] != c.organization[old]
    yield exactly("some lines change hands", 1.0, float(other.any()))
    staff, experience = books(market, old, new)
    yield exactly("staff, persons", staff, o.staff, 1e-9)
    gained = np.bincount(c.organization[new], c.delivered_places[new] * 100.0 / market.world.purchasers.project_value, len(o))
    yield exactly("experience, years of projects", experience + gained, o.experience[:, 0], 1e-9)
    whole = V * ABILITY[0] + (1.0 - V) * ABILITY[1]
    for month in range(MONTHS + 1):
        lost = LOST * other * (month < MONTHS)
        yield exactly(f"quality in month {month + 1} of a line", whole - lost, c.quality[new])
        market.step()


def books(market: PublicServiceMarket, old: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Staff and experience after lines passed on, one after the other."""
    c, p, n = market.contracts, market.world.organizations, len(market.organizations)
    staff, experience = STAFF.copy(), np.arange(1.0, n + 1.0)
    for before, after in zip(old, new, strict=True):
        giver, taker = c.organization[before], c.organization[after]
        if giver != taker:
            moved = MOVES * float(c.places[before]) * 100.0 * p.wage_share / p.wage
            part = moved / staff[giver]
            staff[giver], staff[taker] = staff[giver] - moved, staff[taker] + moved
            taken = part * experience[giver]
            experience[giver], experience[taker] = experience[giver] - taken, experience[taker] + taken
    return staff, experience


TITLE_ZH = "超负荷损失质量、名额与资金；新承接主体需数月磨合，并接收部分原有员工"
CHINESE = {
    "quality": "质量",
    "places delivered": "提供的名额",
    "cost, yuan a month": "成本（元/月）",
    "some lines change hands": "有服务项目易手",
    "staff, persons": "员工（人）",
    "experience, years of projects": "经验（项目年）",
    "quality of the {name} task": "{name}任务的质量",
    "verifiable": "可核验",
    "nonverifiable": "不可核验",
    "quality in month {month} of a line": "服务项目第 {month} 个月的质量",
}
