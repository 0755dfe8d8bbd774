"""``gpssim figures``: draw again without running."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpssim.cli.left_out import left_out_in
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
    figure: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Draw this one alone; several times for more. Some are drawn only when asked for, such as exclusion_cascade.",
        ),
    ] = None,
) -> None:
    """Draw the figures of a study again, those that were asked for earlier among them: PDF, SVG, PNG, and the data as CSV."""
    tongue = language_of(language)
    from gpssim.figures import draw_all
    from gpssim.records import load_results

    target = out or directory / "figures"
    results = load_results(directory)
    with left_out_in(target, tongue):
        draw_all(results, target, tongue, figure or ())
        if not figure and (before := asked_before(target)):
            draw_all(results, target, tongue, before)
    typer.echo(said(WORDS, "drawn", tongue, folder=target))


def asked_before(folder: Path) -> list[str]:
    """Figures that are drawn only when asked for and are in the folder: left alone they would stay as they were."""
    from gpssim.figures import figures as known

    return [name for name, kind in known().items() if kind.needs == "asking" and (folder / f"{name}.png").exists()]
