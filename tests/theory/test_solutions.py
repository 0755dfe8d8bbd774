"""The solutions are right where others have solved the same, and the package's case file is what they say."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from settings import ABOUT, GROUPS
from solutions import solutions
from write_cases import INPUTS

from gpssim.theory import CASES, Case, read_cases
from gpssim.theory.verifying import adapters, verdicts_of

ROOT = Path(__file__).resolve().parents[2]
LARGER = Path(os.environ.get("GPSSIM_THEORY_CASES", ROOT.parent / "shared" / "theory" / "cases.json"))
"""A larger collection of the same kinds and of others, where there is one."""
LONG = {"asymmetric_numeric", "ratio_score_preference", "trimmed_panel", "gittins_index", "scoring_exogenous_quality"}
"""Kinds whose solutions take seconds."""


def of_kinds(file: Path, long: bool) -> Iterator[Any]:
    """Cases of a file whose kinds are in this product."""
    for case in read_cases(file) if file.exists() else ():
        if case.kind in adapters() and (case.kind in LONG) is long:
            yield pytest.param(case, id=f"{case.id}-{case.kind}")


def disagreements(case: Case, slack: float = 1.0) -> list[str]:
    """Values of a file that the solution of the kind gives as well, otherwise."""
    solved = {address(v["quantity"], v["inputs"]): v for v in solutions()[case.kind](dict(case.inputs))}
    wrong = []
    for value in case.values:
        mine = solved.get(address(value.quantity, value.inputs))
        if mine is None:
            continue
        tolerance = slack * max(value.atol, 1e-8) if value.kind == "function" else 1e-6 * max(1.0, abs(value.expected))
        if abs(mine["value"] - value.expected) > tolerance or mine["kind"] != value.kind:
            wrong.append(f"{value.quantity}{dict(value.inputs)}: {value.expected} in the file, {mine['value']} solved")
    return wrong


def address(quantity: str, inputs: Any) -> str:
    return quantity + json.dumps({k: float(x) if isinstance(x, int | float) else x for k, x in inputs.items()}, sort_keys=True)


def test_every_kind_is_described_grouped_and_has_inputs() -> None:
    kinds = set(solutions())
    assert kinds == set(ABOUT) == set(INPUTS) == {kind for group in GROUPS.values() for kind in group} == set(adapters())


def test_the_case_file_says_what_each_kind_is_about() -> None:
    for case in read_cases(CASES):
        assert (case.title, case.title_zh, case.assumptions, case.formula, case.source) == ABOUT[case.kind]


@pytest.mark.parametrize("case", list(of_kinds(CASES, long=False)))
def test_the_case_file_is_current(case: Case) -> None:
    assert disagreements(case) == [], "type: python tests/theory/write_cases.py"


@pytest.mark.slow
@pytest.mark.parametrize("case", list(of_kinds(CASES, long=True)))
def test_the_case_file_is_current_in_its_long_kinds(case: Case) -> None:
    assert disagreements(case) == [], "type: python tests/theory/write_cases.py"


@pytest.mark.skipif(not LARGER.exists(), reason=f"no larger case file: {LARGER.name} (GPSSIM_THEORY_CASES names one)")
@pytest.mark.parametrize("case", list(of_kinds(LARGER, long=False)))
def test_others_found_the_same_solutions(case: Case) -> None:
    assert disagreements(case, slack=2.0) == []


@pytest.mark.skipif(not LARGER.exists(), reason=f"no larger case file: {LARGER.name} (GPSSIM_THEORY_CASES names one)")
@pytest.mark.slow
@pytest.mark.parametrize("case", [*of_kinds(LARGER, long=False), *of_kinds(LARGER, long=True)])
def test_the_simulator_agrees_with_the_larger_file(case: Case) -> None:
    failed = [v for v in verdicts_of(case, 1, 40_000) if not v.passed]
    assert [f"{v.value.quantity}{dict(v.value.inputs)}: {v.value.expected} {v.got} {v.reason}" for v in failed] == []
