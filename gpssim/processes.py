"""How many processes to use, and whether this process may start any: where it may not, one does all the work and says so.

Workers end when their parent does, however it ends: none is left that holds memory and works for nobody.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from threading import Thread
from types import ModuleType
from typing import Final

from gpssim.errors import SaidWarning

ORPHANED: Final = 1
"""Exit code of a worker without parent."""
MOST_ON_WINDOWS: Final = 61
"""Windows waits for at most 63 handles at once, of which a pool of processes needs two for itself."""
MOST_THREADS: Final = 1000
"""More threads in one run are a slip of the hand."""


class AloneWarning(SaidWarning):
    """Work for several processes is done by one."""


def crew(asked: int | None, tasks: int) -> int:
    """Processes for so many tasks: as asked, else one for each core that this process may use; 1 where none can be started.

    Warns
    -----
    AloneWarning : two or more would be used, and none can be started.
    """
    together = at_once(asked, tasks)
    why = why_alone() if together > 1 else None
    if why:
        warnings.warn(why, stacklevel=2)
    return 1 if why else together


def _tell_refused(error: object) -> None:
    line = "one process does all the work: the system lets no others be started ({error})"
    warnings.warn(AloneWarning(line, error=str(error)), stacklevel=3)


def at_once(asked: int | None, tasks: int) -> int:
    """Tasks to work on at once: as asked, else one for each core that this process may use; no more than there are."""
    return max(1, min(asked or cores(), tasks, MOST_ON_WINDOWS if sys.platform == "win32" else tasks))


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def why_alone() -> AloneWarning | None:
    """Why this process cannot start others; nothing where it can."""
    if multiprocessing.current_process().daemon:
        return AloneWarning(
            "one process does all the work: this process is a daemon of multiprocessing, which may start none of its own"
        )
    try:
        multiprocessing.get_context("spawn").Lock()
    except (OSError, ImportError) as error:  # no shared memory, or a system without semaphores
        return AloneWarning("one process does all the work: the system lets none be started ({error})", error=str(error))
    return None


def end_with_parent() -> None:
    """Called in a worker: it ends at once when the process that started it is gone, in the middle of whatever it does."""
    Thread(target=_watch, name="gpssim-parent", daemon=True).start()


def started(workers: int, begin: Callable[[], None] = end_with_parent, how: str | None = "spawn") -> ProcessPoolExecutor | None:
    """A pool whose processes are there; none where the system refuses one of them, or lets it die before it has begun.

    What would have been theirs is then for this process to do: a limit on processes or memory is found out here, before any work
    is handed out. The user's script is hidden from processes that are spawned: it is not run once more in each.

    Parameters
    ----------
    workers : how many.
    begin : what each does first; it has to end with its parent.
    how : they are started; as is usual on the system where it is ``None``.

    Warns
    -----
    AloneWarning : there is none.
    """
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(how), initializer=begin)
    try:
        with script_hidden():
            answers = [pool.submit(int) for _ in range(workers)]
        for answer in answers:
            answer.result()
    except (OSError, RuntimeError) as error:  # no process, no thread to feed it, or a pool that broke
        stop(pool)
        _tell_refused(error)
        return None
    except BaseException:
        stop(pool)
        raise
    return pool


def started_each(
    workers: int, begin: Callable[..., None], given: tuple[object, ...] = (), least: int = 1
) -> list[ProcessPoolExecutor]:
    """Pools of one process each, all of which are there: where one dies, and another is started in its place, the rest go on.

    Parameters
    ----------
    workers : how many; fewer where the system lets no more be started.
    begin, given : what each does first, and with what; it has to end with its parent.
    least : with fewer than these there is none.

    Warns
    -----
    AloneWarning : there is none.
    """
    context = multiprocessing.get_context("spawn")
    pools = [ProcessPoolExecutor(1, mp_context=context, initializer=begin, initargs=given) for _ in range(workers)]
    there: list[ProcessPoolExecutor] = []
    try:
        refused = [_why_not(answer) for answer in [_asked(pool) for pool in pools]]  # all start before one is waited for
        there = [pool for pool, why in zip(pools, refused, strict=True) if not why]
        if len(there) < least:
            there = []
            _tell_refused(next(filter(None, refused)))
    finally:
        for pool in pools:
            if pool not in there:
                stop(pool)
    return there


def _asked(pool: ProcessPoolExecutor) -> Future[int] | str:
    """A question to a process that begins with it, or why it does not."""
    try:
        with script_hidden():
            return pool.submit(int)
    except (OSError, RuntimeError) as error:
        return str(error)


def _why_not(answer: Future[int] | str) -> str:
    """Why a process is not there; empty where it is."""
    try:
        return answer if isinstance(answer, str) else "" * answer.result()
    except (OSError, RuntimeError) as error:
        return str(error) or type(error).__name__


def stop(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool at once, whatever they are at."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


@contextmanager
def script_hidden() -> Iterator[None]:
    """While processes start, ``__main__`` is an empty module: multiprocessing would run the user's script again in each."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(ORPHANED)
