"""What may be written as a name, a title or a note: words that stay themselves in a path, a table, a figure and a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LONGEST_NAME: Final = 240
"""Bytes: what the file systems of all systems take for one name, with room for an ending."""
LONGEST_TITLE: Final = 400
LONGEST_NOTES: Final = 20_000
FORMULAS: Final = ("=", "+", "-", "@")
"""With what spreadsheets begin a formula, and command lines an option."""
SEPARATORS: Final = frozenset(".,:;*=/\\'\"")
"""What stands between words in paths of parameters, lists and settings."""
TURNING: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of the letters after them, unseen."""


def shows_itself(text: str) -> bool:
    r"""Whether a text is made of signs that are seen: no control or half characters, no breaks of lines, no unseen turns.

    >>> shows_itself("公开招标 50 %"), shows_itself("two\nlines"), shows_itself("nothing\0")
    (True, False, False)
    """
    if text.isprintable():  # nearly every text is, and it is asked of every one of every world that is drawn
        return True
    return not any(sign in TURNING or unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in text)


def is_name(text: str) -> bool:
    """Whether a text can be a name.

    >>> is_name("cost $5 to 6"), is_name(" x"), is_name("=cmd"), is_name("城" * 200)
    (True, False, False, False)
    """
    return bool(text) and text == text.strip() and _is_short_line(text) and not text.startswith(FORMULAS)


def _is_short_line(text: str) -> bool:
    return shows_itself(text) and len(text.encode()) <= LONGEST_NAME


def is_word(text: str) -> bool:
    """Whether a text can be a name that stands in paths of parameters and in lists.

    >>> is_word("elder_care"), is_word("elder care"), is_word("elder.care")
    (True, True, False)
    """
    return is_name(text) and not SEPARATORS & set(text)


def is_title(text: str) -> bool:
    """Whether a text can be a title, which is one line or nothing."""
    return shows_itself(text) and len(text) <= LONGEST_TITLE


def is_note(text: str) -> bool:
    """Whether a text can be a note, which may have lines and paragraphs."""
    return len(text) <= LONGEST_NOTES and shows_itself(text.translate({ord("\n"): " ", ord("\r"): " ", ord("\t"): " "}))


@dataclass(frozen=True, slots=True)
class Wording:
    """A kind of text: what it is called where domains are told (:mod:`gpssim.scenario.words`), and which texts are of it."""

    words: str
    holds: Callable[[str], bool]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def _checked(self, text: str) -> str:
        if not self.holds(text):
            raise PydanticCustomError("wording", "not {words}", {"words": self.words})
        return text


Name = Annotated[str, Wording("name", is_name)]
"""What is typed, stands in tables, and becomes part of the names of folders."""
Word = Annotated[str, Wording("word", is_word)]
"""A name that is part of paths of parameters and of lists."""
Title = Annotated[str, Wording("title", is_title)]
Note = Annotated[str, Wording("note", is_note)]
