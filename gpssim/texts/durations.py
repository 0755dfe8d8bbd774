"""How long something takes, as people say it."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Language, Text, said

DURATIONS: Final = {
    "a second": Text("a second", "1 秒"),
    "seconds": Text("{n:.0f} seconds", "{n:.0f} 秒"),
    "minutes": Text("{n:.0f} minutes", "{n:.0f} 分钟"),
    "hours": Text("{n:.1f} hours", "{n:.1f} 小时"),
}


def told(seconds: float, language: Language = "en") -> str:
    """A duration as people say it, no finer than it is known.

    >>> [told(seconds) for seconds in (0.4, 38, 100, 1500, 9000)]
    ['a second', '40 seconds', '2 minutes', '25 minutes', '2.5 hours']
    >>> [told(seconds, "zh") for seconds in (0.4, 38, 100, 9000)]
    ['1 秒', '40 秒', '2 分钟', '2.5 小时']
    """
    if seconds < 1.5:
        return said(DURATIONS, "a second", language)
    if seconds < 90:
        return said(DURATIONS, "seconds", language, n=round(seconds) if seconds < 10 else round(seconds, -1))
    if seconds < 5400:
        return said(DURATIONS, "minutes", language, n=seconds / 60)
    return said(DURATIONS, "hours", language, n=seconds / 3600)
