"""Robustness over worlds: tables worked by hand, and planted worlds read through a study."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis.questions import Question
from gpssim.analysis.robustness import dominance, pareto, rank_shares, regrets, satisficing, side_by_side
from gpssim.analysis.robustness.dominance import dominance_table
from gpssim.analysis.robustness.pareto import pareto_table
from gpssim.analysis.robustness.ranks import rank_table
from gpssim.analysis.robustness.regrets import regret_table
from gpssim.analysis.robustness.satisficing import satisficing_table
from gpssim.errors import ScenarioError, StudyError, UnknownNameError
from gpssim.records import Results
from tests.sensitivity.points import results_of

A, B, C = "open_tender", "directed_commission", "lottery"
COVERAGE = Question("coverage")
FOUR = pd.DataFrame({"a": [1.0, 4.0, 2.0, 3.0], "b": [2.0, 4.0, 1.0, 1.0], "c": [0.0, 0.0, 0.0, 5.0]}, index=[1, 2, 3, 4])


def studied(monkeypatch: pytest.MonkeyPatch, design: str = "latin_hypercube:n=40") -> Results:
    """B is better than A by the first variable less a half; C is worse than A everywhere."""
    functions: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        A: lambda u: u[:, 1],
        B: lambda u: u[:, 1] + u[:, 0] - 0.5,
        C: lambda u: u[:, 1] - 0.1,
    }
    results = results_of(design, functions, monkeypatch)
    results.cache["implausible"] = frozenset()
    return results


def test_regret_by_hand() -> None:
    found = regret_table(FOUR).set_index("policy")
    assert list(found.index) == ["a", "b", "c"]
    assert found["expected"].tolist() == pytest.approx([3 / 4, 5 / 4, 2.0])  # a: 1 0 0 2, b: 0 0 1 4, c: 2 4 2 0
    assert found["largest"].tolist() == [2.0, 4.0, 4.0]
    assert found["worst"].tolist() == [4, 4, 2]
    assert found["best"].tolist() == [0.5, 0.5, 0.25]
    half = 3.182446 * np.std([1, 0, 0, 2], ddof=1) / 2
    assert found.loc["a", "high"] == pytest.approx(0.75 + half, abs=1e-5)
    assert found.loc["a", "low"] == 0.0
    assert regret_table(-FOUR, -1).set_index("policy").loc["a", "mean"] == 2.5


def test_ranks_by_hand_ties_shared() -> None:
    found = rank_table(FOUR).pivot_table(index="policy", columns="rank", values="share")
    assert found.loc["a"].tolist() == [0.375, 0.625, 0.0]  # second, tied first, first, second
    assert found.loc["b"].tolist() == [0.375, 0.375, 0.25]
    assert found.loc["c"].tolist() == [0.25, 0.0, 0.75]
    assert np.allclose(found.sum(axis=0), 1)


def test_dominance_by_hand() -> None:
    table = pd.DataFrame({"a": [3.0, 1.0, 2.0], "b": [1.0, 2.0, 1.0], "d": [1.5, 1.5, 3.0], "e": [0.0, 1.0, 1.0]})
    found = dominance_table(table).set_index(["policy", "other"])
    kinds = ["in_every_world", "first_order", "second_order"]
    # sorted: a 1 2 3, b 1 1 2, d 1.5 1.5 3, e 0 1 1; cumulated: a 1 3 6, d 1.5 3 6
    assert found.loc[("a", "b"), kinds].tolist() == [False, True, True]
    assert found.loc[("a", "e"), kinds].tolist() == [True, True, True]
    assert found.loc[("d", "a"), kinds].tolist() == [False, False, True]
    assert found.loc[("a", "d"), kinds].tolist() == [False, False, False]
    assert found.loc[("b", "a"), "better"] == pytest.approx(1 / 3)
    assert not dominance_table(pd.DataFrame({"a": [1.0, 2.0], "b": [1.0, 2.0]}))[kinds].any().any()


def test_fronts_by_hand() -> None:
    one = pd.DataFrame({"a": [2.0, 2.0], "b": [1.0, 3.0], "c": [0.0, 1.0]})
    two = pd.DataFrame({"a": [1.0, 1.0], "b": [2.0, 1.0], "c": [0.0, 0.0]})
    found = pareto_table({"one": one, "two": two}).set_index("policy")
    # world 0: a and b exchange, c is beaten; world 1: b beats a
    assert found["on_front"].tolist() == [0.5, 1.0, 0.0]
    assert found.loc["a", "dominated_by"] == "b"  # means: a (2, 1), b (2, 1.5)
    assert found.loc["c", "dominated_in_every_world_by"] == "a, b"
    assert found.loc["a", "dominated_in_every_world_by"] == ""


def test_good_enough_by_hand_and_only_where_all_is_known() -> None:
    one = pd.DataFrame({"a": [True, True, False]}, index=[1, 2, 3])
    two = pd.DataFrame({"a": [True, False, True, True]}, index=[1, 2, 3, 4])
    found = satisficing_table({"one": one, "two": two}).set_index("outcome")
    assert found["share"].tolist() == pytest.approx([2 / 3, 2 / 3, 1 / 3])
    assert set(found["n"]) == {3}


def test_worlds_of_a_study_are_read_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    results = studied(monkeypatch)
    frame = results.cache["values"]
    results.cache["values"] = frame[(frame["world"] != 7) | (frame["policy"] != B)]
    table = side_by_side(results, COVERAGE)
    assert list(table) == [A, B, C]
    assert sorted({*range(1, 41)} - set(table.index)) == [7]
    results.cache["implausible"] = frozenset({1, 2})
    assert len(side_by_side(results, COVERAGE)) == 37
    assert len(side_by_side(results, COVERAGE, worlds="all")) == 39


def test_the_planted_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    results = studied(monkeypatch)
    share = float((side_by_side(results, COVERAGE)[B] > side_by_side(results, COVERAGE)[A]).mean())
    assert share == pytest.approx(0.5, abs=0.03)
    ranks = rank_shares(results, COVERAGE).set_index(["policy", "rank"])["share"]
    assert ranks[B, 1] == pytest.approx(share)
    assert ranks[A, 3] == 0.0
    found = regrets(results, COVERAGE).set_index("policy")
    assert found.loc[A, "expected"] == pytest.approx(0.125, abs=0.01)
    assert found.loc[C, "expected"] == pytest.approx(0.225, abs=0.01)
    assert found.loc[A, "largest"] == pytest.approx(0.5, abs=0.03)
    less = regrets(results, Question("unmet_need_months")).set_index("policy")
    assert less.loc[C, "expected"] < less.loc[A, "expected"]
    assert less["mean"].to_dict() == pytest.approx(found["mean"].to_dict())
    assert regrets(results, COVERAGE, direction=-1)["policy"].iloc[0] == less.index[0]
    pairs = dominance(results, COVERAGE).set_index(["policy", "other"])
    assert bool(pairs.loc[(A, C), "in_every_world"])
    assert not pairs.loc[(B, A), "in_every_world"]
    front = pareto(results, [COVERAGE]).set_index("policy")["on_front"]
    assert front[B] == pytest.approx(share)
    assert front[C] == 0.0
    enough = satisficing(results, {"coverage": (0.5, None), "unmet_need_months": B}).set_index(["policy", "outcome"])["share"]
    assert enough[A, "coverage"] == pytest.approx(0.5, abs=0.03)
    assert enough[A, "unmet_need_months"] == pytest.approx(share, abs=0.03)
    assert enough[B, "unmet_need_months"] == 1.0
    assert enough[A, "all"] <= min(enough[A, "coverage"], enough[A, "unmet_need_months"])


def test_what_cannot_be_asked_is_refused_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    results = studied(monkeypatch)
    with pytest.raises(StudyError, match=r"robustness over worlds needs two policies .* 40 worlds|morris"):
        regrets(studied(monkeypatch, "morris:trajectories=3"), COVERAGE)
    with pytest.raises(UnknownNameError, match="choice of worlds"):
        regrets(results, COVERAGE, worlds="al")  # type: ignore[arg-type]  # misspelt on purpose
    with pytest.raises(ScenarioError, match="better = 0 is impossible"):
        regrets(results, Question(_neutral()))
    with pytest.raises(ScenarioError, match="thresholds"):
        satisficing(results, {})
    with pytest.raises(UnknownNameError, match="did you mean 'open_tender'"):
        satisficing(results, {"coverage": "open_tendr"})
    for wrong in ((None, None), (0.9, 0.1), ("a", None), (1,)):
        with pytest.raises(ScenarioError, match="thresholds"):
            satisficing(results, {"coverage": wrong})  # type: ignore[dict-item]  # wrong on purpose


def _neutral() -> str:
    """An outcome of which neither more nor less is better."""
    from gpssim.analysis.indicators import indicators

    return next(name for name, one in indicators().items() if one.direction == 0)
