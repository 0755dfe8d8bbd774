"""``gpssim study retry``: make failed runs again."""

from __future__ import annotations

import typer

from gpssim.cli.app import say
from gpssim.cli.options import AsJson, Language, On, Workers, language_of
from gpssim.cli.study._making import made, tell
from gpssim.cli.study._options import Folder
from gpssim.cli.study.words import WORDS
from gpssim.texts.text import said

SHORT = "Make failed runs again, after their reason is mended."


def retry(
    directory: Folder, on: On = None, workers: Workers = None, language: Language | None = None, as_json: AsJson = False
) -> None:
    """Take groups with a failed run out of a folder and make them again; all others stay."""
    from gpssim.inquiry.conducting import file_in
    from gpssim.studies.retrying import cleared

    file = file_in(directory)
    tongue = language_of(language or file.outputs.language)
    taken = cleared(directory)
    if not taken:
        typer.echo(said(WORDS, "no_failures", tongue, folder=directory))
        return
    say(said(WORDS, "again", tongue, n=taken))
    tell(made(file, directory, tongue, on=on, workers=workers, yes=True), file, directory, tongue, as_json)


VERB = retry
