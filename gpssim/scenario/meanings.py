"""What a parameter means, in both languages: English from its declaration, Chinese from the file of texts of the same name."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from gpssim.scenario.fields import Group
from gpssim.texts.text import Text


@cache
def meanings(group: type[Group]) -> dict[str, Text]:
    """The meaning of every parameter of a group of a scenario; empty Chinese where none is written (a test refuses that)."""
    file = group.__module__.rpartition(".")[2]
    chinese = import_module(f"gpssim.scenario.texts.{file}").CHINESE.get(group.__name__, {})
    described = {name: field.description for name, field in group.model_fields.items() if field.description}
    return {name: Text(english, chinese.get(name, "")) for name, english in described.items()}
