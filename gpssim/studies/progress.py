"""How far a study is: a bar on stderr, so that stdout holds results only, or a function of the caller's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final, cast

from gpssim.files.standard import is_terminal

MEASURED: Final = 7 * 24 * 3600.0
"""Seconds over which the speed is measured, for the time that remains: groups of runs may take minutes each."""
Tick = Callable[[float, int], None]
"""Called with runs finished and runs in all; bars are told of parts of a run as well."""
Progress = Callable[[int, int], None] | bool | None
"""A function of one's own; True for a bar, False for none, ``None`` for a bar where stderr is a terminal."""


class Bar:
    """A bar, which moves within a run as well: see :class:`gpssim.studies.months.Months`."""

    def __init__(self, move: Tick) -> None:
        self.move = move

    def __call__(self, done: float, total: int) -> None:
        """Show runs finished, of runs in all."""
        self.move(done, total)


@contextmanager
def shown(progress: Progress) -> Iterator[Tick]:
    """What to call after each group of runs."""
    if callable(progress):
        yield cast("Tick", progress)  # who is not a bar is told of whole runs only
    elif progress and in_notebook():
        yield notebook_bar()
    elif progress or (progress is None and is_terminal(sys.stderr)):
        with progress_bar() as tick:
            yield tick
    else:
        yield lambda _done, _total: None


def in_notebook() -> bool:
    """Whether a front end of IPython shows what this process displays: a notebook, not a shell."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell is not None and getattr(shell, "kernel", None) is not None


def notebook_bar() -> Tick:
    """A bar below the cell of a notebook, which stays there when the study has ended."""
    shows: Any = import_module("IPython.display")  # there wherever a notebook is; nobody else needs it

    def drawn(done: float, total: int) -> object:
        return shows.HTML(f'<progress value="{done:g}" max="{total}" style="width: 40%"></progress> {int(done)} of {total} runs')

    handle = shows.display(drawn(0, 1), display_id=True)
    return Bar(lambda done, total: handle.update(drawn(done, total)))


@contextmanager
def progress_bar(label: str = "runs") -> Iterator[Tick]:
    """A bar on stderr that leaves nothing behind on a terminal; elsewhere one line when the study has ended."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=console.is_terminal, speed_estimate_period=MEASURED) as bar:
        task = bar.add_task(label, total=None)
        yield Bar(lambda done, total: bar.update(task, completed=done, total=total))
