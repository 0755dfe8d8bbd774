"""What a machine pays once (compiling, equilibria that are kept), apart from what every run costs: seconds, counted as they pass.

Whoever says how long a study takes must not take a first run for one like the others. Seconds of worker processes travel with
what they made and are added here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import Final

COMPILING: Final = "compiling"
EQUILIBRIA: Final = "equilibria"
"""Solved once for a scenario's world: a sampled world has its own, so that there they are part of what a run costs."""

_SECONDS: Final[dict[str, float]] = {}


class Payment:
    """Something that is being paid for. One that began within another is counted once, as what it is."""

    def __init__(self, kind: str, clock: Callable[[], float] = perf_counter) -> None:
        self._kind, self._clock = kind, clock
        self._began, self._before = clock(), sum(_SECONDS.values())

    def end(self) -> None:
        """It is paid."""
        within = sum(_SECONDS.values()) - self._before
        add({self._kind: max(0.0, self._clock() - self._began - within)})


@contextmanager
def paying(kind: str, clock: Callable[[], float] = perf_counter) -> Iterator[None]:
    """Count what passes within."""
    payment = Payment(kind, clock)
    try:
        yield
    finally:
        payment.end()


def add(seconds: Mapping[str, float]) -> None:
    """Count seconds that passed elsewhere."""
    for kind, passed in seconds.items():
        _SECONDS[kind] = _SECONDS.get(kind, 0.0) + passed


@contextmanager
def told_of() -> Iterator[dict[str, float]]:
    """What is counted within, there when the block ends, to be added in another process: here it is forgotten."""
    before, told = dict(_SECONDS), dict[str, float]()
    try:
        yield told
    finally:
        told |= {kind: more for kind, passed in _SECONDS.items() if (more := passed - before.get(kind, 0.0))}
        _SECONDS.clear()
        add(before)


def paid(*kinds: str) -> float:
    """Seconds counted so far of these kinds; of all, where none is named."""
    return sum(passed for kind, passed in _SECONDS.items() if not kinds or kind in kinds)
