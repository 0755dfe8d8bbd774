"""What executors share that work through a Dask scheduler; Dask itself is imported when one is used."""

from __future__ import annotations

from typing import Any, Final

ONE_TRY: Final[dict[str, Any]] = {"distributed.scheduler.allowed-failures": 0}
"""How a scheduler of ours is configured: a task whose worker died is the study's to try again."""
UNWATCHED: Final[dict[str, Any]] = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.gil.enabled": False,
}
"""How workers of ours are configured: nobody sees what they do a hundred times a second, and looking takes time of theirs."""
