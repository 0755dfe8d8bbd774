"""Theory through the whole market: what a case file holds, and how it is run and judged.

A file of ``gpssim/theory/market/`` says in its docstring what theory says (the first line is its title), and holds

``VERBS``
    the verbs of the month that the case pins, as :meth:`gpssim.model.PublicServiceMarket.step` calls them;
``RULES``
    the rules that it pins, from ``gpssim.rules``, as ``file.function``: were one of them off by a quarter, the case would not agree
    (``tests/theory/pins.py`` distorts each in turn and sees to it);
``SLOW``
    whether ``--fast`` leaves it out (may be missing: it does not);
``SOURCE``
    where the solution comes from;
``found(seed)``
    runs markets and yields what was found beside what theory says (:class:`Found`);
``TITLE_ZH``, ``CHINESE``
    the title in Chinese, and the Chinese of the names of what was found (:mod:`gpssim.theory.market_names`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from types import ModuleType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from gpssim.errors import impossible, unknown
from gpssim.plugins import discover
from gpssim.processes import crew, started
from gpssim.theory.judging import ERRORS, ROUNDING

HALF_A_FEN: Final = 0.005
"""Yuan: money is booked in whole fen."""
FEWEST: Final = 30
"""Draws below which a mean is no evidence (convention: from there it is normal enough)."""


@dataclass(frozen=True, slots=True)
class Found:
    """One number that a market came to, beside what theory says of it."""

    what: str
    expected: float
    got: float
    error: float = 0.0
    """Standard error of the difference; 0 where theory says the number itself."""
    tolerance: float = 0.0
    """How far from it is still in agreement, beside the error."""

    @property
    def allowed(self) -> float:
        """How far from the expected number is still in agreement."""
        return max(ERRORS * self.error, self.tolerance, ROUNDING * max(1.0, abs(self.expected)))

    @property
    def agrees(self) -> bool:
        """Whether it is there, and as theory says."""
        return bool(isfinite(self.got) and abs(self.got - self.expected) <= self.allowed)


Numbers = ArrayLike


def exactly(what: str, expected: Numbers, got: Numbers, tolerance: float = 0.0) -> Found:
    """A number that theory says itself; of several that of which most is missing.

    Of more or fewer numbers than were said, or none, how many there are: nothing to compare is no agreement.
    """
    said, came = (np.atleast_1d(np.asarray(x, dtype=np.float64)).ravel() for x in (expected, got))
    if not came.size or said.size not in {1, came.size}:
        return Found(f"{what}: how many", float(max(said.size, 1)), float(came.size))
    said = np.broadcast_to(said, came.shape)
    worst = int(np.argmax(np.nan_to_num(np.abs(came - said), nan=np.inf)))
    return Found(what, float(said[worst]), float(came[worst]), tolerance=tolerance)


def to_the_fen(what: str, expected: Numbers, got: Numbers, rounded: int = 1) -> Found:
    """Yuan that were rounded to whole fen, so many times."""
    return exactly(what, expected, got, HALF_A_FEN * rounded + 1e-6)


def on_average(what: str, expected: float, draws: Numbers) -> Found:
    """Independent draws whose mean theory knows; at least 30 of them (convention: a mean is normal enough from there).

    Raises
    ------
    GpssimError : fewer draws.
    """
    drawn = np.asarray(draws, dtype=np.float64).ravel()
    if drawn.size < FEWEST:
        raise impossible(f"{what}: draws", drawn.size, f"at least {FEWEST}")
    return Found(what, expected, float(drawn.mean()), float(drawn.std(ddof=1)) / drawn.size**0.5)


def as_often(what: str, chance: float, n_events: float, n: float) -> Found:
    """Events among independent cases that share a chance; the error is the one that theory says.

    Raises
    ------
    GpssimError : too few cases: fewer than five events or non-events are expected.
    """
    if n * min(chance, 1.0 - chance) < 5.0:
        raise impossible(f"{what}: cases", n, "so many that five events and five without are expected")
    return Found(what, chance, n_events / n, (chance * (1.0 - chance) / n) ** 0.5)


@dataclass(frozen=True, slots=True)
class MarketCase:
    """A case as its file tells it."""

    name: str
    title: str
    verbs: tuple[str, ...]
    rules: tuple[str, ...]
    source: str
    slow: bool
    run: Callable[[int], Iterator[Found]]
    title_zh: str
    chinese: Mapping[str, str]
    """The names of its numbers in Chinese, by their English."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case."""

    case: str
    found: tuple[Found, ...]
    reason: str = ""
    """Why it could not be run to its end; empty where it was."""

    @property
    def agrees(self) -> bool:
        """Whether everything was found and agrees."""
        return not self.reason and bool(self.found) and all(one.agrees for one in self.found)


def market_cases() -> dict[str, MarketCase]:
    """Every case by the name of its file."""
    return discover("gpssim.theory.market", lambda module: _case(module) if hasattr(module, "found") else None)


def _case(module: ModuleType) -> MarketCase:
    title = (module.__doc__ or "").partition("\n")[0].rstrip(".")
    name = module.__name__.rpartition(".")[2]
    slow, zh = getattr(module, "SLOW", False), (module.TITLE_ZH, module.CHINESE)
    return MarketCase(name, title, module.VERBS, module.RULES, module.SOURCE, slow, module.found, *zh)


def run_market_lane(
    only: Sequence[str] = (), *, fast: bool = False, seed: int = 1, workers: int | None = None
) -> tuple[Outcome, ...]:
    """Run market cases, and say of each what was found.

    Parameters
    ----------
    only : names of cases; all if none is given.
    fast : leave out cases that say they are slow.
    seed : of all luck, an integer >= 0.
    workers : processes; one for each core if not given.

    Raises
    ------
    GpssimError : no such case. What goes wrong in one case stays in it, as its reason.
    """
    known = market_cases()
    for name in only:
        if name not in known:
            raise unknown("market case", name, known)
    chosen = [name for name in only or known if not (fast and known[name].slow)]
    several = crew(workers, len(chosen))
    together = started(several) if several > 1 else None
    if together is None:
        return tuple(outcome_of(name, seed) for name in chosen)
    slow_first = sorted(chosen, key=lambda name: not known[name].slow)
    with together as pool:
        futures = {name: pool.submit(outcome_of, name, seed) for name in slow_first}
        return tuple(futures[name].result() for name in chosen)


def outcome_of(name: str, seed: int) -> Outcome:
    """One case, run to its end or to the error that ends it."""
    found: list[Found] = []
    try:
        found.extend(market_cases()[name].run(seed))
    except Exception as error:  # what is wrong with one case must not stop the others
        said = str(error).splitlines()[0] if str(error) else ""
        return Outcome(name, tuple(found), f"{type(error).__name__}: {said}")
    return Outcome(name, tuple(found), "" if found else "nothing was found")
