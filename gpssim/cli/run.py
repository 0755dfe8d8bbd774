"""``gpssim run``: one policy, everything recorded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from gpssim.cli.app import data, say
from gpssim.cli.console import plain_console
from gpssim.cli.export import FOLDER, Export, exported, formats_asked
from gpssim.cli.folders import folder_of
from gpssim.cli.left_out import left_out_in
from gpssim.cli.options import (
    POLICY_HELP,
    AsJson,
    Citizens,
    Keep,
    Language,
    Months,
    On,
    Out,
    Overrides,
    ScenarioName,
    Seed,
    Threads,
    WarmUp,
    Workers,
    chosen_scenario,
    language_of,
)
from gpssim.cli.outcomes import lines_of_units
from gpssim.cli.running import run_to_end, study_of
from gpssim.cli.words import WORDS
from gpssim.texts.names import as_typed, further_names
from gpssim.texts.text import said

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.analysis import Indicator
    from gpssim.records.results import Results
    from gpssim.texts.text import Language as Tongue


def run(
    scenario: ScenarioName,
    policy: Annotated[str, typer.Option("--policy", "-p", help=f"{POLICY_HELP}.")],
    replications: Annotated[int, typer.Option(help="Replications.")] = 1,
    months: Months = None,
    warm_up: WarmUp = None,
    citizens: Citizens = None,
    seed: Seed = 1,
    workers: Workers = None,
    on: On = None,
    threads: Threads = 1,
    language: Language = "en",
    out: Out = None,
    keep: Keep = "all",
    export: Export = None,
    overrides: Overrides = None,
    as_json: AsJson = False,
) -> None:
    """Run one policy and leave its tables in DIR; print the primary outcomes over all months."""
    tongue, formats = language_of(language), formats_asked(export)
    chosen = chosen_scenario(scenario, overrides, months, warm_up, citizens)
    study = study_of(chosen, [policy], keep, replications=replications, seed=seed, workers=workers, threads=threads)
    directory = out or folder_of(study)
    results = run_to_end(study, directory, tongue, on=on)
    with left_out_in(directory, tongue):
        exported(results, directory / FOLDER, formats, tongue)
        frame = outcomes(results)
    if as_json:
        data(frame.to_json(orient="records", force_ascii=False, indent=2))
        return
    with further_names(results.policy_titles):
        _print(frame, as_typed(policy, tongue), said(WORDS, "means", tongue, n=results.runs["replication"].nunique()), tongue)
    for line in lines_of_units(results, tongue):
        typer.echo(line.plain)
    say(said(WORDS, "results_alone", tongue, folder=directory))


def outcomes(results: Results) -> pd.DataFrame:
    """The mean of each indicator over the replications, all months: outcome, label, label_zh, unit, family, primary, mean."""
    import pandas as pd

    from gpssim.analysis import indicators
    from gpssim.analysis.left_out import tried

    rows = [
        {
            "outcome": one.name,
            "label": one.label,
            "label_zh": one.label_zh,
            "unit": one.unit,
            "family": one.family,
            "primary": one.primary,
            "mean": tried("outcome", one.name, partial(_mean, results, one), float("nan")),
        }
        for one in indicators().values()
    ]
    return pd.DataFrame(rows)


def _mean(results: Results, one: Indicator) -> float:
    from gpssim.analysis import values

    return float(values(results, one)["value"].mean())


def _print(frame: pd.DataFrame, policy: str, title: str, language: Tongue) -> None:
    from rich import box
    from rich.table import Column, Table

    from gpssim.cli.outcomes import label_and_unit
    from gpssim.texts.numbers import shown

    table = Table(
        "",
        Column(policy.replace(",", ",\n"), overflow="fold"),
        title=title,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for row in frame[frame["primary"].astype(bool)].to_dict("records"):
        table.add_row(label_and_unit(row, language), shown(row["mean"]))
    plain_console().print(table)
