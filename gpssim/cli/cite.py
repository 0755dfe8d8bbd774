"""``gpssim cite``: BibTeX of the program, and of a study made with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpssim.files.places import place_of


def cite(
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", parser=place_of, help="A folder that a study wrote: its version, seed and digest are added."),
    ] = None,
) -> None:
    """Print how to cite gpssim as BibTeX."""
    from gpssim.exports.citing import bibtex

    if directory is None:
        typer.echo(bibtex())
        return
    from gpssim.records import load_results

    results = load_results(directory)
    typer.echo(bibtex({**results.manifest, "digest": results.digest}))
