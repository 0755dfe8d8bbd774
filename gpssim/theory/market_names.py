"""The Chinese of what market cases find, by their English.

A case file says both: ``TITLE_ZH`` beside the first line of its docstring, and ``CHINESE``, by the English name of each number that
it yields. A name that is put together has a template there, ``{name}: quality found``.
"""

from __future__ import annotations

from collections.abc import Mapping

from gpssim.texts.templates import by_template
from gpssim.theory.words import OF_ANY_CASE


def in_chinese(what: str, chinese: Mapping[str, str]) -> str:
    """A name in Chinese; as it is where it has none.

    Parameters
    ----------
    what : in English; spaces before it, which say that it goes on from the name before, stay.
    chinese : texts and templates of its case by their English.

    >>> in_chinese("  costs: how many", {"costs": "成本"})
    '  成本：个数'
    """
    name = what.lstrip(" ")
    return what[: len(what) - len(name)] + by_template(name, {**OF_ANY_CASE, **chinese})
