"""Unpaid tasks wear an organization's autonomy down in a geometric series; refusing them costs its ties by equal steps.

Officials of integrity ``i`` ask whom they are tied to (mean tie ``T`` over its contracts) for tasks ``a = m T (1 - i)``, share of
staff time. A part ``1 - r A`` is done at autonomy ``A``, and autonomy loses ``s`` times what is done. With ties that stand still

    A(t) = 1/r - (1/r - A(0)) (1 + s a r)^t.

Staff left next month is what tasks and reports (``h`` hours for each of ``n`` contracts, of ``H`` in a month) leave of it; who
has more work than staff delivers what that staff can serve. Where autonomy stands still and refusing costs ``c``, a tie is ``T -
t c r A`` after t months, and never below 0. Few hands and long reports are set so that staff binds; contracts are those of a
textbook tender.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special

VERBS = ("develop", "deliver")
RULES = (
    "capture.tasks_asked",
    "capture.tasks_done",
    "capture.autonomy_after",
    "capture.tie_after_refusal",
    "capture.working_staff",
)
SOURCE = "closed forms of linear recursions; market rules D 21 and D 23"

MOST, INTEGRITY, REFUSAL, WEAR, COST, HOURS, WORKING_HOURS = 0.3, 0.4, 0.6, 0.1, 0.08, 12.0, 160.0
NOBODY_HIRES = 1e15
MONTHS = 7
"""Months in which the same contracts are in force: from March, when the last is signed, to the end of the first in December."""


def begun(seed: int, **capture: float) -> PublicServiceMarket:
    """A market with its contracts signed, nobody captured so far."""
    dials = {f"world.sector.capture.{name}": value for name, value in {"tasks": MOST, "refusal": REFUSAL, **capture}.items()}
    ties = {"world.purchasers.integrity": INTEGRITY, "world.purchasers.tie_density": 1.0, "world.purchasers.tie_strength": 0.3}
    times = {"world.sector.time_costs.reporting": HOURS, "world.sector.time_costs.hours_per_month": WORKING_HOURS}
    few = {"world.organizations.staff_median": 1.0, "world.organizations.hiring_cost": NOBODY_HIRES}
    market = special({**dials, **ties, **times, **few}, seed=seed)
    market.run(3)
    return market


def found(seed: int) -> Iterator[Found]:
    """Seven months of wear, and seven of refusing."""
    yield from worn(begun(seed, tasks_autonomy=WEAR))
    yield from refused(begun(seed, refusal_cost=COST))


def worn(market: PublicServiceMarket) -> Iterator[Found]:
    """Autonomy, tasks and places delivered of those at work, month by month."""
    o, c = market.organizations, market.contracts
    held = np.bincount(c.organization[c.active], minlength=len(o))
    ties = np.bincount(c.organization[c.active], o.tie[c.organization[c.active], c.purchaser[c.active]], len(o))
    owed = np.bincount(c.organization[c.active], c.places[c.active], len(o))
    asked = MOST * (1.0 - INTEGRITY) * ties / np.maximum(1, held)
    first, places_each = o.autonomy.copy(), market.world.organizations.wage / (market.world.organizations.wage_share * 100.0)

    def autonomy(t: int) -> np.ndarray:
        return np.asarray(1.0 / REFUSAL - (1.0 / REFUSAL - first) * (1.0 + WEAR * asked * REFUSAL) ** t)

    before = o.unpaid_tasks.copy()
    for t in range(1, MONTHS + 1):
        market.step()
        left = o.staff * (1.0 - before) - HOURS * held / WORKING_HOURS
        delivered = np.bincount(c.organization[c.active], c.delivered_places[c.active], len(o))
        short = owed > places_each * left
        yield exactly("organizations with more work than staff", 1.0, float(short.any()))
        yield exactly("places that they deliver", places_each * left[short], delivered[short], 1e-9)
        before = asked * (1.0 - REFUSAL * autonomy(t - 1))
        yield exactly(f"share of staff time in unpaid tasks, month {t}", before, o.unpaid_tasks, 1e-9)
        yield exactly(f"autonomy after {t} months", autonomy(t), o.autonomy, 1e-9)
    yield exactly("contracts in force are those of the beginning", held, np.bincount(c.organization[c.active], minlength=len(o)))


def refused(market: PublicServiceMarket) -> Iterator[Found]:
    """Ties of the pairs that work together, after seven months of refusing."""
    o, c = market.organizations, market.contracts
    before, pairs = o.tie.copy(), np.zeros(o.tie.shape, dtype=bool)
    pairs[c.organization[c.active], c.purchaser[c.active]] = True
    market.run(3 + MONTHS)
    lost = MONTHS * COST * REFUSAL * o.autonomy[:, None]
    yield exactly("ties after refusing for seven months", np.where(pairs, np.maximum(0.0, before - lost), before), o.tie, 1e-9)


TITLE_ZH = "无偿任务按几何级数消磨组织的自主性；拒绝则以等步损失其关系"
CHINESE = {
    "contracts in force are those of the beginning": "生效合同即期初的合同",
    "ties after refusing for seven months": "拒绝七个月后的关系",
    "organizations with more work than staff": "工作多于员工的组织数",
    "places that they deliver": "其提供的名额",
    "share of staff time in unpaid tasks, month {t}": "员工用于无偿任务的时间比例，第 {t} 个月",
    "autonomy after {t} months": "{t} 个月后的自主性",
}
