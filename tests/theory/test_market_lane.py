"""Theory through the whole market: every case agrees, every verb and rule has one, and no case is blind to what it pins."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pins import BREAKS_OFF, distorted, in_other_words, turned

from gpssim.errors import GpssimError, UnknownNameError
from gpssim.rules.legality import zone_of
from gpssim.rules.process import review
from gpssim.streams import Luck
from gpssim.theory.market_lane import (
    Found,
    MarketCase,
    Outcome,
    as_often,
    exactly,
    market_cases,
    on_average,
    outcome_of,
    run_market_lane,
    to_the_fen,
)
from gpssim.theory.market_report import BEYOND_NUMBERS, as_text, called, lines, pinned, rules_of_the_market, verbs_of_the_month

CASES = market_cases()
HERE = Path(__file__).parent
PINS = [f"{case.name}:{rule}" for case in CASES.values() for rule in case.rules]
SAMPLED = 12
"""Pins that are tried in every run, others every month of the year; ``-m slow`` tries all."""
LATIN = re.compile(r"(?!logit\b)\b[A-Za-z]{2,}")


def not_chinese(outcome: Outcome) -> list[str]:
    """What was found and has no name in Chinese, or half of one."""
    names = [called(one, CASES[outcome.case], "zh") for one in outcome.found]
    return [name for name in dict.fromkeys(names) if LATIN.search(name)]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.slow])
def test_the_market_comes_to_what_theory_says(name: str) -> None:
    outcome = outcome_of(name, 1)
    assert outcome.agrees, "\n".join(lines([outcome]))
    assert not_chinese(outcome) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.slow])
def test_the_market_comes_to_what_theory_says_in_the_long_run(name: str) -> None:
    outcome = outcome_of(name, 1)
    assert outcome.agrees, "\n".join(lines([outcome]))
    assert not_chinese(outcome) == []


def test_every_verb_and_every_rule_is_pinned_by_a_case() -> None:
    assert [what for what, cases in pinned().items() if not cases] == list(BEYOND_NUMBERS)


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.name)
def test_a_case_says_what_it_pins_and_where_its_solution_comes_from(case: MarketCase) -> None:
    verbs, rules = verbs_of_the_month(), rules_of_the_market()
    assert case.verbs
    assert [v for v in case.verbs if v not in verbs] == []
    assert [r for r in case.rules if r not in rules] == []
    assert case.source
    assert 10 <= len(case.title) <= 130


def tried(pins: list[str]) -> dict[str, str]:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(HERE.parents[1])}
    words = [sys.executable, str(HERE / "pins.py"), *pins]
    done = subprocess.run(words, capture_output=True, text=True, timeout=1800, check=True, env=environment)
    told: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_a_rule_that_is_off_is_noticed_by_the_case_that_pins_it() -> None:
    """A sample that is the same wherever it is drawn."""
    order = sorted(PINS, key=lambda pin: float(Luck.of(1, 0).uniform("pins", *pin.encode())))
    told = tried(order[:SAMPLED])
    assert told.keys() == set(order[:SAMPLED])
    assert without_a_number(told) == []


@pytest.mark.slow
@pytest.mark.parametrize("case", [name for name, case in CASES.items() if case.rules])
def test_every_rule_that_is_off_is_noticed(case: str) -> None:
    assert without_a_number(tried([case])) == []


def without_a_number(told: dict[str, str]) -> list[str]:
    """Pins that notice nothing, or only that the run breaks off."""
    return [f"{pin}: {noticed}" for pin, noticed in told.items() if not noticed or noticed.startswith(BREAKS_OFF)]


def test_what_is_distorted_is_not_what_it_was() -> None:
    for value in (0, 3, 0.0, 2.0, True, (1.0, False)):
        assert distorted(value) != value


def test_words_and_orders_that_are_off_are_other_words_and_orders() -> None:
    assert in_other_words(zone_of, "outside") == "below"
    assert in_other_words(zone_of, "above") == "outside"
    assert in_other_words(review, ("passed", "")) != ("passed", "")
    assert turned(np.array([2, 0, 1])).tolist() == [0, 2, 1]


def test_numbers_agree_within_what_theory_leaves_open() -> None:
    assert exactly("x", 1.0, [1.0, 1.0 + 1e-10]).agrees
    assert not exactly("x", [1.0, 2.0], [1.0, 2.1]).agrees
    assert not exactly("x", 1.0, [float("nan")]).agrees
    assert to_the_fen("x", 1.004, 1.0).agrees
    assert not to_the_fen("x", 1.006, 1.0).agrees
    assert as_often("x", 0.5, 60, 100).agrees  # two errors of 0.05
    assert not as_often("x", 0.5, 71, 100).agrees
    draws = [0.0, 2.0] * 50
    assert on_average("x", 1.3, draws).agrees
    assert not on_average("x", 1.5, draws).agrees
    for few in ([], [1.0, 1.0]):
        assert not exactly("x", few, []).agrees
        assert not exactly("x", [1.0, 1.0, 1.0], few).agrees
    for wrong in (lambda: as_often("x", 0.5, 1, 8), lambda: on_average("x", 1.0, [1.0])):
        with pytest.raises(GpssimError):
            wrong()


def test_a_lane_says_what_does_not_agree_and_why() -> None:
    good, bad = Found("left", 1.0, 1.0), Found("right", 1.0, 2.0)
    name = next(iter(CASES))
    said = "\n".join(lines([Outcome(name, (good, bad))]))
    assert f"does not agree: {name}: right" in said
    assert "1 of 2 numbers agree; 0 of 1 cases" in said
    assert not Outcome(name, ()).agrees
    assert json.loads(as_text([Outcome(name, (good, bad))], 1))["summary"] == {"pass": False, "seed": 1, "cases": 1, "agree": 0}


def test_numbers_of_any_make_are_written_as_json() -> None:
    name = next(iter(CASES))
    found = (Found("x", np.float32(1.0), np.int64(1)), Found("y", 1.0, float("nan")))
    told = json.loads(as_text([Outcome(name, found)], 1))["cases"][0]["numbers"]
    assert [(row["got"], row["pass"]) for row in told] == [(1.0, True), (None, False)]


def test_an_unknown_case_is_refused_and_two_workers_find_the_same() -> None:
    with pytest.raises(UnknownNameError, match="quitting"):
        run_market_lane(["quiting"])
    names = [name for name, case in CASES.items() if not case.slow][:2]
    assert run_market_lane(names, workers=2) == tuple(outcome_of(name, 1) for name in names)
