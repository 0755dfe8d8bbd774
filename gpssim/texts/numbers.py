"""Numbers as readers see them, in a terminal, a figure and a paper alike: three figures, true minus signs, a dash for nothing."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import Final, NamedTuple

from gpssim.texts.text import Language

MISSING: Final = "–"
"""What stands for a number that is undefined or not measured: never 0, never nothing."""
MINUS: Final = "−"
MOST_PLACES: Final = 6
"""Decimal places beyond which numbers are written in powers of ten."""
FURTHER_PLACES: Final = 2
"""Places more than an interval asks for, that a small difference may have to keep a figure of its own and its sign."""


class Estimate(NamedTuple):
    """A number and its interval as text, with the same decimal places; the interval is empty where there is none."""

    value: str
    interval: str


def number(value: float) -> str:
    """A number with three figures, whole from a thousand on, a true minus sign; empty where it is missing.

    >>> number(-0.012345), number(12345.6), number(2.0)
    ('−0.0123', '12,346', '2.00')
    """
    if not isfinite(value):
        return ""
    if value == 0:
        return "0"
    places = max(0, 2 - floor(log10(abs(value))))
    return fixed(value, places) if places <= MOST_PLACES else f"{value:.1e}".replace("-", MINUS)


def shown(value: float) -> str:
    """The same, with a dash where it is missing.

    >>> shown(float("nan")), shown(0.0)
    ('–', '0')
    """
    return number(value) or MISSING


def estimate(value: float, low: float, high: float, plus: bool = False) -> Estimate:
    """A difference and its interval, to two figures of the interval's half width and no more than three of the difference.

    Parameters
    ----------
    value, low, high : the difference and the ends of its interval; missing (NaN) where there is none.
    plus : whether a positive difference has its sign, too.

    >>> estimate(-0.1802, -0.1931, -0.1673)
    Estimate(value='−0.180', interval='[−0.193, −0.167]')
    >>> estimate(0.00004, -0.025, 0.025, plus=True)
    Estimate(value='+0.00004', interval='[−0.02500, 0.02500]')
    """
    if not isfinite(value):
        return Estimate(MISSING, "")
    places = _places(value, low, high)
    texts = [_to(number_, places) for number_ in (value, low, high)]
    sign = "+" if plus and value > 0 and texts[0].strip("0.,") else ""
    return Estimate(sign + texts[0], f"[{texts[1]}, {texts[2]}]" if isfinite(low) and isfinite(high) else "")


def _places(value: float, low: float, high: float) -> int:
    """Decimal places of a difference and its interval; more than :data:`MOST_PLACES` means powers of ten."""
    finest = max((high - low) / 2 if high > low else 0.0, abs(value) / 10)
    if not finest:
        return 2
    places = max(0, 1 - floor(log10(finest)))
    for further in range(places, places + FURTHER_PLACES + 1):
        if round(value, further):
            return min(further, max(places, MOST_PLACES))
    return places


def _to(value: float, places: int) -> str:
    return fixed(value, places) if places <= MOST_PLACES else number(value)


def fixed(value: float, places: int) -> str:
    """A number with so many decimal places; what rounds to zero has no sign.

    >>> fixed(-0.5, 2), fixed(-0.001, 2)
    ('−0.50', '0.00')
    """
    text = f"{value:,.{places}f}"
    return (text if text.strip("-0.") else text.removeprefix("-")).replace("-", MINUS)


def small(value: float) -> str:
    """A share or p-value with two figures after the point; empty where it is missing."""
    if not isfinite(value):
        return ""
    return "<0.01" if 0 < value < 0.005 else fixed(value, 2)


def percent(share: float, language: Language = "en") -> str:
    """A share in whole percent; a dash where it is missing.

    >>> percent(-0.126), percent(0.5, "zh")
    ('−13 %', '50%')
    """
    return fixed(100 * share, 0) + ("%" if language == "zh" else " %") if isfinite(share) else MISSING
