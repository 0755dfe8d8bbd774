"""What executors share that work through a Dask scheduler; Dask itself is imported when one is used."""

from __future__ import annotations

from typing import Final

ONE_TRY: Final = {"distributed.scheduler.allowed-failures": 0}
"""How a scheduler of ours is configured: a task whose worker died is the study's to try again."""
