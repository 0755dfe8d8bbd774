"""Every run is kept as it ends: a calibration that was killed goes on to the same result and makes no run twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from gpssim.calibration.evaluations import Answer, Ask, Evaluations
from gpssim.calibration.fitting import fit
from gpssim.calibration.problem import Problem
from gpssim.errors import StudyError
from tests.calibration.recoverable import ERROR, one_run, recorded


class Killed(BaseException):
    """As a kill: nothing catches it."""


class Counted:
    """The synthetic market, which counts its runs and is killed after so many."""

    def __init__(self, most: int = 10**9) -> None:
        self.made, self.most = 0, most

    def __call__(self, asked: Sequence[Ask]) -> Iterator[Answer]:
        for ask in asked:
            if self.made == self.most:
                raise Killed
            self.made += 1
            yield ask, one_run(np.array(ask[0]), ask[1])


def asked(market: Counted, file: Path | None = None) -> Problem:
    at = np.array([0.4, 0.6])
    return Problem(recorded(at, 1), ERROR, np.ones(4, dtype=bool), ("a", "b"), Evaluations(market, file, {"identity": "mine"}), 3)


@pytest.mark.parametrize("after", [1, 17, 60, 101])
def test_a_killed_calibration_goes_on_to_the_same_result(tmp_path: Path, after: int) -> None:
    whole = Counted()
    expected = fit(asked(whole))
    file, first, second = tmp_path / "evaluations.jsonl", Counted(after), Counted()
    with pytest.raises(Killed):
        fit(asked(first, file))
    with file.open("ab") as torn:
        torn.write(b'{"place": [0.1, 0.')  # what a kill in the middle of writing leaves
    found = fit(asked(second, file))
    assert found.judged.place.tolist() == expected.judged.place.tolist()
    assert found.profiles == expected.profiles
    assert first.made + second.made == whole.made
    third = Counted()
    fit(asked(third, file))
    assert third.made == 0


def test_a_file_of_another_calibration_is_refused(tmp_path: Path) -> None:
    Evaluations(Counted(), tmp_path / "evaluations.jsonl", {"identity": "theirs"})
    with pytest.raises(StudyError, match="holds another calibration"):
        asked(Counted(), tmp_path / "evaluations.jsonl")


def test_missing_moments_are_kept_as_missing(tmp_path: Path) -> None:
    def market(asks: Sequence[Ask]) -> Iterator[Answer]:
        yield from ((ask, np.array([np.nan, 1.0])) for ask in asks)

    file = tmp_path / "evaluations.jsonl"
    for _ in range(2):
        moments = Evaluations(market, file, {"identity": "x"}).at(np.array([[0.5]]), [0, 1])
        assert moments.shape == (1, 2, 2)
        assert np.isnan(moments[0, :, 0]).all()
        assert moments[0, :, 1].tolist() == [1.0, 1.0]
