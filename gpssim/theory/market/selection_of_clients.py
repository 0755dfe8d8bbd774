"""Who is paid per unit leaves out clients who cost more, as far as its mission lets it; those served cost what they cost.

With mission a provider gives up a part of the selection, all it ever gives up at twice the usual mission; vulnerable people need so
much more ease of contact to come first. Under a lump sum nobody is left out. A month of service costs 1 + x v times as much as one
for ordinary clients, for a share v of vulnerable clients who cost x more (Ellis 1998).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage, steps
from gpssim.theory.market_lane import Found, exactly

VERBS = ("serve_citizens",)
RULES = ("reaching.reluctance", "reaching.cost_of_clients")
SOURCE = "order with a handicap; weighted mean (selection of clients: Ellis 1998, MEMORY)"

N, USUAL, SELECTION, RESISTS, EXTRA = 400, 0.05, 0.4, 0.8, 0.5
ORDINARY = 0.45
"""Ease of contact of ordinary people; that of the elderly lies evenly in (0, 1)."""


def found(seed: int) -> Iterator[Found]:
    """Half of those in need are elderly; mission is none, usual, or more than twice the usual."""
    for mission, part in ((0.0, 1.0), (USUAL, 1.0 - RESISTS / 2.0), (3.0 * USUAL, 1.0 - RESISTS)):
        for payment in ("per_unit", "fixed"):
            handicap = SELECTION * part * (payment == "per_unit")
            yield from served(seed, mission, payment, handicap)


def served(seed: int, mission: float, payment: str, handicap: float) -> Iterator[Found]:
    """Places for the elderly who come before ordinary people, and some more."""
    market = in_service(stage(N, 0.5, **dials()), levers={"payment": payment}, seed=seed)
    people, c = market.citizens.columns, market.contracts
    market.organizations["mission"][:] = mission
    elderly = people["group"] == 1
    people["awareness"][:] = np.where(elderly, (np.arange(N) * 7 % N + 0.5) / N, ORDINARY)
    first = elderly & (people["awareness"] > ORDINARY + handicap)
    begin_anew(market, (people["need"][:, 0] * first).sum() + 20.0)
    market.step()
    first &= people["need"][:, 0] == 1
    clients = people["contract"][:, 0] >= 0
    what = f"{payment}, mission {mission:g}"
    yield exactly(f"{what}: elderly who are served", first, clients & elderly)
    share = (clients & elderly).sum() / clients.sum()
    costs = c.delivered_places * c.unit_cost * (1.0 + EXTRA * share)
    yield exactly(f"{what}: cost of the month", costs[c.active], c.month_cost[c.active], 1e-6)
    before = c.cost_sum.copy()
    steps(market, 1)
    yield exactly(f"{what}: cost so far", before[c.active] + c.month_cost[c.active], c.cost_sum[c.active], 1e-6)


def dials() -> dict[str, object]:
    """Half of the people are elderly; nobody's cost or mission moves."""
    reach = {"cost_to_serve": EXTRA, "mission_resists": RESISTS}
    turned = {f"world.society.reach.{k}": v for k, v in reach.items()}
    own = {"world.citizens.vulnerable_cost": SELECTION, "world.organizations.mission_mean": USUAL}
    return {**turned, **own, "world.city.share_elderly": 0.5}


TITLE_ZH = "按量付款者在使命允许的范围内排斥成本较高的对象；得到服务者的成本如实发生"
CHINESE = {
    "{what}: elderly who are served": "{what}：得到服务的老年人",
    "{what}: cost of the month": "{what}：当月成本",
    "{what}: cost so far": "{what}：累计成本",
    "{payment}, mission {mission}": "{payment}，使命 {mission}",
    "per_unit": "按量计价",
    "fixed": "总价包干",
}
