"""``gpssim compare``: several policies in the same worlds under the same luck, with differences, tables and figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gpssim.cli.app import data
from gpssim.cli.comparing import Asked, as_json_text, compared_beside, told_comparison
from gpssim.cli.export import Export, formats_asked
from gpssim.cli.folders import folder_of
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
    Shard,
    WarmUp,
    Workers,
    chosen_scenario,
    language_of,
)
from gpssim.cli.running import run_to_end, study_of
from gpssim.cli.split import By, splits_asked
from gpssim.errors import ScenarioError, impossible, unknown
from gpssim.texts.names import further_names

if TYPE_CHECKING:
    from gpssim.records.results import Results
    from gpssim.scenario import Scenario
    from gpssim.studies import Study
    from gpssim.texts.text import Language as Tongue

ALL_LEVELS: Final = "world,levers,mechanisms"
AFTER_FAILURE: Final = "policy.levers.after_failure"
CLOSURES: Final = {"appropriation": ("appropriation",), "volume": ("volume",), "both": ("appropriation", "volume")}


def compare(
    scenario: ScenarioName,
    policy: Annotated[list[str], typer.Option("--policy", "-p", help=f"{POLICY_HELP}; the first is the baseline.")],
    replications: Annotated[int, typer.Option(help="Paired replications.")] = 20,
    months: Months = None,
    warm_up: WarmUp = None,
    citizens: Citizens = None,
    seed: Seed = 1,
    workers: Workers = None,
    on: On = None,
    shard: Shard = None,
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
    placebo: Annotated[
        bool, typer.Option("--placebo/--no-placebo", help="Run the status quo as an arm, too, where no arm is the same.")
    ] = True,
    after_failure: Annotated[
        str,
        typer.Option(
            metavar="NAMES", help="What follows failed calls in all arms; several side by side: directed_commission,none."
        ),
    ] = "",
    own_purchases: Annotated[
        bool, typer.Option("--own-purchases", help="Compare purchases under each arm's own mechanisms alone, too: a selection.")
    ] = False,
    by: By = None,
    export: Export = None,
    everything: Annotated[bool, typer.Option("--all", help="Print every outcome, not only the primary ones.")] = False,
    outcome: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Print this outcome instead (several times for more), such as unaware_share."),
    ] = None,
    overrides: Overrides = None,
    as_json: AsJson = False,
) -> None:
    """Compare policies: the same citizens, needs, founders and luck under each; results, tables and figures go to DIR.

    A policy named like a mechanism takes what the status quo does not declare as kept; only:NAME takes all money, a stress case.
    """
    from gpssim.cli.overrides import parsed_overrides
    from gpssim.inquiry.writing import study_files
    from gpssim.studies.placebo import with_status_quo

    tongue, closures = language_of(language), _closures(closure)
    chosen = chosen_scenario(scenario, overrides, months, warm_up, citizens)
    if len(policy) < 2:
        raise ScenarioError("--policy is needed twice or more: a comparison has two sides")
    printed = outcomes_asked(outcome)
    asked = Asked(tongue, figures, own_purchases, everything, as_json, splits_asked(by), formats_asked(export), printed)
    studies = {
        rule: study_of(
            under,
            with_status_quo(under, policy) if placebo else policy,
            keep,
            replications=replications,
            seed=seed,
            workers=workers,
            on=on,
            worlds=worlds,
            world_replications=world_replications,
            uncertain=tuple(level.strip() for level in uncertain.split(",")),
            closures=closures,
        )
        for rule, under in _rules(chosen, after_failure).items()
    }
    directory = out or folder_of(*studies.values())
    typed = {"world.city.n_citizens": citizens, "months": months, "warm_up": warm_up}
    changes = {**parsed_overrides(overrides or []), **{path: value for path, value in typed.items() if value is not None}}
    frames = {}
    for rule, study in studies.items():
        folder = directory if len(studies) == 1 else directory / f"failed_{rule}"
        texts = study_files(study, name=scenario, changes={**changes, **({AFTER_FAILURE: rule} if rule else {})})
        frames[rule] = told_comparison(_run(study, folder, texts, asked.language, on, shard), folder, asked)
    if len(frames) > 1:
        with further_names(chosen.policy_titles):
            compared_beside(frames, directory, asked)
    elif as_json:
        data(as_json_text(*frames.values()))


def _run(study: Study, folder: Path, texts: dict[str, str], language: Tongue, on: str | None, shard: str | None) -> Results:
    """The study run to its end, with its study file beside the results: ``gpssim study`` goes on from there."""
    from gpssim.inquiry.conducting import prepared

    prepared(study, texts, folder)
    return run_to_end(study, folder, language, on=on, shard=shard)


def _rules(scenario: Scenario, after_failure: str) -> dict[str, Scenario]:
    """The scenario under each rule for failed calls; as it is where none is named."""
    from gpssim.scenario import replace

    names = [name.strip() for name in after_failure.split(",") if name.strip()]
    if len(set(names)) < len(names):
        raise impossible("--after-failure", after_failure, "a list in which each name stands once")
    return {name: replace(scenario, {AFTER_FAILURE: name}) for name in names} or {"": scenario}


def outcomes_asked(names: list[str] | None) -> tuple[str, ...]:
    """What ``--outcome`` names.

    Raises
    ------
    UnknownNameError : no indicator has the name.
    """
    if not names:
        return ()
    from gpssim.analysis import indicator

    return tuple(indicator(name).name for name in names)


def _closures(closure: str) -> tuple[str, ...]:
    if closure not in CLOSURES:
        raise unknown("closure", closure, CLOSURES)
    return CLOSURES[closure]
