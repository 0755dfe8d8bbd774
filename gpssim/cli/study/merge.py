"""``gpssim study merge``: join the shards of a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpssim.cli.app import say
from gpssim.cli.options import Language, Out, language_of
from gpssim.cli.study.words import WORDS
from gpssim.files.places import place_of
from gpssim.texts.text import said

SHORT = "Join the shards of a study, made by job arrays."


def merge(
    directories: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR...", parser=place_of, help="The folder of the study, its shards in it; or the folder of every shard."
        ),
    ],
    out: Out = None,
    language: Language = "en",
) -> None:
    """Join all shards of a study into the study that is made at once: the same digest. Shards stay where they are."""
    from gpssim.studies import merged

    tongue = language_of(language)
    results = merged(directories[0] if len(directories) == 1 else directories, out)
    said_of = {"n": len(results.runs), "folder": out or directories[0], "digest": results.digest}
    say(said(WORDS, "merged", tongue, **said_of))


VERB = merge
