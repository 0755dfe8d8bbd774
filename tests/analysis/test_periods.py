"""Windows of months."""

from __future__ import annotations

import pytest

from gpssim.analysis.periods import Window, steps, window_of
from gpssim.errors import GpssimError


@pytest.mark.parametrize(
    ("period", "months", "window"),
    [
        ("all", 120, (0, 119)),
        ("transition", 120, (0, 35)),
        ("later", 120, (60, 119)),
        ("later", 240, (60, 119)),
        ("later", 119, (59, 118)),
        ("later", 60, (36, 59)),
        ("later", 37, (36, 36)),
        ("later", 36, None),
        ("transition", 12, (0, 11)),
        ((6, 11), 120, (6, 11)),
        ((6, 500), 120, (6, 119)),
        ((120, 130), 120, None),
    ],
)
def test_periods(period: str | tuple[int, int], months: int, window: tuple[int, int] | None) -> None:
    assert window_of(period, months) == window


@pytest.mark.parametrize(("period", "said"), [("latter", "'later'"), ((5, 4), "impossible"), ((-1, 4), "impossible")])
def test_periods_that_are_none(period: str | tuple[int, int], said: str) -> None:
    with pytest.raises(GpssimError, match=said):
        window_of(period, 120)


def test_steps_follow_one_another_to_the_end() -> None:
    assert steps(12, 30) == [Window(0, 11), Window(12, 23), Window(24, 29)]
    assert steps(12, 30)[-1].years == 0.5
    with pytest.raises(GpssimError, match="every = 0 is impossible"):
        steps(0, 30)
