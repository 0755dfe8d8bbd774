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
)
from gpssim.cli.running import finished
from gpssim.errors import ScenarioError, unknown

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.records.results import Results
    from gpssim.texts.text import Language as Tongue

ALL_LEVELS: Final = "world,levers,mechanisms"
OF_WORLDS: Final = ("arms_by_world", "worlds", "plausible")
"""Tables that are written where worlds were sampled."""
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
    world_replications: Annotated[int, typer.Option(help="Paired replications of each of them.")] = 1,
    uncertain: Annotated[
        str, typer.Option(help="What is drawn for them: world, levers, mechanisms, with commas between.")
    ] = ALL_LEVELS,
    closure: Annotated[str, typer.Option(help="Held equal: appropriation, volume or both.")] = "appropriation",
    language: Language = "en",
    out: Out = None,
    keep: Keep = "3",
    figures: Annotated[bool, typer.Option(help="Draw the figures.")] = True,
    everything: Annotated[bool, typer.Option("--all", help="Print every outcome, not only the primary ones.")] = False,
    overrides: Overrides = None,
    as_json: AsJson = False,
) -> None:
    """Compare policies: the same citizens, needs, founders and luck under each; results, tables and figures go to DIR."""
    tongue, closures = language_of(language), _closures(closure)
    chosen = chosen_scenario(scenario, overrides, months, warm_up, citizens)
    if len(policy) < 2:
        raise ScenarioError("--policy is needed twice or more: a comparison has two sides")
    directory = out or Path("results") / chosen.name
    results = finished(
        chosen,
        policy,
        directory,
        keep,
        replications=replications,
        seed=seed,
        workers=workers,
        worlds=worlds,
        world_replications=world_replications,
        uncertain=tuple(level.strip() for level in uncertain.split(",")),
        closures=closures,
    )
    frame, bought = _written(results, directory, tongue, figures)
    if as_json:
        typer.echo(frame.to_json(orient="records", force_ascii=False, indent=2))
    else:
        _print(results, bought, frame if everything else headline(frame), tongue)
        of_worlds = [f"{name}.csv" for name in OF_WORLDS if results.manifest.get("worlds")]
        tables = ", ".join(("compare.csv", "compare.tex", "arms.csv", *of_worlds))
        say(f"results, {tables} are in {directory}" + ", figures in its folder figures" * figures)


def _closures(closure: str) -> tuple[str, ...]:
    if closure not in CLOSURES:
        raise unknown("closure", closure, CLOSURES)
    return CLOSURES[closure]


def _written(results: Results, directory: Path, language: Tongue, figures: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The comparison and what its arms bought with, beside the results: CSV, a LaTeX table of the headline, figures if wanted."""
    from gpssim.analysis import compare as compared
    from gpssim.analysis import comparison_table
    from gpssim.analysis.arms import arms

    frame, bought = compared(results), arms(results)
    frame.to_csv(directory / "compare.csv", index=False)
    bought.to_csv(directory / "arms.csv", index=False)
    if results.manifest.get("worlds"):
        _write_worlds(results, directory)
    comparison_table(headline(frame), directory / "compare.tex", language, bought=bought)
    if figures:
        from gpssim.figures import draw_all

        draw_all(results, directory / "figures", language)
    return frame, bought


def _write_worlds(results: Results, directory: Path) -> None:
    """What was drawn, which worlds count and why, what arms bought with in each."""
    from gpssim.analysis.arms import arms_by_world
    from gpssim.analysis.plausible import plausible
    from gpssim.analysis.worlds import worlds

    tables = (arms_by_world(results), worlds(results), plausible(results))
    for name, table in zip(OF_WORLDS, tables, strict=True):
        table.to_csv(directory / f"{name}.csv", index=False)


def _print(results: Results, bought: pd.DataFrame, frame: pd.DataFrame, language: Tongue) -> None:
    from rich.console import Console

    from gpssim.analysis.arms import arms_in_worlds
    from gpssim.analysis.plausible import plausible, plausible_share
    from gpssim.cli.arms import lines_of_arms, lines_of_worlds
    from gpssim.cli.outcomes import lines
    from gpssim.cli.plausible import lines_of_plausible

    said = [*lines_of_arms(bought, language)]
    if results.manifest.get("worlds"):
        said += [*lines_of_plausible(plausible_share(plausible(results)), language)]
        said += [*lines_of_worlds(arms_in_worlds(results), language)]
    console = Console(soft_wrap=True, highlight=False)
    for line in (*said, *lines(frame, language)):
        console.print(line)


def headline(frame: pd.DataFrame) -> pd.DataFrame:
    """Primary outcomes, transition and later period apart; all months where a run is too short for that."""
    primary = frame[frame["primary"].astype(bool)]
    apart = primary[primary["period"] != "all"]
    return apart if len(apart) else primary
