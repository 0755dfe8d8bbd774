"""``gpssim scenario baseline``: does the status quo stand still, and from which month on?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpssim.cli.app import say
from gpssim.cli.options import AsJson, Citizens, Language, Overrides, ScenarioName, Seed, Workers, chosen_scenario, language_of
from gpssim.errors import impossible

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.scenario import Scenario
    from gpssim.texts.text import Language as Tongue

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
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder for baseline.csv and baseline_years.csv.")] = None,
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
    years, told = _told(chosen, replications, seed, workers)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        told.to_csv(out / "baseline.csv", index=False)
        years.to_csv(out / "baseline_years.csv", index=False)
    if as_json:
        typer.echo(told.to_json(orient="records", force_ascii=False, indent=2))
    else:
        _print(told, tongue)
    settled = told["months"].dropna()
    never = told.loc[told["months"].isna() & told["level"].notna(), "series"]
    say(
        f"burn-in {int(settled.max()) if len(settled) else 0} months"
        + (f"; never settled: {', '.join(never)}" if len(never) else "")
    )


def _told(scenario: Scenario, replications: int, seed: int, workers: int | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The key series by year, and the table made of them."""
    from gpssim.analysis.standing import standing, yearly
    from gpssim.studies import Study

    study = Study(scenario, (scenario.policy,), replications=replications, seed=seed, workers=workers, keep=0)
    years = yearly(study.run())
    return years, standing(years, scenario.world.purchasers.appropriation_growth)


def _print(told: pd.DataFrame, language: Tongue) -> None:
    """A line for each series."""
    from gpssim.analysis import indicator

    typer.echo(f"{'':<34}{'burn-in':>8}{'MSER':>6}{'level':>10}{'slope per decade':>24}{'tolerance':>11}")
    for row in told.to_dict("records"):
        one = indicator(str(row["series"]))
        label = one.label_zh if language == "zh" else one.label
        settled = "–" if row["level"] != row["level"] else "never" if str(row["months"]) == "<NA>" else f"{row['months']}"
        slope = f"{row['slope']:+.3g} ± {row['half']:.2g}" if row["slope"] == row["slope"] else "–"
        typer.echo(f"{label:<34}{settled:>8}{row['mser']:>6}{row['level']:>10.4g}{slope:>24}{row['tolerance']:>11.2g}")
