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

PROGRESS: Final = {
    "runs": Text("runs", "运行"),
    "a second": Text("{n:.3g} a second", "每秒 {n:.3g} 次"),
    "a minute": Text("{n:.3g} a minute", "每分钟 {n:.3g} 次"),
    "an hour": Text("{n:.3g} an hour", "每小时 {n:.3g} 次"),
    "left": Text(", {long} left", "，约余 {long}"),
    "to_go": Text(
        "{done} of {total} runs are finished after {after}; about {rest} to go",
        "{after}后已完成 {done}/{total} 次运行；约余 {rest}",
    ),
    "to_go_once": Text(
        "{done} of {total} runs are finished after {after}, {once} of it paid once (compiling, equilibria); about {rest} to go",
        "{after}后已完成 {done}/{total} 次运行，其中 {once}用于编译与求解均衡，只需一次；约余 {rest}",
    ),
    "long": Text(
        "{runs} runs; how long they take is said as soon as the first are finished",
        "共 {runs} 次运行；首批完成后即报告所需时间",
    ),
}
"""What is said of a study under way."""


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
