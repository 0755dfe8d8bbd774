"""Event time, compiled: many histories side by side in which one thing happens after another, each history with its own draws.

The formulas live in ``rules``; a history's draws are hashes of (purpose, history, event), as in ``streams``.
"""

from __future__ import annotations

import math

import numpy as np

from gpssim.agents.compiled import compiled
from gpssim.agents.deciding import draw
from gpssim.rules.entry import birth_rate, count_next
from gpssim.rules.queueing import admitted, present_next
from gpssim.streams import GOLDEN, MIX_1, MIX_2, S27, S30, S31


def history_word(word: np.uint64, history: int) -> np.uint64:
    """The state of the hash for one history: one word folded (as in ``streams``)."""
    x = (word ^ np.uint64(history)) * MIX_1 + GOLDEN
    x = (x ^ (x >> S30)) * MIX_1
    x = (x ^ (x >> S27)) * MIX_2
    return x ^ (x >> S31)


def queue_histories(
    word: np.uint64, n_events: int, n_servers: int, waits: bool, rates: tuple[float, float], busy: np.ndarray
) -> None:
    """Fill ``busy`` (uint8, one for each history): whether somebody who comes after so many events finds every server busy."""
    for history in range(busy.shape[0]):
        own, present = history_word(word, history), 0
        for event in range(n_events):
            present = present_next(present, n_servers, waits, rates, draw(own, event, 0))
        busy[history] = 0 if admitted(present, n_servers, False) else 1


def industry_histories(word: np.uint64, horizon: float, rates: tuple[float, float, float], count: np.ndarray) -> None:
    """Fill ``count`` (int64, one for each history): organizations at time ``horizon``, from none at time 0.

    ``rates`` are (founded from outside, spin-offs of each organization, exit of each organization), per unit of time.
    """
    immigration, spin_off, exit_ = rates
    for history in range(count.shape[0]):
        own, n, clock, event = history_word(word, history), 0, 0.0, 0
        while True:
            born, dying = birth_rate(n, immigration, spin_off), exit_ * n
            if born + dying <= 0.0:
                break
            clock -= math.log(draw(own, event, 0)) / (born + dying)
            if clock > horizon:
                break
            n = count_next(n, born, dying, draw(own, event, 1))
            event += 1
        count[history] = n


run_queue_histories = compiled(queue_histories)
run_industry_histories = compiled(industry_histories)
