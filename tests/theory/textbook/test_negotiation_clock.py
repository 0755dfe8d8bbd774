"""How talks end in which the price asked falls."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.theory.textbook.negotiation_clock import final_offers

ASKED = [100.0, 90.0, 80.0, 70.0]


@pytest.mark.parametrize(
    ("cost", "offers", "following"),
    [
        ([60.0, 85.0], [80.0, 90.0], 1),  # one is left at 80
        ([84.0, 86.0], [90.0, 90.0], 0),  # both stop before 80: the price before stays
        ([60.0, 65.0], [70.0, 70.0], 2),  # the last price asked is reached by both
        ([95.0, 105.0], [100.0, np.inf], 1),  # alone from the first round
        ([101.0, 105.0], [np.inf, np.inf], 0),
        ([70.0], [100.0], 1),
    ],
)
def test_talks_by_hand(cost: list[float], offers: list[float], following: int) -> None:
    found, left = final_offers(np.array(cost), ASKED)
    assert found.tolist() == offers
    assert int(left) == following


def test_many_talks_at_once() -> None:
    cost = np.array([[60.0, 85.0], [84.0, 86.0]])
    found, left = final_offers(cost, ASKED)
    for row in range(2):
        one, one_left = final_offers(cost[row], ASKED)
        assert found[row].tolist() == one.tolist()
        assert left[row] == one_left
