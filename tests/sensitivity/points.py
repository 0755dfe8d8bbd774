"""Results of a function in place of the market: what tests of designs and of what is read from them share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis import questions
from gpssim.designs import Variable
from gpssim.records.points import as_columns
from gpssim.records.results import Results
from gpssim.streams import Luck
from gpssim.studies.points import design_of

Function = Callable[[np.ndarray], np.ndarray]
"""Places of points in the unit cube, shape ``(n, k)``, to numbers."""


def paths(k: int) -> list[str]:
    return [f"world.x{i}" for i in range(k)]


def variables(k: int) -> list[Variable]:
    return [Variable(path=path, distribution="uniform", low=0.0, high=1.0) for path in paths(k)]


def results_of(
    design: str,
    functions: dict[str, Function],
    monkeypatch: pytest.MonkeyPatch,
    k: int = 3,
    noise: Callable[[int, int], np.ndarray] = lambda n, r: np.zeros((n, r)),
    replications: int = 1,
    own: float = 0.5,
) -> Results:
    """Results of a study whose outcome, whatever is asked, is a function of the point for each policy.

    Parameters
    ----------
    noise : of points and world 0 (first row) by replications, the same for all policies.
    own : where the scenario's own world lies in every variable.
    """
    made = design_of(design)
    assert made is not None
    drawn = made.points(variables(k), Luck.of(1, 0))
    settings = {name: getattr(made, name) for name in type(made).__dataclass_fields__}
    manifest = {
        "policies": list(functions),
        "months": 24,
        "design": {"kind": made.name, "settings": settings, "luck": made.luck},
        "variables": [v.described() for v in variables(k)],
        "drawn": as_columns(drawn),
    }
    results = Results({}, manifest)
    u = np.array([[own] * k, *([point.get(path, own) for path in paths(k)] for point in drawn)])
    luck = noise(len(u), replications)
    frame = pd.concat(
        [
            pd.DataFrame(
                {"policy": policy, "closure": "appropriation", "world": w, "replication": r, "value": f(u)[w] + luck[w, r]}
                for w in range(len(u))
                for r in range(replications)
            )
            for policy, f in functions.items()
        ],
        ignore_index=True,
    )
    results.cache |= {"values": frame, "runs": frame.drop(columns="value")}
    monkeypatch.setattr(questions, "values", lambda results, outcome, period: results.cache["values"])
    return results
