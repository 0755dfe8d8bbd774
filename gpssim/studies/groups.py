"""The groups of a study in their order, worked out when they are asked for: a million of them take no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from gpssim.studies.tasks import Group


@dataclass(frozen=True)
class Groups(Sequence[Group]):
    """Every replication of the scenario's own world, then replication by replication all sampled worlds.

    Of a shard, every ``of``-th of them, from the ``first`` on.
    """

    replications: int
    worlds: int = 0
    world_replications: int = 1
    first: int = 0
    of: int = 1

    @property
    def whole(self) -> int:
        """Groups of the whole study."""
        return self.replications + self.worlds * self.world_replications

    def __len__(self) -> int:
        return len(range(self.first, self.whole, self.of))

    @overload
    def __getitem__(self, place: int) -> Group: ...

    @overload
    def __getitem__(self, place: slice) -> list[Group]: ...

    def __getitem__(self, place: int | slice) -> Group | list[Group]:
        numbers = range(self.first, self.whole, self.of)[place]
        return self._numbered(numbers) if isinstance(numbers, int) else [self._numbered(n) for n in numbers]

    def __iter__(self) -> Iterator[Group]:
        return map(self._numbered, range(self.first, self.whole, self.of))

    def __contains__(self, group: object) -> bool:
        if not isinstance(group, tuple):
            return False
        number = self.number(Group(*group))
        return number is not None and number % self.of == self.first

    def number(self, group: Group) -> int | None:
        """The place of a group in the whole study; ``None`` where it has no such group."""
        world, replication = group
        if world == 0:
            return replication if 0 <= replication < self.replications else None
        if not (0 < world <= self.worlds and 0 <= replication < self.world_replications):
            return None
        return self.replications + replication * self.worlds + world - 1

    def _numbered(self, number: int) -> Group:
        if number < self.replications:
            return Group(0, number)
        replication, world = divmod(number - self.replications, self.worlds)
        return Group(world + 1, replication)
