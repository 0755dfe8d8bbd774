"""Fees: what they weigh, who stays, what idle places cost, what equipment brings."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gpssim.rules.charging import equipment_gain, idle_loading, still_asks, toll


def test_a_toll_is_linear_in_the_fee_and_heavier_for_the_poor() -> None:
    assert toll(200.0, 0.5, np.array([1.0, 3.0])).tolist() == [1.0, 3.0]
    assert toll(np.array([0.0, 100.0]), 0.5, 1.0).tolist() == [0.0, 0.5]
    assert float(toll(300.0, 0.0, 2.0)) == 0.0


def test_who_asked_stays_with_the_ratio_of_the_two_chances() -> None:
    # odds 1 to 1 before, 1 to 4 after: 0.2 / 0.5; odds 3 to 1 and 1 to 1: 0.5 / 0.75
    log3, log4 = math.log(3.0), math.log(4.0)
    stays = still_asks(np.array([0.0, log3]), np.array([0.0, 0.0]), np.array([log4, log3]))
    assert stays.tolist() == pytest.approx([0.4, 2.0 / 3.0])
    assert still_asks(np.array([0.3]), np.array([1.0]), np.array([0.5])).tolist() == [1.0]  # nobody comes twice for a lower fee


def test_a_place_offered_breaks_even_over_its_expected_use() -> None:
    # used at 1 + half the time idle at 0.4 of the cost, for each time it is used
    assert idle_loading(0.5, 0.4) == pytest.approx(1.4)
    assert idle_loading(0.25, 0.4) == pytest.approx(1.0 + 0.4 * 3.0)
    assert idle_loading(1.0, 0.4) == idle_loading(0.5, 0.0) == 1.0


def test_equipment_brings_less_and_less() -> None:
    gain = equipment_gain(np.array([0.0, 1.0, 2.0, 3.0]), 0.5)
    assert gain.tolist() == pytest.approx([0.0, 0.5 * math.log(2.0), 0.5 * math.log(3.0), math.log(2.0)])
    assert (np.diff(gain, 2) < 0.0).all()
