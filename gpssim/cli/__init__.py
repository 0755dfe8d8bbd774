"""The command line. Commands import what they need when they run, so that ``gpssim --help`` answers at once."""

from __future__ import annotations

from gpssim.cli import (
    audit,
    baseline,
    calibrate,
    cite,
    compare,
    decompose,
    export,
    figures,
    mechanisms,
    run,
    scenario,
    search,
    study,
    verify,
)
from gpssim.cli.app import app
from gpssim.files.standard import open_descriptors

__all__ = ["app", "main"]

app.command("compare", short_help="Several policies in the same worlds under the same luck.")(compare.compare)
app.command("decompose", short_help="What each friction costs, from full information down to what happens.")(decompose.decompose)
app.command("run", short_help="One policy, everything recorded.")(run.run)
app.command("audit", short_help="What results must not depend on: order, labels, scale, workers.")(audit.audit)
app.command("calibrate", short_help="Parameters whose simulated moments come nearest to what records say.")(calibrate.calibrate)
app.command("search", short_help="Policies of which none is better in everything, over many worlds.")(search.search)
app.command("figures", short_help="Draw the figures of a study again.")(figures.figures)
app.command("export", short_help="Tables of a study for R, Stata, Excel: labels and units beside the numbers.")(export.export)
app.command("cite", short_help="How to cite gpssim, and a study made with it: BibTeX.")(cite.cite)
app.command("mechanisms", short_help="The purchasing mechanisms and their parameters.")(mechanisms.mechanisms)
app.command("verify", short_help="Special cases that theory solves, against the market's own parts.")(verify.verify)
scenario.scenario_app.command("baseline", short_help="Whether the status quo stands still, and from which month on.")(
    baseline.baseline
)
app.add_typer(scenario.scenario_app, name="scenario")
app.add_typer(study.study_app, name="study")


def main() -> None:
    """Run the command that was typed and leave with its exit code."""
    open_descriptors()
    app(prog_name="gpssim")
