"""``gpssim scenario``: list, show, check and begin scenarios, and the schema for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpssim.cli.app import complain, data
from gpssim.cli.console import plain_console
from gpssim.cli.leaving import REFUSED
from gpssim.cli.options import AsJson, Language, Overrides, ScenarioName, chosen_scenario, language_of
from gpssim.cli.words import WORDS
from gpssim.errors import GpssimError, ScenarioError, impossible, unknown
from gpssim.files.places import place_of
from gpssim.files.writing import whole
from gpssim.texts.parameters import SHOWN
from gpssim.texts.text import listed, said

if TYPE_CHECKING:
    from gpssim.cli.parameters import Reference
    from gpssim.scenario import ParameterRow, Scenario

scenario_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="List, show, check and begin scenarios.")

FORMATS = ("table", "markdown", "latex", "toml", "json")


@scenario_app.command("list")
def list_(language: Language = "en", as_json: AsJson = False) -> None:
    """The scenarios that come with the package."""
    from gpssim.scenario import load_scenario, preset_names

    tongue, presets = language_of(language), [load_scenario(name) for name in preset_names()]
    if as_json:
        data(json.dumps([_summary(s) for s in presets], ensure_ascii=False, indent=2))
        return
    wide = max(len(preset.name) for preset in presets)
    for preset in presets:
        typer.echo(f"{preset.name:<{wide}} {preset.title_zh if tongue == 'zh' else preset.title}")
        names = listed((p.name for p in (preset.policy, *preset.policies)), tongue)
        typer.echo(f"{'':<{wide}} {said(WORDS, 'policies', tongue, names=names)}")


@scenario_app.command()
def show(
    scenario: ScenarioName,
    overrides: Overrides = None,
    language: Language = "en",
    format_: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")] = "table",
    changed: Annotated[bool, typer.Option(help="Only what differs from the defaults of the model, with both values.")] = False,
    against: Annotated[
        str, typer.Option(metavar="SCENARIO", help="Only what differs from this preset or file, with both values.")
    ] = "",
) -> None:
    """Every parameter: value, unit, domain, tested range, meaning, source; of mechanisms those that are set or uncertain."""
    from gpssim.cli.parameters import reference, rows_of
    from gpssim.scenario.plugin_paths import PLUGINS

    if format_ not in FORMATS:
        raise unknown("format", format_, FORMATS)
    tongue = language_of(language)
    chosen = chosen_scenario(scenario, overrides)
    every = rows_of(chosen)
    if changed or against:
        other = reference(chosen, against)
        _differing([row for row in every if other.differs(row)], len(every), chosen, other, (format_, tongue))
        return
    rows = [row for row in every if row.swept or row.changed or not row.path.startswith(PLUGINS)]
    if format_ == "table":
        _print(chosen, rows, tongue)
    else:
        _tell(format_, _text(format_, chosen, rows, tongue))


def _differing(rows: list[ParameterRow], of: int, scenario: Scenario, other: Reference, how: tuple[str, Any]) -> None:
    """What differs from a reference, which is said first where the format has room for it."""
    format_, language = how
    words = said(SHOWN, "differing", language, n=len(rows), of=of, reference=other.title(language))
    if format_ == "table":
        _print(scenario, rows, language, other, words)
        return
    first = {"markdown": f"{scenario.name}: {words}\n\n", "latex": f"% {scenario.name}: {words}\n"}.get(format_, "")
    _tell(format_, first + _text(format_, scenario, rows, language, other))


@scenario_app.command()
def check(
    file: Annotated[str, typer.Argument(help="A scenario in TOML; '-': standard input.")],
    overrides: Overrides = None,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """What is wrong in a scenario file, one line each, with exit code 2; else its own values, and what is uncertain over what."""
    from gpssim.cli.certainty import checked_rows, lines_of_certainty

    tongue = language_of(language)
    scenario = chosen_scenario(file, overrides)
    problems = _problems(scenario)
    for problem in problems:
        complain(problem)
    if problems:
        raise typer.Exit(REFUSED)
    if as_json:
        data(_json(checked_rows(scenario)))
        return
    for line in lines_of_certainty(scenario, file, tongue):
        typer.echo(line)


@scenario_app.command()
def new(
    name: Annotated[str, typer.Argument(help="Name of the new scenario; NAME.toml is written here.")],
    like: Annotated[str, typer.Option(help="The preset to begin with.")] = "suzhou-high-tech",
    language: Language = "en",
) -> None:
    """Begin a scenario of your own as a commented copy of a preset; an existing file is left alone."""
    from gpssim.cli.folders import NAME_OF_FILE, is_file_name
    from gpssim.scenario import preset_names
    from gpssim.scenario.beginning import begun

    tongue = language_of(language)
    if like not in preset_names():
        raise unknown("preset", like, preset_names())
    stem = name.removesuffix(".toml")
    target = place_of(f"{stem}.toml")
    if not is_file_name(own := place_of(stem).name):
        raise impossible("the name of the scenario", own, NAME_OF_FILE)
    if target.exists() or target.is_symlink():
        raise ScenarioError(f"{target} exists already: it is left as it is")
    text = begun(target.stem, like)
    with whole(target) as file:
        file.write_text(text, encoding="utf-8", newline="\n")
    typer.echo(said(WORDS, "begun", tongue, file=target))


@scenario_app.command()
def schema() -> None:
    """The JSON Schema of scenario files, for completion in editors."""
    from gpssim import registry
    from gpssim.scenario import json_schema

    known = {kind: registry.known(kind) for kind in ("mechanism", "choice", "bidding")}
    data(json.dumps(json_schema(known), ensure_ascii=False, indent=2))


def _summary(scenario: Scenario) -> dict[str, Any]:
    policies = [p.name for p in (scenario.policy, *scenario.policies)]
    return {"name": scenario.name, "title": scenario.title, "title_zh": scenario.title_zh, "policies": policies}


def _print(scenario: Scenario, rows: list[ParameterRow], language: Any, other: Reference | None = None, words: str = "") -> None:

    from gpssim.cli.parameters import print_parameters

    console = plain_console()
    title = scenario.title_zh if language == "zh" else scenario.title
    headed = said(SHOWN, "name_and_title", language, name=scenario.name, title=title) if title else scenario.name
    console.print(headed, style="bold")
    if words:
        console.print(words)
    print_parameters(rows, language, other)


def _tell(format_: str, text: str) -> None:
    """Print what a person or a program reads."""
    if format_ in ("json", "toml"):
        data(text, format_)
    else:
        typer.echo(text)


def _json(rows: list[ParameterRow], other: Reference | None = None) -> str:
    from dataclasses import asdict

    from gpssim.scenario.tables import plain

    before = [{"before": plain(other.values.get(row.path))} for row in rows] if other else [{}] * len(rows)
    told = [{**asdict(row), "value": plain(row.value), **own} for row, own in zip(rows, before, strict=True)]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _text(format_: str, scenario: Scenario, rows: list[ParameterRow], language: Any, other: Reference | None = None) -> str:
    from gpssim.scenario import tables
    from gpssim.scenario.files import toml_text

    if format_ == "toml":
        return toml_text(scenario)
    if format_ == "json":
        return _json(rows, other)
    if format_ == "latex":
        from gpssim.scenario.latex import parameter_table

        title = scenario.title_zh if language == "zh" else scenario.title
        return parameter_table(rows, language=language, caption=title).rstrip()
    return tables.markdown(rows, language)


def _problems(scenario: Scenario) -> list[GpssimError]:
    """What is wrong in a scenario that can be read: with what its sources say, or else its policies ask, of mechanisms."""
    from gpssim import registry
    from gpssim.studies.uncertain import check_sources

    try:
        check_sources(scenario)
    except GpssimError as error:
        return [error]
    problems = []
    for policy in (scenario.policy, *scenario.policies):
        try:
            registry.check(scenario, policy)
        except GpssimError as error:
            problems.append(error)
    return problems
