"""Whether the warm-up of a study is long enough, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gpssim.cli.study.words import WORDS
from gpssim.texts.numbers import shown
from gpssim.texts.text import Language, said

if TYPE_CHECKING:
    from gpssim.studies import Study


def lines_of_warm_up(study: Study, outcomes: Sequence[str], language: Language) -> Iterator[str]:
    """The series for which the warm-up is too short, a line each, or that it is long enough for all."""
    from gpssim.inquiry.warm_up import checked_warm_up

    told = checked_warm_up(study, outcomes)
    short = told[~told["enough"].astype(bool)]
    if not len(short):
        yield said(WORDS, "warm_enough", language, warm_up=study.specified.warm_up, n=len(told))
    for row in short.to_dict("records"):
        given = {"warm_up": row["warm_up"], "label": row["label_zh" if language == "zh" else "label"], "months": row["months"]}
        if row["settled"]:
            yield said(WORDS, "warm_short", language, gap=shown(row["gap"]), half=shown(row["half"]), **given)
        else:
            yield said(WORDS, "warm_never", language, **{**given, "months": row["seen"]})
