"""January's money in the hand-made market, to the fen: 140 yuan for each of 1,000 residents, half for each of two purchasers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import SIZES, hand_made

from gpssim.agents.ledger import organization_account, purchaser_account
from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.money.budget import commit, open_fiscal_year
from gpssim.month.planning.policy import set_policy
from gpssim.state.line import Line
from gpssim.state.money import free_money
from gpssim.state.waiting import Call

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
    rows = market.tables(arrow=True)["ledger"].to_pylist()
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
    for funded in (True, False):
        market.calls.open(Call(20, 0, 0, "venture_philanthropy", 500.0, funded, year=0, ordinal=10_000, district=0, key=7))
    open_fiscal_year(market)
    found = booked(market, SECOND_YEAR)
    assert found["fund_return", "purchaser/0", "fund"] == 130_000  # 3,000 - 1,200 - 500
    assert found["fund_return", "purchaser/1", "fund"] == 300_000
    # of the budget 70,000 - 45,000.40 lapse; the 500 that are awarded of the fund stay in the account
    assert found["lapse", "purchaser/0", "treasury"] == 2_499_960
    # the fund has 4,300 and hands out 6,000: the lottery pays 1,700
    assert found["fund_income", "outside", "fund"] == 170_000
    assert found["fund", "fund", "purchaser/0"] == found["fund", "fund", "purchaser/1"] == 300_000
    assert market.ledger.fund == 0
    assert market.purchasers.fund[:, 0].tolist() == [3_500.0, 3_000.0]  # what is awarded and not yet signed stays beside the new
    assert not market.purchasers.fund_committed.any()
    assert [call.funded for call in market.calls] == [False]  # what the fund was to pay last year is given up
    assert market.flows["appropriation"][:, 0].tolist() == [73_000.0, 73_000.0]
    assert market.flows["lapsed"][1, 0] == 73_000.0  # of both purses of the second


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


EXECUTED = {"performance_budget": 0.2, "performance_counts": "execution=1", "performance_bound": 0.5}


def evaluated(**levers: Any) -> PublicServiceMarket:
    """The second January, after a year of which the first purchaser committed 45,500 of 70,000 yuan (0.65), the second nothing."""
    market = begun({"world.information.performance_noise": 0.0}, **levers)
    market.purchasers["committed"][0, 0] = 45_500.0
    return market


def test_a_budget_that_answers_to_performance_moves_money_to_who_spent_it() -> None:
    market = evaluated(**EXECUTED, performance_pool="none")
    open_fiscal_year(market)
    # mean 0.325; exp(0.2 x 0.325) = 1.067159 and 0.937067
    assert market.purchasers.appropriation[:, 0].tolist() == pytest.approx([74_701.13, 65_594.72], abs=0.1)
    market = evaluated(**EXECUTED, performance_pool="city")
    open_fiscal_year(market)
    # together 2.004226: divided by 1.002113 each, so that the city spends what it did
    assert market.purchasers.performance[:, 0].tolist() == pytest.approx([1.064909, 0.935091], abs=1e-6)
    assert market.purchasers.appropriation[:, 0].tolist() == pytest.approx([74_543.6, 65_456.4], abs=0.1)
    market = evaluated(**EXECUTED, performance_pool="purchaser")
    open_fiscal_year(market)  # each has one domain only: there is nothing to move
    assert market.purchasers.appropriation[:, 0].tolist() == pytest.approx([70_000.0, 70_000.0])


def test_what_january_measured_and_decided_is_a_row_for_each_budget_line() -> None:
    market = evaluated(**EXECUTED, performance_pool="none")
    c = market.contracts
    c["places"][0], c["district"][0] = 30.0, 0
    market.surveyed_need = np.array([[[60.0], [0.0]], [[0.0], [40.0]]])
    # of the second purchaser one was accepted in December: found 0.5, while it was 20 / 100 = 0.2; two complaints in ten months
    accepted = {"found": 0.5, "quality_sum": 20.0, "delivered": 100.0, "n_complaints": 2.0, "n_heard": 10.0, "value": 9_000.0}
    c.sign(ContractTerms(), organization=1, purchaser=1, district=1, start=0, end=SECOND_YEAR, **accepted)
    c.close(1, SECOND_YEAR, "completed")
    market.purchasers["setbacks"][:, 0] = [0.0, 0.25]
    market.organizations["serves_district"][:] = [[True, False], [True, True], [True, False]]
    open_fiscal_year(market)
    usual = {"month": SECOND_YEAR, "usual": 70_000.0, "scope": 1.0, "appeal": float("nan")}
    nothing = float("nan")
    first, second = market.tables(arrow=True)["budgets"].to_pylist()
    assert first.pop("domain") == second.pop("domain") == "community"
    assert first == pytest.approx(
        usual
        | {"purchaser": 0, "execution": 0.65, "quality": nothing, "coverage": 0.5, "complaints": nothing, "score": 0.65}
        | {"true_quality": nothing, "suppliers": 3, "setbacks": 0.0, "performance": 1.067159, "appropriation": 74_701.13},
        rel=1e-6,
        nan_ok=True,
    )
    # the normal distribution function at 0.5 and 0.2; as many complaints as the mean of those who were heard
    assert second == pytest.approx(
        usual
        | {"purchaser": 1, "execution": 0.0, "quality": 0.691462, "coverage": 0.0, "complaints": 0.5, "score": 0.0}
        | {"true_quality": 0.579260, "suppliers": 1, "setbacks": 0.25, "performance": 0.937067, "appropriation": 65_594.72},
        rel=1e-5,
        nan_ok=True,
    )


def test_a_purchaser_that_chooses_what_to_buy_splits_its_money_by_appeal() -> None:
    domain = SIZES["world.domains"][0] | {"budget_share": 0.5}
    choosing = {f"world.scope.{name}": value for name, value in {"narrowing": 0.5, "ease": 0.0, "thin": 0.0, "dread": 0.0}.items()}
    two = {"world.domains": [domain | {"priority": 9.0}, domain | {"name": "elder_care"}], "world.officials.risk_aversion": 0.0}
    market = hand_made({"warm_up": 0, "world.purchasers.appropriation_growth": 0.0, **two, **choosing})
    set_policy(market)
    open_fiscal_year(market)
    # appeal ln 9 and ln 1; 35,000 x 9^0.5 against 35,000 x 1: three quarters and a quarter of 70,000
    assert market.purchasers.appropriation[0].tolist() == pytest.approx([52_500.0, 17_500.0])
    written = [r for r in market.tables(arrow=True)["budgets"].to_pylist() if r["purchaser"] == 1]
    assert [(r["domain"], r["scope"], r["appeal"], r["usual"]) for r in written] == [
        ("community", pytest.approx(1.5), pytest.approx(2.197225), 35_000.0),
        ("elder_care", pytest.approx(0.5), 0.0, 35_000.0),
    ]
    assert all(r["score"] != r["score"] and r["true_quality"] != r["true_quality"] for r in written)  # nothing is measured


def test_where_money_answers_to_nothing_no_budgets_are_written() -> None:
    market = evaluated()
    open_fiscal_year(market)
    assert market.purchasers.performance[:, 0].tolist() == [1.0, 1.0]
    assert market.tables(arrow=True)["budgets"].num_rows == 0


def test_what_is_paid_and_settled_is_owed_no_more_and_a_fen_of_the_fund_goes_back() -> None:
    market = begun(fund_per_head=6.0, fund_uses="any=1")
    row = market.contracts.sign(ContractTerms(), organization=1, purchaser=1, start=0, end=SECOND_YEAR, value=9_000.0)
    market.contracts.close(row, SECOND_YEAR, "completed")  # 8,000 paid for work that was worth no more
    market.contracts["paid_fen"][row] = 800_000
    market.purchasers["committed"][1, 0] = 8_000.0
    market.ledger.transfer(9, "payment", purchaser_account(1), organization_account(1), 800_000, market.books)
    market.purchasers["fund_committed"][:, 0] = [3_000.0, 2_999.99]
    for g, yuan in enumerate((3_000.0, 2_999.99)):
        market.ledger.book(3, "payment", purchaser_account(g), organization_account(g), yuan, market.books)
    open_fiscal_year(market)
    found = booked(market, SECOND_YEAR)
    assert found["lapse", "purchaser/1", "treasury"] == 7_000_000 - 800_000
    assert found["fund_return", "purchaser/1", "fund"] == 1
    assert ("fund_return", "purchaser/0", "fund") not in found


def test_the_path_of_budgets_goes_on_as_it_ended_beyond_the_months_of_its_scenario() -> None:
    market = hand_made(
        {"warm_up": 12, "months": 24, "world.purchasers.appropriation_growth": 0.1}, levers={"budget_path": "0.5, 2"}
    )
    received = []
    for month in (0, 12, 24, 36):
        market.month = month
        set_policy(market)
        open_fiscal_year(market)
        received.append(round(float(market.purchasers.appropriation[0, 0]), 2))
    # 70,000 a year before the switch is 63,636.36; then half of 70,000, twice 77,000, twice 84,700
    assert received == [63_636.36, 35_000.0, 154_000.0, 169_400.0]


def test_what_lapses_is_counted_with_what_it_was_for_and_evenly_where_it_was_for_nothing() -> None:
    domains = [
        {"name": name, "prevalence": [0.0] * 5, "duration": 600.0, "unit_cost": 100.0, "verifiability": 0.5, "budget_share": share}
        for name, share in (("community", 0.75), ("counselling", 0.25))
    ]
    market = hand_made({"world.domains": domains, "warm_up": 0, "months": 24})
    set_policy(market)
    open_fiscal_year(market)
    market.appropriations[1] = 0.0  # it was given money before, and is given none any more
    market.month = SECOND_YEAR
    set_policy(market)
    open_fiscal_year(market)
    # 70,000 of each: three quarters and one; halves
    assert market.flows["lapsed"].tolist() == [[52_500.0, 17_500.0], [35_000.0, 35_000.0]]
    assert market.flows["appropriation"].tolist() == [[52_500.0, 17_500.0], [0.0, 0.0]]


def test_where_volume_is_held_equal_the_treasury_pays_what_is_signed() -> None:
    market = hand_made({"warm_up": 0}, levers={"closure": "volume"})
    set_policy(market)
    open_fiscal_year(market)
    line = Line(0, 1, 0, 1, 0, 0, 7, "open_tender", 10.0)
    commit(market, line, 12_345.67)
    assert booked(market, 0) == {("appropriation", "treasury", "purchaser/1"): 1_234_567}
    assert market.purchasers.account_fen.tolist() == [0, 1_234_567]
    assert market.flows["committed"][:, 0].tolist() == [0.0, 12_345.67]
    assert market.flows["appropriation"][1, 0] == 12_345.67
    line.funded = True
    commit(market, line, 100.0)
    assert (market.purchasers.committed[1, 0], market.purchasers.fund_committed[1, 0]) == (12_345.67, 100.0)
    assert free_money(market, 1, 0) == float("inf")
