"""Solutions on disk: found once, read by the next process, never taken for those of another class."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from gpssim.bidding import keeping
from gpssim.bidding.base import PromiseTerms
from gpssim.bidding.best_response import Solution, Table
from gpssim.bidding.rivals import RivalLaw, TenderClass
from gpssim.cache import keep
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.mechanisms.price_rules.base import PriceRule
from gpssim.plugins import plugin
from gpssim.registry import forget, register
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

    monkeypatch.setenv("GPSSIM_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(keeping, "solve", solve)
    monkeypatch.setattr(keeping, "_KEPT", {})
    return asked


@pytest.fixture
def next_process(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(keeping, "_KEPT", {})


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def prices(*tenders: TenderClass) -> list[float]:
    return [keeping.solution(tender).mean_price for tender in tenders]


def test_the_next_process_reads_what_this_one_found(
    solved: list[TenderClass], next_process: Callable[[], None], tmp_path: Path
) -> None:
    assert prices(TENDER, OTHER, TENDER) == [0.8, 0.9, 0.8]
    assert solved == [TENDER, OTHER]
    assert len(files(tmp_path)) == 2
    next_process()
    assert prices(OTHER, TENDER) == [0.9, 0.8]
    assert solved == [TENDER, OTHER]  # neither was solved again


def test_what_lies_under_the_name_of_another_class_is_not_taken_for_it(
    solved: list[TenderClass], next_process: Callable[[], None], tmp_path: Path
) -> None:
    prices(TENDER)
    (first,) = files(tmp_path)
    prices(OTHER)
    (second,) = set(files(tmp_path)) - {first}
    second.write_bytes(first.read_bytes())
    next_process()
    assert prices(OTHER, TENDER) == [0.9, 0.8]
    assert solved == [TENDER, OTHER, OTHER]


@pytest.mark.parametrize("left", [b"", b"\x80\x05half", b"no pickle"])
def test_a_file_half_written_is_found_anew_and_mended(
    left: bytes, solved: list[TenderClass], next_process: Callable[[], None], tmp_path: Path
) -> None:
    prices(TENDER)
    (file,) = files(tmp_path)
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
    assert files(tmp_path) == []


def test_nothing_is_kept_on_disk_where_a_shipped_mechanism_names_a_price_rule_from_outside(
    solved: list[TenderClass], next_process: Callable[[], None], tmp_path: Path
) -> None:
    @plugin
    class OwnRule(PriceRule):
        """Its sources may change without notice."""

        name = "own_rule_of_this_test"
        label = label_zh = source = "own rule"

        def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
            return np.where(np.isfinite(prices), 1.0, 0.0)

    register("price_rule", OwnRule)
    try:
        named = replace(TENDER, mechanism=OpenTender(price_rule="own_rule_of_this_test"))
        prices(named)
        next_process()
        prices(named)
        assert solved == [named, named]
        assert files(tmp_path) == []
        prices(TENDER)
        keeping.forget_outsiders()
        prices(named, TENDER)
        assert solved == [named, named, TENDER, named]
    finally:
        forget("price_rule", "own_rule_of_this_test")


class Bomb:
    """What runs a command when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.file,)


def test_nothing_that_lies_there_is_executed(solved: list[TenderClass], next_process: Callable[[], None], tmp_path: Path) -> None:
    prices(TENDER)
    (file,) = files(tmp_path / "gpssim")
    stream = BytesIO()
    np.savez(stream, tender=np.array([Bomb(tmp_path / "executed")], dtype=object))
    for prepared in (pickle.dumps(Bomb(tmp_path / "executed")), stream.getvalue()):
        assert keep(file.parent.name, file.name, prepared)  # ours, whole, and its digest is right
        next_process()
        assert prices(TENDER) == [0.8]
    assert solved == [TENDER, TENDER, TENDER]
    assert not (tmp_path / "executed").exists()


def test_a_price_rule_that_is_changed_makes_solutions_anew() -> None:
    told = dict(keeping.sources())
    assert {"mechanisms/price_rules/linear.py", "mechanisms/open_tender.py", "rules/scoring.py", "streams.py"} <= told.keys()
