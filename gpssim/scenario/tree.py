"""Raw data in, a validated group out: the one door through which files, overrides and samples come."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from gpssim.errors import LONGEST, ScenarioError, impossible, nearest, shortened, unknown
from gpssim.scenario.fields import Group
from gpssim.scenario.plugin_paths import as_settings
from gpssim.scenario.raw_data import as_data, check_sizes
from gpssim.scenario.refusal import refused
from gpssim.scenario.stating import SAID, VALUE

AnyGroup = TypeVar("AnyGroup", bound=Group)


def validated(model: type[AnyGroup], tree: Mapping[str, Any], prefix: str = "") -> AnyGroup:
    """The group that a tree of plain values describes.

    Validation goes through JSON, where strictness still lets a list be a tuple and a whole number a number, and
    nothing else; what JSON does not have is refused before (:mod:`gpssim.scenario.raw_data`).

    Raises
    ------
    ScenarioError : unknown keys and impossible values, one line each.
    """
    data = as_data(tree, prefix)
    try:
        found = model.model_validate_json(json.dumps(model.as_declared(data)))
    except ValidationError as error:
        raise refused(error, model, data, prefix) from None
    check_sizes(data, prefix)
    return found


def tree_of(group: Group) -> dict[str, Any]:
    """What its author said, as plain values: everything that was set, nothing that is a default."""
    tree: dict[str, Any] = group.model_dump(mode="json", exclude_unset=True)
    return tree


def replace(group: AnyGroup, values: Mapping[str, Any]) -> AnyGroup:
    """A validated copy with some parameters changed.

    Parameters
    ----------
    group : a scenario, a world, a policy, or any other group of parameters; it stays as it is.
    values : dotted path to value, such as ``{"world.city.n_citizens": 500, "world.domains.elder_care.unit_cost": 90.0}``;
        entries of lists go by their name or their number from 0. In a scenario, ``mechanisms.open_tender.price_weight`` is a
        setting of its own policy, which all policies take that do not set it themselves; and a value may come with what is known
        of it, ``{"world.city.n_districts": {"value": 12, "source": "yearbook 2024", "swept": (10, 14)}}``, or that may be said
        alone, ``{"world.city.n_districts.swept": (10, 14)}``. What is not said of a changed value is not known of it: its source
        is "assumption", and sampled worlds leave it as it is.

    Returns
    -------
    A new group of the same class.

    Raises
    ------
    ScenarioError, UnknownNameError : a path that does not exist or a value outside its domain.

    >>> from gpssim.scenario.declarations.world import World
    >>> replace(World(), {"city.n_citizens": 500}).city.n_citizens
    500
    """
    if not isinstance(group, Group):
        raise impossible("what is changed", group, "a scenario, or a group of its parameters: load_scenario reads one by its name")
    tree = tree_of(group)
    whole = group.model_dump(mode="json")
    told = group.told(as_data(values))
    for path, value in (as_settings(whole, told) if "policy" in whole else told).items():
        _put(tree, whole, path, value)
    return group.made_into(validated(type(group), tree))


def _put(tree: dict[str, Any], whole: Any, path: str, value: Any) -> None:
    """Write one value; a list that the tree does not hold yet is taken over from the whole as it stands."""
    place: Any = tree
    steps = path.split(".")
    for depth, step in enumerate(steps):
        key, whole = _step(whole, step, path)
        if depth == len(steps) - 1:
            place[key] = value.model_dump(mode="json", exclude_unset=True) if isinstance(value, Group) else copy.deepcopy(value)
        elif isinstance(place, dict):
            place = place.setdefault(key, copy.deepcopy(whole) if isinstance(whole, list) else {})
        else:
            place = place[key]


def _is_place(step: str) -> bool:
    """Whether a word of a path is a place in a list: digits 0 to 9, and not more of them than any list needs."""
    return step.isascii() and step.isdigit() and len(step) <= 9


def _step(whole: Any, step: str, path: str) -> tuple[str | int, Any]:
    """The key or index that a word of a path means at this place, and what is there now."""
    if isinstance(whole, list):
        names = {str(entry.get("name", i)): i for i, entry in enumerate(whole) if isinstance(entry, dict)}
        index = names.get(step, int(step) if _is_place(step) else -1)
        if not 0 <= index < len(whole):
            raise unknown(f"entry in {shortened(path)}:", step, names or map(str, range(len(whole))))
        return index, whole[index]
    if not isinstance(whole, dict):
        raise ScenarioError(
            f"{shortened(path)} goes beyond a single value at {shortened(step)}{nearest(step[:LONGEST], (VALUE, *SAID))}"
        )
    if step not in whole:
        raise unknown(f"key in {shortened(path)}:", step, whole)
    return step, whole[step]
