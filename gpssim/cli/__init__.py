"""The command line. Commands import what they need when they run, so that ``gpssim --help`` answers at once."""

from __future__ import annotations

from gpssim.cli import compare, figures, mechanisms, run, scenario
from gpssim.cli.app import app

__all__ = ["app", "main"]

app.command("compare")(compare.compare)
app.command("run")(run.run)
app.command("figures")(figures.figures)
app.command("mechanisms")(mechanisms.mechanisms)
app.add_typer(scenario.scenario_app, name="scenario")


def main() -> None:
    """Run the command that was typed and leave with its exit code."""
    app(prog_name="gpssim")
