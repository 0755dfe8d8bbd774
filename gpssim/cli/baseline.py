"""``gpssim scenario baseline``: does the status quo stand still, and from which month on?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gpssim.cli.app import data, say
from gpssim.cli.options import AsJson, Citizens, Language, Overrides, ScenarioName, Seed, Workers, chosen_scenario, language_of
from gpssim.cli.outcomes import padded
from gpssim.cli.running import tell_failures
from gpssim.cli.words import WORDS
from gpssim.errors import impossible
from gpssim.files.places import place_of
from gpssim.files.writing import write_csv
from gpssim.texts.numbers import MISSING
from gpssim.texts.text import listed, said

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.scenario import Scenario
    from gpssim.texts.text import Language as Tongue

HEADINGS: Final = ("burn_in", "mser", "level", "slope", "tolerance")
FIRST: Final = 34
WIDTHS: Final = (10, 6, 10, 24, 11)
LEAST = 120
"""Months below which nothing can be said about drift."""


def baseline(
    scenario: ScenarioName,
    months: Annotated[int, typer.Option(help="Months under the status quo, from the founding of the market on.")] = 480,
    replications: Annotated[int, typer.Option(help="Replications; blocks are compared by their means.")] = 12,
    citizens: Citizens = None,
    seed: Seed = 1,
    workers: Workers = None,
    language: Language = "en",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", parser=place_of, help="Folder for baseline.csv and baseline_years.csv.")
    ] = None,
    overrides: Overrides = None,
    as_json: AsJson = False,
) -> None:
    """Run the status quo alone from the founding on: burn-in of its key series by a rule, and what drifts afterwards.

    A scenario's warm_up should be no shorter than the longest burn-in; drift should lie within its tolerance.
    """
    if months < LEAST:
        raise impossible("--months", months, f"a whole number, at least {LEAST}")
    if replications < 2:
        raise impossible("--replications", replications, "a whole number, at least 2: drift is told with its error")
    tongue, chosen = language_of(language), chosen_scenario(scenario, overrides, months, 0, citizens)
    if out:
        out.mkdir(parents=True, exist_ok=True)
    years, told = _told(chosen, replications, seed, workers, tongue)
    if out:
        write_csv(told, out / "baseline.csv")
        write_csv(years, out / "baseline_years.csv")
    if as_json:
        data(told.to_json(orient="records", force_ascii=False, indent=2))
    else:
        _print(told, tongue)
    settled = told["months"].dropna()
    never = told.loc[told["months"].isna() & told["level"].notna(), "series"]
    names = listed((label_of(series, tongue) for series in never), tongue)
    longest = int(settled.max()) if len(settled) else 0
    say(said(WORDS, "never_settled" if names else "longest_burn_in", tongue, months=longest, names=names))


def _told(
    scenario: Scenario, replications: int, seed: int, workers: int | None, language: Tongue
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The key series by year, and the table made of them."""
    from gpssim.analysis.standing import standing, yearly
    from gpssim.studies import Study

    study = Study(scenario, (scenario.policy,), replications=replications, seed=seed, workers=workers, keep=0)
    results = study.run()
    tell_failures(results, language)
    years = yearly(results)
    return years, standing(years, scenario.world.purchasers.appropriation_growth)


def label_of(series: str, language: Tongue) -> str:
    """A series in a terminal: in English as it is typed, in Chinese by its label."""
    from gpssim.analysis import indicator

    return indicator(series).label_zh if language == "zh" else series


def _print(told: pd.DataFrame, language: Tongue) -> None:
    """A line for each series."""
    from gpssim.analysis import indicator

    typer.echo(padded(FIRST, "", [said(WORDS, heading, language) for heading in HEADINGS], *WIDTHS))
    for row in told.to_dict("records"):
        one, measured = indicator(str(row["series"])), row["level"] == row["level"]
        never = said(WORDS, "never", language) if str(row["months"]) == "<NA>" else f"{row['months']}"
        slope = f"{row['slope']:+.3g} ± {row['half']:.2g}" if row["slope"] == row["slope"] else MISSING
        level = f"{row['level']:.4g}" if measured else MISSING
        cells = [never if measured else MISSING, f"{row['mser']}", level, slope, f"{row['tolerance']:.2g}"]
        typer.echo(padded(FIRST, one.label_zh if language == "zh" else one.label, cells, *WIDTHS))
