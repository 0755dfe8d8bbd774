"""What ``--set`` changes: ``PATH=VALUE`` as a path of the scenario and a value."""

from __future__ import annotations

import tomllib
from typing import Any

from gpssim.errors import ScenarioError, shortened


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
