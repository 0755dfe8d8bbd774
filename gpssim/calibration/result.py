"""What a calibration found, as tables, as a scenario, and as files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from gpssim.calibration.abc_smc import Generation, quantiles
from gpssim.calibration.fitting import Fit
from gpssim.calibration.problem import Problem
from gpssim.calibration.reading import Asked
from gpssim.designs import Variable
from gpssim.files.writing import write_csv, write_text
from gpssim.replacing import replace
from gpssim.scenario import Scenario
from gpssim.scenario.files import write_scenario

EDGE = 1e-3
"""How near to an end of its range, in parts of it, an estimate is at the edge."""


@dataclass(frozen=True)
class Calibration:
    """Estimates, the fit, and how sure they are.

    Attributes
    ----------
    parameters : a row a free parameter: ``path, estimate, standard_error, low, high, at_edge`` (95 % interval within the range, in
        the parameter's own unit; missing where the targets do not tell it apart).
    targets : a row a target: ``target, outcome, value, standard_error, simulated, luck, z, p, hold_out``. ``luck`` is the standard
        error of the simulated moment from the luck of so few runs; ``z`` is the difference over its standard deviation after the
        fit, ``p`` its two-sided probability.
    test : ``statistic, freedom, p`` of the over-identification test; empty where there are no more targets than parameters, and
        for a posterior.
    profiles : ``path, value, loss``; none for a posterior.
    particles : places of a posterior with their weights, ``weight`` and a column a path; none otherwise.
    runs : made in all.
    more : further tables of the method by name, such as ``waves``.
    """

    asked: Asked
    parameters: pd.DataFrame
    targets: pd.DataFrame
    runs: int
    test: dict[str, float] = field(default_factory=dict)
    profiles: pd.DataFrame = field(default_factory=pd.DataFrame)
    particles: pd.DataFrame = field(default_factory=pd.DataFrame)
    more: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario with the estimates: each says that it was calibrated, and its interval is the range that sampled worlds
        draw from.
        """
        return replace(self.asked.scenario, {str(row["path"]): self._stated(row) for row in self.parameters.to_dict("records")})

    def _stated(self, row: dict[Any, Any]) -> dict[str, Any]:
        whole = next(v.whole for v in self.asked.variables if v.path == row["path"])
        value = int(row["estimate"]) if whole else float(row["estimate"])
        said: dict[str, Any] = {"value": value, "source": f"calibrated to {len(self.targets)} moments ({self.name})"}
        if row["low"] < row["high"]:
            said["swept"] = (min(float(row["low"]), value), max(float(row["high"]), value))
        return said

    @property
    def name(self) -> str:
        """What was calibrated, for sources and titles."""
        return self.asked.file.title or f"gpssim calibrate, seed {self.asked.file.seed}"

    def write(self, folder: Path) -> None:
        """Tables, ``fit.json``, ``scenario.toml`` beside them."""
        folder.mkdir(parents=True, exist_ok=True)
        own = {name: getattr(self, name) for name in ("parameters", "targets", "profiles", "particles")}
        for name, table in {**own, **self.more}.items():
            if len(table):
                write_csv(table, folder / f"{name}.csv")
        told = {"method": self.asked.file.method, "runs": self.runs, "test": self.test, "seed": self.asked.file.seed}
        write_text(json.dumps(told, indent=2) + "\n", folder / "fit.json")
        write_scenario(self.scenario, folder / "scenario.toml")


def of_fit(asked: Asked, problem: Problem, found: Fit) -> Calibration:
    """The tables of a fit by simulated moments."""
    judged = found.judged
    errors = np.sqrt(np.diag(judged.covariance))
    rows = [
        _parameter(v, float(judged.place[i]), float(errors[i]), float(judged.quantile[i])) for i, v in enumerate(asked.variables)
    ]
    luck = np.sqrt(np.maximum(np.diag(judged.variance) - problem.standard_error**2, 0.0))
    table = targets_beside(asked, judged.moments, luck, np.sqrt(judged.residual_variance))
    profiles = [(asked.variables[i].path, asked.variables[i].values_at(np.array([x]))[0], loss) for i, x, loss in found.profiles]
    test = {"statistic": judged.statistic, "freedom": judged.freedom, "p": judged.p_value} if judged.freedom else {}
    kept = pd.DataFrame(profiles, columns=["path", "value", "loss"])
    return Calibration(asked, pd.DataFrame(rows), table, len(problem.evaluations.known), test, kept)


def _parameter(variable: Variable, place: float, error: float, quantile: float) -> dict[str, Any]:
    """An estimate in its own unit: the interval through the ends of that of its place."""
    known = np.isfinite(error)
    ends = np.clip([place - quantile * error, place + quantile * error], 0.0, 1.0) if known else np.array([np.nan, np.nan])
    value = variable.values_at(np.array([place]))[0]
    low, high = variable.values_at(ends) if known else (np.nan, np.nan)
    slope = np.ptp(variable.values_at(np.clip([place - 1e-4, place + 1e-4], 0.0, 1.0)))
    width = min(place + 1e-4, 1.0) - max(place - 1e-4, 0.0)
    unit = (high - low) / max(ends[1] - ends[0], 1e-12) if variable.whole else slope / width
    return {
        "path": variable.path,
        "estimate": value,
        "standard_error": error * unit if known else np.nan,
        "low": low,
        "high": high,
        "at_edge": not EDGE < place < 1.0 - EDGE,
    }


def targets_beside(asked: Asked, simulated: np.ndarray, luck: np.ndarray, spread: np.ndarray) -> pd.DataFrame:
    """Targets beside what was simulated, the luck of so few runs, and the standard deviation of the difference, each ``(m,)``."""
    from scipy.stats import norm

    frame = pd.DataFrame(
        {
            "target": [t.name for t in asked.file.targets],
            "outcome": [t.outcome for t in asked.file.targets],
            "value": [t.value for t in asked.file.targets],
            "standard_error": [t.standard_error for t in asked.file.targets],
            "simulated": simulated,
            "luck": luck,
        }
    )
    gap = simulated - frame["value"].to_numpy(dtype=float)
    z = np.divide(gap, spread, out=np.full(len(gap), np.nan), where=spread > 1e-12)
    return frame.assign(z=z, p=2.0 * norm.sf(np.abs(z)), hold_out=[t.hold_out for t in asked.file.targets])


def of_posterior(asked: Asked, problem: Problem, last: Generation) -> Calibration:
    """The tables of a posterior: medians, 95 % intervals; targets beside what the posterior predicts."""
    rows = []
    for i, variable in enumerate(asked.variables):
        values = np.array(variable.values_at(last.places[:, i]), dtype=float)
        low, middle, high = quantiles(values, last.weights, (0.025, 0.5, 0.975))
        mean = float(last.weights @ values)
        sd = float(last.weights @ (values - mean) ** 2) ** 0.5
        at_edge = bool(low <= variable.values_at(np.array([EDGE]))[0] and high >= variable.values_at(np.array([1 - EDGE]))[0])
        value = int(middle) if variable.whole else float(middle)
        rows.append({"path": variable.path, "estimate": value, "standard_error": sd, "low": low, "high": high, "at_edge": at_edge})
    mean_moments = last.weights @ last.moments
    spread = np.sqrt(last.weights @ (last.moments - mean_moments) ** 2)
    own = np.sqrt(np.maximum(spread**2 - problem.standard_error**2, 0.0))
    table = targets_beside(asked, mean_moments, own, spread)
    particles = {v.path: v.values_at(last.places[:, i]) for i, v in enumerate(asked.variables)}
    kept = pd.DataFrame({"weight": last.weights, **particles})
    return Calibration(asked, pd.DataFrame(rows), table, len(problem.evaluations.known), particles=kept)
