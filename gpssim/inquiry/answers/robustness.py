"""Answer: how policies hold over worlds: regret, ranks, dominance, and in how many worlds each is no worse than the baseline."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from gpssim.analysis.indicators import indicator
from gpssim.analysis.left_out import tried
from gpssim.analysis.questions import Question, closures_of
from gpssim.analysis.robustness import dominance, pareto, rank_shares, regrets, satisficing
from gpssim.analysis.robustness.side_by_side import fits
from gpssim.inquiry.answers.base import Answer, Asked, asked_in
from gpssim.texts.text import Text

if TYPE_CHECKING:
    from gpssim.inquiry.study_file import Outcome
    from gpssim.records.results import Results

Read = Callable[..., pd.DataFrame]
SINGLE: Final[dict[str, Read]] = {"regrets": regrets, "rank_shares": rank_shares, "dominance": dominance}


def tables(results: Results, asked: Asked) -> dict[str, pd.DataFrame]:
    """A table of each measure, over the outcomes that have a better direction, under each closure."""
    ranked = [one for one in asked_in(results, asked) if indicator(one.outcome).direction]
    found = {name: _each(results, ranked, read) for name, read in SINGLE.items()}
    found["fronts"] = _by_closure(results, "fronts", lambda closure: pareto(results, ranked, closure)) if ranked else pd.DataFrame()
    judged = [one for one in asked_in(results, asked) if one in ranked or _limited(one)]
    enough = [_good_enough(results, judged, period) for period in dict.fromkeys(one.period for one in judged)]
    found["good_enough"] = pd.concat(enough, ignore_index=True) if enough else pd.DataFrame()
    return {name: table for name, table in found.items() if len(table)}


def _each(results: Results, ranked: list[Outcome], read: Read) -> pd.DataFrame:
    tables = [
        table.assign(outcome=one.outcome, period=one.period)
        for one in ranked
        if len(table := _by_closure(results, one.outcome, partial(_of, results, one, read)))
    ]
    return _keys_first(pd.concat(tables, ignore_index=True)) if tables else pd.DataFrame()


def _of(results: Results, one: Outcome, read: Read, closure: str) -> pd.DataFrame:
    return read(results, Question(one.outcome, one.period), closure)


def _limited(one: Outcome) -> bool:
    """Whether the file says what is good enough."""
    return one.at_least is not None or one.at_most is not None


def _good_enough(results: Results, judged: list[Outcome], period: str) -> pd.DataFrame:
    """What the file calls good enough; where it says nothing, no worse than under the baseline."""
    thresholds = {one.outcome: _enough(results, one) for one in judged if one.period == period}
    table = _by_closure(results, "good_enough", partial(satisficing, results, thresholds, period))
    return _keys_first(table.assign(period=period)) if len(table) else table


def _enough(results: Results, one: Outcome) -> tuple[float | None, float | None] | str:
    return (one.at_least, one.at_most) if _limited(one) else one.baseline or results.policies[0]


def _by_closure(results: Results, name: str, read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """The table under each closure; one that cannot be computed costs itself only."""
    found = []
    for closure in closures_of(results):
        table = tried("outcome", name, partial(read, closure), pd.DataFrame())
        found.append(table.assign(closure=closure) if len(table) else table)
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _keys_first(table: pd.DataFrame) -> pd.DataFrame:
    keys = [name for name in ("outcome", "period", "closure") if name in table]
    return table[[*keys, *(name for name in table if name not in keys)]]


COLUMNS: Final = {
    "mean": Text("mean", "均值"),
    "expected": Text("expected regret", "期望后悔值"),
    "largest": Text("largest regret", "最大后悔值"),
    "worst": Text("in world", "所在世界"),
    "best": Text("best in", "最优份额"),
    "rank": Text("rank", "名次"),
    "share": Text("share", "份额"),
    "better": Text("better in", "较优份额"),
    "equal": Text("equal in", "相等份额"),
    "in_every_world": Text("in every world", "在每个世界"),
    "first_order": Text("first order", "一阶占优"),
    "second_order": Text("second order", "二阶占优"),
    "on_front": Text("on the front in", "位于前沿份额"),
    "dominated_by": Text("dominated by", "被占优于"),
    "dominated_in_every_world_by": Text("in every world by", "在每个世界被占优于"),
    "outcomes": Text("outcomes", "指标"),
}

ANSWER: Final = Answer(
    name="robustness",
    fits=fits,
    tables=tables,
    title=Text(
        "how policies hold over the worlds (regret, ranks, dominance, good enough)",
        "各政策在各世界中的稳健性（后悔值、名次、占优、达标）",
    ),
    figures=("robustness",),
    columns=COLUMNS,
)
