"""A text in two languages, and the one way to look it up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Language = Literal["en", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")


class Text(NamedTuple):
    """The same in English and in Chinese; words in braces are filled in when it is said, and are the same in both."""

    en: str
    zh: str


def said(texts: Mapping[str, Text], key: str, language: Language, **fields: object) -> str:
    """The text of a key in a language, its fields filled in.

    >>> said({"months": Text("months {first}-{last}", "第{first}-{last}月")}, "months", "zh", first=1, last=12)
    '第1-12月'
    """
    return texts[key][language == "zh"].format(**fields)


def named(texts: Mapping[str, Text], key: str, language: Language) -> str:
    """The name of something that a scenario or a plug-in may have named: what has no text is shown as it is, underscores as spaces.

    >>> named({}, "village_doctors", "zh")
    'village doctors'
    """
    return said(texts, key, language) if key in texts else key.replace("_", " ")


def by_english(chinese: Mapping[str, str]) -> dict[str, Text]:
    """A table whose keys are the English texts themselves.

    >>> by_english({"yuan": "元"})["yuan"]
    Text(en='yuan', zh='元')
    """
    return {english: Text(english, its_chinese) for english, its_chinese in chinese.items()}
