"""Where a policy wins: planted worlds, what is counted, what is refused; and a tree beside the box."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis.discovery import Cases, cases_of, classification_tree, scenario_box, sign_shares, turning_parameters
from gpssim.analysis.discovery.cases import as_numbers
from gpssim.analysis.questions import contrast
from gpssim.analysis.shares import share_interval
from gpssim.errors import ScenarioError, StudyError, UnknownNameError
from gpssim.records import Results
from gpssim.streams import Luck
from tests.sensitivity.points import results_of

A, B = "open_tender", "directed_commission"
X0, X1, X2 = "world.x0", "world.x1", "world.x2"


def corner(u: np.ndarray) -> np.ndarray:
    """B is better by 1 where the first is above 0.7 and the second below 0.5, worse by 1 elsewhere."""
    return np.where((u[:, 0] > 0.7) & (u[:, 1] < 0.5), 1.0, -1.0)


def studied(
    monkeypatch: pytest.MonkeyPatch,
    better: Callable[[np.ndarray], np.ndarray] = corner,
    design: str = "latin_hypercube:n=300",
    **more: Any,
) -> Results:
    results = results_of(design, {A: lambda u: 5 * u[:, 2], B: lambda u: 5 * u[:, 2] + better(u)}, monkeypatch, **more)
    results.cache["implausible"] = frozenset()
    return results


def found(results: Results, outcome: str = "coverage", **more: Any) -> Cases:
    return cases_of(results, contrast(results, outcome, policy=B, baseline=A), **more)


def test_the_planted_corner_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = found(studied(monkeypatch))
    box = scenario_box(cases)
    limits = box.limits.set_index("parameter")
    assert set(limits.index) == {X0, X1}
    assert limits.index[0] == X0  # it holds fewer worlds
    assert limits.loc[X0, "low"] == pytest.approx(0.7, abs=0.02)
    assert limits.loc[X1, "high"] == pytest.approx(0.5, abs=0.02)
    assert limits[["low", "high"]].isna().to_numpy().tolist() == [[False, True], [True, False]]
    assert (limits["again"] > 0.9).all()
    assert box.summary["share"] == pytest.approx(0.15, abs=0.03)
    assert box.summary["density"] > 0.95
    assert box.summary["coverage"] > 0.95
    assert 0.85 < box.summary["density_new"] <= 1.0
    assert box.trajectory["chosen"].sum() == 1
    assert box.trajectory["mass"].is_monotonic_decreasing


def test_less_is_better_turns_the_sign_and_so_does_asking_for_losses(monkeypatch: pytest.MonkeyPatch) -> None:
    results = studied(monkeypatch)
    cases = found(results)
    less = found(results, "unmet_need_months")
    assert (less.wins == ~cases.wins).all()
    assert (cases.of("loses").wins == less.wins).all()
    with pytest.raises(UnknownNameError, match="did you mean 'wins'"):
        cases.of("win")  # type: ignore[arg-type]  # misspelt on purpose


def test_a_tie_is_no_win_and_a_world_without_a_run_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    results = studied(monkeypatch, lambda u: np.where(u[:, 0] > 0.5, 1.0, 0.0), "sobol_sequence:n=32")
    frame = results.cache["values"]
    results.cache["values"] = frame[(frame["world"] != 5) | (frame["policy"] != B)]
    shares = sign_shares(found(results))
    assert (shares["n"], shares["left_out"]) == (31, 1)
    assert shares["wins"] + shares["ties"] == pytest.approx(1.0)
    assert (shares["low"], shares["high"]) == share_interval(round(shares["wins"] * 31), 31)
    results.cache["implausible"] = frozenset({1, 2, 3})
    assert sign_shares(found(results))["left_out"] == 4
    assert sign_shares(found(results, worlds="all"))["left_out"] == 1


def test_parameters_that_turn_the_sign_lead_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    table = turning_parameters(found(studied(monkeypatch))).set_index("parameter")
    assert table.index[2] == X2
    assert table.loc[X0, "correlation"] > 0.5
    assert table.loc[X1, "correlation"] < -0.3
    assert table.loc[[X0, X1], "p_adjusted"].max() < 0.001 < table.loc[X2, "p_adjusted"]
    assert table.loc[X0, "median_wins"] == pytest.approx(0.85, abs=0.05)


def test_complete_separation_by_hand() -> None:
    points = pd.DataFrame({X0: [1.0, 2, 3, 4], X1: [1.0, 1, 2, 2]})
    cases = Cases(points, pd.Series([-1.0, -1, 1, 1]), pd.Series([False, False, True, True]), 0)
    assert turning_parameters(cases)["correlation"].tolist() == [1.0, 1.0]


def test_a_tree_asks_for_the_corner(monkeypatch: pytest.MonkeyPatch) -> None:
    leaves = classification_tree(found(studied(monkeypatch)), depth=2)
    assert leaves.loc[0, "wins"] == 1.0
    assert leaves.loc[0, "coverage"] == 1.0
    assert sorted(part.split()[0] for part in leaves.loc[0, "rule"].split(" and ")) == [X0, X1]
    assert leaves["n"].sum() == 300


def test_words_become_columns_of_their_own() -> None:
    n = 60
    table = pd.DataFrame(
        {"choices.rule": [("lot", "price", "quality")[k % 3] for k in range(n)], "flag": [k % 2 == 0 for k in range(n)]}
    )
    points = as_numbers(table.assign(same=1.0, unknown=[np.nan, *range(1, n)], **{X0: np.linspace(0, 1, n)}))
    assert list(points) == ["choices.rule = lot", "choices.rule = price", "choices.rule = quality", "flag = True", X0]
    wins = points["choices.rule = quality"] == 1
    limits = scenario_box(Cases(points, wins * 2.0 - 1, wins, 0), again=0).limits
    assert limits[["parameter", "low"]].to_numpy().tolist() == [["choices.rule = quality", 0.5]]
    with pytest.raises(StudyError, match="no parameter varies"):
        as_numbers(table.iloc[:1])


def test_a_tree_says_what_it_is_worth(monkeypatch: pytest.MonkeyPatch) -> None:
    clear = classification_tree(found(studied(monkeypatch)))
    assert clear["accuracy"].iloc[0] > 0.97 > clear["usual"].iloc[0] > 0.8
    points = pd.DataFrame({X0: np.arange(100.0)})
    luck = Luck.of(5, 0).uniforms("wins", np.arange(100)) < 0.4
    none = classification_tree(Cases(points, pd.Series(luck * 1.0), pd.Series(luck), 0))
    assert none["accuracy"].iloc[0] < none["usual"].iloc[0] + 0.05


def test_what_cannot_be_asked_is_refused_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    results = studied(monkeypatch)
    with pytest.raises(StudyError, match="give a baseline"):
        cases_of(results, contrast(results, "coverage"))
    with pytest.raises(UnknownNameError, match="choice of worlds"):
        found(results, worlds="plausibel")
    with pytest.raises(StudyError, match="all of 64 worlds are of the kind asked for"):
        scenario_box(found(studied(monkeypatch, lambda u: u[:, 0] + 1, "sobol_sequence:n=64")))
    with pytest.raises(StudyError, match="needs 20 worlds or more with a difference, here are 16"):
        found(studied(monkeypatch, design="sobol_sequence:n=16"))
    for design in ("morris:trajectories=8", "one_at_a_time"):
        with pytest.raises(StudyError, match=f"these results have the design {design.partition(':')[0]}"):
            found(studied(monkeypatch, design=design))
    for name in ("density", "significance"):
        with pytest.raises(ScenarioError, match=f"{name} = 2 is impossible"):
            scenario_box(found(results), **{name: 2})


def test_a_tree_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = found(studied(monkeypatch))
    monkeypatch.setitem(sys.modules, "sklearn", None)
    monkeypatch.setattr("gpssim.analysis.discovery.tree.find_spec", lambda name: None)
    with pytest.raises(StudyError, match=r'pip install "gpssim\[explore\]"'):
        classification_tree(cases)


def test_a_wilson_interval_by_hand() -> None:
    # 8 of 10 with z = 1.96: centre (0.8 + 0.192) / 1.384 = 0.717, half 1.96 / 1.384 * sqrt(0.016 + 0.0096) = 0.2265
    assert share_interval(8, 10) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))
    assert share_interval(0, 10)[0] == 0.0
    assert np.isnan(share_interval(0, 0)).all()
