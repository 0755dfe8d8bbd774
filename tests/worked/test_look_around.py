"""Purchasers look around in the hand-made market: two neighbors, what they see, believe and want to do themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import hand_made

from gpssim.model import PublicServiceMarket
from gpssim.month.planning.diffusion import look_around

OFFICIALS = {"diffusion": True, "review": 1.0, "imitation": 0.6, "evidence": 0.5, "inhouse_bias": 0.2, "adoption_sd": 0.0}


def looking(**officials: float) -> PublicServiceMarket:
    """Month 5: the first purchaser has adopted, the second has not."""
    market = hand_made({f"world.officials.{name}": value for name, value in {**OFFICIALS, **officials}.items()})
    market.month = 5
    market.purchasers["adopted"][:] = [True, False]
    return market


def believes(market: PublicServiceMarket, purchaser: int) -> None:
    """Two results in house worth 0.1; one of a tender worth 0.3 and two by lot worth 0.6."""
    p = market.purchasers
    for name, worth, n in (("in_house", 0.1, 2.0), ("open_tender", 0.3, 1.0), ("lottery", 0.6, 2.0)):
        place = market.mechanism_names.index(name)
        p["worth"][purchaser, place], p["n_results"][purchaser, place] = worth, n


@pytest.mark.parametrize(("threshold", "adopts"), [(0.59, True), (0.61, False)])
def test_one_adopts_when_what_it_sees_and_believes_reaches_its_threshold(threshold: float, adopts: bool) -> None:
    market = looking()
    believes(market, 1)
    market.purchasers["adoption_threshold"][:] = [9.0, threshold]
    look_around(market)
    # sees its only neighbor, who has adopted: 1
    # believes what is bought to be worth (1 * 0.3 + 2 * 0.6) / 3 = 0.5, which is 0.4 more than in house
    # 0.6 * 1 + 0.5 * 0.4 - 0.2 = 0.6
    assert market.purchasers.adopted.tolist() == [True, adopts]


def test_nothing_speaks_for_it_before_there_are_results_of_both() -> None:
    market = looking()
    believes(market, 1)
    market.purchasers["n_results"][1, market.mechanism_names.index("in_house")] = 0.0
    market.purchasers["adoption_threshold"][:] = [9.0, 0.41]
    look_around(market)  # 0.6 * 1 + 0 - 0.2 = 0.4
    assert not market.purchasers.adopted[1]


def test_all_look_at_the_beginning_of_the_month_and_nobody_goes_back() -> None:
    market = looking(inhouse_bias=0.0)
    market.purchasers["adopted"][:] = False
    market.purchasers["adoption_threshold"][:] = [0.0, 0.5]
    look_around(market)
    assert market.purchasers.adopted.tolist() == [True, False]  # the second saw nobody yet
    market.month = 6
    market.purchasers["adoption_threshold"][0] = 9.0
    look_around(market)
    assert market.purchasers.adopted.tolist() == [True, True]  # 0.6 * 1 >= 0.5; the first stays


@pytest.mark.parametrize(("mean", "adopts"), [(-0.3, True), (-0.1, False)])
def test_in_the_first_month_nobody_has_adopted_and_thresholds_are_drawn(mean: float, adopts: bool) -> None:
    market = looking(adoption_mean=mean)
    market.month = 0
    look_around(market)  # sees nobody: 0 + 0 - 0.2 against a threshold without spread
    assert np.array_equal(market.purchasers.adoption_threshold, [mean, mean])
    assert market.purchasers.adopted.tolist() == [adopts, adopts]


def test_nobody_looks_where_contracting_out_does_not_diffuse_or_nobody_considers_it() -> None:
    for market in (looking(diffusion=False), looking(review=0.0)):
        market.purchasers["adoption_threshold"][:] = -9.0
        look_around(market)
        assert market.purchasers.adopted.tolist() == [True, False]
