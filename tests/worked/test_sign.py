"""Worked months of ``sign``: what is awarded, what goes on, what is bridged, what changes hands."""

from __future__ import annotations

import pytest
from contracts_by_hand import award, opened

from gpssim.month.contracts.signing import sign
from gpssim.state.contract_row import END_REASONS
from gpssim.state.pay import LAST
from gpssim.streams import combine

TWO = {"world.organizations.handover_months": 2, "world.organizations.handover_staff": 0.5}


def test_an_award_becomes_a_contract_and_its_money_is_committed() -> None:
    market = opened(levers={"tender_cycle_years": 3})
    line = award(market, 1, 0, cycle_years=3)
    assert market.purchasers.reserved[0, 0] == 10_800.0
    sign(market)
    c = market.contracts
    # 10 places x 90 yuan x 12 months = 10,800 yuan, of the 140 x 500 = 70,000 of the year
    assert (c.value[0], market.purchasers.committed[0, 0], market.purchasers.reserved[0, 0]) == (10_800.0, 10_800.0, 0.0)
    assert market.purchasers.appropriation[0, 0] == pytest.approx(70_000.0)
    assert (c.start[0], c.end[0], c.cycle_end[0], c.cycle_year[0], c.unit_cost[0]) == (0, 12, 36, 0, pytest.approx(100.0))
    # half at once, up to nine tenths in the middle of the year, the rest after acceptance
    assert [*c.due[0, :2], c.due[0, LAST]] == [0, 6, 12]
    assert [*c.due_share[0, :2], c.due_share[0, LAST]] == pytest.approx([0.5, 0.9, 1.0])
    assert market.organizations.contracted[:, 0].tolist() == [0.0, 10.0, 0.0]
    assert (line.contract, line.last_price, line.cycle_months, line.pending, line.in_gap) == (0, 90.0, 36, False, False)


def test_of_four_contracts_that_run_out_one_goes_on_two_are_bridged_and_one_ends() -> None:
    market = opened(levers={"tender_cycle_years": 3, "bridge_months": 3})
    lines = [award(market, i % 3, i % 2, cycle_years=years) for i, years in enumerate((3, 3, 1, 1))]
    sign(market)
    c = market.contracts
    c["found"][:] = [0.2, -0.5, 0.5, 0.5]  # 0.3 below the promise is borne, 1.0 is more than 0.9
    lines[2].open(13)  # its replacement is on the way
    market.month = 12
    sign(market)
    assert [END_REASONS[k] for k in c.end_reason[:4]] == ["completed", "terminated", "completed", "completed"]
    assert c.ended[:4].tolist() == [12, 12, 12, 12]
    after = {int(c.line[row]): row for row in range(4, len(c))}
    year, failed, bridge = after[0], after[1], after[2]  # who failed goes on, too, until its line is bought anew
    assert (c.start[year], c.end[year], c.cycle_year[year], c.cycle_end[year], c.value[year]) == (12, 24, 1, 36, 10_800.0)
    # a month at the old price: 10 x 90 = 900 yuan
    assert (c.start[bridge], c.end[bridge], c.bridge[bridge], c.value[bridge]) == (12, 13, True, 900.0)
    assert (c.bridge[failed], c.value[failed]) == (True, 900.0)
    assert c.successor[:4].tolist() == [year, failed, bridge, -1]
    assert [line.contract for line in lines] == [year, failed, bridge, -1]
    assert [(line.open_month, line.in_gap, line.closed) for line in lines] == [
        (-1, False, False),
        (13, False, False),
        (13, False, False),
        (-1, False, True),
    ]
    # both purchasers had signed two of them: 2 x 10,800; now 10,800 and 900 more, and 900
    assert market.purchasers.committed[:, 0].tolist() == [33_300.0, 22_500.0]
    assert market.organizations.contracted[:, 0].tolist() == [10.0, 10.0, 10.0]


def test_a_bridge_is_a_tenth_of_the_cycle_and_then_there_is_a_gap() -> None:
    market = opened(levers={"bridge_months": 3})
    line = award(market, 0, 0)
    sign(market)
    line.open(20)
    for month, bridged in ((12, True), (13, False)):  # int(0.1 x 12) = 1 month
        market.month = month
        sign(market)
        assert ((line.contract >= 0), line.in_gap) == (bridged, not bridged)
    assert line.bridged == 1


def test_who_may_not_be_signed_may_not_be_extended_either() -> None:
    market = opened(levers={"bridge_months": 1})
    lines = [award(market, i, 0) for i in range(3)]
    sign(market)
    for line in lines:
        line.open(13)  # replacements are on the way
    o = market.organizations
    o.debarred_until[0], o.barred_until[1, 0], o.refused_until[2, 0] = 13, 13, 12  # the third one's time has just run out
    market.month = 12
    sign(market)
    assert [line.contract >= 0 for line in lines] == [False, False, True]
    assert market.contracts.bridge[: len(market.contracts)].tolist() == [False, False, False, True]


