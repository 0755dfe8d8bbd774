"""A study with as many replications as it needs, from the command line: what is known is said at each look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpssim.cli.app import say
from gpssim.cli.study.words import WORDS
from gpssim.texts.names import as_typed, further_names
from gpssim.texts.numbers import shown
from gpssim.texts.text import Language, listed, said

if TYPE_CHECKING:
    from gpssim.analysis.precision import Precision
    from gpssim.inquiry import StudyFile
    from gpssim.records.results import Results
    from gpssim.studies import Study


def until_precise(study: Study, file: StudyFile, language: Language) -> Callable[..., Results] | None:
    """What runs a study whose file says ``auto``; ``None`` for a file with a number of replications."""
    rule = file.rule
    if rule is None:
        return None

    def run(folder: Path, **how: Any) -> Results:
        from gpssim.inquiry import run_until_precise

        done = run_until_precise(study, folder, rule, tell=lambda known: say(line_of(known, language)), **how)
        if done.precision.capped:
            with further_names(done.results.policy_titles):
                names = _not_reached(done.precision, language)
            say(said(WORDS, "capped", language, n=done.precision.n, names=names))
        return done.results

    return run


def line_of(known: Precision, language: Language) -> str:
    """What a look showed, in a line."""
    told = {"n": known.n, "reached": int(known.table["reached"].sum()), "all": len(known.table)}
    if known.reached:
        return said(WORDS, "confirmed", language, **told)
    if not isfinite(known.needed):
        return said(WORDS, "nobody_knows", language, **told)
    return said(WORDS, "looked", language, needed=f"{known.needed:,.0f}", **told)


def _not_reached(known: Precision, language: Language) -> str:
    """Differences that are not known as closely as asked, each with its half-width and its target."""
    label = "label_zh" if language == "zh" else "label"
    rows = known.table[~known.table["reached"].astype(bool)].to_dict("records")
    return listed((_width(row, row[label], language) for row in rows), language, apart=True)


def _width(row: Mapping[Any, Any], label: str, language: Language) -> str:
    return f"{label}, {as_typed(row['policy_b'], language)}: ±{shown(row['half_width'])} > {shown(row['target'])}"
