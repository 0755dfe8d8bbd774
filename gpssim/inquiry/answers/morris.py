"""Answer: which parameters matter at all (Morris screening)."""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from gpssim.analysis.questions import differences, outcomes_themselves
from gpssim.analysis.sensitivity.morris import DESIGN, FEW, morris
from gpssim.analysis.sensitivity.sample import SmallSample
from gpssim.inquiry.answers.base import Answer, Asked, each, kind_of
from gpssim.texts.text import Text

if TYPE_CHECKING:
    from gpssim.records.results import Results


def fits(results: Results) -> bool:
    """Whether the points are those of the design."""
    return kind_of(results) == DESIGN


def tables(results: Results, asked: Asked) -> dict[str, pd.DataFrame]:
    """Elementary effects on differences between policies and on outcomes under each policy."""
    both = (differences, outcomes_themselves)
    found = pd.concat([each(results, asked, partial(morris, results), only) for only in both], ignore_index=True)
    if len(found) and found["n"].min() < FEW:
        line = "elementary effects are of {n} trajectories: fewer than {few} are few, and their intervals too short"
        warnings.warn(SmallSample(line, n=int(found["n"].min()), few=FEW), stacklevel=2)
    dropped = int(found["dropped"].max()) if len(found) else 0
    if dropped:
        line = "up to {n} trajectories are left out: a run of theirs failed, or the outcome is undefined in it"
        warnings.warn(SmallSample(line, n=dropped), stacklevel=2)
    return {"morris": found}


COLUMNS: Final = {
    "mu": Text("mean effect", "平均效应"),
    "mu_star": Text("mean size", "平均绝对效应"),
    "sigma": Text("spread", "离散"),
}

ANSWER: Final = Answer(
    name="morris",
    fits=fits,
    tables=tables,
    title=Text("which parameters matter at all (elementary effects over the whole range)", "哪些参数有影响（全范围的基本效应）"),
    figures=("morris_plane",),
    columns=COLUMNS,
)
