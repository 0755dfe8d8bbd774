"""A month of paying, worked by hand: instalments, the last payment, what is held back, interest, taxes, costs; to the fen."""

from __future__ import annotations

from hand_made import hand_made
from signed_by_hand import begun, instalment, signed

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.money.payment import pay
from gpssim.state.pay import LAST, RETAINED
from gpssim.theory.special import tables


def booked(market: PublicServiceMarket, kind: str) -> list[tuple[str, str, int]]:
    """Transfers of a kind: from, to, fen."""
    rows = tables(market)["ledger"].query("kind == @kind")
    return list(zip(rows["source"], rows["target"], rows["fen"].tolist(), strict=True))


def test_instalments_are_differences_of_rounded_sums() -> None:
    market = begun(hand_made(), 0)
    row = signed(market, value=12_345.67)
    instalment(market, row, 0, 0, 0.3)
    instalment(market, row, 1, 1, 0.7)
    pay(market)
    assert market.contracts.paid_fen[row] == 370_370  # 0.3 * 12,345.67 = 3,703.701
    market.month = 1
    pay(market)
    assert market.contracts.paid_fen[row] == 864_197  # 0.7 * 12,345.67 = 8,641.969
    assert booked(market, "payment") == [
        ("purchaser/0", "organization/0", 370_370),
        ("purchaser/0", "organization/0", 493_827),
    ]
    assert market.contracts.due[row].max() == -1


def test_the_last_payment_is_what_was_earned_less_what_is_held_back() -> None:
    market = begun(hand_made(), 12)
    terms = ContractTerms(retention=0.05, retention_months=3)
    row = signed(market, terms, organization=1, delivered=108.0, deducted=1020.0, extra=240.0, reserve=300.0, paid_fen=840_000)
    instalment(market, row, LAST, 12, 1.0)
    pay(market)
    # nine tenths of 12,000 delivered: 10,800 - 1,020 + 240 = 10,020; 501.00 held back; 10,020 - 501 - 8,400 = 1,119.00
    assert booked(market, "final_payment") == [("purchaser/0", "organization/1", 111_900)]
    assert market.contracts.held_fen[row] == 50_100
    assert market.contracts.due[row, RETAINED] == 15
    # of the 12,300 committed 9,519 + 501 are spent or held
    assert market.flows["committed"][0, 0] == -2_280.0
    for month in (13, 14, 15):
        market.month = month
        pay(market)
    assert booked(market, "final_payment")[1:] == [("purchaser/0", "organization/1", 50_100)]
    assert market.contracts.paid_fen[row] == 1_002_000


def test_lateness_bears_simple_interest_from_the_treasury() -> None:
    market = begun(hand_made(), 5)
    row = signed(market, ContractTerms(late_interest=0.12), organization=2)
    instalment(market, row, 0, 3, 0.3)
    pay(market)
    # 3,600 yuan two months late: 3,600 * 0.12 * 2 / 12
    assert booked(market, "late_interest") == [("treasury", "organization/2", 7_200)]
    assert market.flows["paid_late"][0, 0] == 3_600.0
    assert market.flows["paid"].tolist() == [[3_600.0], [0.0]]


def test_taxes_and_the_costs_of_the_month_are_taken_out_of_what_was_received() -> None:
    market = begun(hand_made({"world.rules_as_of": "2014"}, levers={"nonprofit_tax": 0.5}), 4)
    row = signed(market, organization=1, month_cost=1_000.0, month_effort=23.45)
    instalment(market, row, 0, 4, 0.3)
    before = market.organizations.cash_fen.copy()
    pay(market)
    # half of 5 % and its surcharges of 12 %: 2.8 % of 3,600 = 100.80; work and effort cost 1,023.45
    assert booked(market, "tax") == [("organization/1", "treasury", 10_080)]
    assert (market.organizations.cash_fen - before).tolist() == [0, 360_000 - 10_080 - 102_345, 0]
    assert market.organizations.government_income.tolist() == [0.0, 300.0, 0.0]  # a twelfth of 3,600
    assert round(float(market.organizations.year_surplus[1]), 6) == 2_475.75  # 3,600 - 100.80 - 1,023.45
    assert market.organizations.owed_fen.tolist() == [0, 0, 0]
