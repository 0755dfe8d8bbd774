"""How many processes to use, and whether this process may start any: where it may not, one does all the work and says so.

Workers end when their parent does, however it ends: none is left that holds memory and works for nobody.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import warnings
from threading import Thread
from typing import Final

ORPHANED: Final = 1
"""Exit code of a worker without parent."""
MOST_ON_WINDOWS: Final = 61
"""Windows waits for at most 63 handles at once, of which a pool of processes needs two for itself."""
MOST_THREADS: Final = 1000
"""More threads in one run are a slip of the hand."""


class AloneWarning(UserWarning):
    """Work for several processes is done by one."""


def crew(asked: int | None, tasks: int) -> int:
    """Processes for so many tasks: as asked, else one for each core that this process may use; 1 where none can be started.

    Warns
    -----
    AloneWarning : two or more would be used, and none can be started.
    """
    together = at_once(asked, tasks)
    why = why_alone() if together > 1 else ""
    if why:
        warnings.warn(f"one process does all the work: {why}", AloneWarning, stacklevel=2)
    return 1 if why else together


def at_once(asked: int | None, tasks: int) -> int:
    """Tasks to work on at once: as asked, else one for each core that this process may use; no more than there are."""
    return max(1, min(asked or cores(), tasks, MOST_ON_WINDOWS if sys.platform == "win32" else tasks))


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def why_alone() -> str:
    """Why this process cannot start others; empty where it can."""
    if multiprocessing.current_process().daemon:
        return "this process is a daemon of multiprocessing, which may start none of its own"
    try:
        multiprocessing.get_context("spawn").Lock()
    except (OSError, ImportError) as error:  # no shared memory, or a system without semaphores
        return f"the system lets none be started ({error})"
    return ""


def end_with_parent() -> None:
    """Called in a worker: it ends at once when the process that started it is gone, in the middle of whatever it does."""
    Thread(target=_watch, name="gpssim-parent", daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(ORPHANED)
