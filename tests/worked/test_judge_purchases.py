"""A month of legitimacy, worked by hand: what districts hear of, what they make of it, and what it does to trust."""

from __future__ import annotations

import numpy as np
import pytest
from service_by_hand import awaiting, serving

from gpssim.month.service.legitimacy import judge_purchases

EARS = {
    "world.legitimacy.gain": 0.2,
    "world.legitimacy.loss": 0.4,
    "world.legitimacy.heard": 0.5,
    "world.legitimacy.fade": 0.1,
    "world.legitimacy.trust_government": 0.2,
    "world.legitimacy.trust_providers": 0.1,
}


def test_open_purchases_are_heard_of_as_far_as_there_is_publicity() -> None:
    market = awaiting(EARS, levers={"publicity": 0.4})
    market.flows["n_open"][0, 0] = 2.0
    market.legitimacy[:] = (0.5, 0.6)
    judge_purchases(market)
    # chance 0.5 * 0.4 = 0.2, of two 1 - 0.8^2 = 0.36; 0.5 + 0.2 * 0.36 * 0.5 = 0.536; the other forgets: 0.6 - 0.1 * 0.1 = 0.59
    assert market.legitimacy == pytest.approx([0.536, 0.59])
    # leanings 0.072 and 0.18, of those aware (0.5): 0.6 + 0.2 * 0.5 * 0.072 * 0.4 = 0.60288, 0.6 + 0.1 * 0.18 * 0.4 = 0.6072
    first = market.citizens.district == 0
    assert market.citizens.trust_government == pytest.approx(np.where(first, 0.60288, 0.6072))
    # 0.4 + 0.1 * 0.5 * 0.072 * 0.6 = 0.40216, 0.4 + 0.05 * 0.18 * 0.6 = 0.4054
    assert market.citizens.trust_providers == pytest.approx(np.where(first, 0.40216, 0.4054))


def test_scandals_are_what_was_found_out_what_ended_in_shame_and_who_was_caught() -> None:
    market = awaiting(EARS)
    market.flows["n_found_out"][1, 0] = 1.0
    market.contracts.close(serving(market, 0, 1), market.month, "terminated")
    market.contracts.close(serving(market, 0, 1), market.month, "completed")
    serving(market, 0, 1, caught=True, end=market.month + 1)
    serving(market, 0, 1, caught=True, end=market.month + 2)
    judge_purchases(market)
    assert market.flows["n_scandals"][:, 0].tolist() == [2.0, 1.0]
    # two are heard of by 1 - 0.5^2 = 0.75, one by 0.5: 0.5 - 0.4 * 0.75 * 0.5 = 0.35 and 0.5 - 0.4 * 0.5 * 0.5 = 0.4
    assert market.legitimacy == pytest.approx([0.35, 0.4])
    # leanings -0.3 and -0.2: 0.6 * (1 - 0.2 * 0.5 * 0.3) = 0.582, 0.6 * (1 - 0.02) = 0.588
    assert market.citizens.trust_government == pytest.approx(np.where(market.citizens.district == 0, 0.582, 0.588))


def test_nothing_moves_where_nobody_judges() -> None:
    market = awaiting({"world.legitimacy.gain": 0.0, "world.legitimacy.loss": 0.0})
    market.legitimacy[:] = 0.9
    market.flows["n_open"][:] = 3.0
    judge_purchases(market)
    assert market.legitimacy.tolist() == [0.9, 0.9]
    assert (market.citizens.trust_government == 0.6).all()
