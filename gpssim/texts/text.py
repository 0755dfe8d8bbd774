"""A text in two languages, and the one way to look it up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

Language = Literal["en", "zh"]
ONE: Final = re.compile(
    r"(?<![\w.,–−-])1 ((?:paired |sampled )?)(replication|world|run|month|offer|pair|parameter|difference)s\b"
    r"( that count\b| are\b)?"
)
"""One of something that is counted, in the plural."""
VERBS: Final = {" that count": " that counts", " are": " is"}
HAN: Final = re.compile("[\u4e00-\u9fff]")
"""A Chinese letter."""
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
    told = texts[key][language == "zh"].format(**fields)
    return told if language == "zh" else singular(told)


def singular(text: str) -> str:
    """English in which one of a thing is one thing.

    >>> singular("Means over 1 replications; 21 runs of the 1 sampled worlds that count")
    'Means over 1 replication; 21 runs of the 1 sampled world that counts'
    """
    return ONE.sub(lambda found: f"1 {found[1]}{found[2]}{VERBS.get(found[3], '')}", text)


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


def written_in(text: str) -> Language:
    """The language of a text: Chinese where there is a Chinese letter in it.

    >>> written_in("覆盖率 coverage"), written_in("coverage")
    ('zh', 'en')
    """
    return "zh" if HAN.search(text) else "en"


def in_brackets(text: str, added: str, language: Language) -> str:
    """A text with something in brackets behind it: full-width ones in Chinese.

    >>> in_brackets("coverage", "share", "en"), in_brackets("覆盖率", "比例", "zh")
    ('coverage (share)', '覆盖率（比例）')
    """
    return f"{text}（{added}）" if language == "zh" else f"{text} ({added})"


def listed(texts: Iterable[str], language: Language, apart: bool = False) -> str:
    """Texts one after the other, with the commas of a language; ``apart``: with semicolons.

    >>> listed(["a", "b"], "en"), listed(["甲", "乙"], "zh"), listed(["甲", "乙"], "zh", apart=True)
    ('a, b', '甲、乙', '甲；乙')
    """
    signs = ("、", "；") if language == "zh" else (", ", "; ")
    return signs[apart].join(texts)
