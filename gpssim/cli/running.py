"""Running a study from the command line: progress on stderr, an interruption that loses nothing, failures that are said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from gpssim.cli.app import INTERRUPTED, say
from gpssim.cli.progress import progress_bar
from gpssim.errors import impossible

if TYPE_CHECKING:
    from gpssim.records import Results
    from gpssim.scenario import Policy, Scenario


def finished(scenario: Scenario, policies: list[Policy], directory: Path, keep: str, **options: Any) -> Results:
    """The study run to its end, or continued to it where some of its runs are in the folder already.

    Raises
    ------
    GpssimError : impossible options, or a folder that holds another study.
    typer.Exit : 130 when interrupted; finished runs stay in the folder.
    """
    from gpssim.studies import Study

    study = Study(scenario, policies=policies, out=_free(directory), keep=_kept(keep), **options)
    try:
        with progress_bar() as progress:
            results = study.run(progress=progress)
    except KeyboardInterrupt:
        say(f"stopped: finished runs stay in {directory}; type the same command again to continue")
        raise typer.Exit(INTERRUPTED) from None
    _told(results)
    return results


def _free(directory: Path) -> Path:
    if directory.exists() and not directory.is_dir():
        raise impossible("--out", str(directory), "a folder, or a name that is free")
    return directory


def _kept(keep: str) -> int | str:
    """``all``, or for how many replications tables of events are kept."""
    if keep != "all" and not keep.isdecimal():
        raise impossible("--keep", keep, "'all' or a whole number, at least 0")
    return keep if keep == "all" else int(keep)


def _told(results: Results) -> None:
    """Say how many runs failed, and the first reason."""
    failed = results.runs[results.runs["status"] != "SUCCEEDED"]
    if len(failed):
        first = failed.iloc[0]
        say(f"{len(failed)} of {len(results.runs)} runs failed")
        say(f"the first: {first['policy']}, replication {first['replication']}: {first['reason']}")
