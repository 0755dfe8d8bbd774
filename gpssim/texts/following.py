"""What follows a failed call, in a clause: alone, or as a part of a policy's name."""

from __future__ import annotations

from typing import Final

from gpssim.texts.comparisons import FAILED_CALLS
from gpssim.texts.names import as_typed, name
from gpssim.texts.text import Language, in_brackets, said

RULES: Final = "rules"
"""In the place of a mechanism: a rule set says what follows."""


def following(after: str, language: Language) -> str:
    """What follows a failed call, in a clause: of the name of a mechanism, ``none``, or ``rules``; empty where results do not say.

    >>> following("directed_commission", "en")
    'directed commission takes over where calls have failed'
    """
    if not after:
        return ""
    if after in ("none", RULES):
        return said(FAILED_CALLS, after, language)
    return said(FAILED_CALLS, "follows", language, after=name(after, language))


def with_following(policy: str, after: str, language: Language) -> str:
    """A policy, in English as it is written, with what follows a failed call.

    >>> with_following("open_tender", "none", "en")
    'open_tender (nobody takes over where calls have failed)'
    """
    follows, called = following(after, language), as_typed(policy, language)
    return in_brackets(called, follows, language) if follows else called
