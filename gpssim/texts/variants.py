"""A policy written in one word with what is different in it: ``open_tender:price_weight=0.1,monitoring=0.9``, and its parts."""

from __future__ import annotations

import re
from typing import Final

ONLY: Final = "only:"
"""Before the name of a mechanism: it takes all money, what is declared as kept too. A stress case, and named so."""
_ENTRY: Final = re.compile(r'(?:[^,"]|"[^"]*")+')
_SETTING: Final = re.compile(r"\s*([A-Za-z_][\w.]*)\s*=\s*(\S.*?)\s*")


def parts(word: str) -> tuple[str, str]:
    """The name before the settings, with ``only:`` where it stands there, and the settings as they are written.

    >>> parts("only:open_tender:price_weight=0.1")
    ('only:open_tender', 'price_weight=0.1')
    """
    only = ONLY * word.startswith(ONLY)
    name, _, settings = word.removeprefix(ONLY).partition(":")
    return only + name.strip(), settings.strip()


def settings_of(text: str) -> dict[str, str] | None:
    """Settings by name, values as they are written; ``None`` where the text is no list of settings, or one name stands twice.

    >>> settings_of('price_weight=0.1, fund_uses="vulnerable=0.5,any=0.5"')
    {'price_weight': '0.1', 'fund_uses': 'vulnerable=0.5,any=0.5'}
    """
    found: dict[str, str] = {}
    for entry in _ENTRY.findall(text):
        setting = _SETTING.fullmatch(entry)
        if setting is None or setting[1] in found:
            return None
        found[setting[1]] = setting[2].strip('"')
    return found or None
