"""One legend above the panels of a figure, in as many columns as find room, and words broken where they would not."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from gpssim.figures.style import looks
from gpssim.texts.names import name
from gpssim.texts.text import Language

HALVES_PER_INCH: Final = 15.0
"""Latin letters of a legend in an inch; a Chinese character takes the room of two."""
LINE_OF_LEGEND: Final = 0.16
"""Height of a line of a legend, inches."""
HANDLE: Final = 0.6
"""Width of a legend's mark and gaps, inches."""


def legend(figure: Figure, handles: Sequence[Any]) -> None:
    """One legend above the panels, in as many columns as find room; the sheet grows by the lines that it takes beyond one."""
    widest = max(halves(str(one.get_label())) for one in handles) / HALVES_PER_INCH + HANDLE
    columns = max(1, min(len(handles), int(figure.get_figwidth() / widest)))
    columns = -(-len(handles) // -(-len(handles) // columns))  # as few as the same number of lines needs
    figure.set_figheight(figure.get_figheight() + LINE_OF_LEGEND * (-(-len(handles) // columns) - 1))
    figure.legend(handles=handles, loc="outside upper left", ncols=columns, borderaxespad=0.2)


def policy_legend(figure: Figure, policies: Sequence[str], language: Language, line: bool = True) -> None:
    """The look of each policy."""
    room = int((figure.get_figwidth() - HANDLE) * HALVES_PER_INCH)
    handles = [
        Line2D(
            [],
            [],
            color=look.color,
            ls=look.line if line else "none",
            marker=look.marker,
            label=folded(name(policy, language), room),
        )
        for policy, look in looks(policies).items()
    ]
    legend(figure, handles)


def halves(text: str) -> int:
    """Room that the widest line of a text takes, in Latin letters.

    >>> halves("tender"), halves("招标")
    (6, 4)
    """
    return max((sum(map(_room, line)) for line in text.split("\n")), default=0)


def folded(text: str, room: int) -> str:
    r"""A text in lines of at most ``room`` Latin letters, or half as many Chinese characters; what is in brackets stays together.

    >>> folded("directed commission", 12)
    'directed\ncommission'
    >>> folded("lottery alone (stress case)", 22)
    'lottery alone\n(stress case)'
    >>> folded("全部资金以定向委托购买（压力情形）", 16)
    '全部资金以定向委\n托购买\n（压力情形）'
    """
    if halves(text) <= room:
        return text
    before, bracket, rest = text.partition("（" if "（" in text else " (")
    if bracket and before:
        return f"{folded(before, room)}\n{folded((bracket + rest).strip(), room)}"
    return "\n".join(_by_character(text, room) if any(_room(one) > 1 for one in text) else wrap(text, room, break_on_hyphens=False))


def _by_character(text: str, room: int) -> list[str]:
    lines = [""]
    for character in text:
        if halves(lines[-1] + character) > room and character not in CLOSING:
            lines.append("")
        lines[-1] += character
    return [line.strip() for line in lines]


CLOSING: Final = "。，；：、）)%"
"""Characters that do not begin a line."""


def _room(character: str) -> int:
    return 1 + (unicodedata.east_asian_width(character) in "WF")
