"""What a parameter means, in both languages: English from its declaration, Chinese from the file of texts of the same name."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import Group
from gpssim.texts.text import Language, Text


@cache
def meanings(group: type[Group]) -> dict[str, Text]:
    """The meaning of every parameter of a group of a scenario; empty Chinese where none is written (a test refuses that)."""
    file = group.__module__.rpartition(".")[2]
    chinese = import_module(f"gpssim.scenario.texts.{file}").CHINESE.get(group.__name__, {})
    described = {name: field.description for name, field in group.model_fields.items() if field.description}
    return {name: Text(english, chinese.get(name, "")) for name, english in described.items()}


def lever_name(lever: str, language: Language) -> str:
    """A lever in a terminal: in English as it is typed, in Chinese what its meaning says first.

    >>> lever_name("disclosure", "en"), lever_name("publicity", "zh")
    ('disclosure', '宣传强度')
    """
    meaning = meanings(Levers).get(lever)
    return re.split("[，；：（]", meaning.zh)[0] if meaning and language == "zh" else lever
