"""A project passes review, comes back or is refused with the chances stated, and opens when its days are over as whole months.

Refused is what is not in the budget, chance ``u (1 - link)``; then what officials would rather do themselves, ``r (1 - e k)``
with an understanding ``k`` that removes a part ``e``; then a faulty design goes back with chance ``b (1 - e k)``, every time
anew, at most twice. A round takes ``45`` days, so that after ``j`` returns the purchase opens ``ceil(45 (j + 1) / 30)`` months
later: 2, 3, 5. Days of purchase and signing lengthen its lead in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from gpssim.theory.market.openings import Opened, opened
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import tables

VERBS = ("plan", "purchase")
RULES = ("process.months_of", "process.review", "process.mended")
SOURCE = "closed form of the gate; S13; Measures of 2020 art. 16"

UNBUDGETED, LINK, RELUCTANT, RETURNED, EFFECT, KNOWN = 0.3, 0.5, 0.5, 0.8, 0.5, 0.8
DAYS = {"design": 20.0, "cost": 15.0, "review": 10.0}
LEFT = 1.0 - EFFECT * KNOWN
DIALS = {
    **{f"world.process.{step}_days": days for step, days in DAYS.items()},
    "world.process.purchase_days": 25.0,
    "world.process.signing_days": 15.0,
    "world.process.unbudgeted": UNBUDGETED,
    "world.process.reluctance": RELUCTANT,
    "world.process.returned": RETURNED,
    "world.process.most_returns": 2,
    "world.process.training_effect": EFFECT,
    "world.process.understanding": KNOWN,
    "world.process.step_hours": 7.0,
    "world.city.residents": 160_000,
    "world.city.n_citizens": 50,
}


def found(seed: int) -> Iterator[Found]:
    """A year's plans of a large city; purchases until the last of them has opened."""
    after = opened(DIALS, levers={"budget_link": LINK}, months=6, seed=seed)
    steps = tables(after.market)["steps"]
    rounds = steps[(steps.step == "review") & (steps.month_begun <= 6)]
    yield from _gate(rounds)
    yield from _time(after, rounds)
    hours = rounds.groupby("purchaser").size() * 7.0
    yield exactly("hours of the steps", hours, _hours(after) - after.projects.groupby("purchaser").official_hours.sum(), 1e-6)


def _gate(rounds: pd.DataFrame) -> Iterator[Found]:
    first = rounds[rounds["round"] == 0]
    counts = first.reason.value_counts()
    asked, refused, unwilling = len(first), int(counts["not_in_budget"]), int(counts["reluctance"])
    yield as_often("not in the budget", UNBUDGETED * (1.0 - LINK), refused, asked)
    yield as_often("refused by the reluctant", RELUCTANT * LEFT, unwilling, asked - refused)
    yield as_often("sent back", RETURNED * LEFT, int(counts["design_faulty"]), asked - refused - unwilling)
    again = rounds[rounds["round"] > 0]
    back = again.reason.isin(["design_faulty", "returned_too_often"])
    yield as_often("sent back once more", RETURNED * LEFT, int(back.sum()), len(again))
    yield exactly("  the third time it is dropped", again.outcome[again["round"] == 2] == "refused", back[again["round"] == 2])
    yield exactly("  and no fourth", 2, rounds["round"].max())


def _time(after: Opened, rounds: pd.DataFrame) -> Iterator[Found]:
    passed = rounds[rounds.outcome == "passed"].set_index("project")["round"]
    projects = after.projects[after.projects.attempt == 0].set_index("project")
    yield exactly("projects that passed are purchased, no others", sorted(passed.index), sorted(projects.index))
    yield exactly("month of purchase", passed.map({0: 2, 1: 3, 2: 5}).sort_index(), projects.month_opened.sort_index())
    yield exactly("lead: two months of a tender, two of 40 days", 4, projects.lead_months)


def _hours(after: Opened) -> pd.Series:
    return pd.Series(tables(after.market)["purchasers"].groupby("purchaser").official_hours.sum())


TITLE_ZH = "项目按规定概率通过审核、被退回或被拒绝，天数折成整月届满后启动"
CHINESE = {
    "hours of the steps": "各步骤的工时",
    "not in the budget": "未列入预算的比例",
    "refused by the reluctant": "因官员不愿购买被拒绝的比例",
    "sent back": "被退回的比例",
    "sent back once more": "再次被退回的比例",
    "the third time it is dropped": "第三次即放弃",
    "and no fourth": "没有第四次",
    "projects that passed are purchased, no others": "通过审核的项目才进行采购",
    "month of purchase": "采购月份",
    "lead: two months of a tender, two of 40 days": "采购周期：招标两个月，另有四十天折成两个月",
}
