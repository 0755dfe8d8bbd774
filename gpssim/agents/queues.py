"""Who is in need and who waits, and who comes first: as far as anybody gets a place, and no further, queues are put in order."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Queues(NamedTuple):
    """Rows of a district, by domain, of those who wait for a place: as long as the largest district has people."""

    waiting: np.ndarray
    n_waiting: np.ndarray


def longest(first_row: np.ndarray) -> int:
    """Rows of the largest district."""
    most = 0
    for district in range(first_row.shape[0] - 1):
        most = max(most, first_row[district + 1] - first_row[district])
    return most


def find_in_need(need: np.ndarray, rows: np.ndarray) -> int:
    """Write down which rows of a district's needs have any; returns how many do."""
    n = 0
    for i in range(need.shape[0]):
        any_need = 0
        for d in range(need.shape[1]):
            any_need |= need[i, d]
        rows[n] = i  # overwritten by the next, where nothing is needed
        n += any_need != 0
    return n


def queue_anew(applied: np.ndarray, contract: np.ndarray, in_need: np.ndarray, d: int, waiting: np.ndarray) -> int:
    """Write down who of those in need waits for a domain; returns how many do."""
    n = 0
    for i in in_need:
        if applied[i, d] and contract[i, d] < 0:
            waiting[n] = i
            n += 1
    return n


def line_up(claims: np.ndarray) -> np.ndarray:
    """Places of some claims as a heap: the highest claim on top, of equal ones the first."""
    line = np.empty(claims.shape[0], np.int64)
    for k in range(line.shape[0]):
        line[k] = k
    for k in range(line.shape[0] // 2 - 1, -1, -1):
        sink(line, claims, k, line.shape[0])
    return line


def sink(line: np.ndarray, claims: np.ndarray, k: int, n: int) -> None:
    """What stands at ``k`` of a heap of ``n`` sinks below all that comes before it."""
    entry = line[k]
    child = 2 * k + 1
    while child < n:
        if child + 1 < n and before(claims, line[child + 1], line[child]):
            child += 1
        if not before(claims, line[child], entry):
            break
        line[k] = line[child]
        k, child = child, 2 * child + 1
    line[k] = entry


def before(claims: np.ndarray, a: int, b: int) -> bool:
    """Whether the claim at ``a`` comes before that at ``b``."""
    return claims[a] > claims[b] or (claims[a] == claims[b] and a < b)


def next_in(line: np.ndarray, claims: np.ndarray, n: int) -> int:
    """Take the first from a heap of ``n``."""
    first = line[0]
    line[0] = line[n - 1]
    sink(line, claims, 0, n - 1)
    return first
