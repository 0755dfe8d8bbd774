"""gpssim's parts reproduce the cases of theory: our own file, and a larger one where there is one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import closed_forms
import numpy as np
import pytest
from adapters import ADAPTERS, Answer

OWN = Path(__file__).with_name("cases.json")
ROOT = Path(__file__).resolve().parents[2]
LARGER = Path(os.environ.get("GPSSIM_THEORY_CASES", ROOT.parent / "shared" / "theory" / "cases.json"))
FEWEST_DRAWS = 20_000


def rows(file: Path) -> Iterator[Any]:
    """Every value of every case that has an adapter, as a test."""
    for k, case in enumerate(json.loads(file.read_text(encoding="utf-8"))["cases"] if file.exists() else []):
        if case["kind"] in ADAPTERS:
            for value in case["values"]:
                of = ",".join(f"{name}={x:g}" for name, x in value["inputs"].items())
                yield pytest.param(str(file), k, value, id=f"{case['id']}-{value['quantity']}({of})")


@lru_cache
def answer_of(file: str, k: int) -> tuple[Answer, dict[str, Any]]:
    case = json.loads(Path(file).read_text(encoding="utf-8"))["cases"][k]
    return ADAPTERS[case["kind"]](case["inputs"]), case


def agrees(got: float | np.ndarray, value: dict[str, Any]) -> bool:
    """A function within its tolerance, an expectation within four standard errors."""
    if value["kind"] == "function":
        return abs(float(got) - value["value"]) <= value["atol"]
    draws = np.asarray(got)
    assert draws.size >= FEWEST_DRAWS
    return abs(draws.mean() - value["value"]) <= 4.0 * value["sd_per_draw"] / np.sqrt(draws.size)


@pytest.mark.parametrize(("file", "k", "value"), list(rows(OWN)))
def test_own_case(file: str, k: int, value: dict[str, Any]) -> None:
    assert agrees(answer_of(file, k)[0](value["quantity"], value["inputs"]), value)


@pytest.mark.slow
@pytest.mark.skipif(not LARGER.exists(), reason="no larger file of cases: set GPSSIM_THEORY_CASES to one")
@pytest.mark.parametrize(("file", "k", "value"), list(rows(LARGER)) or [("", 0, {})])
def test_case_of_the_larger_file(file: str, k: int, value: dict[str, Any]) -> None:
    assert agrees(answer_of(file, k)[0](value["quantity"], value["inputs"]), value)


def test_the_file_is_what_the_closed_forms_say() -> None:
    stored, computed = json.loads(OWN.read_text(encoding="utf-8")), closed_forms.cases()
    assert [c["id"] for c in stored["cases"]] == [c["id"] for c in computed["cases"]]
    for old, new in zip(stored["cases"], computed["cases"], strict=True):
        assert [(v["quantity"], v["inputs"]) for v in old["values"]] == [(v["quantity"], v["inputs"]) for v in new["values"]]
        assert [v["value"] for v in old["values"]] == pytest.approx([v["value"] for v in new["values"]], rel=1e-9)


def test_every_kind_in_the_file_has_an_adapter() -> None:
    assert {case["kind"] for case in json.loads(OWN.read_text(encoding="utf-8"))["cases"]} <= set(ADAPTERS)


@pytest.mark.parametrize("shift", [1.0, -1.0])
def test_a_wrong_value_is_noticed(shift: float) -> None:
    answer, case = answer_of(str(OWN), 0)
    for value in case["values"]:
        size = 3e-8 if value["kind"] == "function" else 10.0 * value["sd_per_draw"] / np.sqrt(FEWEST_DRAWS)
        wrong = {**value, "value": value["value"] + shift * size}
        assert not agrees(answer(value["quantity"], value["inputs"]), wrong)
