"""A violation comes to light by officials or by a public that is told and takes part; then the award is void and forgers pay.

Officials find out with chance ``b``; the public sees what is disclosed, ``d``, as far as it takes part, ``p``, and finds out with
chance ``o d p`` what officials missed: independent looks miss with the product of their chances of missing. The fine is a share
of the purchase's value to the fen, the ban some months from the next on; an official's violation costs no organization anything.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market.openings import Opened, opened
from gpssim.theory.market_lane import Found, as_often, exactly, to_the_fen
from gpssim.theory.special import tables

VERBS = ("purchase",)
RULES = ("favoring.seen",)
SOURCE = "independent looks; Fox 2015; Government Procurement Law art. 77"

BASE, OVERSIGHT, DISCLOSED, TAKES_PART, SANCTION, BAN = 0.5, 1.0, 0.75, 0.8, 0.0075, 24
MISSED = (1.0 - BASE) * (1.0 - OVERSIGHT * DISCLOSED * TAKES_PART)


def found(seed: int) -> Iterator[Found]:
    """Every tender protects its district; then every bidder forges its papers."""
    after, violations = _after(seed, {"world.violations.local_protection": 1.0, "world.violations.local_detection": BASE})
    yield as_often("local protection found out", 1.0 - MISSED, int(violations.detected.sum()), len(violations))
    void = after.projects.outcome == "failed"
    yield exactly("  void, and nothing else", after.projects.detected > 0, void)
    yield exactly("  nobody pays", 0.0, violations.fine)
    yield exactly("  what stands is irregular", 1.0, after.projects.legal_basis[~void] == "irregular")
    scandal = after.market.purchasers.scandal_month
    yield exactly("  a scandal for the purchaser", scandal == 0, [_seen(violations, g) for g in range(scandal.size)])
    yield from _forged(*_after(seed, {"world.violations.fake_documents": 1.0, "world.violations.fake_detection": BASE}))


def _after(seed: int, dials: dict[str, float]) -> tuple[Opened, pd.DataFrame]:
    usual = {"world.violations.oversight": OVERSIGHT, "world.violations.sanction": SANCTION, "world.violations.ban": BAN}
    after = opened({**usual, **dials}, levers={"disclosure": DISCLOSED}, by_hand=_without_honesty, seed=seed)
    return after, tables(after.market)["violations"]


def _without_honesty(market: PublicServiceMarket) -> None:
    market.organizations["honesty"][:] = 0.0
    market.citizens.columns["participation"][:] = TAKES_PART


def _seen(violations: pd.DataFrame, purchaser: int) -> bool:
    return bool(violations.detected[violations.purchaser == purchaser].any())


def _forged(after: Opened, violations: pd.DataFrame) -> Iterator[Found]:
    yield exactly("  forgers lose their awards, others keep theirs", 0.0, _caught(after.projects, violations))
    values = after.projects.assign(value=after.projects.ceiling * after.projects.places * after.projects.months)
    value = values.set_index(["project", "attempt"]).value.loc[pd.MultiIndex.from_frame(violations[["project", "attempt"]])]
    yield to_the_fen("  fine", SANCTION * value.to_numpy() * violations.detected.to_numpy(), violations.fine)
    yield exactly("  total of fines, yuan", violations.fine.sum(), _booked(after.market), 1e-6)
    caught = set(violations.organization[violations.detected])
    until = after.market.organizations.debarred_until
    yield exactly("  banned until", [BAN + 1 if i in caught else 0 for i in range(until.size)], until)


def _caught(projects: pd.DataFrame, violations: pd.DataFrame) -> list[bool]:
    """Whether who won a purchase was found out in it."""
    found = set(zip(violations.project[violations.detected], violations.organization[violations.detected], strict=True))
    won = projects[projects.outcome == "awarded"]
    return [pair in found for pair in zip(won.project, won.winner, strict=True)] or [False]


def _booked(market: PublicServiceMarket) -> float:
    ledger = tables(market)["ledger"]
    return float(ledger.fen[ledger.kind == "fine"].sum()) / 100.0


TITLE_ZH = "违规由官员或知情并参与的公众揭露；授予因此无效，造假者受罚"
CHINESE = {
    "local protection found out": "被查处的地方保护比例",
    "void, and nothing else": "无效，其余有效",
    "nobody pays": "无人受罚",
    "what stands is irregular": "存续者不合规",
    "a scandal for the purchaser": "购买主体的丑闻",
    "forgers lose their awards, others keep theirs": "造假者失去授予，其他人保留",
    "fine": "罚款",
    "total of fines, yuan": "罚款合计（元）",
    "banned until": "禁止参加采购至",
}
