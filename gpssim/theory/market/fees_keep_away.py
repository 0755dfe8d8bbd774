"""A fee keeps people away: fewer ask for the service, and of those who waited as many go on as would have asked at the higher fee.

Who needs a service asks with the chance ``P(t) = 1 / (1 + exp(t - b))`` a month under the toll ``t``: so much for each 100 yuan
of the fee, times what a fee weighs in the group. Where a fee is new, of those who wait ``P(t) / P(0)`` stay; who turned away may
ask anew at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import expit

from gpssim.theory.market_lane import Found, as_often
from gpssim.theory.special import special

VERBS = ("serve_citizens",)
RULES = ("charging.still_asks", "charging.toll")
SOURCE = "logit demand; ratio of the chances of asking"

FEE, WEIGHTS, UNIT = 0.6, (1.0, 1.5, 2.0, 1.5, 2.5), 100.0
MARGIN = 0.4


def found(seed: int) -> Iterator[Found]:
    """The month in which concessions begin: once nobody has asked before, once everybody has."""
    for waited, base, sensitivity in ((False, 2.5, 3.0), (True, -2.0, 1.0)):
        domain = {"name": "community", "prevalence": [0.8] * 5, "duration": 600.0, "unit_cost": UNIT, "verifiability": 0.5}
        dials = {"warm_up": 0, "world.domains": [{**domain, "budget_share": 1.0}], "world.city.n_citizens": 3_000}
        dials |= {"world.city.share_elderly": 0.5, "world.citizens.apply_base": base, "world.citizens.apply_hassle": 0.0}
        dials |= {"world.fees.sensitivity": sensitivity, "world.fees.weights": WEIGHTS, "world.purchasers.ceiling_margin": MARGIN}
        market = special(dials, "concession", settings={"criterion": "smallest_subsidy", "fee": FEE}, seed=seed)
        lead = 3
        market.run(lead)
        people = market.citizens.columns
        people["applied"][:] = people.need * waited
        market.step()
        fee = FEE * UNIT * (1.0 + MARGIN)
        asked = (people.applied[:, 0] > 0) | (people.contract[:, 0] >= 0)
        for group, name in ((0, "ordinary"), (1, "elderly")):
            toll = sensitivity * WEIGHTS[group] * fee / 100.0
            asks = expit(base - toll)
            stays = asks / expit(base) if waited else 0.0
            there = (people.need[:, 0] > 0) & (people.group == group)
            told = "waited before" if waited else "had not asked"
            yield as_often(f"{name} citizens who ask, {told}", stays + (1.0 - stays) * asks, np.sum(asked & there), np.sum(there))


TITLE_ZH = "收费使人却步：申请者减少；已在等候者中继续等候的比例，等于较高收费下本会申请的比例"
CHINESE = {
    "{name} citizens who ask, {told}": "申请的{name}比例，{told}",
    "ordinary": "其他居民",
    "elderly": "老年人",
    "had not asked": "此前未申请",
    "waited before": "此前在等候",
}
