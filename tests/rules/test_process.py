"""The six steps as formulas: worked numbers, extremes, directions."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.process import biased, lots, mended, misfit, months_of, pooled, review, understanding_next


def test_days_become_whole_months_and_none_stay_none() -> None:
    assert [months_of(days) for days in (0.0, 1.0, 30.0, 31.0, 75.0)] == [0, 1, 1, 2, 3]


def test_understanding_mends_its_part_of_an_error() -> None:
    assert mended(0.4, 0.5, 0.5) == pytest.approx(0.3)
    assert mended(0.4, 0.5, 0.0) == 0.4
    assert mended(0.4, 1.0, 1.0) == 0.0


def test_understanding_rises_with_training_and_falls_back_without() -> None:
    assert understanding_next(0.0, 1.0, 0.08, 0.03, 0.0) == pytest.approx(0.08)
    assert understanding_next(0.5, 1.0, 0.08, 0.03, 0.0) == pytest.approx(0.5 + 0.04 - 0.015)
    assert understanding_next(0.5, 0.0, 0.08, 0.03, 0.2) == pytest.approx(0.5 - 0.009)
    steady = 0.08 / (0.08 + 0.03)
    assert understanding_next(steady, 1.0, 0.08, 0.03, 0.0) == pytest.approx(steady)


@pytest.mark.parametrize(
    ("uniforms", "said"),
    [
        ((0.05, 0.9, 0.9), ("refused", "not_in_budget")),
        ((0.15, 0.19, 0.0), ("refused", "reluctance")),
        ((0.15, 0.25, 0.29), ("returned", "design_faulty")),
        ((0.15, 0.25, 0.35), ("passed", "")),
    ],
)
def test_review_names_the_first_thing_that_is_wrong(uniforms: tuple[float, ...], said: tuple[str, str]) -> None:
    assert review(*zip((0.1, 0.2, 0.3), uniforms, strict=True)) == said


def test_gates_without_a_chance_are_open_to_everybody() -> None:
    assert review((0.0, 0.0), (0.0, 0.0), (0.0, 0.0)) == ("passed", "")


def test_a_standard_misses_by_its_error_and_by_its_age() -> None:
    assert misfit(-0.3, 2.0, 0.1) == pytest.approx(0.5)
    assert misfit(0.0, 5.0, 0.0) == 0.0
    assert misfit(0.2, -1.0, 0.5) == 0.2


def test_surveys_drawn_together_keep_their_mean_and_lose_their_spread() -> None:
    errors = np.array([0.4, -0.2, 0.1])
    assert pooled(errors, 0.0).tolist() == errors.tolist()
    assert pooled(errors, 1.0) == pytest.approx([0.1] * 3)
    assert pooled(errors, 0.5) == pytest.approx([0.25, -0.05, 0.1])


def test_padding_counts_as_far_as_nobody_checks() -> None:
    assert biased(100.0, 0.1, 0.0) == pytest.approx(110.0)
    assert biased(100.0, 0.1, 0.75) == pytest.approx(102.5)
    assert biased(100.0, -0.1, 1.0) == 100.0


def test_lots_hold_everything_once() -> None:
    assert lots(5, 2) == [[0, 1], [2, 3], [4]]
    assert lots(0, 3) == []
    assert lots(3, 50) == [[0, 1, 2]]


def test_understanding_stays_within_its_bounds() -> None:
    assert understanding_next(0.5, 1.0, 1.0, 0.2, 1.0) == 1.0  # all is learned, and it falls back to more than it is
    assert understanding_next(0.1, 0.0, 0.0, 3.0, 0.0) == 0.0
