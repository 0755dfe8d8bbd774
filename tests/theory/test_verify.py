"""``gpssim verify``: the package's own cases agree, others are read with care, and what is wrong stays in its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.theory import CASES, Case, Reference, Setting, Simulated, Solved, Value, read_cases, verify
from gpssim.theory.judging import judged, tolerance_of
from gpssim.theory.laws import LAWS, law
from gpssim.theory.report import as_text, lines
from gpssim.theory.verifying import adapters, verdicts_of

OWN = read_cases(CASES)
FAST = [case for case in OWN if not getattr(adapters()[case.kind], "SLOW", False)]
SLOW = [case for case in OWN if case not in FAST]


def complaints(case: Case) -> list[str]:
    return [
        f"{v.value.quantity}{dict(v.value.inputs)}: {v.value.expected} {v.got} {v.reason}" for v in verdicts(case) if not v.passed
    ]


def verdicts(case: Case) -> Any:
    return verdicts_of(case, 1, 40_000)


@pytest.mark.parametrize("case", FAST, ids=lambda c: f"{c.id}-{c.kind}")
def test_own_case_agrees(case: Case) -> None:
    assert complaints(case) == []


@pytest.mark.slow
@pytest.mark.parametrize("case", SLOW, ids=lambda c: f"{c.id}-{c.kind}")
def test_own_slow_case_agrees(case: Case) -> None:
    assert complaints(case) == []


def test_every_kind_has_a_case_of_its_own_and_every_case_a_kind() -> None:
    assert {case.kind for case in OWN} == set(adapters())
    assert len({case.id for case in OWN}) == len(OWN)
    for case in OWN:
        addresses = [(v.quantity, json.dumps(v.inputs, sort_keys=True)) for v in case.values]
        assert len(set(addresses)) == len(addresses), case.id
        assert case.title
        assert case.formula
        assert case.source


@pytest.mark.parametrize("kind", list(adapters()))
def test_an_adapter_says_what_happens(kind: str) -> None:
    assert adapters()[kind].__doc__


def test_the_fast_run_leaves_cases_in_every_group() -> None:
    fast = {case.id.split(".")[0] for case in OWN if not getattr(adapters()[case.kind], "SLOW", False)}
    assert fast == {case.id.split(".")[0] for case in OWN}


def test_no_more_processes_than_handfuls_of_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process was started for three cases")

    monkeypatch.setattr("gpssim.processes.ProcessPoolExecutor", refuse)
    few = [case for case in OWN if case.kind == "ewa_update"] * 3
    assert not verify(few).failed
    with pytest.raises(AssertionError, match="three cases"):
        verify(few, workers=2)


# ---------------------------------------------------------------- files and distributions


def written(tmp_path: Path, content: object) -> Path:
    file = tmp_path / "cases.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no JSON"),
        ([], "is no case file"),
        ({"cases": 3}, "is no case file"),
        ({"cases": [{"id": "x"}]}, "has no kind"),
        ({"cases": [{"kind": "learning_curve", "inputs": []}]}, "object 'inputs'"),
        ({"cases": [{"kind": "learning_curve", "values": [{"value": 1}]}]}, "without quantity"),
        ({"cases": [{"kind": "k", "values": [{"quantity": "q", "kind": "median", "value": 1}]}]}, "function, mean or prob"),
        ({"cases": [{"kind": "k", "values": [{"quantity": "q", "value": "one"}]}]}, "a number"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_line(tmp_path: Path, content: object, said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as refused:
        read_cases(written(tmp_path, content))
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be read"):
        read_cases(tmp_path / "none.json")


def curve(**inputs: Any) -> Case:
    values = (Value("unit_cost", {"n": 4}, 64.0, "function", 1e-8),)
    return Case("mine", "learning_curve", {"c1": 100.0, "PR": 0.8, "dep": 0.9, "qflow": 2.0, **inputs}, values)


def test_what_is_unknown_is_said_and_the_rest_still_runs() -> None:
    strange = Case("x", "no_such_kind", {}, (Value("q", {}, 1.0, "function", 1e-8),))
    bent = Case(
        "y",
        "first_price_auction",
        {"D": {"dist": "cauchy"}, "ns": [2], "cs": [0.1]},
        (Value("bid", {"n": 2, "c": 0.1}, 0.5, "function"),),
    )
    lacking = Case("z", "learning_curve", {"c1": 1.0}, (Value("b_exponent", {}, 1.0, "function", 1e-8),))
    found = verify([strange, curve(), bent, lacking], workers=1)
    assert [v.passed for v in found.verdicts] == [False, True, False, False]
    reasons = [v.reason for v in found.verdicts]
    assert "kind not in this product: no_such_kind" in reasons[0]
    assert "unknown distribution 'cauchy'" in reasons[2]
    assert "PR" in reasons[3]
    text = "\n".join(lines(found))
    assert "1 of 4 values of 4 cases agree" in text
    assert "kind not in this product: no_such_kind (case x, 1 values, none run)" in text
    assert "of kinds that are not in this product: 1 values of 1 case, none run" in text
    assert "nothing found for 2 values" in text
    told = json.loads(as_text(found))
    assert told["summary"]["pass"] is False
    assert [row["pass"] for row in told["results"]] == [False, True, False, False]
    assert told["results"][0]["got"] is None


def test_a_kind_that_is_nearly_there_is_named() -> None:
    near = Case("x", "learning_curv", {}, (Value("q", {}, 1.0, "function", 1e-8),))
    assert "did you mean 'learning_curve'" in verify([near], workers=1).verdicts[0].reason


def test_parts_of_the_market_and_of_the_textbook_are_counted_apart() -> None:
    kinds = ("ewa_update", "gittins_index", "inequality_indices")
    found = verify([case for case in OWN if case.kind in kinds], workers=1)
    told = json.loads(as_text(found))
    numbers = {kind: sum(len(case.values) for case in OWN if case.kind == kind) for kind in kinds}
    for kind, sort in zip(kinds, ("market", "market and textbook", "measures"), strict=True):
        assert told["summary"]["parts"][sort] == {"cases": 1, "values": numbers[kind], "passed": numbers[kind]}
        assert told["kinds"][kind]["parts"] == sort
        assert {row["parts"] for row in told["results"] if row["kind"] == kind} == {sort}
    assert told["kinds"]["gittins_index"]["textbook"] == ["theory.textbook.compliance_arm"]
    assert told["summary"]["parts"]["textbook"] == {"cases": 0, "values": 0, "passed": 0}
    text = "\n".join(lines(found))
    assert (
        f"through the market's own parts alone: {numbers['ewa_update']} of {numbers['ewa_update']} values of 1 case agree" in text
    )
    assert "the market's own parts: information.beliefs, rules.bandits\n  textbook parts: compliance_arm" in text
    assert "textbook parts alone" not in text


def test_an_unknown_quantity_fails_alone() -> None:
    case = curve()
    found = verify([replace(case, values=(*case.values, Value("no_such_quantity", {}, 1.0, "function", 1e-8)))], workers=1)
    assert [v.passed for v in found.verdicts] == [True, False]


def test_a_kind_that_is_nowhere_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="learning_curve"):
        verify([curve()], kind="learning_curv")


@pytest.mark.parametrize("seed", [-1, 1.5, True])
def test_an_impossible_seed_is_refused(seed: Any) -> None:
    with pytest.raises(ScenarioError, match="seed"):
        verify([curve()], seed=seed)


@pytest.mark.parametrize("name", list(LAWS))
def test_a_distribution_is_data(name: str) -> None:
    numbers = {"low": 0.5, "high": 2.0, "a": 2.0, "b": 3.0, "rate": 1.5, "exponent": 2.5}
    made = law({"dist": name, **{key: numbers[key] for key in LAWS[name][1]}})
    x = np.linspace(*made.support(), 11)
    assert np.allclose(made.sf(x) + made.cdf(x), 1.0)


def test_power_laws_are_what_they_say() -> None:
    assert law({"dist": "power_survival", "exponent": 3.0}).sf(0.4) == pytest.approx(0.6**3)
    assert law({"dist": "power", "exponent": 3.0}).cdf(0.4) == pytest.approx(0.4**3)
    assert law({"dist": "power_survival_on", "low": 1.0, "high": 3.0, "exponent": 2.0}).sf(2.0) == pytest.approx(0.25)
    assert law({"dist": "truncated_exponential", "rate": 2.0, "high": 3.0}).cdf(1.0) == pytest.approx(
        (1 - np.exp(-2)) / (1 - np.exp(-6))
    )


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"dist": "unifrom", "low": 0, "high": 1}, "did you mean 'uniform'"),
        ({"dist": "uniform", "low": 0}, "given by low, high"),
        ({"dist": "uniform", "low": 1, "high": 1}, "low < high"),
        ({"dist": "beta", "a": -1, "b": 2}, "above 0"),
        ("uniform", "is no distribution"),
    ],
)
def test_an_impossible_distribution_is_one_clear_line(spec: Any, said: str) -> None:
    with pytest.raises((ScenarioError, UnknownNameError), match=said):
        law(spec)


# ---------------------------------------------------------------- judging


DRAWS = np.tile([0.0, 1.0], 20_000)
MEAN = Value("q", {}, 0.5, "mean", sd_per_draw=0.5)
EXACT = Value("q", {}, 0.5, "function", 1e-8)


def test_a_mean_agrees_within_four_standard_errors() -> None:
    assert tolerance_of(MEAN, Simulated(DRAWS)) == pytest.approx(4 * 0.5 / 200)
    assert judged("c", "k", replace(MEAN, expected=0.509), Simulated(DRAWS)).passed
    assert not judged("c", "k", replace(MEAN, expected=0.511), Simulated(DRAWS)).passed


def test_without_a_standard_deviation_that_of_the_draws_counts() -> None:
    unknown = replace(MEAN, sd_per_draw=None)
    assert tolerance_of(unknown, Simulated(DRAWS)) == pytest.approx(4 * DRAWS.std(ddof=1) / 200)


@pytest.mark.parametrize("evidence", [Solved(0.5), Reference(0.5), Simulated(DRAWS[:1000])])
def test_an_expectation_must_be_simulated_with_enough_draws(evidence: Any) -> None:
    verdict = judged("c", "k", MEAN, evidence)
    assert not verdict.passed
    assert verdict.reason


def test_a_number_must_not_be_simulated_unless_it_is_an_expectation() -> None:
    assert not judged("c", "k", EXACT, Simulated(DRAWS)).passed
    assert judged("c", "k", replace(EXACT, expectation=True), Simulated(DRAWS)).passed


@pytest.mark.parametrize(
    ("off", "cost_range", "passed"),
    [(9e-9, 0.0, True), (2e-8, 0.0, False), (2e-8, 1.0, True), (2e-5, 1.0, False), (float("nan"), 1.0, False)],
)
def test_a_function_agrees_within_its_tolerance(off: float, cost_range: float, passed: bool) -> None:
    assert judged("c", "k", EXACT, Solved(0.5 + off, cost_range)).passed is passed


# ---------------------------------------------------------------- the same numbers, however it is run


def test_seed_and_inputs_decide_the_draws_not_place_or_workers() -> None:
    case = next(c for c in FAST if any(v.kind == "mean" for v in c.values))
    alone = verify([case], workers=1, seed=3).verdicts
    among = verify([curve(), case], workers=2, seed=3).verdicts[1:]
    other = verify([case], workers=1, seed=4).verdicts
    assert [v.got for v in alone] == [v.got for v in among]
    assert [v.got for v in alone] != [v.got for v in other]


def test_luck_of_a_setting_follows_from_kind_and_inputs() -> None:
    make: Callable[..., Setting] = Setting.of
    assert make(1, "a", {"n": 1}).luck == make(1, "a", {"n": 1}).luck
    assert len({make(*key).luck for key in ((1, "a", {"n": 1}), (2, "a", {"n": 1}), (1, "b", {"n": 1}), (1, "a", {"n": 2}))}) == 4
