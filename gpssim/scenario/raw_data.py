"""Raw data that a scenario can be made of: texts, numbers, flags, lists and tables, and nothing that only looks like them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from pydantic import BaseModel

from gpssim.errors import ScenarioError, impossible
from gpssim.plain import plain
from gpssim.scenario.paths import legible

LARGEST: Final = 10**15
"""Beyond it a number of a scenario is refused: the ledger counts hundredths of a yuan in 64 bits."""
MOST_BITS: Final = 10_000
"""Of a whole number that Python can still write down."""
DEEPEST: Final = 40
"""Lists and tables within one another; a scenario has nine."""


def as_data(value: Any, path: str = "", depth: int = 0) -> Any:
    """The same data as JSON has them; NumPy's numbers and arrays become Python's, groups of parameters tables.

    Raises
    ------
    ScenarioError : a date, a whole number of thousands of digits, half a character, or something that no file holds; the path is
        named.
    """
    if depth > DEEPEST:
        raise ScenarioError(f"{path.partition('.')[0]} is impossible: lists and tables are nested more than {DEEPEST} deep")
    if isinstance(value, (np.generic, np.ndarray)):
        value = plain(value)
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, Mapping):
        return {_key(key, path): as_data(inner, _under(path, key), depth + 1) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        return [as_data(inner, f"{path}.{place}", depth + 1) for place, inner in enumerate(value)]
    return _single(value, path)


def _under(path: str, key: object) -> str:
    return f"{path}.{legible(key)}" if path else legible(key)


def _key(key: object, path: str) -> str:
    if not isinstance(key, str) or not _whole(key):
        raise impossible(f"a key in {path!r}" if path else "a key", key, "a name")
    return key


def _single(value: Any, path: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float) or (isinstance(value, int) and value.bit_length() <= MOST_BITS):
        return value
    if isinstance(value, (datetime.date, datetime.time)):
        raise ScenarioError(
            f'{path} = {value.isoformat()} is a date: a text is written between quotation marks, "{value.isoformat()}"'
        )
    if isinstance(value, str) and _whole(value):
        return value
    kinds = "a text of whole characters" if isinstance(value, str) else "a text, a number, true or false, a list or a table"
    raise impossible(path, value, kinds)


def check_sizes(data: Any, path: str = "") -> None:
    """Refuse a number that a market cannot count with, where the declaration of its parameter did not.

    Raises
    ------
    ScenarioError : a number beyond :data:`LARGEST`.
    """
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        check_sizes(value, _under(path, key))
    if isinstance(data, (int, float)) and abs(data) > LARGEST:
        raise impossible(path, data, f"a number from -{LARGEST:,} to {LARGEST:,}")


def _whole(text: str) -> bool:
    """Whether a text has no half characters, which no file holds: what a terminal in another encoding leaves."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
