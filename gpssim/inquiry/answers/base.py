"""The shape all answers share: which studies it fits, its tables, and the figures that show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from gpssim.plugins.files import discover, thing_in
from gpssim.texts.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.analysis.questions import Contrast
    from gpssim.inquiry.study_file import Outcome
    from gpssim.records.results import Results

EXPORT = "ANSWER"
Asked = tuple["Outcome", ...]
Contrasts = Sequence["Contrast"]
Tables = Callable[["Results", Asked], Mapping[str, "pd.DataFrame"]]


@dataclass(frozen=True)
class Answer:
    """What some designs allow to say.

    Attributes
    ----------
    name : of its file.
    fits : whether the results are of a study that it reads.
    tables : results and what was asked to tables by name; each is written as a CSV and the first rows are printed.
    title : what its tables say, for a terminal.
    figures : names of figures that belong to it; drawn where they fit.
    columns : columns of its tables in words, for a terminal; one that has none is shown by its name.
    """

    name: str
    fits: Callable[[Results], bool]
    tables: Tables
    title: Text
    figures: tuple[str, ...] = ()
    columns: Mapping[str, Text] = field(default_factory=dict)


def answers() -> dict[str, Answer]:
    """Every answer by name."""
    return discover("gpssim.inquiry.answers", lambda module: thing_in(module, EXPORT))


def kind_of(results: Results) -> str:
    """The design of a study; empty where its worlds were sampled in the usual way, or there are none."""
    return str((results.manifest.get("design") or {}).get("kind", ""))


def asked_in(results: Results, asked: Asked) -> Asked:
    """The outcomes that are asked about: those of the file, or the primary ones, in the later period where runs reach it."""
    from gpssim.analysis import indicators
    from gpssim.analysis.periods import window_of
    from gpssim.inquiry.study_file import Outcome

    reached = {period: window_of(period, results.months) is not None for period in ("transition", "later")}
    if asked:
        return tuple(one if reached.get(one.period, True) else one.model_copy(update={"period": "all"}) for one in asked)
    primary = [one.name for one in indicators().values() if one.primary]
    return tuple(Outcome(outcome=name, period="later" if reached["later"] else "all") for name in primary)


def each(results: Results, asked: Asked, read: Callable[[Contrast], pd.DataFrame], only: Callable[..., Contrasts]) -> pd.DataFrame:
    """A table of each contrast that is asked about, below each other; one that cannot be computed costs itself only.

    Parameters
    ----------
    read : the table of a contrast.
    only : which contrasts: :func:`gpssim.analysis.questions.differences` or ``outcomes_themselves``.
    """
    import pandas as pd

    from gpssim.analysis.left_out import tried
    from gpssim.analysis.questions import Question

    questions = [Question(one.outcome, one.period, one.baseline) for one in asked_in(results, asked)]
    found = []
    for one in only(results, questions):
        name = f"{one.outcome}: {' − '.join(filter(None, (one.policy_b, one.policy_a)))}"  # names alone, in every language
        table = tried("outcome", name, partial(read, one), pd.DataFrame())
        if len(table):
            found.append(pd.DataFrame([one.keys()] * len(table)).join(table.reset_index(drop=True)))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()
