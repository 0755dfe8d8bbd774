"""Stopwatches for the verbs of a month, put around them from outside: the model knows nothing of being timed."""

from __future__ import annotations

import inspect
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from statistics import median
from typing import Any
from unittest.mock import patch

from gpssim import model as model_module
from gpssim.model import PublicServiceMarket

Laps = dict[str, list[float]]


def verbs() -> list[tuple[str, str]]:
    """The verbs of a month in their order, read from the model itself."""
    return re.findall(r"(\w+)\.(\w+)\(self\)", inspect.getsource(PublicServiceMarket.step))


@contextmanager
def stopwatches(*chosen: tuple[Any, str]) -> Iterator[Laps]:
    """Seconds of every call of some functions, each given as its module or class and its name; all verbs if none is given."""
    places = chosen or tuple((getattr(model_module, module), verb) for module, verb in verbs())
    laps: Laps = {}
    with ExitStack() as stack:
        for place, name in places:
            laps[name] = []
            stack.enter_context(patch.object(place, name, _timed(getattr(place, name), laps[name])))
        yield laps


def _timed(function: Callable[..., Any], laps: list[float]) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            laps.append(time.perf_counter() - start)

    return timed


def seconds(work: Callable[[], Any], repeats: int = 1) -> float:
    """Median wall time of a piece of work."""
    laps: list[float] = []
    for _ in range(repeats):
        _timed(work, laps)()
    return median(laps)


def own_seconds(work: Callable[[], Any]) -> float:
    """What the process itself spends on a piece of work: other work on the machine counts less than by the clock on the wall."""
    start = time.process_time()
    work()
    return time.process_time() - start
