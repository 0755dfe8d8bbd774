"""Elementary effects and effects one at a time: linear functions by hand, SALib beside it, failed points."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.analysis.questions import contrast
from gpssim.analysis.sensitivity import elementary_effects, morris, one_at_a_time
from gpssim.analysis.sensitivity.sample import as_numbers
from gpssim.errors import StudyError
from tests.sensitivity.points import paths, results_of
from tests.sensitivity.test_sobol_indices import A, B, ishigami, shared


def line(u: np.ndarray) -> np.ndarray:
    return np.asarray(3 * u[:, 0] - 2 * u[:, 1])


def test_effects_of_a_line_are_its_slopes(monkeypatch: pytest.MonkeyPatch) -> None:
    results = results_of("morris:trajectories=6", {A: line}, monkeypatch)
    found = morris(results, contrast(results, "coverage")).set_index("parameter")
    assert found.loc[paths(3), "mu"].tolist() == pytest.approx([3, -2, 0])
    assert found.loc[paths(3), "mu_star"].tolist() == pytest.approx([3, 2, 0])
    assert found["sigma"].tolist() == pytest.approx([0, 0, 0], abs=1e-12)
    assert list(found.index) == paths(3)


def test_a_product_interacts_and_salib_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from SALib.analyze import morris as theirs

    results = results_of("morris:trajectories=30,levels=6", {A: ishigami}, monkeypatch)
    found = morris(results, contrast(results, "coverage")).set_index("parameter").loc[paths(3)]
    y = results.cache["values"]["value"].to_numpy()[1:]
    problem = {"num_vars": 3, "names": paths(3), "bounds": [[0, 1]] * 3}
    said = theirs.analyze(problem, as_numbers(results), y, num_levels=6, seed=1)
    for column in ("mu", "mu_star", "sigma"):
        assert found[column].tolist() == pytest.approx(list(said[column]))
    half = (found["mu_star_high"] - found["mu_star_low"]) / 2
    assert half.tolist() == pytest.approx(list(said["mu_star_conf"]), rel=0.25)
    assert (found["sigma"] > 1).all()


def test_of_a_difference_and_without_broken_trajectories(monkeypatch: pytest.MonkeyPatch) -> None:
    results = results_of("morris:trajectories=5", {A: line, B: lambda u: line(u) + u[:, 2]}, monkeypatch)
    frame = results.cache["values"]
    results.cache["values"] = frame[(frame["world"] != 6) | (frame["policy"] != B)]
    found = morris(results, contrast(results, "coverage", policy=B, baseline=A)).set_index("parameter")
    assert found.loc[paths(3), "mu"].tolist() == pytest.approx([0, 0, 1])
    assert set(found["n"]) == {4}
    assert set(found["dropped"]) == {1}


def test_points_that_are_no_walk_are_refused() -> None:
    x = np.array([[[0.0, 0.0], [1.0, 1.0], [1.0, 0.0]]])
    with pytest.raises(StudyError, match="no trajectories"):
        elementary_effects(x, np.zeros((1, 3)), 2 / 3)


def test_listed_values_rise_with_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    results = results_of("morris:trajectories=2", {A: line}, monkeypatch, k=2)
    results.manifest["variables"][0] = {"path": paths(2)[0], "distribution": "values", "values": ["some", "more", "most"]}
    results.manifest["drawn"][paths(2)[0]] = ["some", "most", "more", "some", "some", "most"]
    assert as_numbers(results)[:, 0].tolist() == [0, 2, 1, 0, 0, 2]


def test_a_tornado_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the middle of each range: 3 (u - 1/2) at the ends of the first parameter, luck shared by all points and so gone."""
    results = results_of("one_at_a_time", {A: line, B: lambda u: u[:, 2] ** 2}, monkeypatch, noise=shared, replications=3)
    found = one_at_a_time(results, contrast(results, "coverage", policy=A))
    assert found["parameter"].tolist() == [name for name in paths(3) for _ in range(2)]
    assert found["effect"].tolist() == pytest.approx([-1.5, 1.5, 1, -1, 0, 0])
    assert found["end"].tolist() == ["low", "high"] * 3
    assert found["value"].tolist() == [0.0, 1.0] * 3
    assert found["own"].tolist() == pytest.approx([0.5] * 6)
    assert found["low"].tolist() == pytest.approx(found["effect"].tolist())
    gap = one_at_a_time(results, contrast(results, "coverage", policy=B, baseline=A))
    assert gap.set_index(["parameter", "end"]).loc[(paths(3)[2], "high"), "effect"] == pytest.approx(0.75)


def test_luck_of_its_own_is_not_paired(monkeypatch: pytest.MonkeyPatch) -> None:
    """Welch by hand: both sides have mean squares 9 of 3 values: error sqrt(3 + 3), 4 degrees of freedom, t 2.776."""
    results = results_of("one_at_a_time", {A: line}, monkeypatch, noise=shared, replications=3)
    results.manifest["design"]["luck"] = "own"
    found = one_at_a_time(results, contrast(results, "coverage")).iloc[0]
    assert (found["low"], found["high"]) == pytest.approx((-1.5 - 2.7764 * 6**0.5, -1.5 + 2.7764 * 6**0.5), abs=1e-3)
    assert found["n"] == 3


def test_levels_between_the_ends_have_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    results = results_of("one_at_a_time:levels=3", {A: line}, monkeypatch, k=2)
    found = one_at_a_time(results, contrast(results, "coverage"))
    assert found["end"].tolist() == ["low", "", "high"] * 2
    assert np.isnan(found["low"]).all()
