"""How far a study is: a bar on stderr, so that stdout holds results only, or a function of the caller's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

MEASURED: Final = 7 * 24 * 3600.0
"""Seconds over which the speed is measured, for the time that remains: groups of runs may take minutes each."""
Tick = Callable[[int, int], None]
"""Called with runs finished and runs in all."""
Progress = Tick | bool | None
"""A function of one's own; True for a bar, False for none, ``None`` for a bar where stderr is a terminal."""


@contextmanager
def shown(progress: Progress) -> Iterator[Tick]:
    """What to call after each group of runs."""
    if callable(progress):
        yield progress
    elif progress or (progress is None and sys.stderr.isatty()):
        with progress_bar() as tick:
            yield tick
    else:
        yield lambda _done, _total: None


@contextmanager
def progress_bar(label: str = "runs") -> Iterator[Tick]:
    """A bar on stderr that leaves nothing behind; draws nothing where stderr is not a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    hidden = not console.is_terminal
    with Progress(*columns, console=console, disable=hidden, transient=True, speed_estimate_period=MEASURED) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
