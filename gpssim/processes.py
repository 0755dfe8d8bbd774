"""Workers end when their parent does, however it ends: none is left that holds memory and works for nobody."""

from __future__ import annotations

import multiprocessing
import os
from threading import Thread
from typing import Final

ORPHANED: Final = 1
"""Exit code of a worker without parent."""


def end_with_parent() -> None:
    """Called in a worker: it ends at once when the process that started it is gone, in the middle of whatever it does."""
    Thread(target=_watch, name="gpssim-parent", daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(ORPHANED)
