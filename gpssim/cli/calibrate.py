"""``gpssim calibrate``: parameters whose simulated moments come nearest to what records say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpssim.cli.app import data, say
from gpssim.cli.leaving import INTERRUPTED
from gpssim.cli.options import AsJson, Language, On, Workers, language_of
from gpssim.files.places import place_of
from gpssim.texts import numbers
from gpssim.texts.text import Language as Tongue
from gpssim.texts.text import said

if TYPE_CHECKING:
    from gpssim.calibration import Calibration


def calibrate(
    targets: Annotated[str, typer.Argument(metavar="TARGETS", help="A targets file, or a shipped one: tsuchiura, armenia.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", parser=place_of, help="Folder for tables, figures and every run; the same goes on there."),
    ] = None,
    workers: Workers = None,
    on: On = None,
    quick: Annotated[bool, typer.Option("--quick", help="Few replications and places: a try, not a result.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of targets files, for editors.")] = False,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Find the parameters whose simulated moments come nearest to targets, and how sure they are.

    Targets held out of the fit judge it. The folder holds tables, figures, and the
    scenario with the estimates.
    """
    from gpssim.calibration import calibrate as calibrated
    from gpssim.calibration import targets_schema

    if schema:
        data(json.dumps(targets_schema(), ensure_ascii=False, indent=2))
        return
    tongue = language_of(language)
    from gpssim.calibration.words import WORDS

    try:
        found = calibrated(targets, out, workers=workers, on=on, quick=quick)
    except KeyboardInterrupt:
        say(said(WORDS, "stopped" if out else "stopped_unkept", tongue, folder=out))
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        data(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    else:
        for line in lines_of(found, tongue):
            typer.echo(line)
    if quick:
        say(said(WORDS, "quick", tongue))
    say(said(WORDS, "written" if out else "runs", tongue, runs=found.runs, folder=out))


def lines_of(found: Calibration, language: Tongue) -> Iterator[str]:
    """Estimates, targets beside what was simulated, and the test, as they are printed."""
    from gpssim.calibration.words import WORDS

    method = found.asked.method
    yield method.heading_zh if language == "zh" else method.heading
    wide = max(len(path) for path in found.parameters["path"])
    for row in found.parameters.to_dict("records"):
        yield f"  {row['path']:<{wide}}  {_estimate(row, language)}"
    head = said(WORDS, "headings", language).split("|")
    wide = max(len(name) for name in found.targets["target"])
    yield f"{said(WORDS, 'targets', language):<{wide + 2}}  {'  '.join(f'{one:>9}' for one in head)}"
    for row in found.targets.to_dict("records"):
        shown = [f"{numbers.shown(row[name]):>9}" for name in ("value", "standard_error", "simulated")]
        held = f"  {said(WORDS, 'held', language)}" if row["hold_out"] else ""
        yield f"  {row['target']:<{wide}}  {'  '.join(shown)}  {row['z']:>9.2f}{held}"
    yield from method.lines(found, language)


def _estimate(row: dict[Any, Any], language: Tongue) -> str:
    from gpssim.calibration.words import WORDS

    if row["low"] != row["low"]:
        return f"{numbers.shown(row['estimate'])}  {said(WORDS, 'not_told', language)}"
    value, interval = numbers.estimate(row["estimate"], row["low"], row["high"])
    return f"{value}  {interval}" + (f"  {said(WORDS, 'at_edge', language)}" if row["at_edge"] else "")


def _plain(found: Calibration) -> dict[str, Any]:
    own = {name: getattr(found, name) for name in ("parameters", "targets", "profiles")}
    tables = {name: json.loads(table.to_json(orient="records")) for name, table in {**own, **found.more}.items()}
    return {**tables, "test": found.test, "runs": found.runs}
