"""``gpssim figures``: draw again without running."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpssim.cli.options import Language, StudyFolder, language_of
from gpssim.cli.words import WORDS
from gpssim.files.places import place_of
from gpssim.texts.text import said


def figures(
    directory: StudyFolder,
    language: Language = "en",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", parser=place_of, help="Folder for the figures (default: DIR/figures).")
    ] = None,
) -> None:
    """Draw the figures of a study again: PDF, SVG, PNG, and the plotted data as CSV."""
    tongue = language_of(language)
    from gpssim.figures import draw_all
    from gpssim.records import load_results

    target = out or directory / "figures"
    draw_all(load_results(directory), target, tongue)
    typer.echo(said(WORDS, "drawn", tongue, folder=target))
