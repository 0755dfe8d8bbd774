"""``gpssim search``: policies of which none is better in everything, over many worlds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpssim.cli.app import data, say
from gpssim.cli.leaving import INTERRUPTED
from gpssim.cli.options import AsJson, Language, On, Workers, language_of
from gpssim.errors import StudyError
from gpssim.files.places import place_of
from gpssim.texts import text as texts

if TYPE_CHECKING:
    from gpssim.policy_search import Found


def search(
    file: Annotated[str, typer.Argument(metavar="SEARCH", help="A search file in TOML, or a shipped one: suzhou.")],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", parser=place_of, help="Folder for the front, its policies and figures; the same goes on there."
        ),
    ] = None,
    workers: Workers = None,
    on: On = None,
    quick: Annotated[bool, typer.Option("--quick", help="Few worlds, candidates and generations: a try, not a result.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of search files, for editors.")] = False,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Find which mix of mechanisms and levers is best for whom: a front of policies, each judged over the same uncertain worlds.

    Each policy of the front is a TOML file that gpssim compare --policy reads.
    """
    from gpssim.policy_search import search as searched
    from gpssim.policy_search import search_schema
    from gpssim.policy_search.words import WORDS

    if schema:
        data(json.dumps(search_schema(), ensure_ascii=False, indent=2))
        return
    tongue = language_of(language)
    try:
        found = searched(
            file, out, workers=workers, on=on, quick=quick, tell=lambda kind, t, n: say(texts.said(WORDS, kind, tongue, t=t, n=n))
        )
    except (KeyboardInterrupt, StudyError) as stopped:
        if isinstance(stopped, StudyError) and "interrupted" not in type(stopped).__name__.lower():
            raise
        say(texts.said(WORDS, "stopped" if out else "stopped_unkept", tongue, folder=out))
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        data(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    else:
        typer.echo(found.front.round(4).to_string(index=False))
        for line in _reached(found, tongue):
            typer.echo(line)
        typer.echo(_hypervolumes(found, texts.said(WORDS, "hypervolume", tongue)))
    if quick:
        say(texts.said(WORDS, "quick", tongue))
    say(texts.said(WORDS, "written" if out else "runs", tongue, runs=found.runs, folder=out))


def _reached(found: Found, language: texts.Language) -> Iterator[str]:
    """An objective a line: the best of the front beside the status quo, where it was chosen and again."""
    from gpssim.policy_search.words import WORDS
    from gpssim.texts.names import name
    from gpssim.texts.numbers import MISSING

    rows: list[dict[str, Any]] = json.loads(found.objectives.to_json(orient="records", double_precision=15))
    for told, one, of in zip(rows, found.sought.file.objectives, found.sought.indicators, strict=bool(rows)):
        label = of.label_zh if language == "zh" else of.label
        cells = [name(cell, language) for cell in one.by.values()]
        shown = texts.in_brackets(label, texts.listed(cells, language), language) if cells else label
        numbers = {key: MISSING if x is None else f"{x:.4g}" for key, x in told.items() if not isinstance(x, str)}
        key = "reached" if found.again is None else "reached_again"
        yield texts.said(WORDS, key, language, policy=told["policy"], objective=shown, **numbers)


def _hypervolumes(found: Found, label: str) -> str:
    last = found.progress.groupby("search", sort=False)["hypervolume"].last()
    return f"{label}: {', '.join(f'{name} {value:.3f}' for name, value in last.items())}"


def _plain(found: Found) -> dict[str, object]:
    names = ("front", "objectives", "fresh", "progress", "portfolios")
    tables = {name: json.loads(getattr(found, name).to_json(orient="records")) for name in names}
    return {**tables, "status_quo": found.status_quo, "runs": found.runs}
