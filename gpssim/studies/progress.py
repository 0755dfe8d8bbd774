"""How far a study is: a bar on stderr, so that stdout holds results only, or a function of the caller's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from time import monotonic
from typing import Any, Final, cast

from gpssim.files.standard import is_terminal
from gpssim.texts.durations import told

MEASURED: Final = 7 * 24 * 3600.0
"""Seconds over which the speed is measured, for the time that remains: groups of runs may take minutes each."""
Tick = Callable[[float, int], None]
"""Called with runs finished and runs in all; bars are told of parts of a run as well."""
Progress = Callable[[int, int], None] | bool | None
"""A function of one's own; True for a bar, False for none, ``None`` for a bar where stderr is a terminal."""


class Bar:
    """A bar, which moves within a run as well: see :class:`gpssim.studies.months.Months`.

    Parameters
    ----------
    move : shows runs finished, of runs in all.
    """

    def __init__(self, move: Tick) -> None:
        self.move, self.failed = move, 0

    def __call__(self, done: float, total: int) -> None:
        """Show runs finished, of runs in all."""
        self.move(done, total)

    def fail(self, n: int) -> None:
        """Count runs that failed; they are shown with the next move."""
        self.failed += n


class Pace:
    """How fast it goes, measured from the first call on: what was there before does not count."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.clock, self.begun = clock, (0.0, 0.0)
        self.started = False

    def __call__(self, done: float, total: int) -> tuple[float, float]:
        """Runs a second, and seconds that are left; missing before anything is known."""
        if not self.started:
            self.started, self.begun = True, (done, self.clock())
        before, since = self.begun
        passed, made = self.clock() - since, done - before
        rate = made / passed if made > 0.0 and passed > 0.0 else float("nan")
        return rate, (total - done) / rate


def in_words(done: float, total: int, rate: float, left: float, failed: int) -> str:
    """Where a study is, in a line.

    >>> in_words(12, 40, 0.5, 56.0, 1), in_words(0, 40, float("nan"), float("nan"), 0)
    ('12 of 40 runs, 30 a minute, 60 seconds left, 1 failed', '0 of 40 runs')
    """
    said = [f"{int(done)} of {total} runs"]
    if rate == rate:
        said.append(pace_in_words(rate))
        said += [f"{told(left)} left"] * (done < total)
    return ", ".join([*said, *[f"{failed} failed"] * bool(failed)])


def pace_in_words(rate: float) -> str:
    """Runs a second as people say it.

    >>> pace_in_words(12.0), pace_in_words(0.5), pace_in_words(0.002)
    ('12 a second', '30 a minute', '7.2 an hour')
    """
    for seconds, unit in ((1, "a second"), (60, "a minute")):
        if rate * seconds >= 1.0:
            return f"{rate * seconds:.3g} {unit}"
    return f"{rate * 3600:.3g} an hour"


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
    pace = Pace()

    def drawn(done: float, total: int, failed: int) -> object:
        line = in_words(done, total, *pace(done, total), failed)
        return shows.HTML(f'<progress value="{done:g}" max="{total}" style="width: 40%"></progress> {line}')

    handle = shows.display(shows.HTML('<progress style="width: 40%"></progress>'), display_id=True)
    bar = Bar(lambda done, total: handle.update(drawn(done, total, bar.failed)))
    return bar


@contextmanager
def progress_bar(label: str = "runs") -> Iterator[Tick]:
    """A bar on stderr that leaves nothing behind on a terminal; elsewhere one line when the study has ended."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console, pace = Console(stderr=True), Pace()
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"), TimeRemainingColumn())
    failures = TextColumn("{task.fields[failed]}", style="red")
    with Progress(*columns, failures, console=console, transient=console.is_terminal, speed_estimate_period=MEASURED) as shown_as:
        task = shown_as.add_task(label, total=None, pace="", failed="")

        def move(done: float, total: int) -> None:
            rate, _ = pace(done, total)
            fast = pace_in_words(rate) if rate == rate else ""
            shown_as.update(task, completed=done, total=total, pace=fast, failed=f"✗ {bar.failed}" * bool(bar.failed))

        bar = Bar(move)
        yield bar
