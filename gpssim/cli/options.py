"""Options that several commands share, and how what was typed becomes a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpssim.cli.overrides import parsed_overrides
from gpssim.cli.warning import SPOKEN
from gpssim.errors import unknown
from gpssim.files.places import place_of
from gpssim.texts.text import LANGUAGES

if TYPE_CHECKING:
    from gpssim.scenario import Scenario
    from gpssim.texts.text import Language as Tongue

ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="A preset (see: gpssim scenario list) or a TOML file.")]
Months = Annotated[int | None, typer.Option(help="Months after the switch of policy (default: the scenario's).")]
WarmUp = Annotated[int | None, typer.Option(help="Months under the status quo before it (default: the scenario's).")]
Citizens = Annotated[int | None, typer.Option(help="Survey units that stand for the residents (default: the scenario's).")]
Seed = Annotated[int, typer.Option(help="Seed of all draws, a whole number from 0.")]
Overrides = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change a parameter of the scenario (world.purchasers.integrity=0.5, levers.monitoring=0.9), or of a mechanism "
        "for all policies (open_tender.price_weight=0.3); may be given several times.",
    ),
]
POLICY_HELP = (
    "A mechanism or a policy of the scenario, with parameters and levers of its own behind a colon where wanted: "
    "open_tender:price_weight=0.1,monitoring=0.9; or a TOML file that holds a policy"
)
Workers = Annotated[int | None, typer.Option(help="Processes (default: one for each core).")]
Threads = Annotated[int, typer.Option(help="Threads of a run, for large cities where one process runs alone.")]
On = Annotated[
    str | None,
    typer.Option(
        metavar="WHERE",
        help="Where it runs: serial, processes, dask, tcp://HOST:PORT or a scheduler file, slurm:FILE, pbs:FILE, mpi "
        "(default: processes of this machine, or what the study file says).",
    ),
]
Shard = Annotated[
    str | None,
    typer.Option(metavar="K/N", help="Run part K of N alone, into DIR/shards, for job arrays; then: gpssim study merge DIR."),
]
Out = Annotated[
    Path | None, typer.Option(metavar="DIR", parser=place_of, help="Folder for everything (default: one of its own in results).")
]
StudyFolder = Annotated[Path, typer.Argument(metavar="DIR", parser=place_of, help="A folder that a study wrote.")]
Keep = Annotated[str, typer.Option(help="Replications whose tables of events are kept: a number, or all.")]
Language = Annotated[str, typer.Option(help="Language of tables and figures: en or zh.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on stdout, for programs.")]


def chosen_scenario(
    name: str, overrides: list[str] | None, months: int | None = None, warm_up: int | None = None, citizens: int | None = None
) -> Scenario:
    """The scenario with everything that was typed applied.

    Raises
    ------
    GpssimError : no such scenario or parameter, or a value outside its domain.
    """
    from gpssim.replacing import replace
    from gpssim.scenario import load_scenario

    typed = {"months": months, "warm_up": warm_up, "world.city.n_citizens": citizens}
    values = {**parsed_overrides(overrides or []), **{path: value for path, value in typed.items() if value is not None}}
    scenario = load_scenario(name)
    return replace(scenario, values) if values else scenario


def language_of(text: str) -> Tongue:
    """The language asked for; from here on the command speaks it."""
    for language in LANGUAGES:
        if text == language:
            SPOKEN.set(language)
            return language
    raise unknown("language", text, LANGUAGES)
