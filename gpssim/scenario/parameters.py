"""Every parameter of a scenario as a row: value, unit, domain, tested range, meaning in two languages, source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from gpssim.scenario.declarations.policy import Policy
from gpssim.scenario.declarations.scenario import Scenario, Source
from gpssim.scenario.domains import domain_of
from gpssim.scenario.leaves import Leaf, elements, leaves
from gpssim.scenario.meanings import meanings


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter of a scenario.

    Attributes
    ----------
    path : dotted path, as ``--set`` and :func:`gpssim.scenario.replace` take it.
    value, unit, meaning, meaning_zh : as declared; numbers in the unit named.
    domain, domain_zh : the values allowed, in words.
    swept : range over which studies of uncertain worlds vary it; None where it is fixed.
    source : published figure with its evidence mark, a convention, or an assumption; the scenario's own comes first.
    changed : True where the value is not the default.
    """

    path: str
    value: Any
    unit: str
    domain: str
    domain_zh: str
    swept: tuple[float, float] | None
    meaning: str
    meaning_zh: str
    source: str
    changed: bool


def parameters(scenario: Scenario) -> list[ParameterRow]:
    """Every parameter of the scenario: months, world, base policy, then where the further policies differ from it."""
    default = {leaf.path: leaf.value for leaf in Scenario().leaves()}
    rows = [r for leaf in scenario.leaves() for r in _rows(leaf, scenario.sources, default.get(leaf.path, default))]
    for policy in scenario.policies:
        rows += [_row(leaf, scenario.sources, True) for leaf in _differing(scenario.resolve_policy(policy), scenario.policy)]
    return rows


def swept_parameters(scenario: Scenario, within: str = "world.") -> list[ParameterRow]:
    """The parameters that studies of uncertain worlds vary, in order of declaration.

    Parameters
    ----------
    within : how their path begins: ``world.``, or ``policy.levers.`` for what a government sets for the whole market.
    """
    return [row for row in parameters(scenario) if row.path.startswith(within) and row.swept]


def _differing(policy: Policy, base: Policy) -> Iterator[Leaf]:
    same = {leaf.path: leaf.value for leaf in leaves(base, f"policies.{policy.name}")}
    called = ("name", "title", "title_zh")
    yield from (
        leaf for leaf in leaves(policy, f"policies.{policy.name}") if leaf.value != same[leaf.path] and leaf.name not in called
    )


def _rows(leaf: Leaf, sources: tuple[Source, ...], default: Any) -> Iterator[ParameterRow]:
    """The parameter's row, and one for each of its elements that has evidence or a range of its own."""
    whole = _row(leaf, sources, leaf.value != default)
    yield whole
    for path, value in elements(leaf).items():
        own = next((s for s in sources if s.path == path != leaf.path), None)
        if own:
            yield replace(whole, path=path, value=value, swept=own.swept, source=own.source)


def _row(leaf: Leaf, sources: tuple[Source, ...], changed: bool) -> ParameterRow:
    own = max((s for s in sources if f"{leaf.path}.".startswith(f"{s.path}.")), key=lambda s: len(s.path), default=Source())
    meaning = meanings(leaf.group)[leaf.name]
    general = None if own.fixed else leaf.declared("swept")
    return ParameterRow(
        path=leaf.path,
        value=leaf.value,
        unit=leaf.declared("unit"),
        domain=domain_of(leaf.field),
        domain_zh=domain_of(leaf.field, "zh"),
        swept=own.swept or general,
        meaning=meaning.en,
        meaning_zh=meaning.zh,
        source=own.source if own.path else leaf.declared("source"),
        changed=changed,
    )
