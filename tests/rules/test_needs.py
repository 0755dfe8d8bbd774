"""Needs: worked numbers, extremes, directions."""

from __future__ import annotations

import pytest

from gpssim.rules.needs import ending_probability, grown, onset_probability


def test_onset_and_ending_balance_at_the_prevalence() -> None:
    assert onset_probability(0.2, 25.0) == pytest.approx(0.01)
    for prevalence, duration in ((0.1, 24.0), (0.5, 3.0), (0.003, 8.0)):
        rising = (1.0 - prevalence) * onset_probability(prevalence, duration)
        assert rising == pytest.approx(prevalence * ending_probability(duration))


def test_no_prevalence_no_onset_and_never_more_than_certain() -> None:
    assert onset_probability(0.0, 10.0) == 0.0
    assert onset_probability(0.99, 1.0) == 1.0
    assert ending_probability(1.0) == 1.0


def test_more_prevalent_or_shorter_needs_arise_more_often() -> None:
    assert onset_probability(0.2, 10.0) > onset_probability(0.1, 10.0) > onset_probability(0.1, 20.0)
    assert ending_probability(4.0) > ending_probability(8.0)


def test_growth_compounds_by_the_year_and_stays_a_probability() -> None:
    assert grown(0.1, 0.02, 24) == pytest.approx(0.1 * 1.02**2)
    assert grown(0.1, 0.0, 99) == 0.1 == grown(0.1, 0.5, 0)
    assert grown(0.9, 0.5, 60) == 1.0
    assert grown(0.1, -0.2, 12) < 0.1 < grown(0.1, 0.2, 12)
