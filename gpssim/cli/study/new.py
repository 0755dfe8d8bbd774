"""``gpssim study new``: begin a study file."""

from __future__ import annotations

from typing import Annotated

import typer

from gpssim.cli.options import Language, language_of
from gpssim.cli.study.words import WORDS
from gpssim.errors import ScenarioError, impossible
from gpssim.files.places import place_of
from gpssim.files.writing import whole
from gpssim.texts.text import said

SHORT = "Begin a study file: commented, valid as it stands."


def new(
    name: Annotated[str, typer.Argument(help="Name of the study; NAME.toml is written here.")],
    scenario: Annotated[str, typer.Option(help="The preset or file it is about.")] = "suzhou-high-tech",
    design: Annotated[str, typer.Option(help="A design (see: gpssim study designs); none by default.")] = "",
    language: Language = "en",
) -> None:
    """Begin a study file: commented, valid as it stands; an existing file is left alone."""
    from gpssim.cli.folders import NAME_OF_FILE, is_file_name
    from gpssim.inquiry.template import begun

    tongue = language_of(language)
    stem = name.removesuffix(".toml")
    target = place_of(f"{stem}.toml")
    if not is_file_name(own := place_of(stem).name):
        raise impossible("the name of the study", own, NAME_OF_FILE)
    if target.exists() or target.is_symlink():
        raise ScenarioError(f"{target} exists already: it is left as it is")
    text = begun(target.stem, scenario, design)
    with whole(target) as file:
        file.write_text(text, encoding="utf-8", newline="\n")
    typer.echo(said(WORDS, "begun", tongue, file=target))


VERB = new
