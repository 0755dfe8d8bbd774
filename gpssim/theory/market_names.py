"""The Chinese of what market cases find, by their English.

A case file says both: ``TITLE_ZH`` beside the first line of its docstring, and ``CHINESE``, by the English name of each number that
it yields. A name that is put together has a template there, ``{name}: quality found``; what stands in its fields is looked up the
same way, so that a number stays a number and a word becomes one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter

from gpssim.theory.words import OF_ANY_CASE


def in_chinese(what: str, chinese: Mapping[str, str]) -> str:
    """A name in Chinese: its own text, or that of the first template that it fits; as it is where there is none.

    Parameters
    ----------
    what : in English; spaces before it, which say that it goes on from the name before, stay.
    chinese : texts and templates by their English.

    >>> table = {"{name}: {what} found": "{name}：验收的{what}", "elderly": "老年人", "quality": "质量"}
    >>> in_chinese("  elderly: quality found", table), in_chinese("2: quality found", table)
    ('  老年人：验收的质量', '2：验收的质量')
    """
    name = what.lstrip(" ")
    return what[: len(what) - len(name)] + _said(name, {**OF_ANY_CASE, **chinese})


def _said(name: str, chinese: Mapping[str, str]) -> str:
    if name in chinese:
        return chinese[name]
    for english, its_chinese in chinese.items():
        fits = _pattern(english).fullmatch(name) if "{" in english else None
        if fits:
            return its_chinese.format(**{field: _said(text, chinese) for field, text in fits.groupdict().items()})
    return name


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """What a template becomes, whatever stands in its fields."""
    parts = (re.escape(text) + (f"(?P<{field}>.+?)" if field else "") for text, field, _, _ in Formatter().parse(template))
    return re.compile("".join(parts))
