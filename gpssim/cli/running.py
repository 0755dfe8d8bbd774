"""Running a study from the command line: an interruption loses nothing, and failures are said."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from gpssim.cli.app import say
from gpssim.cli.leaving import DONE, FAULT, INTERRUPTED
from gpssim.cli.words import WORDS
from gpssim.errors import NotStoredError, RunsFailedError, impossible
from gpssim.files.standard import is_terminal
from gpssim.texts.names import as_typed, further_names
from gpssim.texts.text import Language, said
from gpssim.texts.warned import warned

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


def run_to_end(
    study: Study,
    directory: Path,
    language: Language = "en",
    on: str | None = None,
    shard: str | None = None,
    run: Callable[..., Results] | None = None,
) -> Results:
    """The study run to its end, or continued to it where some of its runs are in the folder; which runs failed is said.

    Parameters
    ----------
    on : where it runs, in place of the study's own.
    shard : which part of it alone: then the command ends here, and how to merge the parts is said.
    run : what makes it in place of :meth:`gpssim.Study.run`.

    Raises
    ------
    GpssimError : a folder that holds another study, or cannot be made or written; nothing is run.
    RunsFailedError : no run succeeded.
    typer.Exit : 130 when interrupted, 1 when the disk was full; finished runs stay in the folder, and how to go on is said. 0 when
        a shard is finished.
    """
    from gpssim.studies import StudyInterrupted
    from gpssim.studies.finishing import workers_of

    where: dict[str, Any] = {name: value for name, value in (("on", on), ("shard", shard)) if value is not None}
    at_once = 0 if shard else workers_of(study, on)
    try:
        with _warnings_as_lines(language), _progress(study, language, at_once) as progress:
            results = (run or study.run)(directory, progress=progress, **where)
    except StudyInterrupted as interruption:
        say(said(WORDS, "stopped", language, kept=interruption.kept, all=interruption.of, folder=directory))
        raise typer.Exit(INTERRUPTED) from None
    except NotStoredError as error:
        say(said(WORDS, "not_stored", language, told=str(error).partition(";")[0], folder=directory))
        raise typer.Exit(FAULT) from None
    tell_failures(results, language, directory)
    if shard:
        say(said(WORDS, "shard", language, shard=shard, folder=directory))
        raise typer.Exit(DONE)
    return results


@contextmanager
def _warnings_as_lines(language: Language) -> Iterator[None]:
    """What a library tells a programmer with file and line is a line here: that a damaged part is run again, for instance."""
    from gpssim.studies.executors.base import NoWorkersWarning
    from gpssim.studies.finding import DamageWarning

    with warnings.catch_warnings():
        warnings.simplefilter("always", DamageWarning)
        warnings.simplefilter("always", NoWorkersWarning)
        warnings.showwarning = lambda message, *_, **__: say(warned(message, language))
        yield


def _progress(study: Study, language: Language, at_once: int) -> AbstractContextManager[Callable[[int, int], None]]:
    """A bar where stderr is a terminal; elsewhere a line with what is left, once the first runs are finished."""
    from gpssim.studies.duration import Estimate
    from gpssim.studies.progress import progress_bar

    if is_terminal(sys.stderr):
        return progress_bar(study.runs_per_group, at_once, language)
    return nullcontext(Estimate.of(study, at_once, say, language))


def _kept(keep: str) -> int | str:
    """``all``, or for how many replications tables of events are kept."""
    if keep != "all" and not keep.isdecimal():
        raise impossible("--keep", keep, "'all' or a whole number, at least 0")
    return keep if keep == "all" else int(keep)


def tell_failures(results: Results, language: Language, directory: Path | None = None) -> None:
    """Say how many runs failed, and why the first one did.

    Raises
    ------
    RunsFailedError : all of them did.
    """
    from gpssim.records.runs import SUCCEEDED

    failed = results.runs[results.runs["status"] != SUCCEEDED]
    if len(failed):
        first = failed.iloc[0]
        say(said(WORDS, "runs_failed", language, failed=len(failed), all=len(results.runs)))
        with further_names(results.policy_titles):
            policy = as_typed(str(first["policy"]), language)
        say(said(WORDS, "first_failure", language, policy=policy, replication=first["replication"], reason=first["reason"]))
    spoilt = int((results.runs["status"] == "ABORTED").sum())
    if spoilt:
        say(said(WORDS, "spoilt", language, n=spoilt))
    if len(failed) == len(results.runs):
        where = "" if directory is None else f"; the runs and their reasons are in {directory}"
        raise RunsFailedError(f"no run succeeded: there is nothing to compare or to draw{where}")
