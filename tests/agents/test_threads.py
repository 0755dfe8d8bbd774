"""The citizens' month on several threads: the same bits whatever their number."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from crowds import ACCESS, MANNER, copied, random_crowd, sums, words
from small_market import small_scenario

from gpssim.agents.kernel import run_needs_month, run_service_month
from gpssim.agents.threads import at_once, needs_by_district, service_by_district
from gpssim.errors import GpssimError
from gpssim.model import PublicServiceMarket
from gpssim.records import table_digest
from gpssim.studies import Study


@lru_cache
def digests(threads: int) -> dict[str, str]:
    """Every table of a small run with choice among providers."""
    market = PublicServiceMarket(small_scenario(), "citizen_voucher", threads=threads).run()
    return {name: table_digest(table) for name, table in market.tables(arrow=True).items()}


@pytest.mark.parametrize("threads", [2, 3])
def test_a_run_leaves_the_same_tables_on_any_number_of_threads(threads: int) -> None:
    assert digests(threads) == digests(1)


@pytest.mark.parametrize("threads", [1, 2, 3, 5])
def test_districts_lived_apart_are_the_city_lived_at_once(threads: int) -> None:
    crowd, market = random_crowd(4, n_districts=4)
    manner = MANNER._replace(switching=0.3, choice_patience=2)
    lived = []
    for apart in (False, True):
        people, heard, cells = copied(crowd), np.zeros((market.active.size, 3)), sums(4, 2)
        onset, ending = np.full((2, 5), 0.2), np.array([0.3, 0.1])
        if apart:
            needs_by_district(threads, people, words(), onset, ending, cells)
            service_by_district(threads, people, market, words(), manner, ACCESS, heard, cells)
        else:
            run_needs_month(people, words(), onset, ending, cells)
            run_service_month(people, market, words(), manner, ACCESS, heard, cells)
        lived.append([*people[1:], heard, cells])
    for one, other in zip(*lived, strict=True):
        assert one.tobytes() == other.tobytes()
    assert lived[0][-1].sum() > 0


def test_what_goes_wrong_in_a_thread_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        at_once(2, np.array([0, 3, 5]), lambda district: 1 // (district - 1))


@pytest.mark.parametrize("threads", [0, -1, 1.5, True, 100_000])
def test_an_impossible_number_of_threads_is_refused(threads: object) -> None:
    with pytest.raises(GpssimError, match="threads"):
        PublicServiceMarket(small_scenario(), threads=threads)  # type: ignore[arg-type]  # what is refused
    with pytest.raises(GpssimError, match="threads"):
        Study(small_scenario(), ["open_tender"], threads=threads)  # type: ignore[arg-type]  # what is refused


def test_a_branch_keeps_its_threads_and_a_study_with_processes_takes_one_each() -> None:
    market = PublicServiceMarket(small_scenario(), threads=2)
    assert market.branch("open_tender").threads == 2
    job = Study(small_scenario(), ["open_tender"], threads=2).job()
    assert job.threads == 2
    assert job.for_workers(b"").threads == 1
