"""A month of paying, worked by hand: instalments, the last payment, what is held back, interest, taxes, costs; to the fen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import hand_made
from signed_by_hand import begun, instalment, signed

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.contracts.instalments import schedule_instalments
from gpssim.month.money.payment import pay
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.state.pay import LAST, RETAINED, comparable, earned, payable
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


KIND = {name: k for k, name in enumerate(KINDS)}


def kinds(market: PublicServiceMarket, *names: str) -> PublicServiceMarket:
    """The organizations are of these kinds, as if founded so; whoever is no company is a nonprofit."""
    o = market.organizations
    o["kind_code"][:] = [KIND[name] for name in names]
    o["nonprofit"][:] = [name != "company" for name in names]
    return market


def test_donors_give_to_a_good_record_and_less_to_whom_the_government_keeps_or_who_is_idle() -> None:
    given = {"donations": 1_000.0, "crowding_out": 0.5, "donations_idle": 0.2}
    market = begun(hand_made({f"world.organizations.{name}": value for name, value in given.items()}), 4)
    kinds(market, "association", "company", "industry_association")
    o = market.organizations
    o["published_mean"][:] = [0.5, 3.0, 0.0]
    o["government_income"][:], o["other_income"][:], o["idle_months"][:] = [400.0, 0.0, 0.0], [600.0, 0.0, 0.0], [12, 0, 13]
    pay(market)
    # the normal distribution function at 0.5 over that at 0: 1.382925; dependence 0.4 crowds out a fifth: 1,106.34 yuan;
    # companies get nothing; an association of industry gets a fifth, and a fifth of that after more than a year without work
    assert booked(market, "donation") == [("outside", "organization/0", 110_634), ("outside", "organization/2", 4_000)]
    # members pay associations of industry 10,000 yuan a month
    assert booked(market, "fee") == [("outside", "organization/2", 1_000_000)]
    # a twelfth of what came, and eleven twelfths of what was
    assert o.other_income.tolist() == pytest.approx([550.0 + 1_106.34 / 12.0, 0.0, 10_040.0 / 12.0])
    assert o.fee_income.tolist() == pytest.approx([0.0, 0.0, 10_000.0 / 12.0])
    assert o.government_income.tolist() == pytest.approx([400.0 * 11.0 / 12.0, 0.0, 0.0])


def test_who_is_registered_in_name_only_gets_neither_donations_nor_fees() -> None:
    market = kinds(begun(hand_made({"world.organizations.donations": 1_000.0}), 4), *["industry_association"] * 3)
    market.organizations["dormant"][0], market.organizations["alive"][1] = True, False
    pay(market)
    assert booked(market, "fee") == [("outside", "organization/2", 1_000_000)]
    assert booked(market, "donation") == [("outside", "organization/2", 20_000)]


def funded(cash_fen: int, *others: str) -> PublicServiceMarket:
    """A foundation with a private income of 5,000 yuan a month and two million of endowment, and others with different records."""
    market = begun(hand_made({"world.organizations.n_initial": 1 + len(others)}, "lottery"), 4)
    kinds(market, "foundation", *others)
    o = market.organizations
    o["other_income"][0], o["cash_fen"][0], o["serves_domain"][:] = 5_000.0, cash_fen, True
    o["published_mean"][:] = [0.0, *(10.0 * k for k in range(len(others)))]  # so far apart that no luck counts
    return market


def test_a_foundation_gives_its_payout_to_the_three_best_recorded_nonprofits_of_its_domain() -> None:
    market = funded(200_000_000, *["association"] * 5, "company", "public_institution", "foundation")
    market.organizations["dormant"][5] = True
    market.organizations["serves_domain"][3] = False
    market.organizations["foundation_income"][1] = 1_200.0
    pay(market)
    # seven tenths of 5,000 yuan: 1,166.66 each for the fourth, second and first; the third serves another domain; the rest may not
    assert booked(market, "foundation_grant") == [("organization/0", f"organization/{k}", 116_666) for k in (4, 2, 1)]
    assert market.organizations.foundation_income.tolist() == pytest.approx(
        [0.0, 1_100.0 + 1_166.66 / 12.0, 1_166.66 / 12.0, 0.0, 1_166.66 / 12.0, 0.0, 0.0, 0.0, 0.0]
    )
    assert market.organizations.other_income[1] == pytest.approx(1_166.66 / 12.0)


def test_a_foundation_keeps_half_of_its_endowment_and_gives_to_nobody_where_nobody_fits() -> None:
    market = funded(100_200_000, "association")
    pay(market)
    assert booked(market, "foundation_grant") == [("organization/0", "organization/1", 200_000)]  # 2,000 yuan beyond the million
    market = funded(100_000_000, "association")
    pay(market)
    assert booked(market, "foundation_grant") == []
    market = funded(200_000_000, "company")
    pay(market)
    assert booked(market, "foundation_grant") == []


def test_what_cannot_be_paid_within_the_credit_of_the_kind_becomes_arrears() -> None:
    credit = {"world.organizations.credit_months": 2.0, "world.sector.kinds.credit": [1.0, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0]}
    market = kinds(begun(hand_made(credit), 4), "association", "company", "company")
    o = market.organizations
    o["staff"][:], o["wage"][:], o["cash_fen"][:], o["owed_fen"][:] = (
        2.0,
        6_500.0,
        [100_000, 100_000, 2_000_000],
        [0, 300_000, 300_000],
    )
    for i in range(3):
        signed(market, organization=i, month_cost=20_000.0)
    pay(market)
    # 20,000 yuan of work, two months of wages are 26,000: the first may owe its bank 13,000 and pays 14,000; the second has credit
    # for 26,000, and of its 23,000 pays all; so does the third
    assert booked(market, "delivery") == [
        ("organization/0", "outside", 1_400_000),
        ("organization/1", "outside", 2_300_000),
        ("organization/2", "outside", 2_300_000),
    ]
    assert o.owed_fen.tolist() == [600_000, 0, 0]
    assert o.cash_fen.tolist() == [-1_300_000, -2_200_000, -300_000]


def test_a_hub_keeps_its_overhead_of_what_is_paid_for_a_part() -> None:
    market = begun(hand_made({"world.sector.hubs.overhead": 0.15}), 0)
    instalment(market, signed(market, organization=1, hub=2), 0, 0, 0.3)
    instalment(market, signed(market, organization=0), 0, 0, 0.1)
    pay(market)
    # 0.15 of 0.3 x 12,000 = 3,600 yuan
    assert booked(market, "hub_overhead") == [("organization/1", "organization/2", 54_000)]
    assert market.organizations.government_income.tolist() == pytest.approx([100.0, 255.0, 45.0])  # a twelfth each
    market.organizations["alive"][2] = False
    instalment(market, 0, 1, 0, 0.7)
    pay(market)
    assert len(booked(market, "hub_overhead")) == 1


def test_seats_in_incubators_and_soft_budgets_are_paid_by_the_treasury() -> None:
    market = begun(hand_made({"world.organizations.credit_months": 0.0}, levers={"incubation": 54_000.0}), 4)
    kinds(market, "association", "association", "public_institution")
    o = market.organizations
    o["seat_until"][:], o["number"][:] = [5, 5, 0], [1, 0, 2]  # 54,000 yuan a year pay one seat: that of who came first
    o["staff"][2], o["cash_fen"][2], o["serves_district"][:] = 0.0, 30_000, [[True, True], [False, True], [True, False]]
    signed(market, organization=2, month_cost=1_234.56)
    pay(market)
    assert booked(market, "incubation") == [("treasury", "outside", 300_000), ("treasury", "organization/1", 150_000)]
    # of 1,234.56 yuan 300 were there: 934.56 are arrears, which the treasury makes good
    assert booked(market, "subsidy") == [("treasury", "organization/2", 93_456)]
    assert market.flows["subsidy"][:, 0].tolist() == [934.56, 4_500.0]
    assert o.government_income.tolist() == pytest.approx([0.0, 125.0, 77.88])


def test_in_december_surplus_is_taxed_and_shared_out_and_a_part_of_the_reserve_spent() -> None:
    dials: dict[str, Any] = {"warm_up": 0, "world.organizations.reserve_kept": 2.0, "world.organizations.reserve_spent": 0.25}
    dials |= {"world.organizations.n_initial": 4, "world.sector.kinds.distributed": [0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0]}
    market = begun(hand_made(dials, levers={"company_tax": 1.0}), 10)
    o = kinds(market, "association", "company", "foundation", "company").organizations
    o["staff"][:], o["wage"][:], o["cash_fen"][:] = 2.0, 6_500.0, [5_000_001, 9_000_000, 203_000_000, 30_000]
    o["year_surplus"][:] = [4_000.0, 10_000.0, -500.0, 10_000.0]
    pay(market)
    assert o.cash_fen.tolist() == [5_000_001, 9_000_000, 203_000_000, 30_000]  # in November nothing happens
    market.month = 11
    pay(market)
    # a twentieth of 10,000 yuan, as far as there is cash
    assert booked(market, "tax") == [("organization/1", "treasury", 50_000), ("organization/3", "treasury", 30_000)]
    assert o.tax.tolist() == pytest.approx([0.0, 500.0 / 12.0, 0.0, 25.0])
    # owners take half of the 9,500 left, of which 84,750 remain in cash; a quarter of what lies beyond two months of 13,000 yuan,
    # and of the foundation's endowment of two million, goes as well: 58,750 / 4, 24,000.01 / 4, 4,000 / 4
    assert booked(market, "dividend") == [("organization/1", "outside", 475_000), ("organization/1", "outside", 1_468_750)]
    assert booked(market, "own_work") == [("organization/0", "outside", 600_000), ("organization/2", "outside", 100_000)]
    assert o.year_surplus.tolist() == [0.0, 0.0, -500.0, 0.0]


@pytest.mark.parametrize(
    ("check", "seen", "share"),
    [
        ("none", None, 0.7),
        # of 10 x 4 place-months due 30 were delivered: 0.2 and three quarters of what the schedule has reached beyond it
        ("delivered", 0.1, 0.575),
        ("accepted", None, 0.575),  # nothing was seen: the promise is believed
        ("accepted", 0.4, 0.575),  # 0.9 of two signals: 0.45 each, which the tolerance of 0.25 overlooks
        ("accepted", 0.3, 0.2),  # 0.35 each is too far below the 0.65 promised: nothing beyond the advance
    ],
)
def test_before_a_further_instalment_somebody_looks(check: str, seen: float | None, share: float) -> None:
    market = begun(hand_made(levers={"tolerance": 0.25}), 4)
    row = signed(market, ContractTerms(stage_check=check), start=1, end=13, delivered=30.0, promised=0.65)
    if seen is not None:
        market.contracts["signal_sum"][row], market.contracts["n_signals"][row] = 2.0 * seen + 0.1, 2
    for k, due in ((0, 0.2), (1, 0.7)):
        instalment(market, row, k, 4, due)
    assert payable(market, row, 0) == 0.2  # the advance is nobody's to judge
    assert payable(market, row, 1) == pytest.approx(share)


def test_nothing_is_due_after_the_term_and_no_more_than_all_can_be_delivered() -> None:
    market = begun(hand_made(), 15)
    row = signed(market, ContractTerms(stage_check="delivered"), start=1, end=13, delivered=90.0)
    for k, due in ((0, 0.2), (1, 0.7)):
        instalment(market, row, k, 4, due)
    assert payable(market, row, 1) == pytest.approx(0.575)  # 90 of 10 x 12
    market.contracts["delivered"][row] = 150.0
    assert payable(market, row, 1) == pytest.approx(0.7)
    market.contracts["delivered"][row], market.contracts["places"][row] = 0.0, 0.0
    assert payable(market, row, 1) == pytest.approx(0.2)


def test_posts_earn_as_far_as_they_were_filled_and_places_less_what_was_deducted() -> None:
    market = begun(hand_made(), 12)
    posts = signed(market, ContractTerms(per_post=True), delivered=10.0, posts_filled=90.0, deducted=1_000.0)
    places = signed(market, delivered=150.0, deducted=1_000.0, extra=250.0)
    bad = signed(market, delivered=6.0, deducted=1_000.0)
    # 90 of 120 place-months of 12,000 yuan, whatever was delivered; all of it, once; a twentieth is 600, less than is deducted
    assert earned(market, np.array([posts, places, bad])).tolist() == pytest.approx([9_000.0, 11_250.0, 0.0])


def test_a_yardstick_is_what_others_of_the_domain_found_within_a_year() -> None:
    domains = [
        {"name": name, "prevalence": [0.0] * 5, "duration": 600.0, "unit_cost": 100.0, "verifiability": 0.5, "budget_share": 0.5}
        for name in ("community", "counselling")
    ]
    market = begun(hand_made({"world.domains": domains}), 23)
    own = signed(market, ContractTerms(yardstick=0.5), organization=0, end=24, found=0.9, promised=0.1)
    assert comparable(market, np.array([own])).tolist() == [0.0]
    for end, found, organization in ((24, 0.5, 1), (13, 0.9, 2), (12, 9.0, 2), (24, 9.0, 0), (24, float("nan"), 1)):
        signed(market, organization=organization, end=end, found=found, promised=0.3)
    signed(market, organization=1, end=24, found=9.0, domain=1)
    signed(market, organization=1, end=24, found=9.0, bridge=True)
    # 0.2 and 0.6 above the promise; what ended with the year before last, or was its own, does not count
    assert comparable(market, np.array([own])).tolist() == pytest.approx([0.4])


def test_what_is_retained_is_taken_out_of_every_instalment_before_the_last() -> None:
    market = begun(hand_made(), 3)
    terms = ContractTerms(schedule=(0.2, 0.5, 0.3), retention=0.1)
    row = signed(market, terms, start=3, end=15)
    schedule_instalments(market, np.array([row]))
    c = market.contracts
    # nine tenths of 0.2 and of 0.7; all of it in the end
    assert c.due_share[row, [0, 1, LAST]].tolist() == pytest.approx([0.18, 0.63, 1.0])
    assert c.n_instalments[row] == 3
    short = signed(market, terms, start=3, end=4)
    schedule_instalments(market, np.array([short]))
    assert c.due[short, [0, 1]].tolist() == [-1, -1]  # a single month is paid at once


def test_what_was_late_and_what_settles_are_paid_one_after_the_other_with_interest_and_overhead_in_between() -> None:
    market = begun(hand_made({"world.sector.hubs.overhead": 0.1}), 12)
    row = signed(market, ContractTerms(late_interest=0.12), organization=1, hub=2, delivered=120.0)
    other = signed(market, delivered=120.0)
    for k, month, share in ((0, 11, 0.5), (1, 12, 0.75)):
        instalment(market, row, k, month, share)
    instalment(market, row, LAST, 12, 1.0)
    instalment(market, other, LAST, 12, 1.0)
    pay(market)
    ledger = tables(market)["ledger"].query("kind in ('payment', 'late_interest', 'hub_overhead', 'final_payment')")
    # half of 12,000 yuan, a month late at 1 % a month; a quarter; the rest; a tenth of each goes to the hub
    assert list(zip(ledger["kind"], ledger["target"], ledger["fen"].tolist(), strict=True)) == [
        ("payment", "organization/1", 600_000),
        ("late_interest", "organization/1", 6_000),
        ("hub_overhead", "organization/2", 60_000),
        ("payment", "organization/1", 300_000),
        ("hub_overhead", "organization/2", 30_000),
        ("final_payment", "organization/1", 300_000),
        ("hub_overhead", "organization/2", 30_000),
        ("final_payment", "organization/0", 1_200_000),
    ]
    assert market.contracts.paid_fen[[row, other]].tolist() == [1_200_000, 1_200_000]
    assert market.flows["paid_late"][0, 0] == 6_000.0
