"""What is not ruled out, by waves of emulators: for expensive simulators (:mod:`gpssim.calibration.history`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from gpssim.calibration.emulating import need_sklearn
from gpssim.calibration.history import CANDIDATES, Matching
from gpssim.calibration.method import Method
from gpssim.calibration.problem import Problem, mean_over_runs, spread_of
from gpssim.calibration.reading import Asked
from gpssim.calibration.result import EDGE, Calibration, targets_beside
from gpssim.calibration.searching import filling
from gpssim.calibration.space import draw_space
from gpssim.calibration.words import WORDS
from gpssim.errors import impossible
from gpssim.plugins import plugin
from gpssim.scenario.fields import param
from gpssim.streams import Luck
from gpssim.texts import numbers
from gpssim.texts.text import Language, said


@plugin
class HistoryMatching(Method):
    """The places that are not ruled out, their ranges, and the least implausible of them; no probabilities."""

    name = "history_matching"
    label = "History matching"
    label_zh = "历史匹配"
    heading = "least implausible place (ranges that are not ruled out)"
    heading_zh = "不合理度最小之处（未被排除的范围）"
    source = "Vernon, Goldstein & Bower 2010, Bayesian Analysis, doi:10.1214/10-BA524"

    waves: int = param(5, "waves", "at most", ge=1, le=50)
    cut_off: float = param(3.0, "standard deviations", "implausibility above which a place is ruled out", ge=1.0, le=10.0)
    nth: int = param(1, "rank", "which of the largest implausibilities decides; 2 forgives the worst target", ge=1, le=10)

    def check(self, file: Any) -> None:
        need_sklearn()
        fitted = sum(not target.hold_out for target in file.targets)
        if self.nth > fitted:
            raise impossible("nth", self.nth, f"from 1 to the number of fitted targets, {fitted}")

    def found(self, asked: Asked, problem: Problem, folder: Path | None) -> Calibration:
        matching = Matching(problem, asked.file.start or 10 * problem.k, self.waves, self.cut_off, self.nth)
        rows, last = [], None
        for waves, left, why in matching.after_each():
            last = waves, left
            rows.append((len(waves), len(problem.evaluations.known), left.share, left.unsure, why))
        assert last is not None  # the first wave is always there
        waves, left = last
        best = left.places[int(np.argmin(left.worst))]
        runs = problem.runs(best)
        cube = filling(CANDIDATES, problem.k, Luck.of(problem.seed, 0), "shown")
        tables = {
            "waves": pd.DataFrame(rows, columns=["wave", "runs", "share_left", "emulator_variance", "last_because"]),
            "not_ruled_out": _in_units(asked, left.places, left.worst),
            "space": _in_units(asked, np.vstack([cube, left.places]), np.append(matching.worst(waves, cube), left.worst)),
        }
        variance = np.diag(problem.variance(spread_of(runs)))
        luck = np.sqrt(np.maximum(variance - problem.standard_error**2, 0.0))
        targets = targets_beside(asked, mean_over_runs(runs)[0], luck, np.sqrt(variance))
        return Calibration(asked, _ranges(asked, best, left.places), targets, len(problem.evaluations.known), more=tables)

    def draw(self, found: Any, folder: Path) -> None:
        draw_space(found, self.cut_off, folder)

    def lines(self, found: Any, language: Language) -> Iterator[str]:
        for row in found.more["waves"].to_dict("records"):
            yield said(WORDS, "wave", language, wave=row["wave"], runs=row["runs"], share=numbers.shown(100 * row["share_left"]))
        yield said(WORDS, f"last_{row['last_because']}", language)


def _in_units(asked: Asked, places: np.ndarray, worst: np.ndarray) -> pd.DataFrame:
    values = {v.path: v.values_at(places[:, i]) for i, v in enumerate(asked.variables)}
    return pd.DataFrame({**values, "implausibility": worst})


def _ranges(asked: Asked, best: np.ndarray, places: np.ndarray) -> pd.DataFrame:
    """The least implausible place, and the ends of what is left, in each parameter's own unit."""
    rows = []
    for i, variable in enumerate(asked.variables):
        value, low, high = variable.values_at(np.array([best[i], places[:, i].min(), places[:, i].max()]))
        known = {"path": variable.path, "estimate": value, "standard_error": np.nan, "low": low, "high": high}
        rows.append({**known, "at_edge": not EDGE < best[i] < 1.0 - EDGE})
    return pd.DataFrame(rows)
