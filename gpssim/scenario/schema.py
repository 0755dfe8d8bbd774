"""The JSON Schema of scenario files: what an editor needs to complete keys and to mark what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Final

from gpssim.scenario.declarations.levers import NOBODY
from gpssim.scenario.declarations.scenario import Scenario

_PLUGINS: Final = {
    "mechanism": (
        ("MechanismShare", "mechanism"),
        ("MechanismSetting", "mechanism"),
        ("Change", "mechanism"),
        ("Levers", "after_failure"),
    ),
    "choice": (("Levers", "choice"), ("MechanismSetting", "mechanism")),
    "bidding": (("Bidding", "family"), ("BiddingSetting", "family")),
}
"""Where scenarios name plug-ins, by kind."""


def json_schema(known: Mapping[str, Collection[str]] = MappingProxyType({})) -> dict[str, Any]:
    """The schema of a scenario file (JSON Schema 2020-12), with unit, source and tested range beside each parameter.

    Parameters
    ----------
    known : names of plug-ins by kind (``mechanism``, ``choice``, ``bidding``); where given, no others are accepted.
    """
    schema = Scenario.model_json_schema()
    for kind, names in known.items():
        for group, name in _PLUGINS[kind]:
            declared = schema["$defs"][group]["properties"][name]
            empty = [""] if group in ("Change", "Levers") else []
            empty += [NOBODY] if name == "after_failure" else []
            declared["enum"] = [*declared.get("enum", empty), *names]
    for group, name in {(leaf.group.__name__, leaf.name) for leaf in Scenario().leaves()}:
        properties = (schema if group == "Scenario" else schema["$defs"][group])["properties"]
        properties[name] = _with_what_is_known(properties[name])
    schema["$defs"]["Stated"] = _STATED
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "gpssim scenario"}


_ABOUT: Final = ("title", "description", "default", "unit", "source", "swept")
"""What a schema says of a parameter without bounding its value."""
_STATED: Final = {
    "type": "object",
    "description": "A value with its source and its range over uncertain worlds.",
    "properties": {
        "value": {},
        "source": {"type": "string"},
        "swept": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        "fixed": {"type": "boolean"},
    },
    "additionalProperties": False,
}


def _with_what_is_known(value: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter that is written as a value, or as a value with what is known of it."""
    about: dict[str, Any] = {key: entry for key, entry in value.items() if key in _ABOUT}
    return {**about, "anyOf": [{key: entry for key, entry in value.items() if key not in _ABOUT}, {"$ref": "#/$defs/Stated"}]}
