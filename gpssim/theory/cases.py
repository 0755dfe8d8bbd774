"""Case files: what theory says, as data. One clear line for a file that cannot be read, and for a case that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gpssim.errors import ScenarioError, impossible
from gpssim.files.reading import text_of

CASES: Final = Path(__file__).with_name("cases.json")
"""The package's own case file."""
KINDS_OF_VALUE: Final = ("function", "mean", "prob")


@dataclass(frozen=True, slots=True)
class Value:
    """One expected value, addressed by quantity and inputs."""

    quantity: str
    inputs: Mapping[str, Any]
    expected: float
    kind: str
    """``function`` (deterministic), ``mean`` or ``prob`` (an expectation)."""
    atol: float = 0.0
    sd_per_draw: float | None = None
    expectation: bool = False
    """A deterministic number that the file marks as an expectation: simulation may answer it."""
    key: str = ""
    """A label."""


@dataclass(frozen=True, slots=True)
class Case:
    """A special case: kind, inputs, expected values, and where they come from."""

    id: str
    kind: str
    inputs: Mapping[str, Any]
    values: tuple[Value, ...]
    title: str = ""
    title_zh: str = ""
    assumptions: str = ""
    formula: str = ""
    source: str = ""


def read_cases(file: Path = CASES) -> tuple[Case, ...]:
    """The cases of a file in the order in which they stand.

    Raises
    ------
    ScenarioError : no such file, no JSON, no case in it, or not of the form
        ``{"cases": [{"id", "kind", "inputs", "values": [...]}]}``.
    """
    try:
        content = json.loads(text_of(file))
    except json.JSONDecodeError as error:
        raise ScenarioError(f"{file} is no JSON: {error.msg} in line {error.lineno}") from None
    rows = content.get("cases") if isinstance(content, dict) else None
    if not isinstance(rows, list):
        raise ScenarioError(f"{file} is no case file: it must hold an object with a list 'cases'")
    if not rows:
        raise ScenarioError(f"{file} holds no case: there is nothing to verify")
    return tuple(_case(row, f"{file}: case {place}") for place, row in enumerate(rows))


def _case(row: Any, place: str) -> Case:
    if not isinstance(row, dict) or not isinstance(row.get("kind"), str):
        raise ScenarioError(f"{place} has no kind")
    name = str(row.get("id", row["kind"]))
    inputs, values = row.get("inputs", {}), row.get("values", [])
    if not isinstance(inputs, dict) or not isinstance(values, list):
        raise ScenarioError(f"{place} ({name}) must have an object 'inputs' and a list 'values'")
    words = {key: str(row.get(key) or "") for key in ("title", "title_zh", "assumptions", "formula", "source")}
    return Case(name, row["kind"], inputs, tuple(_value(v, f"{place} ({name})") for v in values), **words)


def _value(row: Any, place: str) -> Value:
    if not isinstance(row, dict) or not isinstance(row.get("quantity"), str):
        raise ScenarioError(f"{place} has a value without quantity")
    kind, expected = row.get("kind", "function"), row.get("value")
    if kind not in KINDS_OF_VALUE:
        raise impossible(f"{place}, {row['quantity']}: kind", kind, "function, mean or prob")
    if not isinstance(expected, int | float) or isinstance(expected, bool):
        raise impossible(f"{place}, {row['quantity']}: value", expected, "a number")
    sd = row.get("sd_per_draw")
    return Value(
        quantity=row["quantity"],
        inputs=dict(row.get("inputs") or {}),
        expected=float(expected),
        kind=kind,
        atol=float(row.get("atol") or 0.0),
        sd_per_draw=None if sd is None else float(sd),
        expectation="sd_per_draw" in row,
        key=str(row.get("key") or row["quantity"]),
    )
