"""``gpssim run``: one policy, everything recorded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from gpssim.cli.words import WORDS
from gpssim.texts.names import as_typed, further_names
from gpssim.texts.text import said

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.records.results import Results
    from gpssim.texts.text import Language as Tongue


def run(
    scenario: ScenarioName,
    policy: Annotated[str, typer.Option("--policy", "-p", help="A mechanism or a policy of the scenario.")],
    replications: Annotated[int, typer.Option(help="Replications.")] = 1,
    months: Months = None,
    warm_up: WarmUp = None,
    citizens: Citizens = None,
    seed: Seed = 1,
    workers: Workers = None,
    language: Language = "en",
    out: Out = None,
    keep: Keep = "all",
    overrides: Overrides = None,
    as_json: AsJson = False,
) -> None:
    """Run one policy and leave its tables in DIR; print the primary outcomes over all months."""
    tongue = language_of(language)
    chosen = chosen_scenario(scenario, overrides, months, warm_up, citizens)
    directory = out or Path("results") / f"{chosen.name}-{policy}"
    results = finished(chosen, [policy], directory, keep, replications=replications, seed=seed, workers=workers)
    frame = outcomes(results)
    if as_json:
        typer.echo(frame.to_json(orient="records", force_ascii=False, indent=2))
        return
    with further_names(results.policy_titles):
        _print(frame, as_typed(policy, tongue), tongue)
    say(said(WORDS, "results_alone", tongue, folder=directory))


def outcomes(results: Results) -> pd.DataFrame:
    """The mean of each indicator over the replications, all months: outcome, label, label_zh, unit, family, primary, mean."""
    import pandas as pd

    from gpssim.analysis import indicators, values

    rows = [
        {
            "outcome": one.name,
            "label": one.label,
            "label_zh": one.label_zh,
            "unit": one.unit,
            "family": one.family,
            "primary": one.primary,
            "mean": values(results, one)["value"].mean(),
        }
        for one in indicators().values()
    ]
    return pd.DataFrame(rows)


def _print(frame: pd.DataFrame, policy: str, language: Tongue) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from gpssim.cli.outcomes import label_and_unit, number

    table = Table("", policy, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in frame[frame["primary"].astype(bool)].to_dict("records"):
        table.add_row(label_and_unit(row, language), number(row["mean"]))
    Console().print(table)
