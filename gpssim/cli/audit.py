"""``gpssim audit``: does a study's result depend on what it must not depend on?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpssim.cli.app import data, say
from gpssim.cli.leaving import FAULT
from gpssim.cli.options import (
    POLICY_HELP,
    AsJson,
    Citizens,
    Language,
    Months,
    Overrides,
    ScenarioName,
    Seed,
    WarmUp,
    Workers,
    chosen_scenario,
    language_of,
)
from gpssim.cli.words import WORDS
from gpssim.errors import impossible
from gpssim.files.places import place_of
from gpssim.files.writing import write_csv
from gpssim.texts.text import in_brackets, listed, said

if TYPE_CHECKING:
    from gpssim.audit import Check, Finding
    from gpssim.scenario import Scenario
    from gpssim.texts.text import Language as Tongue

MECHANISMS = ("open_tender", "directed_commission", "venture_philanthropy")
MONTHS, WARM_UP = 24, 12
"""Length of an audit where the scenario is longer and nothing else is asked for: artefacts show early. Survey units stay."""


def audit(
    scenario: ScenarioName,
    policy: Annotated[list[str] | None, typer.Option("--policy", "-p", help=f"{POLICY_HELP} (default: the three modes).")] = None,
    replications: Annotated[int, typer.Option(help="Paired replications where means are compared.")] = 12,
    months: Months = None,
    warm_up: WarmUp = None,
    citizens: Citizens = None,
    seed: Seed = 1,
    workers: Workers = None,
    only: Annotated[list[str] | None, typer.Option("--check", "-c", help="Only this check; may be given several times.")] = None,
    language: Language = "en",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", parser=place_of, help="Folder for audit.csv and audit_details.csv.")
    ] = None,
    overrides: Overrides = None,
    as_json: AsJson = False,
) -> None:
    """Check that results do not depend on the order of agents and moves, on labels, on scale, or on how runs are made.

    Exit code 1 if a check fails. Where no months are given, at most 24 after 12 of warm-up are run.
    """
    tongue = language_of(language)
    chosen = _shortened(chosen_scenario(scenario, overrides, months, warm_up, citizens), months, warm_up)
    if replications < 2:
        raise impossible("--replications", replications, "a whole number, at least 2: means are compared")
    from gpssim.audit import Setting
    from gpssim.audit import audit as audited

    setting = Setting(chosen, tuple(policy or MECHANISMS), seed, replications, workers)
    assert setting.resolved  # names are checked before anything runs
    if out:
        out.mkdir(parents=True, exist_ok=True)
    found: list[tuple[Check, Finding]] = []
    for one, finding in audited(setting, tuple(only or ())):
        found.append((one, finding))
        if not as_json:
            _print(one, finding, tongue)
    if out:
        _write(found, out)
    if as_json:
        data(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    failed = [one.name for one, finding in found if not finding.passed]
    words = {"passed": len(found) - len(failed), "n": len(found), "names": listed(failed, tongue)}
    say(said(WORDS, "checks_failed" if failed else "checks_passed", tongue, **words))
    if failed:
        raise typer.Exit(FAULT)


def _shortened(scenario: Scenario, months: int | None, warm_up: int | None) -> Scenario:
    """The scenario at the audit's length, where it is longer and no length was asked for."""
    from gpssim.scenario import replace

    most = {"months": (months, scenario.months, MONTHS), "warm_up": (warm_up, scenario.warm_up, WARM_UP)}
    shorter = {path: limit for path, (asked, has, limit) in most.items() if asked is None and has > limit}
    return replace(scenario, shorter) if shorter else scenario


def _print(check: Check, finding: Finding, language: Tongue) -> None:
    """A check in five lines."""
    passed = said(WORDS, "passed" if finding.passed else "failed", language)
    zh = language == "zh"
    typer.echo(f"{passed}  {in_brackets(check.label_zh if zh else check.label, check.name, language)}")
    told: dict[str, dict[str, object]] = {
        "changed": {"what": (zh and check.changed_zh) or check.changed},
        "must_stay": {"what": (zh and check.must_stay_zh) or check.must_stay},
        "found": {"what": finding.said(language)},
        ("open" if finding.undecided else "largest"): {"largest": finding.largest, "tolerance": finding.tolerance},
    }
    for key, fields in told.items():
        typer.echo(f"    {said(WORDS, key, language, **fields)}")


def _write(found: list[tuple[Check, Finding]], out: Path) -> None:
    """The table of checks, and the comparisons behind them."""
    import pandas as pd

    from gpssim.audit import frame_of

    write_csv(frame_of(found), out / "audit.csv")
    details = [{"check": one.name, **row} for one, finding in found for row in finding.details]
    write_csv(pd.DataFrame(details), out / "audit_details.csv")


def _plain(found: list[tuple[Check, Finding]]) -> list[dict[str, Any]]:
    """Checks as plain data; a difference without measure is ``null``, as JSON knows no infinity."""
    from gpssim.audit import frame_of

    rows = json.loads(frame_of(found).to_json(orient="records", force_ascii=False))
    return [{**row, "details": [_finite(d) for d in finding.details]} for row, (_, finding) in zip(rows, found, strict=True)]


def _finite(row: Any) -> dict[str, Any]:
    return {k: None if isinstance(v, float) and abs(v) == float("inf") else v for k, v in row.items()}
