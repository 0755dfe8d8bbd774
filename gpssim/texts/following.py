"""What follows a failed call, as a part of a policy's name: "open tender (failed calls: directed commission)"."""

from __future__ import annotations

from typing import Final

from gpssim.texts.comparisons import FAILED_CALLS
from gpssim.texts.names import as_typed, name
from gpssim.texts.text import Language, in_brackets, said

RULES: Final = "rules"
"""In the place of a mechanism: a rule set says what follows."""


def following(after: str, language: Language) -> str:
    """What follows a failed call: the name of a mechanism, ``none``, or ``rules``; empty where results do not say.

    >>> following("directed_commission", "en")
    'failed calls: directed commission'
    """
    if not after:
        return ""
    words = said(FAILED_CALLS, after, language) if after in ("none", RULES) else name(after, language)
    return said(FAILED_CALLS, "follows", language, after=words)


def with_following(policy: str, after: str, language: Language) -> str:
    """A policy, in English as it is written, with what follows a failed call.

    >>> with_following("open_tender", "none", "en")
    'open_tender (failed calls: none)'
    """
    follows, called = following(after, language), as_typed(policy, language)
    return in_brackets(called, follows, language) if follows else called
