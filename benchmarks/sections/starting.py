"""How long until something happens: the command's help, and a worker's first month."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median

from figure import Figure
from scenarios import PRESET
from timing import seconds


def figures(fast: bool) -> Iterator[Figure]:
    """Seconds, medians; compiled code is there already."""
    repeats = 3 if fast else 7
    ask = [sys.executable, "-m", "gpssim", "--help"]
    yield Figure("gpssim --help", seconds(lambda: subprocess.run(ask, check=True, capture_output=True), repeats), "s",
                 at_most=0.5, goal=0.3, ratio=False)  # fmt: skip
    first_month()
    spent = median(worker_started() for _ in range(repeats))
    yield Figure("start of a worker until its first month", spent, "s", at_most=2.5, goal=1.5, ratio=False)


def first_month() -> None:
    """One month of the preset, in whatever process this is called."""
    from gpssim.model import PublicServiceMarket

    PublicServiceMarket(PRESET, "open_tender").step()


def worker_started() -> float:
    """Seconds from the order to start a process until it has lived one month."""
    start = time.perf_counter()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(first_month).result()
        return time.perf_counter() - start
