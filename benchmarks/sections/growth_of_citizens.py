"""What a citizen's month costs in cities of more and more survey units."""

from __future__ import annotations

from collections.abc import Iterator

from figure import Figure
from scenarios import preset
from timing import stopwatches

from gpssim.model import PublicServiceMarket
from sections.citizens_month import CITIZENS_MONTH, POLICY, month_of


def figures(fast: bool) -> Iterator[Figure]:
    """Nanoseconds of a citizen's month by the number of citizens."""
    sizes = (10_000, 100_000) if fast else (10_000, 100_000, 1_000_000)
    cost = {}
    for n in sizes:
        model = PublicServiceMarket(preset(n, warm_up=3), POLICY).warm_up()
        with stopwatches(*CITIZENS_MONTH) as laps:
            for _ in range(8):
                model.step()
        model.release()
        cost[n] = 1e9 * month_of(laps) / n
        yield Figure(f"citizens' month, {n:,} citizens", cost[n], "ns a citizen", ratio=False)
    yield Figure(f"cost of a citizen, {sizes[-1]:,} / 10,000 citizens", cost[sizes[-1]] / cost[10_000], at_most=1.3, goal=1.15)
