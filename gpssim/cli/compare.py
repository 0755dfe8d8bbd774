"""``gpssim compare``: several policies in the same worlds under the same luck, with differences, tables and figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gpssim.cli.app import say
from gpssim.cli.options import (
    AsJson,
    Citizens,
    Keep,
    Language,
    Months,
    Out,
    Overrides,
    ScenarioName,
    Seed,
    WarmUp,
    Workers,
    chosen_scenario,
    language_of,
    resolved,
    whole,
)
from gpssim.cli.running import finished
from gpssim.errors import ScenarioError, unknown

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.records import Results

CLOSURES: Final = {"appropriation": ("appropriation",), "volume": ("volume",), "both": ("appropriation", "volume")}


def compare(
    scenario: ScenarioName,
    policy: Annotated[
        list[str], typer.Option("--policy", "-p", help="A mechanism or a policy of the scenario; the first is the baseline.")
    ],
    replications: Annotated[int, typer.Option(help="Paired replications.")] = 20,
    months: Months = None,
    warm_up: WarmUp = None,
    citizens: Citizens = None,
    seed: Seed = 1,
    workers: Workers = None,
    worlds: Annotated[int, typer.Option(help="Uncertain worlds beside the scenario's own.")] = 0,
    closure: Annotated[str, typer.Option(help="Held equal: appropriation, volume or both.")] = "appropriation",
    language: Language = "en",
    out: Out = None,
    keep: Keep = "2",
    figures: Annotated[bool, typer.Option(help="Draw the figures.")] = True,
    everything: Annotated[bool, typer.Option("--all", help="Print every outcome, not only the primary ones.")] = False,
    overrides: Overrides = None,
    as_json: AsJson = False,
) -> None:
    """Compare policies: the same citizens, needs, founders and luck under each; results, tables and figures go to DIR."""
    tongue = language_of(language)
    if closure not in CLOSURES:
        raise unknown("closure", closure, CLOSURES)
    chosen = chosen_scenario(scenario, overrides, months, warm_up, citizens)
    policies = resolved(chosen, policy)
    if len(policies) < 2:
        raise ScenarioError("--policy is needed twice or more: a comparison has two sides")
    directory = out or Path("results") / chosen.name
    results = finished(
        chosen,
        policies,
        directory,
        replications=whole("--replications", replications, 1, 100_000),
        seed=whole("--seed", seed, 0, 2**63 - 1),
        workers=workers,
        worlds=whole("--worlds", worlds, 0, 10_000),
        closures=CLOSURES[closure],
        keep=keep,
    )
    frame = _written(results, directory)
    if figures:
        _drawn(results, directory, tongue)
    _printed(frame, directory, tongue, everything, as_json)


def _written(results: Results, directory: Path) -> pd.DataFrame:
    """The comparison, beside the results as CSV and as a LaTeX table."""
    from gpssim.analysis import compare as compared
    from gpssim.analysis import comparison_table

    frame = compared(results)
    frame.to_csv(directory / "compare.csv", index=False)
    comparison_table(frame, directory / "compare.tex")
    return frame


def _drawn(results: Results, directory: Path, language: str) -> None:
    from gpssim.figures import draw_all

    draw_all(results, directory / "figures", language)


def _printed(frame: pd.DataFrame, directory: Path, language: str, everything: bool, as_json: bool) -> None:
    """The table for a person, or all rows as JSON for a program."""
    if as_json:
        typer.echo(frame.to_json(orient="records", force_ascii=False, indent=2))
        return
    from rich.console import Console

    from gpssim.cli.outcomes import tables

    console = Console()
    for table in tables(frame if everything else _headline(frame), language):
        console.print(table)
    say(f"results, compare.csv, compare.tex and figures are in {directory}")


def _headline(frame: pd.DataFrame) -> pd.DataFrame:
    """Primary outcomes, transition and later period apart; all months where a run is too short for that."""
    primary = frame[frame["primary"].astype(bool)]
    apart = primary[primary["period"] != "all"]
    return apart if len(apart) else primary
