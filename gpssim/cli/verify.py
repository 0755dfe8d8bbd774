"""``gpssim verify``: special cases that theory solves, run through parts of the market, or through the whole of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpssim.cli.app import data, say
from gpssim.cli.leaving import FAULT
from gpssim.cli.options import Seed, Workers, language_of
from gpssim.cli.words import WORDS
from gpssim.errors import impossible
from gpssim.files.places import place_of
from gpssim.files.sparing import made
from gpssim.files.writing import write_text
from gpssim.texts.text import listed, said

if TYPE_CHECKING:
    from gpssim.texts.text import Language as Tongue
    from gpssim.theory import Verification

PAGE = Path("results") / "verify"
"""Where the page of figures is drawn unless a folder is named."""


def verify(
    cases: Annotated[
        Path | None, typer.Option(metavar="FILE.json", parser=place_of, help="Case file (default: the package's own).")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only cases of this kind.")] = None,
    as_json: Annotated[
        Path | None, typer.Option("--json", metavar="OUT", parser=place_of, help="Write every value as JSON ('-': to stdout).")
    ] = None,
    seed: Seed = 1,
    fast: Annotated[bool, typer.Option("--fast", help="Leave out the slow kinds: less than half a minute.")] = False,
    market: Annotated[bool, typer.Option("--market", help="Cases reached by running the whole market instead.")] = False,
    workers: Workers = None,
    language: Annotated[
        str | None, typer.Option(help="Language of lines and of the page of figures: en (the default) or zh.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", parser=place_of, help="Folder for the page of figures (default: results/verify); not with --market."
        ),
    ] = None,
    figures: Annotated[
        bool | None, typer.Option("--figures/--no-figures", help="Draw the page of figures (the default); --market has none.")
    ] = None,
) -> None:
    """Compare the simulator with theory: every value expected, got, tolerance; exit code 1 if one does not agree or cannot be run.

    What goes through the market's own parts and what through textbook parts is counted apart. With --market, cases run the whole
    market, month by month, and read its tables (--kind is then the name of a case). None of it validates the world.
    """
    from gpssim.theory import read_cases
    from gpssim.theory import verify as run_cases
    from gpssim.theory.report import as_text, lines
    from gpssim.theory.words import REPORT

    tongue, quiet = language_of(language or "en"), as_json == Path("-")
    if seed < 0:
        raise impossible("--seed", seed, "a whole number from 0")
    if workers is not None and workers < 1:
        raise impossible("--workers", workers, "a whole number from 1")
    if market:
        _without_page({"--out": out, "--figures": figures or None})
        _through_the_market(cases, kind, as_json, seed, fast, workers, tongue)
        return
    chosen = read_cases(cases) if cases else None
    found = run_cases(chosen, kind=kind, fast=fast, seed=seed, workers=workers)
    for line in [] if quiet else lines(found, tongue):
        typer.echo(line)
    if as_json:
        _written(as_text(found), as_json)
    if figures is not False:
        _draw(found, out or PAGE, tongue)
    if not found.verdicts:
        say(said(REPORT, "nothing_asked", tongue))
    if found.failed or not found.verdicts:
        raise typer.Exit(FAULT)


def _without_page(options: Mapping[str, object]) -> None:
    """Refuse options of the page of figures where none is drawn, so that none is taken and passed over."""
    for option, value in options.items():
        if value is not None:
            raise impossible(option, value if value is True else str(value), "left out with --market, which draws no figures")


def _through_the_market(
    cases: Path | None, kind: str | None, as_json: Path | None, seed: int, fast: bool, workers: int | None, language: Tongue
) -> None:
    from gpssim.theory.market_lane import run_market_lane
    from gpssim.theory.market_report import as_text, lines

    if cases:
        raise impossible("--cases", cases, "left out: market cases are part of the package")
    outcomes = run_market_lane([kind] if kind else (), fast=fast, seed=seed, workers=workers)
    for line in [] if as_json == Path("-") else lines(outcomes, language):
        typer.echo(line)
    if as_json:
        _written(as_text(outcomes, seed), as_json)
    if not outcomes or not all(outcome.agrees for outcome in outcomes):
        raise typer.Exit(FAULT)


def _written(text: str, target: Path) -> None:
    if target == Path("-"):
        data(text)
        return
    if made(target.parent):
        write_text(text + "\n", target)


def _draw(found: Verification, out: Path, language: Tongue) -> None:
    from gpssim.theory.page import draw_page

    drawn = draw_page(found, out, language)
    if drawn:
        endings = listed((file.suffix[1:] for file in drawn), language)
        say(said(WORDS, "page", language, file=drawn[0].parent / drawn[0].stem, endings=endings))
