"""``gpssim study reproduce``: make runs of a study once more and compare them value by value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from gpssim.cli.app import data
from gpssim.cli.leaving import FAULT
from gpssim.cli.options import AsJson, Language, Workers, language_of
from gpssim.cli.study._options import Folder
from gpssim.cli.study.words import WORDS
from gpssim.texts.text import Language as Tongue
from gpssim.texts.text import said

if TYPE_CHECKING:
    from gpssim.archive import Reproduction

SHORT = "Make a study or a part of it once more: the first difference, or none."


def reproduce(
    directory: Folder,
    sample: Annotated[int | None, typer.Option(help="So many groups of runs, spread evenly; all by default.")] = None,
    workers: Workers = None,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Make the runs in a folder once more and say where they first differ, or that they do not; the folder is only read.

    Exit code 1 where something differs.
    """
    from gpssim.archive import reproduced

    tongue = language_of(language)
    done = reproduced(directory, sample, workers=workers)
    if as_json:
        data(json.dumps({"same": done.same, **asdict(done)}, ensure_ascii=False, indent=2, default=str))
    else:
        for line in lines_of(done, tongue):
            typer.echo(line)
    if not done.same:
        raise typer.Exit(FAULT)


def lines_of(done: Reproduction, language: Tongue) -> Iterator[str]:
    """What came of it, in lines."""
    if done.difference is None:
        yield said(WORDS, "same", language, runs=done.runs, groups=done.groups, all=done.of)
    else:
        yield said(WORDS, "first_difference", language, where=done.difference)
    if done.versions:
        same = said(WORDS, "numbers_same" if done.same_numbers else "numbers_other", language)
        yield said(WORDS, "other_versions", language, same=same)
        for name, (there, here) in done.versions.items():
            yield said(WORDS, "other_version", language, name=name, there=there, here=here)


VERB = reproduce
