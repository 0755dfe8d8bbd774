"""Who is in need asks with a logit chance each month, and those who do not are unaware or put off.

The odds of asking are exp(b + awareness + trust + roots - hassle), each with its weight (administrative burden: Herd & Moynihan
2018); after t months 1 - (1 - p)^t have asked. Of those who have not, a part 1 - awareness does not know of the service.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from typing import Any

import numpy as np

from gpssim.agents.columns import Columns
from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage, steps, unserved
from gpssim.theory.market_lane import Found, as_often
from gpssim.theory.special import special, tables

VERBS = ("serve_citizens",)
RULES = ("applying.application_probability", "applying.logistic")
SOURCE = "odds of a logit (administrative burden: Herd & Moynihan 2018, MEMORY)"

N, MONTHS = 4000, 3
BASE, AWARENESS, TRUST, ROOTS, HASSLE = -2.0, 2.0, 1.5, 3.0, 1.0
KNOWS, ACCESS = {0: 0.3, 1: 0.8}, {0: 1.0, 1: 0.4}
WEIGHTS = {
    "apply_base": BASE,
    "apply_awareness": AWARENESS,
    "apply_trust": TRUST,
    "apply_embeddedness": ROOTS,
    "apply_hassle": HASSLE,
}


def found(seed: int) -> Iterator[Found]:
    """A city without any service, half of it elderly, half of each trusting; another with rooted providers but no room."""
    own: dict[str, Any] = {f"world.citizens.{k}": v for k, v in WEIGHTS.items()}
    own |= {"world.citizens.access": (ACCESS[0], ACCESS[1], 1.0, 1.0, 1.0), "world.city.share_elderly": 0.5, "warm_up": 0}
    market = special(unserved(N, 0.0, **own), seed=seed)
    people = market.citizens.columns
    trusts = np.arange(N) % 2
    prepare(people, trusts)
    market.step()
    table = tables(market)["monthly"].groupby("group", sort=False)[["n_unaware", "n_deterred"]].sum()
    for group, name in ((0, "ordinary"), (1, "elderly")):
        row = table.loc[name]
        yield as_often(
            f"unaware among {name} who have not asked", 1.0 - KNOWS[group], float(row.to_numpy()[0]), float(row.to_numpy().sum())
        )
    steps(market, MONTHS - 1)
    for group, trust in ((0, 0), (0, 1), (1, 0), (1, 1)):
        who = (people["group"] == group) & (trusts == trust) & (people["need"][:, 0] == 1)
        odds = exp(BASE + AWARENESS * KNOWS[group] + TRUST * trust - HASSLE * (1.0 - ACCESS[group]))
        asked = people["applied"][who, 0].sum()
        yield as_often(f"have asked, group {group}, trust {trust}", 1.0 - (1.0 + odds) ** -MONTHS, asked, who.sum())
    yield from rooted(seed, own)


def prepare(people: Columns, trusts: np.ndarray) -> None:
    """Everybody is in need and knows what its group knows."""
    people["need"][:] = 1
    people["awareness"][:] = np.where(people["group"] == 1, KNOWS[1], KNOWS[0])
    people["trust_providers"][:] = trusts


def rooted(seed: int, own: dict[str, Any]) -> Iterator[Found]:
    """Providers of known roots whose places are too few to serve anybody."""
    market = in_service(stage(1500, 0.6, **own), seed=seed)
    begin_anew(market, 0.0)
    people, roots = market.citizens.columns, 0.4
    prepare(people, np.zeros(1500))
    people["applied"][:] = 0
    c = market.contracts
    c["places"][c.active] = 0.5  # so little that nobody is served, and yet a provider is there
    market.organizations["contracted"][c.organization[c.active], c.domain[c.active]] = 0.5
    market.organizations["embeddedness"][:] = roots
    market.step()
    who = (people["group"] == 0) & (people["contract"][:, 0] < 0)
    odds = exp(BASE + AWARENESS * KNOWS[0] + ROOTS * roots)
    yield as_often("have asked where providers have roots", odds / (1.0 + odds), people["applied"][who, 0].sum(), who.sum())


TITLE_ZH = "有需求者每月以 logit 概率提出申请，未申请者或不知晓，或望而却步"
CHINESE = {
    "have asked where providers have roots": "承接主体扎根之处已申请的比例",
    "unaware among {name} who have not asked": "未申请的{name}中不知晓的比例",
    "have asked, group {group}, trust {trust}": "已申请的比例，人群 {group}，信任 {trust}",
    "ordinary": "其他居民",
    "elderly": "老年人",
}
