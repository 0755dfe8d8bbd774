"""What follows a failed call, as a part of a policy's name: "open tender (failed calls: directed commission)"."""

from __future__ import annotations

from typing import Final

from gpssim.texts.names import name
from gpssim.texts.text import Language, Text, said

RULES: Final = "rules"
"""In the place of a mechanism: a rule set says what follows."""
WORDS: Final = {
    "follows": Text("failed calls: {after}", "流标后：{after}"),
    "named": Text("{policy} ({follows})", "{policy}（{follows}）"),
    "none": Text("none", "无人接替"),
    "rules": Text("as the rule set says", "依采购规则"),
    "differ": Text("What follows a failed call differs between the arms.", "各方案流标后的处理不同。"),
}


def following(after: str, language: Language) -> str:
    """What follows a failed call: the name of a mechanism, ``none``, or ``rules``; empty where results do not say.

    >>> following("directed_commission", "en")
    'failed calls: directed commission'
    """
    if not after:
        return ""
    words = said(WORDS, after, language) if after in ("none", RULES) else name(after, language)
    return said(WORDS, "follows", language, after=words)


def with_following(policy: str, after: str, language: Language) -> str:
    """A policy as it is written, with what follows a failed call.

    >>> with_following("open_tender", "none", "en")
    'open_tender (failed calls: none)'
    """
    follows = following(after, language)
    return said(WORDS, "named", language, policy=policy, follows=follows) if follows else policy
