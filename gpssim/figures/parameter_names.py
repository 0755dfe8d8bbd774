"""What parameters are called beside an axis: in English the end of their path, in Chinese what their meaning says first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

from gpssim.texts.names import name
from gpssim.texts.settings import setting
from gpssim.texts.text import Language

HEADS: Final = ("world.", "policy.", "mechanisms.", "choices.")
LEVERS, DOMAINS = "policy.levers.", "world.domains."
FIRST_CLAUSE: Final = re.compile("[，；：（。]")


def parameter_names(paths: Iterable[str], language: Language) -> dict[str, str]:
    """A short name for each path, no two alike: a path that shares its name with another is called by more of what is known of it.

    >>> parameter_names(["policy.levers.monitoring", "mechanisms.open_tender.price_weight"], "en")
    {'policy.levers.monitoring': 'monitoring', 'mechanisms.open_tender.price_weight': 'open tender: price weight'}
    """
    found = {path: _name(path, language) for path in dict.fromkeys(paths)}
    for more in (_whole, _numbered):
        counted = Counter(found.values())
        found = {path: more(path, one, language) if counted[one] > 1 else one for path, one in found.items()}
    return found


def _name(path: str, language: Language) -> str:
    """The name of a lever, of a mechanism's parameter after that of the mechanism, or of a parameter of the world."""
    if path.startswith(LEVERS):
        return setting(path.removeprefix(LEVERS), "", language).strip()
    if path.startswith("mechanisms."):
        mechanism, parameter = path.split(".")[1], path.split(".", 2)[2]
        return _after(name(mechanism, language), setting(parameter, "", language).strip(), language)
    meaning = FIRST_CLAUSE.split(_chinese(path))[0] if language == "zh" else ""
    if meaning and path.startswith(DOMAINS):
        return _after(name(path.split(".")[2], language), meaning, language)
    return meaning or _end(path)


def _after(owner: str, own: str, language: Language) -> str:
    return f"{owner}{'：' if language == 'zh' else ': '}{own}"


def _end(path: str) -> str:
    """The last two steps of a path in words, the number of an element of a list behind them.

    >>> _end("world.city.share_elderly"), _end("world.domains.elder_care.prevalence.2")
    ('city: share elderly', 'elder care: prevalence 2')
    """
    steps = path.split(".")
    number = f" {steps.pop()}" if steps[-1].isdigit() else ""
    return (": ".join(steps[-2:] if len(steps) > 2 else steps[-1:]) + number).replace("_", " ")


def _whole(path: str, short: str, language: Language) -> str:
    """The whole path in English, the whole meaning in Chinese."""
    if language == "zh":
        number = path.rpartition(".")[2]
        return f"{short}（{number}）" if number.isdigit() else _chinese(path) or short
    head = next((one for one in HEADS if path.startswith(one)), "")
    return path.removeprefix(head).replace(".", ": ").replace("_", " ")


def _numbered(path: str, short: str, language: Language) -> str:
    """With the group that the parameter belongs to, where even the whole meaning is shared."""
    return f"{short}（{path.split('.')[-2]}）" if language == "zh" else f"{short} ({path})"


def _chinese(path: str) -> str:
    """The meaning of a parameter of a scenario in Chinese, or of the list that it is an element of; empty where none is known."""
    known = _meanings()
    return known.get(path, "") or known.get(path.rpartition(".")[0], "")


@cache
def _meanings() -> dict[str, str]:
    """The Chinese meaning of every parameter of a scenario, by path."""
    from gpssim.scenario import Scenario, parameters

    return {row.path: row.meaning_zh for row in parameters(Scenario(name="names"))}
