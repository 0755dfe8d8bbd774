"""A tailored specification shrinks what tells offers apart and gives its favorite a lead; outsiders and forgers are read otherwise.

With a part ``x`` of the points moved to what the favorite is ``l`` better in, differences between the others' papers shrink to
``1 - x`` of what they were, the favorite's lead over their mean is ``(1 - x)`` of its own and ``x l``, and the mean of all grows
by ``x l / n``. Outsiders are marked down by an amount where a district protects its own; forged papers read better by another,
with chance (dial) times (1 - honesty).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.records.truth import Truth
from gpssim.theory.market.openings import Opened, opened
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("purchase",)
RULES = ("favoring.tailored",)
SOURCE = "market rule C 14 (a); closed form"

MOVED, LEAD, MARKED, CHANCE, GAIN, HONESTY = 0.3, 2.0, 0.4, 0.5, 0.6, 0.4
N = 8
FOUND_OUT = ("tailoring_detection", "local_detection", "fake_detection", "oversight")
USUAL = {
    "world.organizations.ability_sd": 0.5,
    "world.purchasers.integrity": 0.0,
    **{f"world.violations.{dial}": 0.0 for dial in FOUND_OUT},
}


def found(seed: int) -> Iterator[Found]:
    """Papers show ability and nothing else; the first organization alone has a tie."""
    yield from _tailored(seed)
    yield from _protected(seed)
    yield from _forged(seed)


def _open(seed: int, dials: dict[str, float]) -> tuple[Opened, np.ndarray, np.ndarray]:
    """Papers as they were read, and ability, purchases by organizations."""
    after = opened({**USUAL, **dials}, by_hand=_tie, seed=seed)
    o = after.market.organizations
    return after, after.offers.dossier.to_numpy().reshape(-1, N), 0.5 * (o.ability_verifiable + o.ability_nonverifiable)


def _tie(market: PublicServiceMarket) -> None:
    market.organizations["tie"][0, :] = 1.0
    market.organizations["honesty"][:] = HONESTY


def _tailored(seed: int) -> Iterator[Found]:
    after, read, ability = _open(seed, {"world.violations.tailoring": MOVED, "world.violations.tailoring_lead": LEAD})
    others, usual = read[:, 1:], ability[1:]
    shrunk = (1.0 - MOVED) * (usual - usual.mean())
    yield exactly("differences of the others", np.tile(shrunk, len(read)), others - others.mean(axis=1, keepdims=True), 1e-9)
    ahead = (1.0 - MOVED) * (ability[0] - usual.mean()) + MOVED * LEAD
    yield exactly("lead of the favorite", ahead, read[:, 0] - others.mean(axis=1), 1e-9)
    yield exactly("mean of all", ability.mean() + MOVED * LEAD / N, read.mean(axis=1), 1e-9)
    yield exactly("marked as such", 1.0, (after.projects.truth & int(Truth.TAILORED)) > 0)


def _protected(seed: int) -> Iterator[Found]:
    dials = {"world.violations.local_protection": CHANCE, "world.violations.local_deduction": MARKED}
    after, read, ability = _open(seed, dials)
    acts = (after.projects.truth.to_numpy() & int(Truth.LOCAL_PROTECTION)) > 0
    yield as_often("districts protect their own", CHANCE, int(acts.sum()), acts.size)
    outside = after.market.organizations.home != after.projects.district.to_numpy()[:, None]
    yield exactly("outsiders' papers", ability - MARKED * (outside & acts[:, None]), read, 1e-9)


def _forged(seed: int) -> Iterator[Found]:
    after, read, ability = _open(seed, {"world.violations.fake_documents": CHANCE, "world.violations.fake_gain": GAIN})
    forged = (after.offers.truth.to_numpy().reshape(-1, N) & int(Truth.FAKE_DOCUMENTS)) > 0
    yield as_often("forged", CHANCE * (1.0 - HONESTY), int(forged.sum()), forged.size)
    yield exactly("forgers' papers", ability + GAIN * forged, read, 1e-9)


TITLE_ZH = "量身定制的采购需求缩小投标之间的差别并使意向单位领先；外来者与造假者另行评分"
CHINESE = {
    "differences of the others": "其他投标者之间的差别",
    "lead of the favorite": "意向单位的领先幅度",
    "mean of all": "全体均值",
    "marked as such": "如此标记",
    "districts protect their own": "片区保护本地组织的比例",
    "outsiders' papers": "外来者的标书分",
    "forged": "造假的比例",
    "forgers' papers": "造假者的标书分",
}
