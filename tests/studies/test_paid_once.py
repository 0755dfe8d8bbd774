"""What is paid once on a machine is counted where it passes, once, and travels from workers to whoever waits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gpssim.bidding import keeping
from gpssim.compiling import compiled
from gpssim.paid_once import COMPILING, EQUILIBRIA, Payment, add, paid, paying, told_of
from gpssim.studies import Study
from gpssim.studies.chunks import Cut
from gpssim.studies.duration import Estimate
from gpssim.studies.elsewhere import Done, run_chunk
from gpssim.studies.executing import Driver
from gpssim.studies.progress import Pace


@pytest.fixture(autouse=True)
def nothing_paid_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this process paid before."""
    monkeypatch.setattr("gpssim.paid_once._SECONDS", {})


def test_what_is_paid_within_something_else_is_counted_once() -> None:
    times = iter([0.0, 2.0, 5.0, 9.0])

    def clock() -> float:
        return next(times)

    with told_of() as told:
        outer = Payment(COMPILING, clock)
        with paying(EQUILIBRIA, clock):
            pass
        outer.end()
        assert (paid(COMPILING), paid(EQUILIBRIA), paid()) == (6.0, 3.0, 9.0)
    assert told == {COMPILING: 6.0, EQUILIBRIA: 3.0}


def test_what_was_counted_before_is_neither_told_nor_forgotten() -> None:
    with told_of():
        add({COMPILING: 1.0})
        with told_of() as told:
            add({COMPILING: 2.0})
        assert told == {COMPILING: 2.0}
        assert paid() == 1.0
        with told_of() as told:
            add({EQUILIBRIA: 3.0})
        assert told == {EQUILIBRIA: 3.0}, "what cost nothing more is not told"


def double(x: float) -> float:
    """A kernel that nobody has compiled."""
    return 2.0 * x


def test_compiling_is_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GPSSIM_CACHE_DIR", str(tmp_path))
    with told_of() as told:
        kernel = compiled(double)
        kernel(1.0)
    if hasattr(kernel, "_cache"):  # else nothing is compiled
        assert told[COMPILING] > 0.0
    with told_of() as told:
        kernel(2.0)
    assert told == {}


def test_an_equilibrium_is_counted_when_it_is_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_read", lambda tender: None)
    monkeypatch.setattr(keeping, "_shipped", lambda tender: False)
    monkeypatch.setattr(keeping, "_KEPT", {})
    monkeypatch.setattr(keeping, "solve", lambda tender: np.zeros(1))
    with told_of() as told:
        keeping.solution("a class")  # type: ignore[arg-type]  # whatever the class is
        once = dict(told), paid(EQUILIBRIA)
        keeping.solution("a class")  # type: ignore[arg-type]  # the same class
        assert paid(EQUILIBRIA) == once[1] > 0.0


def test_a_worker_tells_what_it_paid_and_whoever_waits_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def pays(*_: object) -> object:
        add({EQUILIBRIA: 7.0})
        raise RuntimeError

    study = Study("textbook", ["lottery"], 1, months=1, warm_up=0)
    with told_of():
        monkeypatch.setattr("gpssim.studies.elsewhere.run_group", pays)
        monkeypatch.setattr("gpssim.studies.elsewhere._unpacked", lambda payload: study.job())
        monkeypatch.setattr("gpssim.studies.elsewhere.packs_of", lambda done: ())
        with pytest.raises(RuntimeError):
            run_chunk(b"", ((study.groups[0], None),))
        assert paid() == 0.0, "a worker keeps nothing of what it tells"

        class Finished:
            def result(self) -> Done:
                return Done((), 10.0, {EQUILIBRIA: 7.0})

        class Nobody:
            def measured(self, *_: object) -> None:
                """Nobody asks."""

        driver = Driver(study.job(), None, Nobody())  # type: ignore[arg-type]  # nothing is handed out
        assert list(driver._taken(Finished(), Cut((study.groups[0],)))) == []  # type: ignore[arg-type]  # as a future
        assert paid(EQUILIBRIA) == 7.0


def test_a_bar_knows_what_was_paid_once() -> None:
    now, paid_for = [0.0], [0.0]
    pace = Pace(lambda: now[0], once=lambda: paid_for[0])
    pace(0, 10)
    now[0], paid_for[0] = 50.0, 40.0
    assert pace(1, 10) == (0.1, 90.0)


def test_where_nobody_knows_the_workers_nothing_is_told_apart() -> None:
    now, told = [0.0], list[str]()
    estimate = Estimate(1, 0, told.append, lambda: now[0], once=lambda: 10 * now[0])
    for passed, done in ((0, 0), (100, 50)):
        now[0] = float(passed)
        estimate(done, 100)
    assert told == ["50 of 100 runs are finished after 2 minutes; about 2 minutes to go"]
