"""Parameters of a plug-in written as text, where a scenario has room for one word only: ``advance=0.3, stages=4``."""

from __future__ import annotations

from typing import Final

from gpssim.errors import ScenarioError, impossible

WORDS: Final = {"true": True, "false": False}


def settings_in(text: str) -> dict[str, bool | int | float | str]:
    """Settings written as ``advance=0.3, stages=4``.

    Raises
    ------
    ScenarioError : an entry without a name or a value, or one name twice.

    >>> settings_in("advance=0.3, stages=4, checked=true")
    {'advance': 0.3, 'stages': 4, 'checked': True}
    """
    found: dict[str, bool | int | float | str] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        name, sign, value = (word.strip() for word in entry.partition("="))
        if not (sign and value and name.isidentifier()):
            raise impossible("settings", text, f"name=value, separated by commas, and not {entry!r}")
        if name in found:
            raise ScenarioError(f"settings = {text!r} is impossible: {name} stands there twice")
        found[name] = _value(value)
    return found


def _value(word: str) -> bool | int | float | str:
    if word.lower() in WORDS:
        return WORDS[word.lower()]
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word
