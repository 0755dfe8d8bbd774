"""The citizens' month against one compiled loop of the same rules: what order, queues and sums cost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from bound import run_month as bound_month
from figure import Figure
from scenarios import preset
from timing import seconds

from gpssim.agents.kernel import People, run_needs_month, run_service_month
from gpssim.model import PublicServiceMarket
from gpssim.month.service.service import manner, supply
from gpssim.state.citizens_month import people, words
from gpssim.state.domains import declared


def figures(fast: bool) -> Iterator[Figure]:
    """How many times longer the two compiled passes take, at two sizes."""
    for n in (10_000,) if fast else (10_000, 100_000):
        ratio = against_the_bound(n, 10 if fast else 40)
        bar = {"at_most": 2.0, "goal": 1.3} if n == 100_000 else {}
        yield Figure(f"citizens' month / one compiled loop of the same rules, {n:,} citizens", ratio, **bar)


def against_the_bound(n_citizens: int, repeats: int) -> float:
    """How many times longer the two compiled passes take than the loop: the least of several months of each."""
    model = PublicServiceMarket(preset(n_citizens, warm_up=3), "status_quo").warm_up()
    offered, now, how, stated = supply(model), words(model), manner(model), declared(model)
    onset, ending, access = stated.onset, stated.ending, np.array(model.world.citizens.access)
    heard, free = np.zeros((len(model.contracts), 3)), np.bincount(model.contracts.domain, offered.capacity).astype(np.int64)
    places, spent = np.asarray(model.citizens.district), ([], [])
    for _ in range(repeats):
        mine, theirs = (People(model.first_row, *(x.copy() for x in people(model)[1:])) for _ in range(2))

        def both(crowd: People = mine) -> None:
            cells = np.zeros_like(model.cells)
            run_needs_month(crowd, now, onset, ending, cells)
            run_service_month(crowd, offered, now, how, access, heard, cells)

        def bound(crowd: People = theirs) -> None:
            bound_month(crowd, offered, now, how, access, onset, ending, free.copy(), places, np.zeros(8))

        for laps, live in zip(spent, (both, bound), strict=True):
            laps.append(seconds(live))
    model.release()
    return min(spent[0][1:]) / min(spent[1][1:])
