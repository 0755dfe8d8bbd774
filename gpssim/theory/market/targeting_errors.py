"""Targeting misses and leaks as often as the mixture says, and the same people for good.

With a part p of the people seen as they are and the others taken for one of the target group with its share s, a member is missed
with chance (1 - p) (1 - s), another person is taken for one with chance (1 - p) s: as many are recognized as there are. Those
recognized come first for a place, and only they get one where places are few.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage, steps
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import tables

VERBS = ("serve_citizens",)
RULES = ("targeting.recognized",)
SOURCE = "probabilities of a mixture (errors of exclusion and leakage: Coady, Grosh & Hoddinott 2004, MEMORY)"

ACCURACY, N, PLACES = 0.4, 3000, 200.0


def found(seed: int) -> Iterator[Found]:
    """A third of the city is elderly and comes first."""
    levers = {"targeting": 5.0, "target_groups": "elderly", "targeting_accuracy": ACCURACY}
    dials = stage(N, 0.3, **{"world.city.share_elderly": 0.35, "warm_up": 0})
    market = in_service(dials, levers=levers, seed=seed)
    begin_anew(market, PLACES)
    market.step()
    people = market.citizens
    elderly, seen, served = people.group == 1, people.target == 1, people.contract[:, 0] >= 0
    share = elderly.mean()
    missed, leaked = (1.0 - ACCURACY) * (1.0 - share), (1.0 - ACCURACY) * share
    yield as_often("elderly who are missed", missed, (elderly & ~seen).sum(), elderly.sum())
    yield as_often("others who are taken for elderly", leaked, (~elderly & seen).sum(), (~elderly).sum())
    yield exactly("clients who are not taken for elderly", 0, int((served & ~seen).sum()))
    need = people.need[:, 0] == 1
    row = tables(market)["districts"].iloc[-1]
    counted = [(need & elderly).sum(), (need & elderly & ~seen).sum(), (need & seen & ~elderly).sum()]
    yield exactly("needs counted as of the group, missed, leaked", counted, row[["n_target", "n_missed", "n_leaked"]].tolist())
    steps(market, 3)
    yield exactly("people seen otherwise later", 0, int(np.count_nonzero(market.citizens.target != seen)))


TITLE_ZH = "瞄准按混合分布的比例遗漏与误纳，且对同一人始终如此"
CHINESE = {
    "elderly who are missed": "被遗漏的老年人比例",
    "others who are taken for elderly": "被误认为老年人的其他居民比例",
    "clients who are not taken for elderly": "未被认作老年人的服务对象",
    "needs counted as of the group, missed, leaked": "计入该人群、遗漏与误纳的需求",
    "people seen otherwise later": "日后被改判者",
}
