"""Numbers beside marks and axes in as few letters as tell them apart; a minus is a minus."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, log10
from typing import Final, Literal

from matplotlib.axes import Axes
from matplotlib.ticker import Formatter, MaxNLocator

LARGE, TINY = 1e5, 1e-3
"""Sizes from which, and below which, a number has an exponent."""
MOST_DIGITS: Final = 12
MOST_TICKS: Final = 5


def short(value: float, digits: int = 3) -> str:
    """A number in few letters.

    >>> [short(one) for one in (0.0, -0.125, 0.00001234, 57_612.0, -240_000.0)]
    ['0', '−0.125', '1.23e−5', '57,600', '−2.4e5']
    """
    if value == 0 or value != value:
        return "0" if value == 0 else "–"
    rounded = float(f"{value:.{digits}g}")
    if TINY <= abs(rounded) < LARGE:
        said = f"{rounded:,.{max(0, digits - 1 - floor(log10(abs(rounded))))}f}"
        return _signed(said.rstrip("0").rstrip(".") if "." in said else said)
    mantissa, _, power = f"{rounded:.{digits - 1}e}".partition("e")
    return _signed(f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{int(power)}")


def short_word(text: str, most: int) -> str:
    """A text of at most so many letters; what is cut off leaves dots.

    >>> short_word("competitive consultation", 14), short_word("open tender", 14)
    ('competitive c…', 'open tender')
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _signed(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


class ShortFormatter(Formatter):
    """Ticks with as many digits as tell them apart, and no power of ten at the end of the axis."""

    def __init__(self) -> None:
        self._ticks: list[float] = []

    def set_locs(self, locs: Sequence[float]) -> None:
        """Matplotlib says here where all ticks of the axis are."""
        self._ticks = list(locs)

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The label of a tick; what is rounding beside the step of the ticks is 0."""
        apart = min((abs(b - a) for a, b in pairwise(self._ticks) if a != b), default=abs(x) or 1.0)
        if abs(x) < 1e-6 * apart:
            return "0"
        return short(x, min(MOST_DIGITS, max(2, floor(log10(abs(x))) - floor(log10(apart)) + 2)))


def short_ticks(axes: Axes, *along: Literal["x", "y"], most: int = MOST_TICKS) -> None:
    """At most so many steps along axes of numbers, and short labels."""
    for one in along:
        axis = axes.xaxis if one == "x" else axes.yaxis
        axis.set_major_locator(MaxNLocator(nbins=most, min_n_ticks=2))
        axis.set_major_formatter(ShortFormatter())
