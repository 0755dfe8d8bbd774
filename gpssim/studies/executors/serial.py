"""All runs in this process, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gpssim.studies.executors.base import RunsOn, Work


class Serial(RunsOn):
    """Nothing is started: for small studies, and to look for an error."""

    name = "serial"
    label = "in this process"
    label_zh = "本进程"
    written = "serial"
    here = True

    def at_once(self, workers: int | None, groups: int) -> int:
        return 1

    @contextmanager
    def crew(self, work: Work, workers: int | None) -> Iterator[None]:
        yield None
