"""Places go to the targeted first, among these to who has waited longest, among these to who is easiest to reach.

With a priority of targeting far above that of a month of waiting, and this above any difference of contact (awareness times ease of
contact), the order is lexicographic. Whoever stays outside is never before anybody who was let in.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import tables

VERBS = ("serve_citizens",)
RULES = ("applying.priority",)
SOURCE = "lexicographic order (order of contact: market rule E 27)"

N, ACCESS = 400, 0.5


def found(seed: int) -> Iterator[Found]:
    """Half of the people in need are elderly; places end among those whom hardly anything speaks for, and some know nothing."""
    levers = {"targeting": 10.0, "waiting_priority": 1.0}
    own = {"world.city.share_elderly": 0.5, "world.citizens.access": (1.0, ACCESS, 1.0, 1.0, 1.0), "warm_up": 0}
    market = in_service(stage(N, 0.5, **own), levers=levers, seed=seed)
    people = market.citizens.columns
    elderly, waited = people["group"] == 1, np.arange(N) % 4
    known = np.where(np.arange(N) % 8 == 0, 0.0, 0.19 * (np.arange(N) * 7 % N + 1) / N)
    before = people["need"][:, 0] == 1
    places = int((before & (elderly | (waited > 0))).sum()) + 8
    begin_anew(market, float(places))
    people["waited"][:, 0], people["awareness"][:] = waited, known
    market.step()
    contact = known * np.where(elderly, ACCESS, 1.0)
    waited[~before] = 0  # a need that has just arisen has not waited
    there = np.flatnonzero(people["need"][:, 0])
    order = there[np.lexsort((-contact[there], -waited[there], ~elderly[there]))]
    served = people["contract"][:, 0] >= 0
    yield exactly("clients", places, served.sum())
    yield exactly("served in order", np.arange(order.size) < places, served[order])
    month = tables(market)["monthly"].query("month == month.max()")
    yield exactly("months that those waited who began", waited[order[:places]].sum(), month.waited.sum())


TITLE_ZH = "名额先给瞄准的人群，其中先给等候最久者，再先给最易服务者"
CHINESE = {
    "clients": "服务对象",
    "served in order": "按顺序得到服务",
    "months that those waited who began": "开始得到服务者的等候月数",
}
