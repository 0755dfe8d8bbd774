"""What ``--set`` changes: ``PATH=VALUE`` as a path of the scenario and a value."""

from __future__ import annotations

import tomllib
from typing import Any

from gpssim.errors import ScenarioError


def parsed_overrides(overrides: list[str]) -> dict[str, Any]:
    """``path=value`` pairs; values are written as in TOML, and a bare word is a text."""
    values = {}
    for text in overrides:
        path, equals, value = text.partition("=")
        if not equals or not path.strip():
            raise ScenarioError(f"--set {text!r} is impossible: it must be PATH=VALUE, e.g. open_tender.price_weight=0.3")
        values[path.strip()] = _value(value.strip())
    return values


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
