"""Districts lived on several threads at once: none reads what another changes, so that no bit hangs on the number of threads.

A citizen holds contracts of its own district only, and what is summed is summed by district or by contract. Compiled passes let go
of Python's lock while they run.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from gpssim.agents.given import People, Supply, Words
from gpssim.agents.kernel import run_needs_month, run_service_month
from gpssim.agents.manner import Manner


def needs_by_district(threads: int, people: People, words: Words, onset: np.ndarray, ending: np.ndarray, cells: np.ndarray) -> None:
    """The pass of needs, a district at a time, on so many threads."""
    at_once(
        threads,
        people.first_row,
        lambda k: run_needs_month(citizens_of(people, k), words, onset, ending, cells[k : k + 1]),
    )


def service_by_district(
    threads: int,
    people: People,
    supply: Supply,
    words: Words,
    manner: Manner,
    access: np.ndarray,
    heard: np.ndarray,
    cells: np.ndarray,
) -> None:
    """The pass of service, a district at a time, on so many threads."""
    at_once(
        threads,
        people.first_row,
        lambda k: run_service_month(citizens_of(people, k), supply_of(supply, k), words, manner, access, heard, cells[k : k + 1]),
    )


def at_once(threads: int, first_row: np.ndarray, live: Callable[[int], object]) -> None:
    """Every district lives its month, the largest begin."""
    largest_first = np.argsort(-np.diff(first_row), kind="stable").tolist()

    def one(k: int) -> None:
        with np.errstate(over="ignore"):  # each thread has its own; the hash wraps around, and only plain Python would warn
            live(k)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, largest_first))  # which raises what one of them raises


def citizens_of(people: People, k: int) -> People:
    """The columns of all citizens, seen as a city of one district."""
    return people._replace(first_row=people.first_row[k : k + 2])


def supply_of(supply: Supply, k: int) -> Supply:
    """All contracts, and what holds for one district."""
    n_domains = supply.travel.shape[1]
    return supply._replace(
        cell_first=supply.cell_first[k * n_domains : (k + 1) * n_domains + 1],
        embeddedness=supply.embeddedness[k : k + 1],
        travel=supply.travel[k : k + 1],
        word_of_mouth=supply.word_of_mouth[k : k + 1],
        toll=supply.toll[k : k + 1],
    )
