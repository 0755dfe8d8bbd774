"""A calibration from a targets file to estimates: what a user calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Final

import numpy as np

from gpssim.calibration.declared import Calibrating
from gpssim.calibration.evaluations import Evaluations
from gpssim.calibration.pictures import draw
from gpssim.calibration.problem import Problem
from gpssim.calibration.reading import Asked, load_targets
from gpssim.calibration.result import Calibration
from gpssim.calibration.simulating import Market
from gpssim.errors import RunsFailedError, ScenarioError
from gpssim.files.places import place_of
from gpssim.studies.executors import RunsOn

EVALUATIONS: Final = "evaluations.jsonl"
"""The file of every run that was made, place and moments."""
QUICK: Final[Mapping[str, Any]] = {"replications": 2, "start": 4, "most": 12, "particles": 40, "generations": 3}
"""What ``quick`` lowers; ``start`` and ``most`` for each free parameter."""


def calibrate(
    targets: str | Path | Mapping[str, Any] | Calibrating,
    out: str | Path | None = None,
    *,
    workers: int | None = None,
    on: str | RunsOn | None = None,
    executor: Executor | None = None,
    quick: bool = False,
    tell: Callable[[int], None] | None = None,
) -> Calibration:
    """Find the parameters whose simulated moments come nearest to targets, and how sure they are.

    Parameters
    ----------
    targets : a targets file in TOML, the name of a shipped one (``tsuchiura``, ``armenia``), or the same as a table.
    out : folder for tables, figures, the calibrated scenario, and every run as it ends: the same call goes on there after a kill.
    workers : processes; one for each core by default, 1 runs in this process.
    on : where runs are made, as for a study: ``processes``, ``dask``, an address, ``slurm:FILE``, ``mpi``.
    executor : any executor of ``concurrent.futures`` in their place.
    quick : few replications and places: a try, not a result.
    tell : called with the number of runs that are known, after each.

    Returns
    -------
    :class:`~gpssim.calibration.result.Calibration`.

    Raises
    ------
    GpssimError : something in the file is impossible, before anything runs; a target that no free parameter moves, after the first
        places; a folder that holds another calibration; runs that failed.
    """
    asked = Asked(_quick(load_targets(targets)) if quick else load_targets(targets))
    folder = None if out is None else place_of(out)
    with Market(asked, workers, on, executor) as market:
        problem = _problem(asked, market, folder, tell)
        try:
            found: Calibration = asked.method.found(asked, problem, folder)
        except ScenarioError as error:
            raise _with_failures(error, market) from None
    if folder is not None:
        found.write(folder)
        draw(found, folder / "figures")
        asked.method.draw(found, folder / "figures")
    return found


def _problem(asked: Asked, market: Market, folder: Path | None, tell: Callable[[int], None] | None) -> Problem:
    file, counted = asked.file, 0

    def simulate(asks: Any) -> Any:
        nonlocal counted
        for answer in market(asks):
            counted += 1
            yield answer
            if tell is not None:
                tell(counted)

    evaluations = Evaluations(simulate, None if folder is None else folder / EVALUATIONS, asked.mark)
    counted = len(evaluations.known)
    return Problem(
        np.array([target.value for target in file.targets], dtype=float),
        np.array([np.hypot(target.standard_error or 0.0, target.discrepancy) for target in file.targets], dtype=float),
        np.array([not target.hold_out for target in file.targets]),
        tuple(v.path for v in asked.variables),
        evaluations,
        file.replications,
        file.one_history,
        file.seed,
        tuple(target.name for target in file.targets),
    )


def _quick(file: Calibrating) -> Calibrating:
    k = len(file.free)
    lower = {name: value * (k if name in ("start", "most") else 1) for name, value in QUICK.items()}
    kept = {name: min(value, getattr(file, name) or value) for name, value in lower.items()}
    return file.model_copy(update=kept)


def _with_failures(error: ScenarioError, market: Market) -> Exception:
    """The error with the reason of failed runs, where there were any."""
    if not market.failures:
        return error
    return RunsFailedError(f"{error} ({len(market.failures)} runs failed; the first: {market.failures[0]})")
