"""What ``gpssim scenario check`` prints of a valid scenario: its own values with their sources, and what is uncertain over what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gpssim.cli.words import WORDS
from gpssim.scenario.evidence import Evidence
from gpssim.scenario.parameters import parameters
from gpssim.scenario.tables import marked, range_of, shown
from gpssim.studies.uncertain import plugin_parameters, uncertain_parameters
from gpssim.texts.text import Language, said

if TYPE_CHECKING:
    from gpssim.scenario import ParameterRow, Scenario


def checked_rows(scenario: Scenario) -> list[ParameterRow]:
    """Parameters whose value is the scenario's own, and those that sampled worlds vary, each once."""
    uncertain = _uncertain(scenario)
    return [*_own(scenario), *(row for row in uncertain if not row.altered)]


def lines_of_certainty(scenario: Scenario, file: str, language: Language) -> Iterator[str]:
    """That it is valid, as what it began, its own values, what is said of values that it no longer has, what is uncertain."""
    own, uncertain, evidence = _own(scenario), _uncertain(scenario), Evidence(scenario)
    yield said(WORDS, "valid", language, file=file)
    yield said(WORDS, "began_as" if evidence.origin else "began_as_none", language, preset=evidence.origin, n=len(own))
    for row in own:
        over = range_of(row) or said(WORDS, "fixed", language)
        yield f"  {row.path} = {shown(row.value, language)}  [{over}]  {marked(row.source, language)}"
    for source, value in evidence.idle():
        yield said(WORDS, "idle", language, path=source.path, source=source.source, value=shown(value, language))
    yield said(WORDS, "uncertain" if uncertain else "certain", language, n=len(uncertain))
    for row in uncertain:
        yield f"  {row.path} = {shown(row.value, language)}  [{range_of(row)}]"
    if uncertain:
        yield said(WORDS, "further", language)


def _own(scenario: Scenario) -> list[ParameterRow]:
    return [row for row in (*parameters(scenario), *plugin_parameters(scenario)) if row.altered]


def _uncertain(scenario: Scenario) -> list[ParameterRow]:
    return uncertain_parameters(scenario, [scenario.resolve_policy(policy) for policy in scenario.policies])
