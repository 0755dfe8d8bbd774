"""Solutions on disk: found once, read by the next process, never taken for those of another class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gpssim.bidding import keeping
from gpssim.bidding.base import PromiseTerms
from gpssim.bidding.best_response import Solution, Table
from gpssim.bidding.rivals import RivalLaw, TenderClass
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.plugins import plugin
from gpssim.scenario import World

TENDER = TenderClass(OpenTender(), (0.0, 1.0), 0.8, -np.inf, PromiseTerms(), RivalLaw.of(World()))
OTHER = replace(TENDER, cost_level=0.9)


@pytest.fixture
def solved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[TenderClass]:
    """Classes that were solved, an empty folder, and an answer that tells its class: its mean price is the cost level."""
    asked: list[TenderClass] = []

    def solve(tender: TenderClass) -> Solution:
        asked.append(tender)
        return Solution(Table(np.zeros(2), np.zeros(2), np.zeros((2, 2))), tender.cost_level, 0.1, 0.0, 3, True, 1e-4)

    monkeypatch.setattr(keeping, "cache_folder", lambda name: tmp_path)
    monkeypatch.setattr(keeping, "solve", solve)
    monkeypatch.setattr(keeping, "_KEPT", {})
    return asked


@pytest.fixture
def next_process(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(keeping, "_KEPT", {})


def prices(*tenders: TenderClass) -> list[float]:
    return [keeping.solution(tender).mean_price for tender in tenders]


def test_the_next_process_reads_what_this_one_found(
    solved: list[TenderClass], next_process: Callable[[], None], tmp_path: Path
) -> None:
    assert prices(TENDER, OTHER, TENDER) == [0.8, 0.9, 0.8]
    assert solved == [TENDER, OTHER]
    assert len(list(tmp_path.iterdir())) == 2
    next_process()
    assert prices(OTHER, TENDER) == [0.9, 0.8]
    assert solved == [TENDER, OTHER]  # neither was solved again


def test_what_lies_under_the_name_of_another_class_is_not_taken_for_it(
    solved: list[TenderClass], next_process: Callable[[], None], tmp_path: Path
) -> None:
    prices(TENDER)
    (first,) = tmp_path.iterdir()
    prices(OTHER)
    (second,) = set(tmp_path.iterdir()) - {first}
    second.write_bytes(first.read_bytes())
    next_process()
    assert prices(OTHER, TENDER) == [0.9, 0.8]
    assert solved == [TENDER, OTHER, OTHER]


@pytest.mark.parametrize("left", [b"", b"\x80\x05half", b"no pickle"])
def test_a_file_half_written_is_found_anew_and_mended(
    left: bytes, solved: list[TenderClass], next_process: Callable[[], None], tmp_path: Path
) -> None:
    prices(TENDER)
    (file,) = tmp_path.iterdir()
    file.write_bytes(left)
    for _ in range(2):
        next_process()
        assert prices(TENDER) == [0.8]
    assert solved == [TENDER, TENDER]


def test_nothing_is_kept_on_disk_of_a_mechanism_from_outside(
    solved: list[TenderClass], next_process: Callable[[], None], tmp_path: Path
) -> None:
    @plugin
    class Outside(OpenTender):
        """Its sources may change without notice."""

    outside = replace(TENDER, mechanism=Outside())
    assert prices(outside, outside) == [0.8, 0.8]
    next_process()
    assert prices(outside) == [0.8]
    assert solved == [outside, outside]
    assert list(tmp_path.iterdir()) == []


def test_a_price_rule_that_is_changed_makes_solutions_anew() -> None:
    told = {"/".join(file.parts[-3:]) for file in keeping.sources()}
    assert {"mechanisms/price_rules/linear.py", "gpssim/mechanisms/open_tender.py", "gpssim/rules/scoring.py"} <= told
