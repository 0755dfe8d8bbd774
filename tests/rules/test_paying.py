"""When money is due: worked numbers, ends of a term, directions."""

from __future__ import annotations

import pytest

from gpssim.rules.paying import due_months, interest, payable_share, steps_back


def test_instalments_fall_at_equal_distances_and_the_last_after_the_term() -> None:
    assert due_months(10, 12, 2).tolist() == [10, 22]
    assert due_months(5, 10, 4).tolist() == [5, 8, 11, 15]  # 10/3 and 20/3 months, rounded down
    assert due_months(0, 1, 3).tolist() == [0, 0, 1]


def test_beyond_the_advance_only_delivery_that_was_accepted_is_paid() -> None:
    assert payable_share(0.3, 0.7, 1.0, True) == pytest.approx(0.7)
    assert payable_share(0.3, 0.7, 0.25, True) == pytest.approx(0.4)
    assert payable_share(0.3, 0.7, 0.0, True) == payable_share(0.3, 0.7, 0.9, False) == 0.3
    assert payable_share(0.3, 0.3, 0.8, True) == 0.3


def test_interest_is_simple_and_nobody_pays_it_for_being_early() -> None:
    assert interest(24_000.0, 0.05, 6) == pytest.approx(600.0)
    assert interest(24_000.0, 0.05, 18) == pytest.approx(1800.0)
    assert interest(24_000.0, 0.05, 0) == interest(24_000.0, 0.05, -2) == 0.0


def test_a_winner_indifferent_between_bond_and_promise_keeps_the_promise() -> None:
    assert not steps_back(1000.0, 1000.0)
    assert steps_back(1000.01, 1000.0)
