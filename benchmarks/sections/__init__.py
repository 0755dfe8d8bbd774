"""What is measured: a file a section, each with ``figures(fast)``; a new file is found by itself.

The first line of a section's docstring is its title; ``fast`` asks for smaller sizes and fewer repeats, for a look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from figure import Figure

Section = Callable[[bool], Iterator[Figure]]


def sections() -> dict[str, Section]:
    """Every section by the name of its file."""
    names = sorted(m.name for m in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").figures for name in names}


def title(section: Section) -> str:
    """What a section says it measures."""
    return str(import_module(section.__module__).__doc__).splitlines()[0]
