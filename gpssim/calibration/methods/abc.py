"""A posterior by sequential Monte Carlo (:mod:`gpssim.calibration.abc_smc`)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from gpssim.calibration.abc_smc import Generation, posterior
from gpssim.calibration.method import Method
from gpssim.calibration.problem import Problem
from gpssim.calibration.reading import Asked
from gpssim.calibration.result import Calibration, of_posterior
from gpssim.files.writing import write_text
from gpssim.plugins import plugin


@plugin
class Abc(Method):
    """A posterior; ``particles`` and ``generations`` of the targets file say how large."""

    name = "abc"
    label = "Approximate Bayesian computation"
    label_zh = "近似贝叶斯计算"
    heading = "posterior medians (95 % intervals)"
    heading_zh = "后验中位数（95% 区间）"
    source = "Toni et al. 2009, doi:10.1098/rsif.2008.0172"

    def found(self, asked: Asked, problem: Problem, folder: Path | None) -> Calibration:
        told = None if folder is None else lambda t, one: write_generation(folder, t, one)
        return of_posterior(asked, problem, posterior(problem, asked.file.particles, asked.file.generations, told))


def write_generation(folder: Path, number: int, one: Generation) -> None:
    """A generation as a file of its own, whole or not at all."""
    told = {name: getattr(one, name).tolist() for name in ("places", "weights", "distances", "moments")}
    rest = {"tolerance": one.tolerance if np.isfinite(one.tolerance) else None, "accepted": one.accepted}
    (folder / "generations").mkdir(parents=True, exist_ok=True)
    write_text(json.dumps({**rest, **told}) + "\n", folder / "generations" / f"{number:03d}.json")
