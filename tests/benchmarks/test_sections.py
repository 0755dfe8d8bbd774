"""Sections of the benchmarks: each is found with its title, and what is measured without the model can be measured."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from sections import many_runs, sections, title
from studied import spent_by

from tests.small_market import small_scenario


def test_every_section_is_found_and_says_what_it_measures() -> None:
    known = sections()
    assert {"executors", "many_runs", "studies"} <= set(known)
    assert all(title(section).endswith(".") for section in known.values())


def test_runs_that_do_nothing_are_counted_with_their_files_and_memory() -> None:
    found = many_runs.measured(40, workers=1)
    assert found["rate"] > 0.0
    assert found["files"] == 2 * 4 + 1, "runs and their table in parts of twelve runs, and the manifest"
    assert found["peak"] >= found["memory"] > -1.0


def test_ways_that_leave_other_numbers_are_no_comparison() -> None:
    scenario = small_scenario()
    ways = {"one": {"workers": 1, "months": 2}, "other": {"workers": 1, "months": 3}}
    with pytest.raises(SystemExit, match="one, other left different results"):
        spent_by(scenario, 1, ways)
