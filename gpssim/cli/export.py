"""``gpssim export`` and the option ``--export``: results for R, Stata, Excel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpssim.cli.options import Language, StudyFolder, language_of
from gpssim.errors import impossible
from gpssim.files.places import place_of
from gpssim.files.sparing import is_missing

if TYPE_CHECKING:
    from gpssim.records.results import Results
    from gpssim.texts.text import Language as Tongue

FOLDER = "export"
Export = Annotated[
    list[str] | None,
    typer.Option(
        "--export", metavar="FORMAT", help="Write tables for other tools, too: csv, xlsx, dta or parquet, into DIR/export."
    ),
]


def export(
    directory: StudyFolder,
    format: Annotated[  # noqa: A002  # the option's name
        list[str] | None, typer.Option("--format", "-f", help="csv, xlsx, dta (Stata) or parquet; several times for several.")
    ] = None,
    table: Annotated[
        list[str] | None, typer.Option("--table", "-t", metavar="NAME", help="A table of records, too, such as projects.")
    ] = None,
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="NAME", help="The comparison split by domain, group, district or kind, too.")
    ] = None,
    language: Language = "en",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", parser=place_of, help="Folder for the files (default: DIR/export).")
    ] = None,
) -> None:
    """Write what a study left for other tools, with labels and units."""
    from gpssim.cli.split import splits_asked
    from gpssim.records import load_results

    chosen, tongue, splits = formats_asked(format or ["csv"], "--format"), language_of(language), splits_asked(by)
    target = out or directory / FOLDER
    for file in exported(load_results(directory), target, chosen, tongue, splits, table or ()):
        if not is_missing(file):
            typer.echo(file)


def formats_asked(names: Sequence[str] | None, option: str = "--export") -> tuple[str, ...]:
    """The formats that were typed, each there with what it needs.

    Raises
    ------
    GpssimError : no such format, one that stands twice, or one whose package is not installed.
    """
    chosen = tuple(names or ())
    if len(set(chosen)) < len(chosen):
        raise impossible(option, " ".join(chosen), "formats that stand once each")
    if chosen:
        from gpssim.exports import format_of

        for name in chosen:
            format_of(name)
    return chosen


def exported(
    results: Results, target: Path, formats: Sequence[str], language: Tongue, by: Sequence[str] = (), tables: Sequence[str] = ()
) -> list[Path]:
    """The files, written."""
    if not formats:
        return []
    from gpssim.exports import export as write

    return [file for name in formats for file in write(results, target, name, tables, by, language)]
