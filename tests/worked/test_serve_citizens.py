"""A month of service, worked by hand: who gets a place, what it does to clients, whom those who wait blame, what places cost."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import NEEDY
from scipy.stats import norm
from service_by_hand import awaiting, serving

from gpssim.agents.kernel import DETERRED, QUEUED, SERVED, STARTED, WAITED
from gpssim.market import ContractTerms
from gpssim.month.service.service import serve_citizens

FIVE = list(NEEDY)


def test_who_waited_longest_is_served_and_clients_judge_what_they_got() -> None:
    market = awaiting({"world.citizens.aspiration_rate": 0.1}, levers={"waiting_priority": 1.0})
    people = market.citizens.columns
    people["waited"][FIVE, 0] = (0, 2, 1, 5, 4)
    row = serving(market, 0, 2)
    serve_citizens(market)
    assert people["contract"][FIVE, 0].tolist() == [-1, row, row, -1, -1]
    assert people["waited"][FIVE, 0].tolist() == [1, 0, 0, 6, 5]
    served = FIVE[1:3]
    # 0.5 where 0.3 was expected: a success; 0.4 + 0.1 * 0.6 = 0.46, half of it put down to the government: 0.6 + 0.05 * 0.4 = 0.62
    assert people["trust_providers"][served] == pytest.approx([0.46, 0.46])
    assert people["trust_government"][served] == pytest.approx([0.62, 0.62])
    assert people["aspiration"][served] == pytest.approx([0.32, 0.32])  # 0.9 * 0.3 + 0.1 * 0.5
    assert people["satisfaction"][served] == pytest.approx([norm.cdf(0.2)] * 2)
    assert people["awareness"][FIVE].tolist() == [0.5, 1.0, 1.0, 0.5, 0.5]
    sums = market.cells.sum(axis=(0, 1, 2))
    assert [sums[k] for k in (SERVED, STARTED, WAITED, QUEUED)] == [2.0, 2.0, 3.0, 3.0]
    assert market.contracts.n_heard[row] == 2.0
    assert market.contracts.experience_sum[row] == pytest.approx(1.0)
    assert market.word_of_mouth == pytest.approx([2.0 / 3.0, 0.0])


def test_a_month_too_long_is_blamed_on_the_government_and_the_next_one_less() -> None:
    market = awaiting({"world.citizens.patience": 2, "world.citizens.waiting_again": 0.5})
    people = market.citizens.columns
    people["waited"][FIVE, 0] = (0, 1, 2, 3, 9)
    people["blamed"][FIVE, 0] = (0, 0, 0, 1, 7)
    serve_citizens(market)
    # the third month of waiting is the first beyond patience: 0.6 * 0.8 = 0.48, the second 0.6 * 0.9 = 0.54, the eighth 0.2 / 128
    assert people["trust_government"][FIVE] == pytest.approx([0.6, 0.6, 0.48, 0.54, 0.6 * (1.0 - 0.2 / 128.0)])
    assert people["blamed"][FIVE, 0].tolist() == [0, 0, 1, 2, 8]
    assert (people["trust_providers"] == 0.4).all()


def test_a_disappointment_costs_more_and_hidden_credit_is_no_ones() -> None:
    market = awaiting({"world.legitimacy.hidden": 0.5}, levers={"publicity": 0.4})
    serving(market, 1, 2, quality=0.1)
    serve_citizens(market)
    people = market.citizens
    # 0.1 where 0.3 was expected: 0.4 * 0.8 = 0.32; of the half put down to the government 1 - 0.5 * 0.6 = 0.7 reaches it:
    # 0.6 * (1 - 0.35 * 0.2) = 0.558
    assert people.trust_providers[[30, 31]] == pytest.approx([0.32, 0.32])
    assert people.trust_government[[30, 31]] == pytest.approx([0.558, 0.558])


def test_a_line_goes_on_under_its_new_contract_and_shrinks_from_the_end_of_the_queue() -> None:
    market = awaiting()
    people = market.citizens.columns
    old = serving(market, 0, 3)
    new = serving(market, 0, 2, organization=0)
    market.contracts.close(old, market.month, "completed")
    market.contracts.follow(old, new)
    people["contract"][FIVE[:3], 0] = old
    people["awareness"][FIVE[:3]] = (0.7, 0.9, 0.8)
    serve_citizens(market)
    # places for two of three clients: who is hardest to reach goes back into the queue
    assert people["contract"][FIVE, 0].tolist() == [-1, new, new, -1, -1]
    assert people["waited"][FIVE[0], 0] == 1


def test_users_of_a_voucher_are_what_is_delivered_and_vulnerable_clients_cost_more() -> None:
    market = awaiting({"world.society.reach.cost_to_serve": 0.5, "world.citizens.choice_scale": 0.0})
    people = market.citizens.columns
    people["group"][FIVE] = (0, 1, 1, 0, 0)
    terms = ContractTerms(assignment="citizen")
    liked = serving(market, 0, 3, terms=terms, utility=np.full(5, 0.2), delivered_places=80.0, delivered=80.0, month_cost=8000.0)
    other = serving(market, 0, 3, terms=terms, utility=np.full(5, 0.1), delivered_places=60.0, delivered=60.0, month_cost=6000.0)
    serve_citizens(market)
    c = market.contracts
    # three of four survey units are used: 60 of 80 places, 6000 yuan; two of three clients are elderly: 6000 * (1 + 0.5 * 2/3)
    assert people["contract"][FIVE[:3], 0].tolist() == [liked] * 3
    assert c.delivered_places[[liked, other]] == pytest.approx([60.0, 0.0])
    assert c.delivered[[liked, other]] == pytest.approx([60.0, 0.0])
    assert c.month_cost[[liked, other]] == pytest.approx([8000.0, 0.0])
    assert market.cells[..., DETERRED].sum() == 0.0
