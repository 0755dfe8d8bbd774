"""What parameters are called beside an axis: in English the end of their path, in Chinese what their meaning says first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from gpssim.texts.names import name
from gpssim.texts.settings import setting
from gpssim.texts.text import Language

HEADS: Final = ("world.", "policy.", "mechanisms.", "choices.")
LEVERS: Final = "policy.levers."
FIRST_CLAUSE: Final = re.compile("[，；：（。]")


def parameter_names(paths: Iterable[str], language: Language) -> dict[str, str]:
    """A short name for each path, no two alike; a path that shares its name with another is called by the whole of it.

    >>> parameter_names(["policy.levers.monitoring", "mechanisms.open_tender.price_weight"], "en")
    {'policy.levers.monitoring': 'monitoring', 'mechanisms.open_tender.price_weight': 'open tender: price weight'}
    """
    known = list(dict.fromkeys(paths))
    short = {path: _name(path, language) for path in known}
    twice = {one for one in short.values() if list(short.values()).count(one) > 1}
    return {path: _whole(path) if one in twice else one for path, one in short.items()}


def _name(path: str, language: Language) -> str:
    *before, last = path.split(".")
    if path.startswith(LEVERS):
        return setting(last, "", language).strip()
    if path.startswith("mechanisms."):
        return f"{name(before[-1], language)}{'：' if language == 'zh' else ': '}{setting(last, '', language).strip()}"
    meaning = _chinese().get(path, "") if language == "zh" else ""
    return FIRST_CLAUSE.split(meaning)[0] or _end(path)


def _end(path: str) -> str:
    """The last two steps of a path, in words."""
    steps = path.split(".")
    return ": ".join(steps[-2:] if len(steps) > 2 else steps[-1:]).replace("_", " ")


def _whole(path: str) -> str:
    head = next((one for one in HEADS if path.startswith(one)), "")
    return path.removeprefix(head).replace(".", ": ").replace("_", " ")


@cache
def _chinese() -> dict[str, str]:
    """The Chinese meaning of every parameter of a scenario, by path."""
    from gpssim.scenario import Scenario, parameters

    return {row.path: row.meaning_zh for row in parameters(Scenario(name="names"))}
