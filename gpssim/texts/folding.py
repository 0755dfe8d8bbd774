"""Lines of a terminal: Latin words stay whole, Chinese breaks anywhere but before a closing sign."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import east_asian_width

PIECES: Final = re.compile(r"\s+|[\u2e80-\uffef][。，；：、）》”]*|[^\s\u2e80-\uffef]+[。，；：、）》”]*")
"""What is not parted: spaces, a Chinese character or a Latin word with the signs that close behind it."""


def places(text: str) -> int:
    """Places that a text takes in a terminal: two for a Chinese character.

    >>> places("价格 1")
    6
    """
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def folded(text: str, width: int) -> str:
    r"""A text in lines of at most ``width`` places; a word longer than a line stays whole, for the terminal to break.

    >>> folded("评审有误差，流标后 open_tender", 10)
    '评审有误\n差，流标后\nopen_tender'
    """
    lines = [""]
    for piece in PIECES.findall(text):
        if lines[-1] and places((lines[-1] + piece).rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] or piece.strip() else ""
    return "\n".join(lines).rstrip()
