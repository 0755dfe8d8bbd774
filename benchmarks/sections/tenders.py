"""A tender of bidders that solve for an equilibrium against one of bidders that add a mark-up."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from figure import Figure
from scenarios import preset
from timing import stopwatches

from gpssim.model import PublicServiceMarket
from gpssim.month.purchasing import holding
from gpssim.scenario import replace


def figures(fast: bool) -> Iterator[Figure]:
    """What a tender costs by bidding family once its equilibria are there: the median of all tenders of a second run."""
    cost = {}
    for family in ("markup", "equilibrium", "ewa"):
        market = replace(preset(1_000), {"world.bidding.family": family})
        start = PublicServiceMarket(market, "open_tender").warm_up()
        start.branch("open_tender").run(12 if fast else 24)
        with stopwatches((holding, "hold")) as laps:
            start.branch("open_tender").run(12 if fast else 24)
        cost[family] = median(laps["hold"])
        yield Figure(f"a tender, {family} bidders", 1e3 * cost[family], "ms", ratio=False)
    yield Figure("a tender, equilibrium / mark-up", cost["equilibrium"] / cost["markup"], at_most=2.0)
