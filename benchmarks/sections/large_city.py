"""A very large city: 10,000 organizations, 1,000 purchasers, 1,000,000 citizens."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from figure import Figure
from scenarios import PRESET
from timing import seconds, stopwatches

import gpssim
from gpssim.model import PublicServiceMarket
from gpssim.scenario import Scenario, replace


def city(part: float) -> Scenario:
    """That city, or a part of it."""
    scenario = gpssim.load_scenario(PRESET)
    founders = scenario.world.organizations.founders_rate
    n_citizens, n_districts = round(1_000_000 * part), round(999 * part)
    return replace(
        scenario,
        {
            "world.city.n_districts": n_districts,
            "world.city.n_citizens": n_citizens,
            "world.city.residents": max(60_000 * n_districts, n_citizens),
            "world.organizations.n_initial": round(10_000 * part),
            "world.organizations.founders_rate": min(1000.0, founders * n_districts / 7),
            "warm_up": 6,
            "months": 12,
        },
    )


def figures(fast: bool) -> Iterator[Figure]:
    """Seconds of a month with its largest verbs, and its growth from a tenth of the city."""
    sizes = (0.01, 0.05) if fast else (0.1, 1.0)
    cost = {}
    for part in sizes:
        model = PublicServiceMarket(city(part), "open_tender").warm_up()
        with stopwatches() as laps:
            cost[part] = median(seconds(model.step) for _ in range(3 if fast else 6))
        model.release()
        yield Figure(f"median month of {part:g} of the city", cost[part], "s", ratio=False)
        months = sum(sum(spent) for spent in laps.values())
        for verb, spent in sorted(laps.items(), key=lambda item: -sum(item[1])):
            if sum(spent) > 0.03 * months:
                yield Figure(f"  of which {verb}", 100.0 * sum(spent) / months, "%")
    times = sizes[1] / sizes[0]
    yield Figure(f"{times:g} times the city: time beside linear growth", cost[sizes[1]] / cost[sizes[0]] / times, at_most=1.2)