def test_the_year_is_not_signed_where_what_was_seen_lies_below_the_threshold() -> None:
    market = opened(levers={"tender_cycle_years": 3, "renewal_threshold": 0.4, "bridge_months": 0})
    for i in range(3):
        award(market, i, 0, cycle_years=3)
    sign(market)
    c = market.contracts
    c["found"][:] = 0.5
    c["signal_sum"][:], c["n_signals"][:] = [1.5, 2.1, 0.0], [5, 5, 0]  # means 0.3 and 0.42; nothing was seen of the third
    market.month = 12
    sign(market)
    assert [END_REASONS[k] for k in c.end_reason[:3]] == ["not_renewed", "completed", "completed"]
    assert sorted(int(row) for row in c.line[3:]) == [1, 2]


def test_a_new_provider_takes_over_staff_and_needs_two_months_and_a_banned_one_is_not_signed() -> None:
    market = opened(TWO, levers={"bridge_months": 0})
    line, other = award(market, 0, 0, places=52.0), award(market, 1, 1)
    sign(market)
    c, o = market.contracts, market.organizations
    o["experience"][:, 0] = [2.0, 1.0, 0.0]
    o["debarred_until"][2] = 13
    market.month = 12
    award(market, 1, 0, line=line)
    award(market, 2, 1, line=other)
    sign(market)
    # 52 places are the work of 52 x 75 / 6500 = 0.6; half of it moves: 0.3 of 5.0, and 0.3 / 5.0 x 2.0 = 0.12 of the experience
    assert o.staff.tolist() == pytest.approx([4.7, 5.3, 5.0])
    assert o.experience[:, 0].tolist() == pytest.approx([1.88, 1.12, 0.0])
    assert (len(c), c.organization[2], c.handover[2], c.predecessor[2], bool(c.same_provider[0])) == (3, 1, 2, 0, False)
    # the award of the third lapses: nothing is reserved, the line is bought anew next month
    assert (other.open_month, other.renewed_purchase, other.in_gap) == (13, 1, True)
    assert market.purchasers.reserved[:, 0].tolist() == [0.0, 0.0]


def test_an_award_takes_the_place_of_a_contract_that_still_runs() -> None:
    market = opened()
    line = award(market, 0, 0)
    sign(market)
    market.month = 6
    award(market, 1, 0, line=line)
    sign(market)
    c = market.contracts
    assert (c.active[:2].tolist(), c.ended[0], END_REASONS[c.end_reason[0]]) == ([False, True], 6, "completed")
    assert (line.contract, c.predecessor[1], c.start[1], c.end[1]) == (1, 0, 6, 18)
    assert market.organizations.contracted[:, 0].tolist() == [0.0, 10.0, 0.0]


def test_a_line_that_is_signed_twice_in_a_month_keeps_the_second_contract() -> None:
    market = opened()
    line = award(market, 0, 0)
    award(market, 1, 0, line=line)
    sign(market)
    c = market.contracts
    assert (c.active[:2].tolist(), c.predecessor[:2].tolist(), c.successor[:2].tolist()) == ([False, True], [-1, 0], [1, -1])
    assert (line.contract, market.organizations.contracted[:, 0].tolist()) == (1, [0.0, 10.0, 0.0])


def test_grants_incubate_and_prices_are_kept_as_if_all_work_were_paid() -> None:
    market = opened()
    lines = [award(market, 0, 0, basis="grant"), award(market, 1, 1, unpaid=0.25, investment=15.0)]
    sign(market)
    c, o = market.contracts, market.organizations
    assert o.incubated.tolist() == [True, False, False]
    assert o.contracted[:, 0].tolist() == [10.0, 10.0, 0.0]
    assert o.volunteered[:, 0].tolist() == [0.0, 2.5, 0.0]
    assert c.unit_cost[:2].tolist() == pytest.approx([100.0, 75.0])  # volunteers take over a quarter of the 100 yuan
    # of the 90 yuan 15 are equipment; 75 for three quarters of the work are 100 for all of it
    assert [line.last_price for line in lines] == pytest.approx([90.0, 100.0])
    assert market.prices.last_paid == pytest.approx({(0, 0): 90.0, (1, 0): 100.0})


@pytest.mark.parametrize(("fen", "signed"), [(0, True), (-1, False)])
def test_a_month_is_bridged_with_the_last_fen(fen: int, signed: bool) -> None:
    market = opened(levers={"bridge_months": 3})
    line = award(market, 0, 0)
    sign(market)
    line.open(13)
    market.month = 12
    # the year's 10,800 yuan are owed still; one yuan is kept for rounding; a month costs 10 x 90 = 900
    market.purchasers["account_fen"][0] = 1_170_100 + fen
    sign(market)
    assert (line.contract == 1, line.bridged, line.in_gap) == (signed, int(signed), not signed)


