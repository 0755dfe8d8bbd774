"""History matching: what was planted is not ruled out, the space shrinks, another model leaves nothing, a kill costs no run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from typer.testing import CliRunner

from gpssim.calibration import calibrate, load_targets
from gpssim.calibration.emulating import emulated
from gpssim.calibration.evaluations import Answer, Ask, Evaluations
from gpssim.calibration.history import Matching
from gpssim.calibration.problem import Problem
from gpssim.calibration.reading import Asked
from gpssim.calibration.searching import filling
from gpssim.calibration.space import CELLS, pairs
from gpssim.cli import app
from gpssim.errors import GpssimError
from gpssim.streams import Luck
from tests.calibration.recoverable import ERROR, problem, recorded
from tests.calibration.test_calibrate import FREE, MARKUP, targets
from tests.calibration.test_evaluations import Counted, Killed, asked
from tests.calibration.test_fitting import planted

SIX: dict[str, Any] = {"months": 3, "method": "history_matching:waves=2", "start": 6}


def never_ruled_out(problems: Iterator[tuple[np.ndarray, Problem]], n: int) -> tuple[int, list[list[float]]]:
    """How often the planted place is left, and the shares of the space after each wave."""
    hits, shares = 0, []
    for at, one in problems:
        matching = Matching(one, n, 4)
        told = [(waves, left) for waves, left, _ in matching.after_each()]
        hits += matching.worst(told[-1][0], at[None, :])[0] <= matching.cut_off
        shares.append([left.share for _, left in told])
    return hits, shares


def enough(hits: int, n: int) -> bool:
    """Whether no fewer than the promised 0.95 are left, but for one set of repetitions in a thousand."""
    return hits >= stats.binom.ppf(0.001, n, 0.95)


def test_what_was_planted_is_not_ruled_out_and_little_else_is_left() -> None:
    n = 16
    hits, shares = never_ruled_out(((at := planted(seed), problem(recorded(at, seed), seed=seed)) for seed in range(n)), 12)
    assert enough(hits, n), hits
    assert max(one[-1] for one in shares) < 0.2


def wavy(at: np.ndarray, seed: int) -> Problem:
    """Moments that bend too often for a first wave of few places, with targets measured at ``at``."""

    def truth(u: np.ndarray) -> np.ndarray:
        return np.array([np.sin(7.0 * u[0]) + u[1], u[0] * np.cos(6.0 * u[1]), u[0] + np.sin(8.0 * u[1]) / 2])

    def run(asks: Sequence[Ask]) -> Iterator[Answer]:
        for place, luck in asks:
            yield (place, luck), truth(np.array(place)) + 0.02 * Luck.of(seed, luck).normals("n", np.arange(3))

    error = np.full(3, 0.02)
    value = truth(at) + error * Luck.of(seed, 0).normals("records", np.arange(3))
    return Problem(value, error, np.ones(3, dtype=bool), ("a", "b"), Evaluations(run), 6, seed=seed)


def test_waves_go_on_while_the_emulators_are_not_sure_and_keep_what_was_planted() -> None:
    n = 10
    hits, shares = never_ruled_out(((at := planted(seed), wavy(at, seed)) for seed in range(n)), 12)
    assert enough(hits, n), hits
    assert np.median([one[-1] for one in shares]) < 0.05


def test_targets_of_another_model_leave_nothing_and_a_line_says_so() -> None:
    other = recorded(planted(1), 1) + np.array([0.0, 0.0, 60 * ERROR[2], 0.0])
    with pytest.raises(GpssimError, match=r"^nothing is left after wave \d: .* most by 3 \(cut-off 3\): give other[^\n]*$"):
        list(Matching(problem(other), 12).after_each())
    forgiving = Matching(problem(other), 12, nth=2)
    waves = [waves for waves, *_ in forgiving.after_each()][-1]
    assert forgiving.worst(waves, planted(1)[None, :])[0] <= 3.0
    held = Matching(problem(other, (True, True, False, True)), 12)
    assert [left.share for _, left, _ in held.after_each()][-1] > 0.0


def test_why_it_ends_is_told() -> None:
    at = planted(2)
    assert [why for *_, why in Matching(problem(recorded(at, 2)), 20).after_each()] == ["", "sure"]
    assert [why for *_, why in Matching(wavy(at, 2), 5, waves=1).after_each()] == ["most"]


@pytest.mark.parametrize("after", [1, 40])
def test_a_killed_matching_goes_on_to_the_same_result(tmp_path: Path, after: int) -> None:
    def last(one: Problem) -> np.ndarray:
        return [left.places for _, left, _ in Matching(one, 10, 3).after_each()][-1]

    whole, first, second, third = Counted(), Counted(after), Counted(), Counted()
    expected, file = last(asked(whole)), tmp_path / "evaluations.jsonl"
    if whole.made <= after:
        pytest.fail("it made fewer runs than are to be made before the kill")
    with pytest.raises(Killed):
        last(asked(first, file))
    assert np.array_equal(last(asked(second, file)), expected)
    assert first.made + second.made == whole.made
    last(asked(third, file))
    assert third.made == 0


def test_an_emulator_says_what_it_does_not_know_and_passes_by_what_is_missing() -> None:
    places = filling(12, 2, Luck.of(1, 0), "here")
    moment = np.sin(5.0 * places[:, 0]) + places[:, 1]
    low, high = np.zeros(2), np.ones(2)
    whole = emulated(places, moment, low, high)
    assert whole is not None
    mean, variance = whole(np.vstack([places[0], [3.0, 3.0]]))
    assert mean[0] == pytest.approx(moment[0], abs=0.02)
    assert variance[1] > 50 * variance[0]
    assert emulated(places, np.where(np.arange(12) < 9, np.nan, moment), low, high) is None
    missing = emulated(places, np.where(np.arange(12) < 2, np.nan, moment), low, high)
    assert missing is not None
    assert np.isfinite(missing(places)[0]).all()


def test_an_emulator_is_believed_no_further_than_its_errors_where_a_place_is_left_out() -> None:
    from sklearn.base import clone
    from sklearn.gaussian_process import GaussianProcessRegressor

    places = filling(10, 1, Luck.of(1, 0), "here")
    moment = np.where(places[:, 0] > 0.5, 1.0, 0.0) + 0.2 * places[:, 0] ** 2
    found = emulated(places, moment, np.zeros(1), np.ones(1))
    assert found is not None
    ratios, y = [], (moment - moment.mean()) / moment.std()
    for i in range(len(y)):
        others = np.delete(np.arange(len(y)), i)
        process = GaussianProcessRegressor(clone(found.process.kernel_), optimizer=None).fit(places[others], y[others])
        mean, error = process.predict(places[[i]], return_std=True)
        ratios.append(float(((y[i] - mean) / error)[0] ** 2))
    assert found.swelling == pytest.approx(max(1.0, float(np.mean(ratios))), rel=1e-6)


WRONG = [
    ({"method": "histroy_matching"}, "did you mean 'history_matching'"),
    ({"method": "history_matching:wave=3"}, "did you mean 'waves'"),
    ({"method": "history_matching:cut_off=0.5"}, "cut_off"),
    ({"method": "history_matching:nth=9"}, "nth = 9 is impossible: it must be from 1 to the number of fitted targets, 3"),
    ({"method": "abc:waves=3"}, "waves"),
    ({"targets": [{**targets()["targets"][0], "discrepancy": -0.1}]}, "discrepancy"),
]


@pytest.mark.parametrize(("changed", "said"), WRONG, ids=[said for _, said in WRONG])
def test_wrong_settings_are_refused_in_a_line_before_anything_runs(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(GpssimError, match=r"^[^\n]*$") as refused:
        Asked(load_targets(targets(**changed)))
    assert said in str(refused.value)


def test_without_the_library_it_is_refused_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gpssim.calibration.emulating.find_spec", lambda _: None)
    with pytest.raises(GpssimError, match=r'^history matching needs scikit-learn[^\n]*gpssim\[explore\]"$'):
        Asked(load_targets(targets(**SIX)))


def wide(**changed: Any) -> dict[str, Any]:
    """Targets of which a small market is somewhere near enough."""
    return targets(targets=[{**one, "standard_error": 0.3} for one in targets()["targets"]], **{**SIX, **changed})


def test_a_market_keeps_tables_and_a_figure_and_says_what_is_left(tmp_path: Path) -> None:
    import tomli_w

    told = [{**one, "value": 3.0 if one["outcome"] == "offers_per_purchase" else one["value"]} for one in wide()["targets"]]
    told = [{**one, "discrepancy": 3.0} for one in told]
    (tmp_path / "targets.toml").write_text(tomli_w.dumps({**wide(), "targets": told}), encoding="utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["calibrate", str(tmp_path / "targets.toml"), "--out", str(out), "--workers", "1"])
    assert done.exit_code == 0, done.output
    assert "% of the space is left after 12 runs" in done.output
    assert "the last: " in done.output
    waves, left = pd.read_csv(out / "waves.csv"), pd.read_csv(out / "not_ruled_out.csv")
    assert 0.0 < waves["share_left"].iloc[-1] <= 1.0
    assert set(left.columns) == {*(v["path"] for v in FREE), "implausibility"}
    assert (left["implausibility"] <= 3.0).all()
    ranges = pd.read_csv(out / "parameters.csv").set_index("path")
    assert ranges["low"][MARKUP] <= ranges["estimate"][MARKUP] <= ranges["high"][MARKUP]
    assert {"space.png", "space_zh.pdf", "targets.png"} <= {p.name for p in (out / "figures").iterdir()}
    drawn = pd.read_csv(out / "figures" / "space.csv")
    assert len(drawn) <= CELLS**2
    lines = (out / "evaluations.jsonl").read_bytes()
    again = calibrate(tmp_path / "targets.toml", out, workers=1)
    assert (out / "evaluations.jsonl").read_bytes() == lines
    assert pairs(again, 3.0)["value"].to_numpy() == pytest.approx(drawn["value"].to_numpy())
