"""Scenario discovery: a planted box is found, pure luck is not, hand-worked peels, trees, worlds that do not count."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis.discovery import best, cases, holds, peel, tree_rules
from gpssim.analysis.discovery.boxes import box_table, trajectory_table
from gpssim.analysis.discovery.cases import as_numbers
from gpssim.analysis.discovery.prim import _quasi_p
from gpssim.analysis.questions import contrast
from gpssim.errors import GpssimError, StudyError
from tests.sensitivity.points import paths, results_of
from tests.sensitivity.test_sobol_indices import A, B

RNG = np.random.default_rng(5)
X = pd.DataFrame(RNG.random((400, 6)), columns=list("abcdef"))
PLANTED = (X["a"] > 0.6) & (X["c"] < 0.5)


def test_a_planted_box_comes_back() -> None:
    noisy = PLANTED ^ (RNG.random(400) < 0.03)
    box = best(X, noisy)
    assert set(box.step.limits) == {"a", "c"}
    assert box.step.limits["a"][0] == pytest.approx(0.6, abs=0.06)
    assert box.step.limits["c"][1] == pytest.approx(0.5, abs=0.08)
    assert box.step.limits["a"][1] == X["a"].max()
    assert box.step.coverage > 0.75
    assert box.step.density > 0.8
    assert box.p_values["a"][0] < 1e-4
    assert box.p_values["c"][1] < 1e-4
    assert np.isnan([box.p_values["a"][1], box.p_values["c"][0]]).all()


def test_luck_has_no_box() -> None:
    found = [best(X, pd.Series(np.random.default_rng(k).random(400) < 0.3)) for k in range(3)]
    assert all(len(one.step.limits) <= 3 for one in found)
    assert all(one.step.density < 0.8 for one in found)


def test_the_trajectory_gains_density_for_coverage() -> None:
    steps = peel(X, PLANTED)
    assert (steps[0].coverage, steps[0].mass, steps[0].limits) == (1.0, 1.0, {})
    assert steps[0].density == pytest.approx(PLANTED.mean())
    mass = [one.mass for one in steps]
    assert mass == sorted(mass, reverse=True)
    assert steps[-1].density == 1.0
    assert all(one.n / 400 == one.mass and one.mass >= 0.05 for one in steps)
    assert all(one.density * one.n == pytest.approx(one.coverage * PLANTED.sum()) for one in steps)


def test_a_peel_by_hand() -> None:
    """Twenty worlds, hits at the five highest values: each peel takes the lowest value away, until only hits are left."""
    x = pd.DataFrame({"p": np.arange(20.0), "q": [0.0, 1.0] * 10})
    steps = peel(x, x["p"] >= 15)
    assert steps[-1].limits == {"p": (15.0, 19.0)}
    assert [one.n for one in steps] == list(range(20, 4, -1))


def test_values_that_repeat_go_together() -> None:
    x = pd.DataFrame({"p": [0.0] * 12 + [1.0] * 8})
    steps = peel(x, x["p"] > 0)
    assert [one.n for one in steps] == [20, 8]
    assert steps[1].limits == {"p": (1.0, 1.0)}


def test_quasi_p_by_hand() -> None:
    """Eight of eight hits where nine of fifteen are without the limit: 0.6 to the power of 8."""
    x = pd.DataFrame({"p": np.arange(15.0)})
    y = x["p"].isin([0.0, *range(7, 15)])
    assert _quasi_p(x, y, {"p": (7.0, 14.0)}, "p", 0) == pytest.approx(0.6**8)


def test_nothing_to_part_is_said() -> None:
    with pytest.raises(StudyError, match="400 of 400 worlds are of interest"):
        peel(X, pd.Series(np.ones(400, dtype=bool)))
    with pytest.raises(GpssimError, match=r"dense = 1.5 is impossible"):
        best(X, PLANTED, 1.5)


def test_a_tree_asks_what_was_planted() -> None:
    found = tree_rules(X, PLANTED)
    assert found["density"].iloc[0] == 1.0
    assert found["coverage"].sum() == pytest.approx(1.0)
    assert found["n"].sum() == 400
    assert set(found["rule"].iloc[0].replace(">", "<=").split()) >= {"a", "c"}
    assert found["accuracy"].iloc[0] > 0.95 > found["usual"].iloc[0]


def test_without_scikit_learn_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any, **more: Any) -> Any:
        if name.startswith("sklearn"):
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(GpssimError, match=r'pip install "gpssim\[explore\]"'):
        tree_rules(X, PLANTED)


def test_words_become_columns_of_their_own() -> None:
    table = pd.DataFrame(
        {"n": [1, 2, 3], "w": ["a", "b", "c"], "two": ["x", "y", "x"], "flag": [True, False, True], "same": [1, 1, 1]}
    )
    found = as_numbers(table)
    assert list(found) == ["n", "w = a", "w = b", "w = c", "two = y", "flag = False"]
    assert found["flag = False"].tolist() == [0.0, 1.0, 0.0]


def test_of_a_study(monkeypatch: pytest.MonkeyPatch) -> None:
    def gap(u: np.ndarray) -> np.ndarray:
        return np.asarray(np.where((u[:, 0] > 0.6) & (u[:, 2] < 0.5), 1.0, -1.0))

    results = results_of("latin_hypercube:n=200", {A: lambda u: 0 * u[:, 0], B: gap}, monkeypatch)
    one = contrast(results, "coverage", policy=B, baseline=A)
    found = box_table(results, one)
    assert set(found["parameter"]) == {paths(3)[0], paths(3)[2]}
    assert found["share"].iloc[0] == pytest.approx(0.2, abs=0.07)
    assert (found["lowest"] < 0.01).all()
    assert trajectory_table(results, one)["coverage"].iloc[0] == 1.0
    worse = contrast(results, "unaware_share", policy=B, baseline=A)  # less is better
    assert holds(results, worse).mean() == pytest.approx(1 - found["share"].iloc[0])
    never = contrast(results, "coverage", policy=A, baseline=A)
    assert box_table(results, never)["parameter"].tolist() == [""]
    frame = results.cache["values"]
    results.cache["values"] = frame[~((frame["world"] == 3) & (frame["policy"] == A))]
    assert len(cases(results, one)[1]) == 199
    results.cache["values"] = frame[frame["world"] < 15]
    with pytest.raises(StudyError, match="needs 20 worlds that count, here are 14"):
        cases(results, one)
    results.manifest["design"]["kind"] = "morris"
    with pytest.raises(StudyError, match="not the design morris"):
        cases(results, one)