@pytest.mark.parametrize(("fen", "signed"), [(0, True), (-1, False)])
def test_a_year_is_signed_as_long_as_no_more_than_a_yuan_is_missing(fen: int, signed: bool) -> None:
    market = opened(levers={"tender_cycle_years": 2})
    line = award(market, 0, 0, cycle_years=2)
    sign(market)
    market.month = 12
    market.contracts["found"][0] = 0.5
    # owed are 10,800 yuan of last year; as many are needed, 10,799 are free
    market.purchasers["account_fen"][0] = 2_160_000 + fen
    sign(market)
    assert (line.contract == 1) == signed


@pytest.mark.parametrize(("fen", "n"), [(0, 2), (-1, 1)])
def test_a_year_that_is_signed_leaves_less_for_the_next_one_of_the_same_month(fen: int, n: int) -> None:
    market = opened(levers={"tender_cycle_years": 2})
    lines = [award(market, organization, 0, cycle_years=2) for organization in (0, 1)]
    sign(market)
    market.month = 12
    market.contracts["found"][:] = 0.5
    # owed are 21,600 yuan of last year; the two years to come cost as much, and one yuan may be missing
    market.purchasers["account_fen"][0] = 4_320_000 + fen
    sign(market)
    assert sum(line.contract >= 2 for line in lines) == n
    assert len(market.contracts) == 2 + n


def test_luck_of_a_contract_hangs_on_its_project_provider_and_year_and_on_nothing_else() -> None:
    market = opened(levers={"tender_cycle_years": 2, "bridge_months": 3})
    line = award(market, 1, 0, cycle_years=2)
    for month in (0, 12, 24, 25):
        market.month = month
        sign(market)
        market.contracts["found"][:] = 0.5
        line.open(30)  # its replacement is late
    key = int(market.organizations.key[1])
    # years count from 0; a bridge is a hundred years away from its year, and a thousand for each month of extension
    assert market.contracts.luck.tolist() == [combine(100, 0, key, year) for year in (0, 1, 1101, 2101)]
    assert len(set(market.contracts.luck.tolist())) == 4
    pooled = award(market, 1, 1)
    pooled.be_held(pooled=True)
    sign(market)
    assert market.contracts.luck[-1] == combine(101, 0, key, 0, 101)  # of what was bought together each line has its own


@pytest.mark.parametrize(("unpaid", "cost", "signs"), [(0.0, 1.0, False), (0.0, 0.925, True), (0.25, 1.0, True)])
def test_who_would_lose_more_than_its_bond_does_not_sign(unpaid: float, cost: float, signs: bool) -> None:
    market = opened({"world.conduct.withdrawal": 1.0}, levers={"bid_bond": 0.02})
    line = award(market, 1, 0, unpaid=unpaid)
    market.organizations["cost_type"][1] = cost
    cash = int(market.organizations.cash_fen[1])
    sign(market)
    # a place brings 90 yuan; the bond is 2.80 of the ceiling of 140. It costs 100, or 92.50, or 75 where volunteers do a quarter
    assert (line.contract == 0, line.open_month) == ((True, -1) if signs else (False, 1))
    assert cash - int(market.organizations.cash_fen[1]) == (0 if signs else 33_600)  # 2.80 x 10 x 12 = 336 yuan


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_some_winners_do_not_sign_at_all(chance: float) -> None:
    market = opened({"world.process.withdrawal": chance})
    line = award(market, 1, 0)
    sign(market)
    assert (line.contract, line.open_month, line.renewed_purchase) == ((-1, 1, 1) if chance else (0, -1, 0))
    assert market.purchasers.reserved[0, 0] == 0.0


def test_staff_that_moves_brings_what_it_knows() -> None:
    market = opened({**TWO, "world.innovation.carried": 0.5}, levers={"bridge_months": 0})
    line = award(market, 0, 0, places=52.0)
    sign(market)
    market.organizations["practice"][0, 0] = 0.6
    market.month = 12
    award(market, 1, 0, line=line)
    sign(market)
    # 0.3 of then 5.3 staff came over, and half of what they know takes: 0.6 x 0.5 x 0.3 / 5.3
    assert market.organizations.practice[:, 0].tolist() == pytest.approx([0.6, 0.6 * 0.5 * 0.3 / 5.3, 0.0])


def test_conduct_is_chosen_when_a_contract_enters_into_force() -> None:
    market = opened({"world.conduct.shirk_saving": 0.125})
    award(market, 0, 0, audit_rate=0.25)
    award(market, 1, 1, audit_rate=0.25, fine=0.9)
    sign(market)
    # 1,500 yuan are saved; nothing, or 0.25 x 0.9 x 10,800 = 2,430 yuan, is to be feared
    assert market.contracts.shirks[:2].tolist() == [True, False]
    assert market.contracts.audit_chance[:2].tolist() == [0.25, 0.25]
