"""Unused places move to the provider that is full, a part each month, while citizens wait for the one they like best.

With a part p that moves a month, who is idle keeps (1 - p)^t of its places, and who is full has all the others; the purchase stays
as large as it was, in places and in money. Citizens wait so many months for whom they like best, then take what there is.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage
from gpssim.theory.market_lane import Found, exactly

VERBS = ("serve_citizens",)
RULES = ("choice.moved_places",)
SOURCE = "geometric decay; accounting identity (money follows the citizen)"

N, PART, PATIENCE = 1000, 0.2, 4
PLACES, LIKED = np.array([300.0, 60.0, 300.0]), np.array([0.0, 1.0, -1.0])


def found(seed: int) -> Iterator[Found]:
    """Everybody likes best the provider that has few places."""
    own = {"choice_scale": 0.0, "choice_patience": PATIENCE}
    dials = stage(N, 0.6, **{f"world.citizens.{k}": v for k, v in own.items()}, **{"world.organizations.n_initial": 3})
    settings = {"places_move": PART}
    levers = {"payment": "per_unit", "payment_settings": "advance=0"}
    market = in_service(dials, "citizen_voucher", settings=settings, levers=levers, seed=seed)
    c = market.contracts
    order = c.organization
    begin_anew(market, PLACES[order])
    c["utility"][:] = LIKED[order][:, None]
    c["value"][:] = c.price * c.places * (c.end - c.start)
    c["delivered"][:] = c["quality_sum"][:] = c["verifiable_sum"][:] = 0.0
    worth = c.value.sum()
    for month in range(1, PATIENCE + 1):
        market.step()
        idle = np.array([300.0, 0.0, 300.0]) * (1.0 - PART) ** month
        idle[1] = PLACES.sum() - idle.sum()
        yield exactly(f"places after {month} months", idle[order], c.places, 1e-6)
        yield exactly(f"value of each after {month} months", worth * idle[order] / PLACES.sum(), c.value, 1e-4)
        held = np.bincount(order[market.citizens.contract[market.citizens.contract >= 0]], minlength=3)
        yield exactly(f"clients of the others after {month} months", 0, held[[0, 2]].sum())
    market.step()
    waiting = (market.citizens.need == 1) & (market.citizens.contract < 0) & (market.citizens.waited > PATIENCE)
    yield exactly("who waits longer than patience while there are places", 0, waiting.sum())


TITLE_ZH = "闲置名额逐月转移一部分给满员的承接主体，公众则等候最中意者"
CHINESE = {
    "who waits longer than patience while there are places": "尚有名额而等候超过耐心者",
    "places after {month} months": "{month} 个月后的名额",
    "value of each after {month} months": "{month} 个月后各家的金额",
    "clients of the others after {month} months": "{month} 个月后其他家的服务对象",
}
