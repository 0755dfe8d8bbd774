"""A part of a study, for job arrays: every n-th of its groups, in a folder of its own, to be joined with the others when all are done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from gpssim.errors import StudyError, impossible
from gpssim.studies.groups import Groups

SHARD: Final = "shard"
"""Entry of the manifest of a shard."""
SHARDS: Final = "shards"
"""The folder of a study in which its shards lie."""
MOST_SHARDS: Final = 100_000


@dataclass(frozen=True)
class Shard:
    """The ``number``-th of so many, from 1 on."""

    number: int
    of_all: int

    @classmethod
    def of(cls, typed: Any) -> Shard:
        """The shard that was typed, as ``3/40``.

        Raises
        ------
        ScenarioError : there is no such shard.
        """
        if isinstance(typed, Shard):
            return typed
        found = re.fullmatch(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*", typed) if isinstance(typed, str) else None
        number, of_all = (int(found[1]), int(found[2])) if found else (0, 0)
        if not 1 <= number <= of_all <= MOST_SHARDS:
            raise impossible(
                "shard", typed, f"a number and how many there are, such as 3/40 (from 1/40 to 40/40, at most {MOST_SHARDS:,})"
            )
        return cls(number, of_all)

    def __str__(self) -> str:
        return f"{self.number}/{self.of_all}"

    def folder(self, study: Path) -> Path:
        """Where it lies in the folder of its study."""
        width = len(str(self.of_all))
        return study / SHARDS / f"{self.number:0{width}d}-of-{self.of_all}"

    def groups(self, whole: Any) -> Groups:
        """Its groups: of all, every n-th, so that all shards take about as long.

        Raises
        ------
        StudyError : the study has groups of its own, or fewer than there are shards.
        """
        if not isinstance(whole, Groups):
            raise StudyError(f"a {type(whole).__name__} of groups cannot be cut into shards")
        if self.of_all > whole.whole:
            raise impossible("shard", str(self), f"one of at most {whole.whole}: the study has no more replications and worlds")
        return replace(whole, first=self.number - 1, of=self.of_all)

    def told(self, groups: Groups) -> dict[str, int]:
        """What the manifest says of it: which of how many, and the size of the whole study."""
        size = {"replications": groups.replications, "worlds": groups.worlds, "world_replications": groups.world_replications}
        return {"number": self.number, "of": self.of_all, **size}


def shard_in(manifest: Mapping[str, Any]) -> Shard | None:
    """The shard that a folder holds; none where it holds a whole study."""
    told = manifest.get(SHARD)
    return Shard(int(told["number"]), int(told["of"])) if isinstance(told, Mapping) else None
