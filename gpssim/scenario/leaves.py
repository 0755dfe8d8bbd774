"""The single parameters of a scenario: where each is, how it was declared, what value it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from gpssim.scenario.declarations.services import Domain
from gpssim.scenario.fields import Group


@dataclass(frozen=True, slots=True)
class Leaf:
    """One parameter: dotted path, the group that declares it, its declaration, its value."""

    path: str
    group: type[Group]
    name: str
    field: FieldInfo
    value: Any

    def declared(self, word: str) -> Any:
        """What :func:`gpssim.scenario.fields.param` was told: ``unit``, ``source`` or ``swept``."""
        extra = self.field.json_schema_extra
        return extra.get(word) if isinstance(extra, dict) else None


def leaves(group: Group, prefix: str) -> Iterator[Leaf]:
    """The parameters of a group and of the groups in it, in the order of declaration.

    Service domains are gone through by name (``world.domains.elder_care.unit_cost``); other lists count as one value.
    """
    for name, field in type(group).model_fields.items():
        value, path = getattr(group, name), f"{prefix}.{name}"
        if isinstance(value, Group):
            yield from leaves(value, path)
        elif isinstance(value, tuple) and value and all(isinstance(entry, Domain) for entry in value):
            for entry in value:
                yield from leaves(entry, f"{path}.{entry.name}")
        else:
            yield Leaf(path, type(group), name, field, value)


def elements(leaf: Leaf) -> dict[str, float]:
    """The numbers of a parameter by path: itself, or its elements by position (``….prevalence.1``); empty for texts."""
    if isinstance(leaf.value, tuple):
        return {f"{leaf.path}.{i}": x for i, x in enumerate(leaf.value) if isinstance(x, float)}
    number = isinstance(leaf.value, (int, float)) and not isinstance(leaf.value, bool)
    return {leaf.path: leaf.value} if number else {}
