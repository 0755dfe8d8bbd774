"""What methods share that come to one place: a search, standard errors, the test, profiles."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gpssim.calibration.fitting import fit
from gpssim.calibration.method import Method
from gpssim.calibration.problem import Problem
from gpssim.calibration.reading import Asked
from gpssim.calibration.result import Calibration, of_fit
from gpssim.calibration.searching import Trace
from gpssim.calibration.words import WORDS
from gpssim.texts.text import Language, said


class LocalSearch(Method):
    """Simulated moments under common luck; files of ``methods/`` say how the loss is searched."""

    heading = "estimates (95 % intervals)"
    heading_zh = "估计值（95% 区间）"

    @staticmethod
    @abstractmethod
    def search(trace: Trace, most: int) -> None:
        """Look for the least loss, in at most so many places."""

    def found(self, asked: Asked, problem: Problem, folder: Path | None) -> Calibration:
        file = asked.file
        return of_fit(asked, problem, fit(problem, file.start, file.most, type(self).search, file.step))

    def lines(self, found: Any, language: Language) -> Iterator[str]:
        yield said(WORDS, "test", language, **found.test) if found.test else said(WORDS, "just", language)
