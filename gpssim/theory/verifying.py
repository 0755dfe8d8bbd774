"""Cases run, side by side over processes, and judged value by value; what goes wrong in one case stays in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from gpssim.errors import GpssimError, UnknownNameError, impossible, nearest, unknown
from gpssim.plugins import discover
from gpssim.processes import cores, crew, started
from gpssim.surroundings import usual_arithmetic
from gpssim.theory.cases import CASES, Case, Value, read_cases
from gpssim.theory.evidence import N_DRAWS, Answer, Setting
from gpssim.theory.judging import Verdict, judged

Tick = Callable[[int, int], None]
CASES_EACH: Final = 4
"""Cases for which another process is worth its start."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Every value of every case, judged."""

    cases: tuple[Case, ...]
    verdicts: tuple[Verdict, ...]
    seed: int

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The values that do not agree, or for which nothing was found."""
        return tuple(v for v in self.verdicts if not v.passed)

    def by_case(self) -> Iterator[tuple[Case, tuple[Verdict, ...]]]:
        """Each case with the verdicts on its values."""
        first = 0
        for case in self.cases:
            yield case, self.verdicts[first : first + len(case.values)]
            first += len(case.values)


def adapters() -> dict[str, ModuleType]:
    """The module of each kind of case, by the name of its file."""
    return discover("gpssim.theory.kinds", lambda module: module if hasattr(module, "answers") else None)


def verify(
    cases: Sequence[Case] | None = None,
    *,
    kind: str | None = None,
    fast: bool = False,
    seed: int = 1,
    n_draws: int = N_DRAWS,
    workers: int | None = None,
    progress: Tick | None = None,
) -> Verification:
    """Run theory cases through the market's own parts, and textbook parts beside them, and compare.

    Parameters
    ----------
    cases : the package's own if not given.
    kind : only cases of this kind.
    fast : leave out kinds that say they are slow.
    seed : of all draws, an integer >= 0.
    n_draws : independent draws of an expectation, at least 20,000.
    workers : processes; if not given one for each core, but not more than there are handfuls of cases.

    Raises
    ------
    UnknownNameError : no case is of this kind. A kind that is not in this product, or a distribution that does not exist, is no
        error: its values fail with that reason, and the rest still runs.
    """
    if type(seed) is not int or seed < 0:
        raise impossible("seed", seed, "an integer >= 0")
    known = adapters()
    chosen = tuple(read_cases(CASES) if cases is None else cases)
    if kind is not None:
        if kind not in known and kind not in {c.kind for c in chosen}:
            raise unknown("kind of case", kind, known)
        chosen = tuple(c for c in chosen if c.kind == kind)
    if fast:
        chosen = tuple(c for c in chosen if not getattr(known.get(c.kind), "SLOW", False))
    found = _run(chosen, (seed, n_draws), workers, progress)
    return Verification(chosen, tuple(v for k in range(len(chosen)) for v in found[k]), seed)


def _run(
    cases: tuple[Case, ...], how: tuple[int, int], workers: int | None, progress: Tick | None
) -> Mapping[int, tuple[Verdict, ...]]:
    """Verdicts of each case by its place; slow kinds are begun first."""
    several = crew(workers or min(cores(), max(1, len(cases) // CASES_EACH)), len(cases))
    done: dict[int, tuple[Verdict, ...]] = {}
    for place, verdicts in _verdicts(cases, how, several):
        done[place] = verdicts
        if progress:
            progress(len(done), len(cases))
    return done


def _verdicts(cases: tuple[Case, ...], how: tuple[int, int], several: int) -> Iterator[tuple[int, tuple[Verdict, ...]]]:
    known = adapters()
    order = sorted(range(len(cases)), key=lambda k: not getattr(known.get(cases[k].kind), "SLOW", False))
    together = started(several) if several > 1 else None
    if together is None:
        yield from ((k, verdicts_of(cases[k], *how)) for k in order)
        return
    with together as pool:
        futures = {pool.submit(verdicts_of, cases[k], *how): k for k in order}
        yield from ((futures[future], future.result()) for future in as_completed(futures))


@usual_arithmetic()
def verdicts_of(case: Case, seed: int, n_draws: int) -> tuple[Verdict, ...]:
    """One case: every value judged; an adapter that cannot use the inputs fails them all, each with the reason."""
    known = adapters()
    try:
        if case.kind not in known:
            raise UnknownNameError(f"kind not in this product: {case.kind}{nearest(case.kind, known)}")
        answer = known[case.kind].answers(case.inputs, Setting.of(seed, case.kind, case.inputs, n_draws))
    except Exception as error:  # whatever is wrong with one case must not stop the others
        return tuple(_failed(case, value, error) for value in case.values)
    return tuple(_verdict(case, value, answer) for value in case.values)


def _verdict(case: Case, value: Value, answer: Answer) -> Verdict:
    try:
        return judged(case.id, case.kind, value, answer(value.quantity, value.inputs))
    except Exception as error:  # the same for one value
        return _failed(case, value, error)


def _failed(case: Case, value: Value, error: Exception) -> Verdict:
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    if isinstance(error, KeyError) and not isinstance(error, GpssimError):
        said = f"inputs lack {said}"
    elif not isinstance(error, GpssimError):
        said = f"{type(error).__name__}: {said}"
    return Verdict(case.id, case.kind, value, "", float("nan"), float("nan"), False, said)
