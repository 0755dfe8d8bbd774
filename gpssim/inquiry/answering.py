"""Answers written beside the results: a table each as CSV, figures that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gpssim.analysis.left_out import tried
from gpssim.analysis.phases import span
from gpssim.analysis.questions import ask
from gpssim.files.writing import write_csv
from gpssim.inquiry.answers.base import Answer, answers

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.inquiry.study_file import StudyFile
    from gpssim.records.results import Results


def answered(results: Results, file: StudyFile, folder: Path) -> dict[str, dict[str, pd.DataFrame]]:
    """Every answer that the study allows, written as CSV.

    Parameters
    ----------
    results : of the study.
    file : what was asked.
    folder : of the results.

    Returns
    -------
    Tables by name by answer. An answer that cannot be given is left out, with a warning that says why.
    """
    found: dict[str, dict[str, pd.DataFrame]] = {}
    for name, answer in answers().items():
        if answer.fits(results):
            tables: Mapping[str, pd.DataFrame] = tried("answer", name, partial(answer.tables, results, file.outcomes), {})
            for table, frame in tables.items():
                write_csv(frame, folder / f"{table}.csv")
            found[name] = dict(tables)
    return found


def informed(results: Results, file: StudyFile) -> None:
    """Keep with the results what the file asks, so that figures show it, too.

    Raises
    ------
    ScenarioError, UnknownNameError : axes of phase diagrams that the study does not have.
    """
    ask(results, file.outcomes)
    span(results, file.outputs.axes)


def figures_of(results: Results) -> list[str]:
    """Figures of the answers that the study allows."""
    return [figure for answer in fitting(results) for figure in answer.figures]


def fitting(results: Results) -> list[Answer]:
    """Answers that the study allows."""
    return [answer for answer in answers().values() if answer.fits(results)]
