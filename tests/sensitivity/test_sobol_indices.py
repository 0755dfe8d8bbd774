"""Sobol' indices: functions whose indices are known, differences of policies, luck, failed points, the wrong sample."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis.questions import contrast, of_points
from gpssim.analysis.sensitivity import luck_shares, morris, one_at_a_time, sobol_indices, sobol_pairs
from gpssim.analysis.sensitivity.sobol import indices_of, sobol_sample
from gpssim.designs.sobol_indices import block_size
from gpssim.errors import StudyError
from gpssim.records.results import Results
from tests.sensitivity.points import paths, results_of

A, B = "open_tender", "directed_commission"


def ishigami(u: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * u - 1)
    return np.asarray(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


def nothing(u: np.ndarray) -> np.ndarray:
    return np.asarray(np.zeros(len(u)))


def g_function(u: np.ndarray, a: tuple[float, ...] = (0.0, 1.0, 9.0)) -> np.ndarray:
    return np.asarray(np.prod((np.abs(4 * u - 2) + a) / (1 + np.array(a)), axis=1))


def read(frame: pd.DataFrame, column: str) -> list[float]:
    return list(map(float, frame.set_index("parameter").loc[paths(3), column]))


def test_ishigami(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ishigami & Homma 1990: indices in closed form."""
    results = results_of("sobol_indices:n=1024,second=true", {A: ishigami}, monkeypatch)
    found = sobol_indices(results, contrast(results, "coverage"))
    assert read(found, "first") == pytest.approx([0.314, 0.442, 0.0], abs=0.04)
    assert read(found, "total") == pytest.approx([0.558, 0.442, 0.244], abs=0.02)
    assert found["parameter"].tolist() == ["world.x0", "world.x1", "world.x2"]
    pairs = sobol_pairs(results, contrast(results, "coverage")).set_index(["parameter", "other"])["second"]
    assert pairs["world.x0", "world.x2"] == pytest.approx(0.244, abs=0.06)
    assert pairs["world.x0", "world.x1"] == pytest.approx(0.0, abs=0.06)


