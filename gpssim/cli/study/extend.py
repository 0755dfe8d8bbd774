"""``gpssim study extend``: more replications, or more points."""

from __future__ import annotations

from typing import Annotated

import typer

from gpssim.cli.options import AsJson, Language, On, Workers, language_of
from gpssim.cli.study._making import made, tell
from gpssim.cli.study._options import Folder, Yes

SHORT = "More replications or points; what is there stays."


def extend(
    directory: Folder,
    replications: Annotated[int | None, typer.Option(help="Replications of the scenario's own world, in all.")] = None,
    points: Annotated[int | None, typer.Option(help="Points of the design, in all; of designs that can be extended.")] = None,
    on: On = None,
    workers: Workers = None,
    language: Language | None = None,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Make the study in a folder larger: what is there stays, what is missing is run, the study file says the new numbers."""
    from gpssim.inquiry.conducting import file_in, larger

    file = larger(file_in(directory), replications, points)
    tongue = language_of(language or file.outputs.language)
    tell(made(file, directory, tongue, on=on, workers=workers, yes=yes), file, directory, tongue, as_json)


VERB = extend
