"""January's money in the hand-made market, to the fen: 140 yuan for each of 1,000 residents, half for each of two purchasers."""

from __future__ import annotations

from typing import Any

from hand_made import hand_made

from gpssim.agents.ledger import organization_account, purchaser_account
from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.money.budget import open_fiscal_year
from gpssim.month.planning.policy import set_policy

SECOND_YEAR = 12


def begun(dials: dict[str, Any] | None = None, **levers: Any) -> PublicServiceMarket:
    """The second January before its money: the first purchaser signed 45,000.40 yuan and paid 40,000.25, the second nothing."""
    market = hand_made({"warm_up": 0, "months": 24, **(dials or {})}, levers=levers)
    set_policy(market)
    open_fiscal_year(market)
    row = market.contracts.sign(ContractTerms(), organization=0, start=2, end=14, value=45_000.40)
    market.contracts["paid_fen"][row] = 4_000_025
    market.purchasers["committed"][0, 0] = 45_000.40
    source, target = purchaser_account(0), organization_account(0)
    market.ledger.transfer(2, "payment", source, target, 4_000_025, market.books)
    market.month = SECOND_YEAR
    set_policy(market)
    return market


def booked(market: PublicServiceMarket, month: int) -> dict[tuple[str, str, str], int]:
    """Fen booked in a month by kind and accounts, opening cash apart."""
    rows = market.tables()["ledger"].to_pylist()
    return {(r["kind"], r["source"], r["target"]): r["fen"] for r in rows if r["month"] == month and r["kind"] != "opening"}


def test_the_first_january_hands_out_the_year() -> None:
    market = hand_made({"warm_up": 0}, levers={"goods_share": 0.25})
    set_policy(market)
    open_fiscal_year(market)
    # 140 * 1,000 / 2 = 70,000 each; a quarter, 17,500, goes into goods at once
    each = [("appropriation", "treasury", "purchaser/{}", 7_000_000), ("goods", "purchaser/{}", "outside", 1_750_000)]
    assert booked(market, 0) == {(kind, a.format(g), b.format(g)): fen for kind, a, b, fen in each for g in (0, 1)}
    assert market.purchasers.appropriation[:, 0].tolist() == [52_500.0, 52_500.0]
    assert market.purchasers.account_fen.tolist() == [5_250_000, 5_250_000]
    assert market.flows["appropriation"][:, 0].tolist() == [70_000.0, 70_000.0]


def test_what_is_not_committed_lapses_and_what_is_owed_stays() -> None:
    market = begun({"world.purchasers.appropriation_growth": 0.1})
    open_fiscal_year(market)
    # first: 70,000 - 40,000.25 = 29,999.75 in the account, 5,000.15 of it owed, 24,999.60 given back; then 70,000 * 1.1 = 77,000
    assert booked(market, SECOND_YEAR) == {
        ("lapse", "purchaser/0", "treasury"): 2_499_960,
        ("lapse", "purchaser/1", "treasury"): 7_000_000,
        ("appropriation", "treasury", "purchaser/0"): 7_700_000,
        ("appropriation", "treasury", "purchaser/1"): 7_700_000,
    }
    assert market.purchasers.account_fen.tolist() == [7_700_000 + 500_015, 7_700_000]
    assert market.flows["lapsed"][:, 0].tolist() == [24_999.60, 70_000.0]
    assert not market.purchasers.carried.any()
    assert not market.purchasers.committed.any()


def test_what_is_not_committed_is_carried_over() -> None:
    market = begun(savings_rule="carry_over")
    market.purchasers["carried"][1, 0] = 1_000.0  # of an earlier year
    market.ledger.book(0, "appropriation", 0, purchaser_account(1), 1_000.0, market.books)
    open_fiscal_year(market)
    # 70,000 - 45,000.40 = 24,999.60 and 70,000 + 1,000 = 71,000 may be used beside the new 70,000; nothing goes back
    assert market.purchasers.carried[:, 0].round(6).tolist() == [24_999.60, 71_000.0]
    assert [kind for kind, _, _ in booked(market, SECOND_YEAR)] == ["appropriation", "appropriation"]
    assert market.purchasers.account_fen.tolist() == [7_000_000 + 2_999_975, 7_000_000 + 7_100_000]


def test_the_fund_takes_back_what_was_not_awarded() -> None:
    market = begun(fund_per_head=6.0, fund_uses="any=1")
    # 6 * 1,000 / 2 = 3,000 each; the first signed 1,200 of it (paid) and awarded 500, the second used nothing
    market.purchasers["fund_committed"][0, 0], market.purchasers["fund_reserved"][0, 0] = 1_200.0, 500.0
    market.ledger.book(3, "payment", purchaser_account(0), organization_account(0), 1_200.0, market.books)
    open_fiscal_year(market)
    found = booked(market, SECOND_YEAR)
    assert found["fund_return", "purchaser/0", "fund"] == 130_000  # 3,000 - 1,200 - 500
    assert found["fund_return", "purchaser/1", "fund"] == 300_000
    # the fund has 4,300 and hands out 6,000: the lottery pays 1,700
    assert found["fund_income", "outside", "fund"] == 170_000
    assert found["fund", "fund", "purchaser/0"] == found["fund", "fund", "purchaser/1"] == 300_000
    assert market.ledger.fund == 0
    assert market.purchasers.fund[:, 0].tolist() == [3_500.0, 3_000.0]  # what is awarded and not yet signed stays beside the new
    assert not market.purchasers.fund_committed.any()


def test_nothing_arrives_in_another_month_nor_in_advance_where_volume_is_held_equal() -> None:
    market = begun()
    market.month = SECOND_YEAR + 1
    before = market.purchasers.account_fen.tolist()
    open_fiscal_year(market)
    assert market.purchasers.account_fen.tolist() == before
    market = hand_made({"warm_up": 0}, levers={"closure": "volume"})
    set_policy(market)
    open_fiscal_year(market)
    assert market.purchasers.appropriation[:, 0].tolist() == [70_000.0, 70_000.0]
    assert market.purchasers.account_fen.tolist() == [0, 0]
