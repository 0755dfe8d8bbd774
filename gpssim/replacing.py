"""A scenario with some parameters changed, in the words of the command line: of mechanisms by their name, of levers as levers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from gpssim import registry
from gpssim.errors import impossible, unknown
from gpssim.scenario import Scenario
from gpssim.scenario import replace as replace_in_full
from gpssim.scenario.plugin_paths import PLUGINS
from gpssim.scenario.stating import SAID, VALUE
from gpssim.scenario.tree import AnyGroup

SHORT: Final = {"levers": "policy"}
"""Groups that may be written without what stands in front of them."""


def replace(group: AnyGroup, values: Mapping[str, Any]) -> AnyGroup:
    """A validated copy with some parameters changed.

    Parameters
    ----------
    group : a scenario, a world, a policy, or any other group of parameters; it stays as it is.
    values : dotted path to value, such as ``{"world.city.n_citizens": 500, "world.domains.elder_care.unit_cost": 90.0}``;
        entries of lists go by their name or their number from 0. In a scenario ``open_tender.price_weight``, or in full
        ``mechanisms.open_tender.price_weight``, is a setting of its own policy, which all policies take that do not set it
        themselves, and ``levers.monitoring`` is ``policy.levers.monitoring``. A value may come with what is known of it,
        ``{"world.city.n_districts": {"value": 12, "source": "yearbook 2024", "swept": (10, 14)}}``, or that may be said alone,
        ``{"world.city.n_districts.swept": (10, 14)}``. What is not said of a changed value is not known of it: its source is
        "assumption", and sampled worlds leave it as it is.

    Returns
    -------
    A new group of the same class.

    Raises
    ------
    ScenarioError, UnknownNameError : a path that does not exist (the nearest right one is named) or a value outside its domain.

    >>> from gpssim.scenario import load_scenario
    >>> changed = replace(load_scenario("textbook"), {"open_tender.price_weight": 0.3, "levers.monitoring": 0.9})
    >>> changed.policy.settings[-1].value, changed.policy.levers.monitoring
    (0.3, 0.9)
    """
    if not isinstance(group, Scenario):
        return replace_in_full(group, values)
    written = {in_full(group, path): value for path, value in values.items()}
    changed = replace_in_full(group, written)
    if any(path.startswith(PLUGINS) for path in written):
        registry.check(changed)
    return changed


def in_full(scenario: Scenario, path: str) -> str:
    """The path from the top of the scenario, which a parameter of a mechanism or a choice rule and a lever need not say.

    Raises
    ------
    UnknownNameError, ScenarioError : no such part of a scenario, mechanism, choice rule or parameter of it.
    """
    first, _, rest = path.partition(".")
    if first in type(scenario).model_fields:
        return path
    if first in SHORT:
        return f"{SHORT[first]}.{path}"
    kinds: dict[str, Mapping[str, Any]] = {"mechanisms": registry.mechanisms(), "choices": registry.choices()}
    group = first if first in kinds else next((group for group, names in kinds.items() if first in names), "")
    if not group:
        raise unknown("parameter", path, _known(scenario, kinds))
    name, _, parameter = (rest if first in kinds else path).partition(".")
    _check(kinds[group], group, name, parameter)
    return f"{group}.{name}.{parameter}"


def _check(names: Mapping[str, Any], group: str, name: str, parameter: str) -> None:
    """Refuse a mechanism or choice rule, or a parameter of it, that does not exist; what is said of one may stand behind it."""
    if name not in names:
        raise unknown(f"name in {group}:", name, names)
    if not parameter:
        raise impossible("path", name, f"followed by a parameter: {name}.PARAMETER")
    known = registry.parameter_names(name)
    head, _, last = parameter.rpartition(".")
    if parameter not in known and not (head in known and last in (VALUE, *SAID)):
        raise unknown(f"parameter of {name}:", parameter, known)


def _known(scenario: Scenario, kinds: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Every path that can be changed."""
    names = [name for some in kinds.values() for name in some]
    of_plugins = {f"{name}.{parameter}" for name in names for parameter in registry.parameter_names(name)}
    return {leaf.path for leaf in scenario.leaves()} | of_plugins
