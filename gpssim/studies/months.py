"""How far the run under way is: who waits for one long run in this process is told after each of its months."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket
    from gpssim.studies.progress import Tick

_TOLD: Final[ContextVar[Callable[[], None] | None]] = ContextVar("told after each month", default=None)


def to_the_switch(market: PublicServiceMarket) -> PublicServiceMarket:
    """A market stepped through its warm-up; who listens is told of each month."""
    told = _TOLD.get()
    return market.warm_up() if told is None else _stepped(market, market.specification.warm_up, told)


def to_the_end(market: PublicServiceMarket) -> PublicServiceMarket:
    """A market stepped through all its months; who listens is told of each."""
    told = _TOLD.get()
    return market.run() if told is None else _stepped(market, market.specification.warm_up + market.specification.months, told)


def _stepped(market: PublicServiceMarket, until: int, told: Callable[[], None]) -> PublicServiceMarket:
    while market.month < until:
        market.step()
        told()
    return market


class Months:
    """Moves a bar within the runs of a group: months lived of those that the group takes, in runs."""

    def __init__(self, tick: Tick, total: int, per_group: int, months: int) -> None:
        self.tick, self.total, self.per_group, self.months = tick, total, per_group, max(1, months)
        self.done, self.lived = 0, 0

    def begin(self, done: int) -> None:
        """A group begins when so many runs are finished."""
        self.done, self.lived = done, 0

    def __call__(self) -> None:
        """One more month has been lived; the group counts as finished only when it is."""
        self.lived += 1
        part = min(0.999, self.lived / self.months)
        self.tick(self.done + part * self.per_group, self.total)


@contextmanager
def told_to(months: Callable[[], None]) -> Iterator[None]:
    """Within, every run of this process tells of its months."""
    token = _TOLD.set(months)
    try:
        yield
    finally:
        _TOLD.reset(token)