def test_intervals_hold_the_truth_and_shrink(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = []
    for n in (128, 2048):
        results = results_of(f"sobol_indices:n={n}", {A: g_function}, monkeypatch)
        found = sobol_indices(results, contrast(results, "coverage")).set_index("parameter")
        part = np.array([1 / (3 * (1 + a) ** 2) for a in (0.0, 1.0, 9.0)])
        whole = np.prod(1 + part) - 1
        for path, first, total in zip(paths(3), part / whole, part * np.prod(1 + part) / (1 + part) / whole, strict=True):
            row = found.loc[path]
            assert row["first_low"] <= first <= row["first_high"]
            assert row["total_low"] <= total <= row["total_high"]
        widths.append(float((found["first_high"] - found["first_low"]).max()))
    assert widths[1] < widths[0] / 2


def test_a_difference_has_indices_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What both policies share is in no index of their difference: B - A = x1 + 2 x2, so that shares are 0, 1/5 and 4/5."""
    both = {A: lambda u: 9 * u[:, 0] ** 2 + u[:, 1], B: lambda u: 9 * u[:, 0] ** 2 + 2 * u[:, 1] + 2 * u[:, 2]}
    results = results_of("sobol_indices:n=512", both, monkeypatch)
    gap = sobol_indices(results, contrast(results, "coverage", policy=B, baseline=A))
    assert read(gap, "first") == pytest.approx([0, 0.2, 0.8], abs=0.03)
    assert read(gap, "total") == pytest.approx([0, 0.2, 0.8], abs=0.03)
    own = sobol_indices(results, contrast(results, "coverage", policy=B))
    assert own["parameter"].iloc[0] == "world.x0"


def shared(n: int, r: int) -> np.ndarray:
    return np.tile(np.linspace(-3, 3, r), (n, 1))


def own_noise(n: int, r: int) -> np.ndarray:
    return np.asarray(np.random.default_rng(3).normal(0, 0.5, (n, r)))


def test_luck_that_all_points_share_is_in_no_index_and_luck_of_their_own_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def line(u: np.ndarray) -> np.ndarray:
        return np.asarray(u[:, 0])

    results = results_of("sobol_indices:n=256", {A: line}, monkeypatch, noise=shared, replications=3)
    one = contrast(results, "coverage")
    assert read(sobol_indices(results, one), "total") == pytest.approx([1, 0, 0], abs=0.02)
    said = sobol_sample(results, one)
    assert said["luck"] == pytest.approx(0.0, abs=1e-9)
    assert said["shared_luck"] == pytest.approx(9 / (9 + 1 / 12), abs=0.01)
    results = results_of("sobol_indices:n=1024", {A: line}, monkeypatch, noise=own_noise, replications=2)
    results.manifest["design"]["luck"] = "own"
    said = sobol_sample(results, one)
    assert said["luck_in_mean"] == pytest.approx((0.25 / 2) / (0.25 / 2 + 1 / 12), abs=0.03)
    assert read(sobol_indices(results, one), "total")[1:] == pytest.approx([said["luck_in_mean"]] * 2, abs=0.06)
    assert said["parameters"] == pytest.approx((1 / 12) / (1 / 12 + 0.25), abs=0.03)


def test_shares_of_luck_by_hand() -> None:
    """Points 0 and 2, replications that add 0 and 4, and an interaction of 1: means 0.5, 2.5 … worked in the comments."""
    table = pd.DataFrame([[np.nan, np.nan], [0.0, 5.0], [2.0, 5.0]])
    assert of_points(table).shape == (2, 2)
    # rows 2.5, 3.5; columns 1, 5; total 3; residuals +-0.5: error = 1 / ((2 - 1) (2 - 1)) = 1
    # between = 2 * 0.5 = 1: parameters max(0, (1 - 1) / 2) = 0; shared = 8 - 1 / 2 = 7.5
    assert luck_shares(table, common=True) == pytest.approx(
        {"parameters": 0.0, "shared_luck": 7.5 / 8.5, "luck": 1 / 8.5, "luck_in_mean": 1.0}
    )
    # one-way: within = (12.5 + 4.5) / 2 = 8.5
    assert luck_shares(table, common=False)["luck"] == 1.0


def test_blocks_with_a_failed_point_are_left_out_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    results = results_of("sobol_indices:n=64", {A: ishigami}, monkeypatch)
    frame = results.cache["values"]
    results.cache["values"] = frame[~frame["world"].isin([2, 3, 12])]  # two of the first block, one of the third
    found = sobol_indices(results, contrast(results, "coverage"))
    assert set(found["n"]) == {62}
    assert set(found["dropped"]) == {2}
    y = frame["value"].to_numpy()[1:].reshape(64, block_size(3, False))
    same = indices_of(np.delete(y, [0, 2], axis=0), paths(3), second=False)[0]
    assert found.drop(columns="dropped").equals(same)


def test_nothing_varies(monkeypatch: pytest.MonkeyPatch) -> None:
    results = results_of("sobol_indices:n=16", {A: nothing}, monkeypatch)
    found = sobol_indices(results, contrast(results, "coverage"))
    assert found["first"].isna().all()
    assert found["parameter"].tolist() == paths(3)


def test_each_analysis_names_the_design_that_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    results = results_of("latin_hypercube:n=16", {A: ishigami}, monkeypatch)
    one = contrast(results, "coverage")
    for read_, words in (
        (sobol_indices, "Sobol' indices need a study with the design sobol_indices, these results have the design latin_hypercube"),
        (morris, "elementary effects need a study with the design morris"),
        (one_at_a_time, "effects one at a time need a study with the design one_at_a_time"),
    ):
        with pytest.raises(StudyError, match=words):
            read_(results, one)
    with pytest.raises(StudyError, match="these results have no design"):
        sobol_indices(Results({}, {"policies": [A], "months": 3}), one)


def test_the_same_results_give_the_same_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = []
    for _ in range(2):
        results = results_of("sobol_indices:n=32", {A: ishigami}, monkeypatch)
        frames.append(sobol_indices(results, contrast(results, "coverage")))
    assert frames[0].equals(frames[1])
