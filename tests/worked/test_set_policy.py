"""The policy of the month in the hand-made market: what is in force when, and sums that begin at nothing."""

from __future__ import annotations

from hand_made import hand_made

from gpssim.month.planning.policy import set_policy

CHANGES = [
    {"month": 0, "lever": "goods_share", "value": 0.1},
    {"month": 1, "lever": "goods_share", "value": 0.2},
    {"month": 5, "mechanism": "lottery"},
    {"month": 5, "lever": "disclosure", "value": 0.25},
    {"month": 8, "lever": "disclosure", "value": 0.75},
]


def test_changes_act_from_their_month_and_not_in_the_warm_up() -> None:
    market = hand_made({"warm_up": 3, "months": 12, "policy.change": CHANGES})
    read = []
    for month in range(3 + 10):
        market.month = month
        set_policy(market)
        state = market.policy_state
        read.append((state.levers.goods_share, state.levers.disclosure, state.shares["community"][0][0]))
    # three months of warm-up as written, month 0 with some goods, 1-4 with more;
    # 5-7 by lot and a quarter disclosed, from 8 on three quarters
    assert read[:3] == [(0.0, 1.0, "open_tender")] * 3
    assert read[3:8] == [(0.1, 1.0, "open_tender")] + [(0.2, 1.0, "open_tender")] * 4
    assert read[8:11] == [(0.2, 0.25, "lottery")] * 3
    assert read[11:] == [(0.2, 0.75, "lottery")] * 2


def test_the_policy_of_a_month_without_a_change_is_left_alone() -> None:
    market = hand_made({"warm_up": 0, "months": 12, "policy.change": CHANGES})
    set_policy(market)
    state = market.policy_state
    market.month = 4
    set_policy(market)
    assert market.policy_state is state
    market.month = 5
    set_policy(market)
    assert market.policy_state is not state


def test_sums_of_the_month_begin_at_nothing_and_prices_are_asked_anew() -> None:
    market = hand_made()
    set_policy(market)
    market.flows["paid"][0, 0] += 123.45
    assert market.surveyed_costs.recall(0, lambda: 80.0) == 80.0
    assert market.surveyed_costs.recall(0, lambda: 90.0) == 80.0
    before = market.flows
    market.month = 1
    set_policy(market)
    assert market.flows is not before
    assert all(sums.shape == (2, 1) and not sums.any() for sums in market.flows.values())
    assert market.surveyed_costs.recall(0, lambda: 90.0) == 90.0
