"""Running a study from the command line: an interruption loses nothing, and failures are said."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from gpssim.cli.app import INTERRUPTED, say
from gpssim.cli.estimate import Estimate
from gpssim.cli.words import WORDS
from gpssim.errors import impossible
from gpssim.texts.durations import told
from gpssim.texts.text import Language, said

if TYPE_CHECKING:
    from gpssim.records.results import Results
    from gpssim.scenario import Policy, Scenario
    from gpssim.studies import Study


def study_of(scenario: Scenario, policies: Sequence[str | Policy], keep: str, **options: Any) -> Study:
    """The study that was asked for; nothing runs yet.

    Raises
    ------
    GpssimError : impossible options.
    """
    from gpssim.studies import Study

    return Study(scenario, policies=policies, keep=_kept(keep), **options)


def run_to_end(study: Study, directory: Path, language: Language = "en") -> Results:
    """The study run to its end, or continued to it where some of its runs are in the folder; which runs failed is said.

    Raises
    ------
    GpssimError : a folder that holds another study; nothing is run or written.
    typer.Exit : 130 when interrupted; finished runs stay in the folder, and how to go on is said.
    """
    from gpssim.studies import StudyInterrupted

    _tell_duration(study, language)
    try:
        with _progress(study, language) as progress:
            results = study.run(directory, progress=progress)
    except StudyInterrupted as interruption:
        say(said(WORDS, "stopped", language, kept=interruption.kept, all=interruption.of, folder=directory))
        raise typer.Exit(INTERRUPTED) from None
    _tell_failures(results, language)
    return results


def _tell_duration(study: Study, language: Language) -> None:
    """Say how long a long study takes here, measured on a few of its months."""
    from gpssim.studies.duration import is_long, pace_of

    if is_long(study):
        pace = pace_of(study)
        say(said(WORDS, "takes", language, long=told(pace.seconds(study), language), month=1000 * pace.month))


def _progress(study: Study, language: Language) -> AbstractContextManager[Callable[[int, int], None]]:
    """A bar where stderr is a terminal; elsewhere a line with what is left, once the first runs are finished."""
    from gpssim.studies.finishing import workers_of
    from gpssim.studies.progress import progress_bar

    if sys.stderr.isatty():
        return progress_bar(said(WORDS, "runs", language))
    return nullcontext(Estimate(study.runs_per_group, workers_of(study), say, language=language))


def _kept(keep: str) -> int | str:
    """``all``, or for how many replications tables of events are kept."""
    if keep != "all" and not keep.isdecimal():
        raise impossible("--keep", keep, "'all' or a whole number, at least 0")
    return keep if keep == "all" else int(keep)


def _tell_failures(results: Results, language: Language) -> None:
    """Say how many runs failed, and why the first one did."""
    failed = results.runs[results.runs["status"] != "SUCCEEDED"]
    if len(failed):
        first = failed.iloc[0]
        say(said(WORDS, "runs_failed", language, failed=len(failed), all=len(results.runs)))
        what = {key: first[key] for key in ("policy", "replication", "reason")}
        say(said(WORDS, "first_failure", language, **what))
