"""The job of a study on every worker of a scheduler, those that come later among them: it travels once to each."""

from __future__ import annotations

from typing import Any

from distributed.diagnostics.plugin import WorkerPlugin

from gpssim.studies.elsewhere import forget, hold
from gpssim.studies.executors.base import Work


class KeepsJob(WorkerPlugin):  # type: ignore[misc]  # distributed has no types
    """Kept by the scheduler, which gives it to its workers."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.name = f"gpssim-{work.key}"

    def setup(self, worker: Any) -> None:
        """A worker begins."""
        hold(self.work.key, self.work.payload, self.work.made_by)

    def teardown(self, worker: Any) -> None:
        """The study has ended, or the worker does."""
        forget(self.work.key)
