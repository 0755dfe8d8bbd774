"""One event after another in a queue: worked events at their borders."""

from __future__ import annotations

import pytest

from gpssim.rules.queueing import admitted, leaving_rate, present_next


def test_only_busy_servers_finish() -> None:
    assert [leaving_rate(n, 2, 1.5) for n in (0, 1, 2, 9)] == [0.0, 1.5, 3.0, 3.0]


def test_whoever_comes_waits_or_is_turned_away() -> None:
    assert admitted(1, 2, False)
    assert not admitted(2, 2, False)
    assert admitted(200, 2, True)


@pytest.mark.parametrize(
    ("present", "waits", "uniform", "later"),
    [
        (0, True, 0.39, 1),  # arrivals 2, services 1.5 each: the clock ticks at rate 5
        (0, True, 0.41, 0),  # nobody is there to leave
        (1, True, 0.69, 0),
        (1, True, 0.71, 1),  # the second server is idle
        (2, True, 0.39, 3),
        (2, False, 0.39, 2),  # turned away
        (2, False, 0.99, 1),
    ],
)
def test_an_event(present: int, waits: bool, uniform: float, later: int) -> None:
    assert present_next(present, 2, waits, (2.0, 1.5), uniform) == later
