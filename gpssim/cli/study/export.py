"""``gpssim study export``: a finished study as one file for CoMSES or Zenodo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpssim.cli.app import say
from gpssim.cli.options import Language, language_of
from gpssim.cli.study._options import Folder
from gpssim.cli.study.check import readable
from gpssim.cli.study.words import WORDS
from gpssim.files.places import place_of
from gpssim.texts.text import said

SHORT = "A finished study as an archive: results, program, description, metadata."


def export(
    directory: Folder,
    archive: Annotated[Path, typer.Argument(metavar="FILE", parser=place_of, help="The zip file to write.")],
    title: Annotated[str, typer.Option(help="Title; the question of the study by default.")] = "",
    author: Annotated[str, typer.Option(help="Who made the study.")] = "",
    terms: Annotated[str, typer.Option("--license", help="License, an address; CC BY 4.0 by default.")] = "",
    odd: Annotated[
        Path | None, typer.Option(metavar="FILE", parser=place_of, help="The model described by the ODD protocol, in Markdown.")
    ] = None,
    language: Language = "en",
) -> None:
    """Pack a finished study with the program, how to cite it, a README and RO-Crate metadata into a zip file."""
    from gpssim.archive import exported
    from gpssim.archive.exporting import LICENSE

    tongue = language_of(language)
    done = exported(directory, archive, title=title, author=author, terms=terms or LICENSE, odd=odd)
    sizes = {"size": readable(done.bytes), "before": readable(done.before), "after": readable(done.after)}
    typer.echo(said(WORDS, "archived", tongue, file=done.path, terms=done.terms, **sizes))
    if not done.same_program:
        say(said(WORDS, "other_program", tongue))


VERB = export
