"""Where a month goes: the share of each verb, in small and in large cities."""

from __future__ import annotations

from collections.abc import Iterator

from figure import Figure
from scenarios import preset
from timing import seconds, stopwatches

from gpssim.model import PublicServiceMarket

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def figures(fast: bool) -> Iterator[Figure]:
    """Milliseconds of a month, and verbs that take more than 2 % of it."""
    months = 12 if fast else 24
    for n in SIZES[1:2] if fast else SIZES:
        for policy in ("open_tender", "directed_commission"):
            model = PublicServiceMarket(preset(n), policy).warm_up()
            with stopwatches() as laps:
                whole = seconds(lambda model=model: model.run(months))
            model.release()
            yield Figure(f"month under {policy}, {n:,} citizens", 1e3 * whole / months, "ms", ratio=False)
            for verb, spent in sorted(laps.items(), key=lambda item: -sum(item[1])):
                if sum(spent) > 0.02 * whole:
                    yield Figure(f"  of which {verb}", 100.0 * sum(spent) / whole, "%")
