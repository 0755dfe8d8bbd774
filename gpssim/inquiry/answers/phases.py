"""Answer: how the difference between policies goes with two parameters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from gpssim.analysis.phases import axes_of, phase_cells
from gpssim.analysis.questions import differences
from gpssim.inquiry.answers.base import Answer, Asked, each
from gpssim.texts.text import Text

if TYPE_CHECKING:
    from gpssim.records.results import Results


def fits(results: Results) -> bool:
    """Whether there are two policies, and two parameters with levels."""
    return len(results.policies) > 1 and len(axes_of(results)) > 1


def tables(results: Results, asked: Asked) -> dict[str, pd.DataFrame]:
    """The cells of each difference between policies."""
    return {"phase_cells": each(results, asked, partial(phase_cells, results), differences)}


COLUMNS: Final = {
    "x_path": Text("across", "横轴"),
    "y_path": Text("up", "纵轴"),
    "x": Text("across at", "横轴取值"),
    "y": Text("up at", "纵轴取值"),
    "mean": Text("mean", "均值"),
    "over": Text("over", "样本"),
    "positive": Text("positive", "为正份额"),
    "sure": Text("sure", "可断定"),
}

ANSWER: Final = Answer(
    name="phases",
    fits=fits,
    tables=tables,
    title=Text("how the difference goes with two parameters", "差值随两个参数的变化"),
    figures=("phase_diagram",),
    columns=COLUMNS,
)
