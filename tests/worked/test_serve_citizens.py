"""A month of service, worked by hand: who gets a place, what it does to clients, whom those who wait blame, what places cost."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import NEEDY
from scipy.stats import norm
from service_by_hand import awaiting, serving

from gpssim.agents.kernel import DETERRED, DROPPED, QUEUED, SERVED, STARTED, USER_FEES, WAITED
from gpssim.market import ContractTerms
from gpssim.month.service.service import serve_citizens, supply, told_by_clients
from gpssim.month.service.user_fees import reconsider
from gpssim.state import districts

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


def test_a_month_brings_everybody_back_towards_where_it_began() -> None:
    dials = {
        "world.citizens.trust_reversion": 0.1,
        "world.citizens.aspiration_reversion": 0.2,
        "world.citizens.aspiration": 0.1,
        "world.society.population.rising_aspiration": 0.12,
    }
    market = awaiting(dials)
    people = market.citizens.columns
    people["first_trust_government"][:], people["first_trust_providers"][:] = 0.4, 0.5
    serve_citizens(market)
    calm = 40  # in no need
    assert people["trust_government"][calm] == pytest.approx(0.58)  # 0.6 + 0.1 * (0.4 - 0.6)
    assert people["trust_providers"][calm] == pytest.approx(0.41)  # 0.4 + 0.1 * (0.5 - 0.4)
    # what is usual was 0.1 and has risen by a month's 0.01: 0.3 + 0.2 * (0.11 - 0.3)
    assert people["aspiration"][calm] == pytest.approx(0.262)


def test_nothing_is_forgotten_at_a_rate_of_nothing() -> None:
    market = awaiting()
    people = market.citizens.columns
    people["first_trust_government"][:], people["first_trust_providers"][:] = 0.1, 0.9
    serve_citizens(market)
    assert (people["trust_government"][40], people["trust_providers"][40], people["aspiration"][40]) == (0.6, 0.4, 0.3)


THREE = [
    {"name": name, "prevalence": [0.0] * 5, "duration": 600.0, "unit_cost": 100.0, "verifiability": 0.5, "budget_share": 1.0 / 3.0}
    for name in ("community", "counselling", "elder_care")
]


def test_places_are_found_in_the_district_and_domain_in_which_they_are() -> None:
    market = awaiting({"world.domains": THREE})
    people = market.citizens.columns
    people["need"][30, 1] = people["applied"][30, 1] = True
    rows = [serving(market, district, 5, domain=domain) for district, domain in ((1, 1), (0, 1), (1, 0), (0, 0), (1, 1))]
    market.contracts["project"][rows[4]] = 1  # the first in its turn
    s = supply(market)
    # district by district and in each domain by domain: (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)
    assert s.cell_first.tolist() == [0, 1, 2, 2, 3, 5, 5]
    assert s.cell_contracts.tolist() == [rows[3], rows[1], rows[2], rows[4], rows[0]]
    serve_citizens(market)
    assert people["contract"][FIVE, 0].tolist() == [rows[3]] * 3 + [rows[2]] * 2
    assert people["contract"][30, 1] == rows[4]
    assert (people["contract"][:30, 1] == -1).all()


def test_what_clients_tell_counts_half_after_twelve_of_their_months() -> None:
    market = awaiting({"world.citizens.choice_word": 0.5, "world.citizens.choice_quality": 2.0})
    chosen = ContractTerms(assignment="citizen")
    serving(market, 0, 2, terms=chosen, organization=0, n_heard=8.0, experience_sum=6.0, utility=np.full(5, 0.1))
    serving(market, 1, 2, terms=chosen, organization=0, n_heard=4.0, experience_sum=3.0)
    serving(market, 1, 2, terms=chosen, organization=1, n_heard=3.0, experience_sum=-1.5)
    serving(market, 0, 2, organization=2)  # nobody chooses it, but they listen
    # 9 over 12 + 12 client months: half of the mean of 0.75; -1.5 / (3 + 12) = -0.1; half of it is minded
    assert np.asarray(told_by_clients(market))[:, 0].tolist() == pytest.approx([0.1875, 0.1875, -0.05, 0.0])
    assert supply(market).utility[:, 0].tolist() == pytest.approx([0.575, 0.375, -0.1, 0.0])


def test_money_follows_the_citizen_but_what_enterprises_got_is_used() -> None:
    market = awaiting({"world.citizens.choice_scale": 0.0})
    market.citizens.columns["need"][2, 0] = market.citizens.columns["applied"][2, 0] = False
    sums = {"month_cost": 8000.0, "month_effort": 800.0, "month_strain": 80.0, "quality_sum": 40.0, "verifiable_sum": 20.0}
    given = {"delivered_places": 80.0, "delivered": 80.0, "enterprise_places": 20.0, "quality_verifiable": 0.25, **sums}
    row = serving(market, 0, 4, terms=ContractTerms(assignment="citizen", idle_cost=0.5), utility=np.full(5, 0.2), **given)
    serve_citizens(market)
    # enterprises have 20 of 80 places; of the other 60, three survey units, two are used: 20 + 60 * 2 / 3 = 60
    c = market.contracts
    assert (c.delivered_places[row], c.delivered[row]) == pytest.approx((60.0, 60.0))
    assert (c.quality_sum[row], c.verifiable_sum[row]) == pytest.approx((30.0, 15.0))  # 20 places of quality 0.5 and 0.25 less
    # three quarters are used and a quarter is idle at half its cost: 0.875
    assert (c.month_cost[row], c.month_effort[row], c.month_strain[row]) == pytest.approx((7000.0, 700.0, 70.0))


def test_clients_whose_line_becomes_dearer_and_those_who_wait_think_again() -> None:
    market = awaiting({"world.fees.sensitivity": 50.0})
    people = market.citizens.columns
    people["group"][FIVE] = (0, 1, 0, 0, 0)
    old = serving(market, 0, 3)
    dear = ContractTerms(fee=100.0, exemption=0.75, exemption_paid=0.5)
    new = serving(market, 0, 3, terms=dear, organization=0, price=200.0, delivered_places=60.0, delivered=60.0)
    market.contracts.close(old, market.month, "completed")
    market.contracts.follow(old, new)
    people["contract"][FIVE[:2], 0] = old
    serve_citizens(market)
    # 100 yuan weigh 50 with a client that pays all: it leaves, as does who waits; a quarter of that is little against 20
    assert people["contract"][FIVE, 0].tolist() == [-1, new, -1, -1, -1]
    assert people["applied"][FIVE, 0].tolist() == [0, 1, 0, 1, 1]
    assert market.cells[0, 0, 0, DROPPED] == 1.0
    assert market.cells[..., DROPPED].sum() == 1.0
    # of three survey units one is used: 20 places at 25 yuan; of the 75 that each is spared the purchaser makes good half
    assert market.cells[..., USER_FEES].sum() == pytest.approx(500.0)
    assert market.organizations.month_fees.tolist() == pytest.approx([500.0, 0.0, 0.0])
    assert market.contracts.forgone[new] == pytest.approx(0.5 * 20.0 * 75.0)


@pytest.mark.parametrize(
    ("dials", "aware", "stays"),
    [
        ({"apply_base": 20.0}, 0.0, True),
        ({"apply_base": 0.0}, 0.0, False),
        ({"apply_base": 0.0, "apply_awareness": 20.0}, 1.0, True),
        ({"apply_base": 0.0, "apply_awareness": 20.0}, 0.0, False),
        ({"apply_base": 12.0, "apply_trust": 20.0}, 0.0, True),  # trust is 0.4
        ({"apply_base": 20.0, "apply_hassle": 20.0, "access": [0.1] * 5}, 0.0, False),
        ({"apply_base": 20.0, "apply_hassle": 20.0, "access": [1.0] * 5}, 0.0, True),
    ],
)
def test_who_was_sure_to_ask_asks_at_a_fee_and_who_was_not_does_not(dials: dict[str, object], aware: float, stays: bool) -> None:
    market = awaiting({"world.fees.sensitivity": 15.0, **{f"world.citizens.{name}": value for name, value in dials.items()}})
    market.citizens.columns["group"][:], market.citizens.columns["awareness"][:] = 0, aware
    serving(market, 0, 1, terms=ContractTerms(fee=100.0), price=200.0)
    reconsider(market)
    # 100 yuan weigh 15: at an inclination of 20 still e^5 to 1 ask, of those inclined by 0 about e^-15
    assert market.citizens.columns["applied"][FIVE, 0].tolist() == [int(stays)] * 3 + [1, 1]  # the other district asks for no fee


@pytest.mark.parametrize(("weight", "named", "marked"), [(0.5, "", [0, 1, 1]), (0.5, "disabled", [0, 0, 1]), (0.0, "", [0, 0, 0])])
def test_who_comes_first_is_marked_where_anybody_does(weight: float, named: str, marked: list[int]) -> None:
    market = awaiting(levers={"targeting": weight, "target_groups": named})
    people = market.citizens.columns
    people["group"][:] = 0
    people["group"][FIVE[:3]] = (0, 1, 2)
    serve_citizens(market)
    assert people["target"][FIVE[:3]].tolist() == marked
    assert people["target"].sum() == sum(marked)


def test_what_is_reserved_for_the_registered_is_closed_to_migrants() -> None:
    market = awaiting({"world.domains": THREE}, levers={"registered_only": "counselling"})
    # ordinary, elderly, disabled, migrant, laid off
    assert supply(market).eligible.tolist() == [[1] * 5, [1, 1, 1, 0, 1], [1] * 5]


def test_a_single_client_costs_what_it_is_and_is_all_the_word_there_is() -> None:
    market = awaiting({"world.society.reach.cost_to_serve": 0.5})
    people = market.citizens.columns
    people["need"][FIVE[1:], 0] = people["applied"][FIVE[1:], 0] = False
    people["group"][FIVE[0]] = 1
    row = serving(market, 0, 1, month_cost=2000.0, cost_sum=5000.0)
    serve_citizens(market)
    # all its clients are elderly and cost half as much again
    assert (market.contracts.month_cost[row], market.contracts.cost_sum[row]) == pytest.approx((3000.0, 6000.0))
    assert market.word_of_mouth == pytest.approx([1.0, 0.0])


def test_where_nobody_listens_clients_tell_nothing() -> None:
    market = awaiting()
    serving(market, 0, 2, terms=ContractTerms(assignment="citizen"), n_heard=8.0, experience_sum=6.0)
    assert told_by_clients(market) == 0.0


def test_several_providers_are_nearer_than_one() -> None:
    market = awaiting({"world.society.reach.travel": 0.6, "world.domains": THREE})
    for district, domain, organization in ((0, 0, 0), (0, 0, 0), (0, 0, 1), (0, 0, 2), (1, 0, 1), (0, 1, 0), (0, 1, 2)):
        serving(market, district, 1, organization=organization, domain=domain)
    ended = serving(market, 1, 1, organization=2, domain=1)
    market.contracts.close(ended, market.month, "completed")
    serving(market, 1, 1, organization=0, domain=1)
    # the way to the nearest of three is 1 / sqrt(3) of that to one, of two 1 / sqrt(2); to none it is as long as to one
    assert districts.travel(market) == pytest.approx(0.6 * np.array([[3**-0.5, 2**-0.5, 1.0], [1.0, 1.0, 1.0]]))
    assert not districts.travel(awaiting()).any()


def test_some_are_overlooked_and_as_many_taken_for_what_they_are_not() -> None:
    market = awaiting(levers={"targeting": 0.5, "targeting_accuracy": 0.75})
    people = market.citizens.columns
    people["group"][:] = 0
    people["group"][:20] = 1
    lots = market.luck.uniforms("recognized", people["number"])
    serve_citizens(market)
    here = market.citizens.here
    # 20 of 50 are vulnerable: a quarter is guessed, of which 0.4 are taken for one of them
    chance = np.where(people["group"] == 1, 0.75 + 0.1, 0.1)
    assert people["target"][here].tolist() == (lots < chance)[here].astype(int).tolist()
    assert 0 < (people["target"][:20] == 0).sum() < 10


def test_mission_keeps_providers_from_choosing_their_clients() -> None:
    dials = {"world.society.reach.mission_resists": 0.8, "world.organizations.mission_mean": 0.05}
    market = awaiting(dials)
    market.organizations["mission"][:] = [0.0, 0.05, 0.2]
    for organization in (2, 0, 1):
        serving(market, 0, 1, organization=organization)
    # 1 - 0.8 x mission / 0.1, which counts up to twice the usual one
    assert supply(market).reluctance.tolist() == pytest.approx([0.2, 1.0, 0.6])
    careless = awaiting({"world.society.reach.mission_resists": 0.0})
    serving(careless, 0, 1)
    assert supply(careless).reluctance.tolist() == [1.0]
