"""``gpssim decompose``: how much each friction costs, from full information down to what happens."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gpssim.cli.app import data, say
from gpssim.cli.console import plain_console
from gpssim.cli.folders import folder_of
from gpssim.cli.left_out import left_out_in
from gpssim.cli.options import (
    POLICY_HELP,
    AsJson,
    Citizens,
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
from gpssim.cli.outcomes import lines_of_units
from gpssim.cli.running import run_to_end
from gpssim.cli.words import WORDS
from gpssim.errors import GpssimError, StudyError
from gpssim.files.writing import write_csv
from gpssim.texts.names import as_typed, further_names, name
from gpssim.texts.text import in_brackets, said
from gpssim.texts.units import unit

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.records.results import Results
    from gpssim.texts.text import Language as Tongue

COLUMNS: Final = ("mean", "interval", "share")


def decompose(
    scenario: ScenarioName,
    policy: Annotated[list[str], typer.Option("--policy", "-p", help=f"{POLICY_HELP}; more than one may be given.")],
    friction: Annotated[
        list[str] | None, typer.Option(help="A friction to switch off in turn (default: all seven; k of them take 2^k runs).")
    ] = None,
    outcome: Annotated[str, typer.Option(help="The indicator whose loss is split.")] = "welfare_social",
    replications: Annotated[int, typer.Option(help="Replications; each runs every corner.")] = 10,
    months: Months = None,
    warm_up: WarmUp = None,
    citizens: Citizens = None,
    seed: Seed = 1,
    workers: Workers = None,
    language: Language = "en",
    out: Out = None,
    figures: Annotated[bool, typer.Option(help="Draw the figure.")] = True,
    overrides: Overrides = None,
    as_json: AsJson = False,
) -> None:
    """Split the loss against full information into seven parts, under the same luck: a run for every set of frictions off.

    A replication takes 128 runs of each policy; how long that is, is measured and said before it starts. A study that was
    interrupted goes on where it stopped. The parts add up; a negative one is a friction without which things would be worse.
    """
    from gpssim.analysis import indicator
    from gpssim.scenario import FRICTIONS
    from gpssim.studies import CornerStudy

    tongue, asked = language_of(language), indicator(outcome).name
    chosen = chosen_scenario(scenario, overrides, months, warm_up, citizens)
    study = CornerStudy(chosen, policy, replications, seed=seed, workers=workers, keep=0, frictions=friction or FRICTIONS)
    directory = out or folder_of(study, kind="decomposed")
    results = run_to_end(study, directory, tongue)
    with further_names(chosen.policy_titles), left_out_in(directory, tongue):
        frame = _written(results, directory, asked, tongue, figures)
    if as_json:
        data(frame.to_json(orient="records", force_ascii=False, indent=2))
        return
    with further_names(chosen.policy_titles):
        _print(frame, tongue)
    for line in lines_of_units(results, tongue):
        typer.echo(line.plain)
    say(said(WORDS, "decomposed_and_drawn" if figures else "decomposed", tongue, folder=directory))


def _written(results: Results, directory: Path, outcome: str, language: Tongue, figures: bool) -> pd.DataFrame:
    """The decomposition beside the results: parts, corners, LaTeX table and figure."""
    from gpssim.analysis import corner_values, decomposition_table
    from gpssim.analysis import decompose as decomposed
    from gpssim.analysis.left_out import reason_of, tried

    try:
        corners = corner_values(results, outcome)
    except GpssimError:
        raise
    except Exception as error:
        raise StudyError(f"outcome {outcome!r} cannot be computed: {reason_of(error)}; the runs are kept in {directory}") from error
    write_csv(corners, directory / "corners.csv")
    frame = decomposed(results, outcome)
    write_csv(frame, directory / "decomposition.csv")
    tried("table", "decomposition.tex", partial(decomposition_table, frame, directory / "decomposition.tex", language), "")
    if figures:
        from gpssim.figures import draw_one
        from gpssim.figures.loss_waterfall import waterfall_of

        draw = partial(draw_one, waterfall_of(outcome), results, directory / "figures", language)
        tried("figure", "loss_waterfall", draw, ())
    return frame


def _print(frame: pd.DataFrame, language: Tongue) -> None:
    """A table for each policy: full information, the parts, what is left, the loss; then why not to believe it."""
    from rich import box
    from rich.table import Table

    from gpssim.analysis.latex.decomposition import doubts
    from gpssim.cli.outcomes import headings_of
    from gpssim.texts.numbers import estimate, percent, shown

    zh = language == "zh"
    for policy, rows in frame.groupby("policy", sort=False, observed=True):
        first = rows.iloc[0]
        title = in_brackets(first["outcome_label_zh" if zh else "outcome_label"], unit(first["unit"], language), language)
        table = Table(
            name(str(policy), language), *headings_of(COLUMNS, language), title=title, box=box.SIMPLE_HEAD, pad_edge=False
        )
        for row in rows.to_dict("records"):
            value, interval = estimate(row["mean"], row["low"], row["high"])
            share = percent(row["share"], language) if row["share"] == row["share"] else ""
            table.add_row(row["label_zh" if zh else "label"], value if interval else shown(row["mean"]), interval, share)
        plain_console().print(table)
        if first["n_left_out"]:
            say(said(WORDS, "left_out", language, n=first["n_left_out"], policy=as_typed(str(policy), language)))
    for doubt in doubts(frame, language):
        typer.echo(doubt)
