"""Answer: what each parameter does alone, from the scenario as it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from gpssim.analysis.questions import differences, outcomes_themselves
from gpssim.analysis.sensitivity.one_at_a_time import DESIGN, one_at_a_time
from gpssim.inquiry.answers.base import Answer, Asked, each, kind_of
from gpssim.texts.text import Text

if TYPE_CHECKING:
    from gpssim.records.results import Results


def fits(results: Results) -> bool:
    """Whether the points are those of the design."""
    return kind_of(results) == DESIGN


def tables(results: Results, asked: Asked) -> dict[str, pd.DataFrame]:
    """Effects on differences between policies and on outcomes under each policy."""
    both = (differences, outcomes_themselves)
    return {"tornado": pd.concat([each(results, asked, partial(one_at_a_time, results), only) for only in both], ignore_index=True)}


COLUMNS: Final = {
    "value": Text("value", "取值"),
    "end": Text("end", "端点"),
    "own": Text("own world", "情景自身"),
    "effect": Text("effect", "效应"),
}

ANSWER: Final = Answer(
    name="tornado",
    fits=fits,
    tables=tables,
    title=Text("what each parameter does alone (from the scenario as it is)", "各参数单独变动的影响（以情景现状为起点）"),
    figures=("tornado",),
    columns=COLUMNS,
)
