"""Every parameter of a scenario as a row: value, unit, domain, tested range, meaning in two languages, source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from gpssim.scenario.declarations.policy import Policy
from gpssim.scenario.declarations.scenario import Scenario
from gpssim.scenario.domains import domain_of
from gpssim.scenario.evidence import Evidence
from gpssim.scenario.leaves import Leaf, elements, leaves
from gpssim.scenario.meanings import meanings

CHOICE: Final = "policy choice"


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter of a scenario.

    Attributes
    ----------
    path : dotted path, as ``--set`` and :func:`gpssim.scenario.replace` take it.
    value, unit, meaning, meaning_zh : as declared; numbers in the unit named.
    domain, domain_zh : the values allowed, in words.
    swept : range over which studies of uncertain worlds vary it; None where it is fixed.
    source : published figure with its evidence mark, a convention, or an assumption; the scenario's own comes first. A source is of
        a value: where the author of a scenario put in another, it is theirs or "assumption".
    changed : True where the value is not the default of the model.
    altered : True where it is the author's own: not that of the preset as which the scenario began, nor, where it began as none,
        the default.
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
    altered: bool = False


def parameters(scenario: Scenario) -> list[ParameterRow]:
    """Every parameter of the scenario: months, world, base policy, then where the further policies differ from it."""
    default = {leaf.path: leaf.value for leaf in Scenario().leaves()}
    evidence = Evidence(scenario)
    rows = [r for leaf in scenario.leaves() for r in _rows(leaf, evidence, leaf.value != default.get(leaf.path, default))]
    for policy in scenario.policies:
        rows += [_chosen(leaf) for leaf in _differing(scenario.resolve_policy(policy), scenario.policy)]
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
    yield from (leaf for leaf in leaves(policy, f"policies.{policy.name}") if leaf.value != same[leaf.path] and leaf.name != "name")


def _rows(leaf: Leaf, evidence: Evidence, changed: bool) -> Iterator[ParameterRow]:
    """The parameter's row, and one for each of its elements of which something is said."""
    yield (whole := _row(leaf, evidence, changed))
    said = {s.path for s in evidence.sources}
    for place, (path, value) in enumerate(elements(leaf).items()):
        if path in said and path != leaf.path:
            default = next(iter(leaf.field.default[place : place + 1]), None)
            yield replace(
                whole,
                path=path,
                value=value,
                swept=evidence.swept(path, value, default, None),
                source=evidence.source(path, value, (default, leaf.declared("source"))),
                altered=evidence.altered(path, value, default),
            )


def _row(leaf: Leaf, evidence: Evidence, changed: bool) -> ParameterRow:
    default = leaf.field.default
    return replace(
        _bare(leaf),
        swept=evidence.swept(leaf.path, leaf.value, default, leaf.declared("swept")),
        source=evidence.source(leaf.path, leaf.value, (default, leaf.declared("source"))),
        changed=changed,
        altered=evidence.altered(leaf.path, leaf.value, default),
    )


def _chosen(leaf: Leaf) -> ParameterRow:
    """What a further policy sets: an alternative to compare, of which nobody claims that it is so; nothing draws it."""
    return replace(_bare(leaf), source=CHOICE, changed=True)


def _bare(leaf: Leaf) -> ParameterRow:
    meaning = meanings(leaf.group)[leaf.name]
    return ParameterRow(
        path=leaf.path,
        value=leaf.value,
        unit=leaf.declared("unit"),
        domain=domain_of(leaf.field),
        domain_zh=domain_of(leaf.field, "zh"),
        swept=None,
        meaning=meaning.en,
        meaning_zh=meaning.zh,
        source="",
        changed=False,
    )
