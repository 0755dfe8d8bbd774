"""Texts that a program put together in English, said by the templates that they fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter


def by_template(text: str, chinese: Mapping[str, str]) -> str:
    """A text in Chinese: its own entry, or that of the template that says most of it; as it is where there is none.

    What stands in the fields of a template is looked up the same way: a number stays a number, and a word becomes one.

    Parameters
    ----------
    chinese : texts and templates by their English.

    >>> table = {"{name}: {what} found": "{name}：验收的{what}", "elderly": "老年人", "quality": "质量"}
    >>> by_template("elderly: quality found", table), by_template("2: quality found", table), by_template("costs", table)
    ('老年人：验收的质量', '2：验收的质量', 'costs')
    """
    if text in chinese:
        return chinese[text]
    for english in sorted((one for one in chinese if "{" in one), key=_says, reverse=True):
        fits = _pattern(english).fullmatch(text)
        if fits:
            return chinese[english].format(**{field: by_template(filled, chinese) for field, filled in fits.groupdict().items()})
    return text


def _says(template: str) -> int:
    """Letters of a template outside its fields."""
    return sum(len(text) for text, *_ in Formatter().parse(template))


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """What a template becomes, whatever stands in its fields."""
    parts = (re.escape(text) + (f"(?P<{field}>.+?)" if field else "") for text, field, _, _ in Formatter().parse(template))
    return re.compile("".join(parts))
