"""How many groups make a task: one where runs take long, and where few are left; many where they are quick."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

from gpssim.studies.tasks import Group

SECONDS_OF_A_TASK: Final = 0.5
"""That a task should take, so that what it costs to hand it out does not count."""
SHARES: Final = 4
"""A worker gets at most this part of its share of what is left, so that all end together."""


class Chunks:
    """The groups of a study cut into tasks; those that are tried again are tasks of their own and come last.

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
        self._again: deque[Group] = deque()
        self.seconds = 0.0
        """That a group takes, of late; 0 while nobody knows."""

    def __bool__(self) -> bool:
        return bool(self.fresh or self._again)

    def measured(self, groups: int, seconds: float) -> None:
        """Take note of how long some groups took together."""
        self.seconds = seconds / groups if self.seconds == 0.0 else 0.5 * (self.seconds + seconds / groups)

    def again(self, groups: Iterable[Group]) -> None:
        """Groups that are to be tried once more."""
        self._again.extend(groups)

    def take(self, workers: int) -> tuple[tuple[Group, ...], bool]:
        """The groups of the next task, and whether they were tried before."""
        if not self.fresh:
            return (self._again.popleft(),), True
        chunk = tuple(self._cut(self._size(workers)))
        self.fresh -= len(chunk)
        return chunk, False

    def put_back(self, groups: tuple[Group, ...], tried: bool) -> None:
        """Undo :meth:`take`."""
        (self._again if tried else self._next).extendleft(reversed(groups))
        self.fresh += 0 if tried else len(groups)

    def tried(self) -> list[Group]:
        """Those that were to be tried again, and are not any more."""
        tried = list(self._again)
        self._again.clear()
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
