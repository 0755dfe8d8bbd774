"""What ``--set`` changes: ``PATH=VALUE`` as a path of the scenario and a value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from gpssim.errors import ScenarioError, impossible, shortened, unknown

if TYPE_CHECKING:
    from gpssim.scenario import Scenario

SHORT: Final = {"levers": "policy"}
"""Groups that may be written without what stands in front of them."""


def parsed_overrides(overrides: list[str]) -> dict[str, Any]:
    """``path=value`` pairs; values are written as in TOML, and a bare word is a text."""
    values = {}
    for text in overrides:
        path, equals, value = text.partition("=")
        if not equals or not path.strip():
            raise ScenarioError(f"--set {shortened(text)} is impossible: it must be PATH=VALUE, e.g. open_tender.price_weight=0.3")
        values[path.strip()] = _value(value.strip())
    return values


def _value(text: str) -> Any:
    """What is written as in TOML; anything else is a text, a second line too, which would be a second parameter."""
    try:
        read = tomllib.loads(f"value = {text}")
    except RecursionError:
        raise ScenarioError(f"--set {shortened(text)} is impossible: it is nested too deeply") from None
    except tomllib.TOMLDecodeError:
        return text
    except ValueError:  # Python reads no whole number of thousands of digits
        raise ScenarioError(f"--set {shortened(text)} is impossible: it has too many digits") from None
    return read["value"] if len(read) == 1 else text


def overridden(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """The scenario with these values; of a mechanism or choice rule a parameter for every policy that does not set it itself.

    Raises
    ------
    GpssimError : no such parameter (the nearest right one is named), or a value outside its domain.
    """
    from gpssim.scenario import replace
    from gpssim.scenario.plugin_paths import PLUGINS

    written = {_in_full(scenario, path): value for path, value in values.items()}
    changed = replace(scenario, written)
    if any(path.startswith(PLUGINS) for path in written):
        from gpssim import registry

        registry.check(changed)
    return changed


def _in_full(scenario: Scenario, path: str) -> str:
    """The path from the top of the scenario, which a parameter of a mechanism and a lever need not say."""
    first, _, rest = path.partition(".")
    if first in type(scenario).model_fields:
        return path
    if first in SHORT:
        return f"{SHORT[first]}.{path}"
    from gpssim import registry

    kinds: dict[str, dict[str, Any]] = {"mechanisms": registry.mechanisms(), "choices": registry.choices()}
    group = first if first in kinds else next((group for group, names in kinds.items() if first in names), "")
    name, _, parameter = (rest if first in kinds else path).partition(".")
    if not group:
        raise unknown("parameter in --set:", path, _known(scenario, kinds))
    if name not in kinds[group]:
        raise unknown(f"name in --set {group}:", name, kinds[group])
    if not parameter:
        raise impossible("--set", path, f"followed by a parameter: {name}.PARAMETER=VALUE")
    if parameter not in registry.parameter_names(name):
        raise unknown(f"parameter of {name} in --set:", parameter, registry.parameter_names(name))
    return f"{group}.{name}.{parameter}"


def _known(scenario: Scenario, kinds: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Every path that can be set."""
    from gpssim import registry

    names = [name for some in kinds.values() for name in some]
    of_plugins = {f"{name}.{parameter}" for name in names for parameter in registry.parameter_names(name)}
    return {leaf.path for leaf in scenario.leaves()} | of_plugins
