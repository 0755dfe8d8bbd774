"""Inference from choices: two or three purchasers by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.herding import adopts, chance_of_adopting, in_cascade, informed, signal_odds

P = 0.7
STEP = float(np.log(7 / 3))


def test_odds_of_a_sign() -> None:
    assert signal_odds(P) == pytest.approx(STEP)


def test_the_first_follows_its_sign_and_tells_it() -> None:
    sign = np.array([True, False])
    assert adopts(np.zeros(2), sign, P, np.full(2, 0.9)).tolist() == [True, False]
    assert informed(np.zeros(2), sign, P).tolist() == pytest.approx([STEP, -STEP])


def test_the_second_tosses_a_coin_when_in_doubt() -> None:
    public, sign = np.full(3, STEP), np.array([False, False, True])
    assert adopts(public, sign, P, np.array([0.2, 0.8, 0.8])).tolist() == [True, False, True]
    assert chance_of_adopting(np.array([STEP]), P, True)[0] == pytest.approx(P + (1 - P) / 2)
    agreed = informed(np.array([STEP]), np.array([True]), P)[0]
    assert agreed == pytest.approx(STEP + np.log(0.85 / 0.65))
    assert informed(np.array([STEP]), np.array([False]), P)[0] == pytest.approx(0.0, abs=1e-12)


def test_the_third_follows_the_two_whatever_it_sees_and_tells_nothing() -> None:
    public = np.array([STEP + np.log(0.85 / 0.65)])
    assert in_cascade(np.array([0.0, STEP, -STEP, public[0], -public[0]]), P).tolist() == [0, 0, 0, 1, -1]
    assert adopts(public, np.array([False]), P, np.array([0.9])).tolist() == [True]
    assert informed(public, np.array([True]), P).tolist() == pytest.approx(public.tolist())
