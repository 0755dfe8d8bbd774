"""How many groups make a task: one where runs take long, and where few are left; many where they are quick.

Groups that were lost with their worker are tasks of their own. Those that were lost once are tried beside each other; those that
were lost again are tried one at a time with nothing beside them, since it may have been the others who killed the worker, or filled
the memory of the machine.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from gpssim.studies.tasks import Group

SECONDS_OF_A_TASK: Final = 0.5
"""That a task should take, so that what it costs to hand it out does not count."""
WINDOW: Final = 2
"""Tasks handed out ahead for each worker."""
SHARES: Final = 4
"""A worker gets at most this part of its share of what is left, so that all end together."""
MOST_LOSSES: Final = 2
"""After so many a group is tried alone, and given up when it is lost once more."""
MOST_KILLERS: Final = 20
"""Groups of a study that are given up so: by then something is wrong with the machine or with many runs, and to try on, one at a
time, may take for ever."""


class Cut(NamedTuple):
    """What makes a task."""

    groups: tuple[Group, ...]
    losses: int = 0
    """How often they were lost before."""

    @property
    def alone(self) -> bool:
        """Whether nothing may be under way beside it."""
        return self.losses == MOST_LOSSES


class Chunks:
    """The groups of a study cut into tasks; those that are tried again come last.

    Parameters
    ----------
    groups : in their order, each once.
    total : how many.
    block : what groups have in common that may be run together.
    """

    def __init__(self, groups: Iterable[Group], total: int, block: Callable[[Group], object]) -> None:
        self._groups, self._block = iter(groups), block
        self.fresh = total
        """Groups that were never handed out."""
        self._next: deque[Group] = deque()
        self._lost: dict[int, deque[Group]] = {losses: deque() for losses in range(1, MOST_LOSSES + 1)}
        self.seconds = 0.0
        """That a group takes, of late; 0 while nobody knows."""

    def __bool__(self) -> bool:
        return bool(self.fresh or any(self._lost.values()))

    def measured(self, groups: int, seconds: float) -> None:
        """Take note of how long some groups took together."""
        self.seconds = seconds / groups if self.seconds == 0.0 else 0.5 * (self.seconds + seconds / groups)

    def lost(self, cut: Cut) -> None:
        """Its groups are to be tried once more."""
        self._lost[cut.losses + 1].extend(cut.groups)

    def room(self, workers: int) -> int:
        """How many tasks may be under way when the next one joins them."""
        if self.fresh:
            return WINDOW * workers
        return workers if self._lost[1] else min(1, workers)

    def take(self, workers: int) -> Cut:
        """The next task: what was lost least often comes first."""
        if not self.fresh:
            losses, queue = next((losses, queue) for losses, queue in self._lost.items() if queue)
            return Cut((queue.popleft(),), losses)
        chunk = tuple(self._cut(self._size(workers)))
        self.fresh -= len(chunk)
        return Cut(chunk)

    def put_back(self, cut: Cut) -> None:
        """Undo :meth:`take`."""
        queue = self._lost[cut.losses] if cut.losses else self._next
        queue.extendleft(reversed(cut.groups))
        self.fresh += 0 if cut.losses else len(cut.groups)

    def tried(self) -> list[Group]:
        """Those that were to be tried again, and are not any more."""
        tried = [group for queue in self._lost.values() for group in queue]
        for queue in self._lost.values():
            queue.clear()
        return tried

    def rest(self) -> Iterator[Group]:
        """All that was never handed out, one by one."""
        while self.fresh:
            self.fresh -= 1
            yield self._next.popleft() if self._next else next(self._groups)

    def _size(self, workers: int) -> int:
        if self.seconds <= 0.0:
            return 1
        fair = -(-self.fresh // (SHARES * workers))
        return max(1, min(fair, int(SECONDS_OF_A_TASK / self.seconds)))

    def _cut(self, size: int) -> Iterator[Group]:
        """The next groups, as many as share a block."""
        self._next.extend(islice(self._groups, max(0, size - len(self._next))))
        first = self._block(self._next[0])
        for _ in range(min(size, len(self._next))):
            if self._block(self._next[0]) != first:
                return
            yield self._next.popleft()
