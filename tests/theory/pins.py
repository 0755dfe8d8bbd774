"""Distort one rule of a case at a time and say whether the case notices.

Run as a program, in a process of its own in which nothing is compiled (NUMBA_DISABLE_JIT=1), so that a rule that is replaced is
replaced wherever it is called:

    NUMBA_DISABLE_JIT=1 python tests/theory/pins.py quitting
    NUMBA_DISABLE_JIT=1 python tests/theory/pins.py quitting:staff.quit_hazard
"""

from __future__ import annotations

import dataclasses
import gc
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Literal, get_args, get_origin, get_type_hints

import numpy as np

import gpssim
from gpssim.agents import kernel
from gpssim.bidding import keeping
from gpssim.theory.market_lane import market_cases, outcome_of

PART = 1.25
"""What a number is multiplied by."""
BREAKS_OFF = "breaks off: "
"""How a notice begins that is no number."""


def distorted(value: Any) -> Any:
    """Another answer of the same kind: a number by a quarter more (none: a quarter), a count by one, a flag turned."""
    if isinstance(value, bool | np.bool_):
        return not value
    if isinstance(value, np.ndarray):
        return ~value if value.dtype == bool else _more(value)
    if isinstance(value, int | np.integer):
        return type(value)(value + 1)
    if isinstance(value, float | np.floating):
        return float(_more(np.asarray(value)))
    if isinstance(value, tuple):
        made = [distorted(v) for v in value]
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: distorted(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    if isinstance(value, list):
        return value[::-1]
    if isinstance(value, str):
        return value  # see ``in_other_words``
    raise TypeError(f"no other answer is known for {value!r}")


def _more(value: np.ndarray) -> np.ndarray:
    if np.issubdtype(value.dtype, np.integer):
        return value + 1
    return np.where(value == 0.0, 0.25, value * PART)


@contextmanager
def replaced(rule: str, by: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Iterator[None]:
    """A rule replaced in every module that holds it, by its own name or another."""
    import_everything()
    home, _, name = rule.rpartition(".")
    right = getattr(import_module(f"gpssim.rules.{home}"), name)
    wrong = by(right)
    places = [(m, k) for m in list(sys.modules.values()) if m for k, v in list(vars(m).items()) if v is right]
    for module, key in places:
        setattr(module, key, wrong)
    forget()
    try:
        yield
    finally:
        for module, key in places:
            setattr(module, key, right)
        forget()


@lru_cache
def import_everything() -> None:
    """Import the package: a module first imported while a rule is replaced would keep the wrong one for good."""
    for module in walk_packages(gpssim.__path__, "gpssim."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


def forget() -> None:
    """Clear what was computed with other rules."""
    keeping._KEPT.clear()
    for thing in gc.get_objects():
        if type(thing).__name__ == "_lru_cache_wrapper":
            thing.cache_clear()


def in_part(value: Any) -> Any:
    """Another answer that also changes an order: every second place of an array off, the first of a list missing."""
    if isinstance(value, np.ndarray) and value.ndim:
        return np.where(np.arange(value.shape[-1]) % 2 == 0, distorted(value), value)
    return value[1:] if isinstance(value, list) else distorted(value)


def less(value: Any) -> Any:
    """A number by a quarter less: what a quarter more would take out of its bounds, which the market itself refuses."""
    if isinstance(value, float | np.floating) or (isinstance(value, np.ndarray) and np.issubdtype(value.dtype, np.floating)):
        return value / PART
    return distorted(value)


def turned(value: Any) -> Any:
    """Another answer of the same places: an order turned around, the other end for whoever is named."""
    if isinstance(value, np.ndarray) and np.issubdtype(value.dtype, np.integer) and value.size:
        return value.max() + value.min() - value if value.max() > value.min() else np.maximum(value - 1, 0)
    return distorted(value)


def in_other_words(rule: Callable[..., Any], value: Any) -> Any:
    """The next of the words by which the rule says it can answer, for each word of its answer."""
    words = list(dict.fromkeys(_words(get_type_hints(rule).get("return"))))
    if isinstance(value, tuple):
        return tuple(in_other_words(rule, part) for part in value)
    if isinstance(value, str):
        return words[(words.index(value) + 1) % len(words)] if value in words else value
    return value


def _words(hint: Any) -> Iterator[str]:
    if get_origin(hint) is Literal:
        yield from (word for word in get_args(hint) if isinstance(word, str))
    for part in get_args(hint) if get_origin(hint) is not Literal else ():
        yield from _words(part)


def open_kernels() -> None:
    """Kernels as they are written: what ``compiled`` makes keeps copies of the rules, even where nothing is compiled."""
    for made, written in ((kernel.run_needs_month, kernel.needs_month), (kernel.run_service_month, kernel.service_month)):
        for module in [m for m in list(sys.modules.values()) if m]:
            for name in [k for k, v in list(vars(module).items()) if v is made]:
                setattr(module, name, written)


def off_by(wrongly: Callable[[Any], Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def around(rule: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(rule)
        def wrong(*args: Any, **kwargs: Any) -> Any:
            return in_other_words(rule, wrongly(rule(*args, **kwargs)))

        return wrong

    return around


def noticed(case: str, rule: str, seed: int = 1) -> str:
    """Which number of the case is another with the distorted rule, else with one off in part, the other way, or naming others.

    A case that only breaks off has seen that something is amiss and not that a number is: it says so (``breaks off: ...``). Empty:
    nothing is noticed.
    """
    told = ""
    for wrongly in (distorted, in_part, less, turned):
        missed, reason = _missed(case, rule, wrongly, seed)
        if missed:
            return missed
        told = told or (f"{BREAKS_OFF}{reason}" if reason else "")
    return told


def _missed(case: str, rule: str, wrongly: Callable[[Any], Any], seed: int) -> tuple[str, str]:
    """The first number that does not agree, and why the case could not be run to its end."""
    with tempfile.TemporaryDirectory() as cache, replaced(rule, off_by(wrongly)):
        os.environ["GPSSIM_CACHE_DIR"] = cache
        outcome = outcome_of(case, seed)
    return next((f.what for f in outcome.found if not f.agrees), ""), outcome.reason


def main(words: list[str]) -> None:
    import_everything()
    open_kernels()
    told: dict[str, str] = {}
    for word in words:
        case, _, one = word.partition(":")
        for rule in [one] if one else market_cases()[case].rules:
            told[f"{case}:{rule}"] = noticed(case, rule)
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
