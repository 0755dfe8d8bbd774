"""Answer: in which worlds a policy beats the baseline, and which parameters turn the sign."""

from __future__ import annotations

import warnings
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from gpssim.analysis.discovery import Cases, cases_of, classification_tree, scenario_box, sign_shares, turning_parameters
from gpssim.analysis.discovery.cases import LEAST, NOT_FILLING
from gpssim.analysis.left_out import LeftOut
from gpssim.analysis.questions import Contrast, differences
from gpssim.errors import StudyError
from gpssim.inquiry.answers.base import Answer, Asked, each, kind_of
from gpssim.texts.text import Text

if TYPE_CHECKING:
    from gpssim.records.results import Results

SIDES: Final[tuple[Literal["wins", "loses"], ...]] = ("wins", "loses")
TOLD: Final = ("mass", "density", "coverage", "density_new", "coverage_new")


def fits(results: Results) -> bool:
    """Whether there are two policies and enough points that fill their ranges."""
    return results.n_worlds >= LEAST and len(results.policies) > 1 and kind_of(results) not in NOT_FILLING


def tables(results: Results, asked: Asked) -> dict[str, pd.DataFrame]:
    """How often the sign holds, what turns it, boxes of the worlds won and of the others, and trees where they can be made."""
    found = {name: each(results, asked, partial(read, results), differences) for name, read in READ.items()}
    if find_spec("sklearn") is None:
        error = StudyError('scikit-learn is not installed: pip install "gpssim[explore]"')
        warnings.warn(LeftOut("table", "scenario_trees", error), stacklevel=2)
    else:
        found["scenario_trees"] = each(results, asked, partial(_tree, results), differences)
    return {name: table for name, table in found.items() if len(table)}


def _shares(results: Results, one: Contrast) -> pd.DataFrame:
    return pd.DataFrame([sign_shares(cases_of(results, one))])


def _turning(results: Results, one: Contrast) -> pd.DataFrame:
    return turning_parameters(cases_of(results, one))


def _boxes(results: Results, one: Contrast) -> pd.DataFrame:
    """The limits of both boxes, each with how well it tells."""
    cases, found = cases_of(results, one), []
    for side in SIDES if _turns(cases) else ():
        box = scenario_box(cases.of(side))
        found.append(box.limits.assign(side=side, **{name: box.summary[name] for name in TOLD}))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _turns(cases: Cases) -> bool:
    """Whether both signs are met."""
    return cases.wins.nunique() == 2


def _tree(results: Results, one: Contrast) -> pd.DataFrame:
    cases = cases_of(results, one)
    return classification_tree(cases) if _turns(cases) else pd.DataFrame()


READ: Final = {"sign_shares": _shares, "turning_parameters": _turning, "scenario_boxes": _boxes}

COLUMNS: Final = {
    "left_out": Text("left out", "剔除"),
    "ties": Text("ties", "相等份额"),
    "median": Text("median", "中位数"),
    "p10": Text("10 %", "第10百分位"),
    "p90": Text("90 %", "第90百分位"),
    "median_wins": Text("median, wins", "占优时中位数"),
    "median_loses": Text("median, loses", "不占优时中位数"),
    "correlation": Text("correlation", "秩相关"),
    "p": Text("p", "p 值"),
    "p_adjusted": Text("p (Holm)", "p（Holm 校正）"),
    "side": Text("side", "一侧"),
    "low": Text("from", "下限"),
    "high": Text("to", "上限"),
    "range_low": Text("range from", "范围下限"),
    "range_high": Text("range to", "范围上限"),
    "p_low": Text("p of from", "下限 p 值"),
    "p_high": Text("p of to", "上限 p 值"),
    "again": Text("found again", "重现份额"),
    "mass": Text("worlds", "占世界"),
    "density": Text("of this side", "其中属此侧"),
    "density_new": Text("in new worlds", "新世界中属此侧"),
    "coverage_new": Text("of all such new", "占新世界全部此类"),
    "leaf": Text("leaf", "叶"),
    "rule": Text("rule", "规则"),
    "accuracy": Text("told right", "判对份额"),
    "usual": Text("always the same", "一律同判"),
}

ANSWER: Final = Answer(
    name="discovery",
    fits=fits,
    tables=tables,
    title=Text(
        "in which worlds a policy beats the baseline, and what turns the sign", "政策在哪些世界优于基准，哪些参数使符号反转"
    ),
    figures=("scenario_boxes",),
    columns=COLUMNS,
)
