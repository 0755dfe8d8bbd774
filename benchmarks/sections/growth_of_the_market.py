"""Sixteen cities in one: what grows faster than the market does."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from figure import Figure
from scenarios import grown
from timing import seconds

from gpssim.model import PublicServiceMarket

TIMES = 16


def figures(fast: bool) -> Iterator[Figure]:
    """Time of a run of 7 districts and 60 organizations against one of 112 districts and 960 organizations."""
    months = 24 if fast else 60
    small, large = (months_of(grown(times, 12, months)) for times in (1, TIMES))
    yield Figure(f"{TIMES} times the market, {months} months: time", large / small, at_most=17.0, goal=16.0)


def months_of(scenario: object) -> float:
    """Seconds of the months after the warm-up, the median of three runs from the same month."""
    start = PublicServiceMarket(scenario, "open_tender").warm_up()  # type: ignore[arg-type]  # a scenario
    spent = []
    for _ in range(3):
        branch = start.branch("open_tender")
        spent.append(seconds(branch.run))
        branch.release()
    start.release()
    return median(spent)
