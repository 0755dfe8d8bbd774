"""Worked months of ``strike``: contracts that end through nobody's fault, shocks that are borne or not."""

from __future__ import annotations

from contracts_by_hand import award, opened

from gpssim.model import PublicServiceMarket
from gpssim.month.contracts.misfortune import strike
from gpssim.month.contracts.signing import sign
from gpssim.state.contract_row import END_REASONS

SHOCK = {"world.conduct.shock_chance": 1.0, "world.conduct.shock_size": 0.3, "world.conduct.liability": 0.05}


def reasons(market: PublicServiceMarket) -> list[str]:
    """Why contracts are in force no longer."""
    return [END_REASONS[k] for k in market.contracts.end_reason]


def test_nothing_happens_without_misfortune() -> None:
    market = opened()
    award(market, 0, 0)
    sign(market)
    strike(market)
    assert reasons(market) == ["in_force"]
    assert market.organizations.owed_fen.tolist() == [0, 0, 0]


def test_a_shock_is_borne_unless_less_is_lost_by_walking_away() -> None:
    market = opened(SHOCK)
    for i, bond in enumerate((0.1, 0.2, 0.1)):
        award(market, i, i % 2, bond=bond)
    sign(market)
    c, o = market.contracts, market.organizations
    c["unit_cost"][:] = [80.0, 80.0, 76.0]
    before, treasury = o.cash_fen.copy(), market.ledger.treasury
    strike(market)
    # shock 0.3 x 10,800 = 3,240; still to be earned in eleven months 10 x 11 x (10, 10, 14) = 1,100, 1,100, 1,540:
    # at a loss of 2,140, 2,140 and 1,700; bond and liability are 0.15, 0.25, 0.15 of 10,800 = 1,620, 2,700, 1,620:
    # all but the second lose less by leaving
    assert reasons(market) == ["defaulted", "in_force", "defaulted"]
    assert (before - o.cash_fen).tolist() == [162_000, 0, 162_000]
    assert market.ledger.treasury - treasury == 324_000
    assert o.owed_fen.tolist() == [0, 324_000, 0]
    # nothing was paid: what was committed to the two is free again, and their lines are bought anew
    assert market.flows["committed"][:, 0].tolist() == [0.0, 10_800.0]
    assert [line.open_month for line in market.lines] == [1, -1, 1]
    assert o.contracted[:, 0].tolist() == [0.0, 10.0, 0.0]


def test_who_has_no_more_cash_loses_no_more() -> None:
    market = opened(SHOCK)
    award(market, 0, 0, bond=0.25)
    sign(market)
    c, o = market.contracts, market.organizations
    c["unit_cost"][:] = 80.0
    o["cash_fen"][0] = 50_000
    strike(market)
    # it would bear a loss of 2,140 rather than lose 0.3 x 10,800 = 3,240, but 500 are all it has
    assert reasons(market) == ["defaulted"]
    assert o.cash_fen[0] == 0


def test_who_ends_through_nobodys_fault_is_paid_what_it_delivered_and_an_advance_beyond_it_is_lost() -> None:
    market = opened()
    for i in range(3):
        award(market, i, 0, hazard=1.0)
    sign(market)
    c = market.contracts
    c["delivered"][:] = [10.0, 10.0, 0.0]
    c["paid_fen"][:] = [0, 540_000, 0]
    c["end"][2] = 1  # in its last month: it runs out by itself
    account = int(market.purchasers.account_fen[0])
    strike(market)
    assert reasons(market) == ["ended_early", "ended_early", "in_force"]
    # ten place-months at 90 yuan: 900 are paid to the first; 5,400 - 900 = 4,500 are lost with the second
    assert c.paid_fen.tolist() == [90_000, 540_000, 0]
    assert account - int(market.purchasers.account_fen[0]) == 90_000
    assert market.flows["advance_lost"][0, 0] == 4_500.0
    # 3 x 10,800 were committed; free again are 10,800 - 900 and 10,800 - 5,400
    assert market.flows["committed"][0, 0] == 32_400.0 - 9_900.0 - 5_400.0
    assert c.end.tolist() == [1, 1, 1]
    assert [line.open_month for line in market.lines] == [1, 1, -1]


def test_where_users_pay_a_part_the_purchaser_settles_the_rest() -> None:
    market = opened()
    award(market, 0, 0, hazard=1.0, fee=20.0)
    sign(market)
    c = market.contracts
    c["delivered"][0], c["paid_fen"][0] = 10.0, 30_000
    account, cash = int(market.purchasers.account_fen[0]), int(market.organizations.cash_fen[0])
    strike(market)
    # ten place-months at 90 - 20 yuan are 700, of which 300 were paid; 70 x 10 x 12 = 8,400 were committed
    assert c.paid_fen.tolist() == [70_000]
    assert account - int(market.purchasers.account_fen[0]) == 40_000
    assert int(market.organizations.cash_fen[0]) - cash == 40_000
    assert (market.flows["advance_lost"][0, 0], market.flows["committed"][0, 0]) == (0.0, 700.0)
