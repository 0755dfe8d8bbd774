"""What a mechanism is worth to officials: each part taken once, doubt falling with results, costs as a share of what is bought."""

from __future__ import annotations

import pytest

from gpssim.rules.policy_choice import caution, expected_utility, procedure_share


def test_hours_blame_and_caution_are_taken_from_worth() -> None:
    assert expected_utility(0.9, 0.2, 0.15, 0.05) == pytest.approx(0.5)
    assert expected_utility(0.9, 0.0, 0.0, 0.0) == 0.9


def test_caution_falls_with_the_root_of_what_was_seen() -> None:
    assert caution(1.5, 0.4, 0.0) == pytest.approx(0.6)
    assert caution(1.5, 0.4, 8.0) == pytest.approx(0.2)
    assert caution(0.0, 0.4, 0.0) == caution(1.5, 0.0, 0.0) == 0.0


def test_a_procedure_is_a_share_of_what_it_buys() -> None:
    # 100 hours at 50 yuan and 5,000 yuan of fees, for 200,000 yuan
    assert procedure_share(100.0, 5000.0, 50.0, 200_000.0) == pytest.approx(0.05)
    assert procedure_share(100.0, 5000.0, 50.0, 100_000.0) == pytest.approx(0.1)
