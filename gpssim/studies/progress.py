"""How far a study is: a bar on stderr, so that stdout holds results only, or a function of the caller's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from math import ceil
from time import monotonic
from typing import Any, Final, cast

from gpssim.files.standard import is_terminal
from gpssim.paid_once import paid
from gpssim.texts.durations import PROGRESS, told
from gpssim.texts.text import Language, said

Tick = Callable[[float, int], None]
"""Called with runs finished and runs in all; bars are told of parts of a run as well."""
BETWEEN: Final = 0.2
"""Seconds between two drawings of a bar in a notebook."""
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
    """How fast it goes, measured from the first call on: what was there before does not count, nor what is paid once.

    Parameters
    ----------
    clock : seconds that have passed.
    each : runs that are finished together; 0: one after the other.
    workers : groups that are under way at once; 0 where nobody knows: then what is paid once is not told apart.
    once : seconds paid once so far, of all workers that have finished something.
    """

    def __init__(
        self, clock: Callable[[], float] = monotonic, each: int = 0, workers: int = 1, once: Callable[[], float] = paid
    ) -> None:
        self.clock, self.each, self.workers, self._paid = clock, each, workers, once
        self.begun = (0.0, 0.0, 0.0)
        self.started = False
        self.passed = self.once = 0.0

    def __call__(self, done: float, total: int) -> tuple[float, float]:
        """Runs a second, and seconds that are left; missing before anything is known.

        ``passed`` and ``once`` are then what has passed since the first call, and how much of it was paid once.
        """
        now, paid_for = self.clock(), self._paid()
        if not self.started:
            self.started, self.begun = True, (done, now, paid_for)
        before, since, paid_before = self.begun
        self.passed, made = now - since, done - before
        self.once = min(self.passed, (paid_for - paid_before) / self._payers(made)) if self.workers else 0.0
        own = self.passed - self.once
        rate = made / own if made > 0.0 and own > 0.0 else float("nan")
        return rate, self._left(made, total - before, own) if rate == rate else float("nan")

    def _payers(self, made: float) -> int:
        """Workers of which it is known what they paid."""
        return max(1, min(self.workers, ceil(made / self.each))) if self.each else max(1, self.workers)

    def _left(self, made: float, total: float, own: float) -> float:
        """After the first group, rounds of the workers; later, what was finished in the time that has passed."""
        if self.each > 0 and self.workers > 1 and made <= self.each:
            return own * (ceil(total / self.each / self.workers) - 1)
        return own * (total - made) / made


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


def pace_in_words(rate: float, language: Language = "en") -> str:
    """Runs a second as people say it.

    >>> pace_in_words(12.0), pace_in_words(0.5), pace_in_words(0.002)
    ('12 a second', '30 a minute', '7.2 an hour')
    """
    for seconds, unit in ((1, "a second"), (60, "a minute")):
        if rate * seconds >= 1.0:
            return said(PROGRESS, unit, language, n=rate * seconds)
    return said(PROGRESS, "an hour", language, n=rate * 3600)


@contextmanager
def shown(progress: Progress, each: int = 0, workers: int = 1) -> Iterator[Tick]:
    """What to call after each group of runs; ``each`` and ``workers`` as for :class:`Pace`."""
    if callable(progress):
        yield cast("Tick", progress)  # who is not a bar is told of whole runs only
    elif progress and in_notebook():
        yield notebook_bar(each, workers)
    elif progress or (progress is None and is_terminal(sys.stderr)):
        with progress_bar(each, workers) as tick:
            yield tick
    else:
        yield lambda _done, _total: None


def in_notebook() -> bool:
    """Whether a front end of IPython shows what this process displays: a notebook, not a shell."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell is not None and getattr(shell, "kernel", None) is not None


def notebook_bar(each: int = 0, workers: int = 1, clock: Callable[[], float] = monotonic) -> Tick:
    """A bar below the cell of a notebook, which stays there when the study has ended; a line where no HTML is shown.

    It is one output from the first move on, drawn again some times a second at most: each drawing is a message to whoever looks.
    """
    display = import_module("IPython.display").display  # there wherever a notebook is; nobody else needs it
    pace, shown_as, last = Pace(clock, each, workers), list[Any](), [0.0]

    def move(done: float, total: int) -> None:
        line, now = in_words(done, total, *pace(done, total), bar.failed), clock()
        if shown_as and done < total and now - last[0] < BETWEEN:
            return
        last[0] = now
        html = f'<progress value="{done:g}" max="{total}" style="width: 40%"></progress> {line}'
        bundle = {"text/html": html, "text/plain": line}
        if shown_as:
            shown_as[0].update(bundle, raw=True)
        else:
            shown_as.append(display(bundle, raw=True, display_id=True))

    bar = Bar(move)
    return bar


@contextmanager
def progress_bar(each: int = 0, workers: int = 1, language: Language = "en") -> Iterator[Tick]:
    """A bar on stderr that leaves nothing behind on a terminal; elsewhere one line when the study has ended."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console, pace, label = Console(stderr=True), Pace(each=each, workers=workers), said(PROGRESS, "runs", language)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"))
    failures = TextColumn("{task.fields[failed]}", style="red")
    with Progress(*columns, failures, console=console, transient=console.is_terminal) as shown_as:
        task = shown_as.add_task(label, total=None, visible=False, pace="", failed="")

        def move(done: float, total: int) -> None:
            rate, left = pace(done, total)
            fast = pace_in_words(rate, language) if rate == rate else ""
            fast += said(PROGRESS, "left", language, long=told(left, language)) if rate == rate and done < total else ""
            failed = f"✗ {bar.failed}" * bool(bar.failed)
            shown_as.update(task, completed=done, total=total, visible=True, pace=fast, failed=failed)

        bar = Bar(move)
        yield bar
