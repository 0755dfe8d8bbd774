"""A study with as many replications as its differences need: extended in its folder until a rule is content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gpssim.analysis.periods import window_of
from gpssim.analysis.precision import Precision, precision
from gpssim.analysis.sequential import Rule, looks
from gpssim.errors import impossible, unknown
from gpssim.files.places import place_of
from gpssim.files.writing import write_csv
from gpssim.studies.finishing import workers_of
from gpssim.studies.progress import Progress, shown

if TYPE_CHECKING:
    from gpssim.records.results import Results
    from gpssim.studies import Study

LOOKS_FILE: Final = "precision.csv"
"""Beside the results: what was seen at every look."""
Tell = Callable[[Precision], None]


@dataclass(frozen=True)
class Precise:
    """A study that has as many replications as it needs, or as its cap allows.

    Attributes
    ----------
    results : of the study, with as many replications as the rule stopped at.
    precision : what is known of its differences at the end.
    looks : the table of :class:`gpssim.analysis.precision.Precision` at every look, one below the other; ``replications`` says
        after how many.
    """

    results: Results
    precision: Precision
    looks: pd.DataFrame


def run_until_precise(
    study: Study, folder: str | Path, rule: Rule, progress: Progress = None, *, tell: Tell | None = None, **how: Any
) -> Precise:
    """Run a study, and extend it in its folder, until the rule has what it wants.

    The number of replications follows from the values alone: a study that was killed and is run again stops where it would have
    stopped, and what is in the folder is what a study of that many replications leaves, asked for at once.

    Parameters
    ----------
    study : its number of replications does not count; worlds and points have the replications that it gives them.
    folder : for the results, and ``precision.csv`` with every look.
    rule : targets, first look, cap.
    progress : as for :meth:`gpssim.Study.run`; one bar, of the runs up to the next look.
    tell : called with what is known at each look.
    how : further options of :meth:`gpssim.Study.run`, such as ``executor``.

    Raises
    ------
    ScenarioError : a target in a period that the months of the study do not reach, or one policy alone; nothing is run.
    UnknownNameError : a baseline that is not among the policies.
    StudyError, StudyInterrupted : as :meth:`gpssim.Study.run`.
    """
    check_rule(study, rule)
    target, frame = place_of(folder), pd.DataFrame()

    at_once = 0 if how.get("executor") is not None else workers_of(study, how.get("on"))
    with shown(progress, study.runs_per_group, at_once) as tick:

        def look(n: int) -> _Seen:
            results = replace(study, replications=n).run(target, progress=tick, **how)
            return _Seen(results, precision(results, rule))

        for seen in looks(look, rule):
            last = seen
            frame = pd.concat([frame, seen.known.table.assign(replications=seen.n)], ignore_index=True)
            write_csv(frame, target / LOOKS_FILE)
            if tell is not None:
                tell(seen.known)
    return Precise(last.results, last.known, frame)


@dataclass(frozen=True)
class _Seen:
    """A look: the results so far, and what is known by them."""

    results: Results
    known: Precision

    @property
    def n(self) -> int:
        return self.known.n

    @property
    def needed(self) -> float:
        return self.known.needed


def check_rule(study: Study, rule: Rule) -> None:
    """Refuse a rule that the study cannot answer, before anything runs.

    Raises
    ------
    ScenarioError, UnknownNameError : as :func:`run_until_precise`.
    """
    names, months = [policy.name for policy in study.checked], study.specified.months
    if len(names) < 2:
        raise impossible("policies", names, "two or more: the rule looks at differences from the baseline")
    if rule.baseline is not None and rule.baseline not in names:
        raise unknown("policy of the study:", rule.baseline, names)
    for one in rule.targets:
        if window_of(one.period, months) is None:
            raise impossible(f"period of {one.outcome}", one.period, f"one that {months} months reach")
