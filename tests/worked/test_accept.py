"""A month of acceptance, worked by hand: what is found, deducted and paid beside the price, learned, audited."""

from __future__ import annotations

import pytest
from hand_made import hand_made
from signed_by_hand import begun, instalment, signed

from gpssim.market import ContractTerms
from gpssim.month.monitoring.acceptance import accept
from gpssim.state.pay import LAST
from gpssim.theory.special import tables

SIGHT = {
    "world.information.acceptance_noise": 0.0,
    "world.information.acceptance_voice": 0.4,
    "world.information.nominated_bias": 0.1,
    "world.information.report_bias": 0.2,
}
WORK = {"delivered": 120.0, "quality_sum": 60.0, "verifiable_sum": 36.0, "n_heard": 8.0, "experience_sum": 4.8}
"""Twelve months of ten places: quality 0.5, 0.3 of it in what can be verified; clients felt 0.6."""


def test_found_mixes_what_is_verifiable_with_named_clients_and_is_deducted() -> None:
    market = begun(hand_made(SIGHT, levers={"tolerance": 0.1}), 11)
    market.organizations["honesty"][:] = 0.75
    row = signed(market, ContractTerms(penalty=0.25), promised=0.9, **WORK)
    passed = signed(market, ContractTerms(penalty=0.25), purchaser=1, promised=0.5, **WORK)
    accept(market)
    c = market.contracts
    # 0.6 * 0.3 + 0.4 * (0.6 + 0.1) = 0.46; of the 0.9 promised 0.1 is overlooked: 0.34 short, 8.5 % of 12,000 yuan
    assert c.found[[row, passed]].tolist() == pytest.approx([0.46, 0.46])
    assert c.accepted[[row, passed]].tolist() == [False, True]
    assert c.deducted[[row, passed]].tolist() == pytest.approx([1020.00, 0.0])
    assert c.reported[row] == pytest.approx(0.5 + 2.0 * 0.2 * 0.25)
    assert market.flows["penalties"].tolist() == [[pytest.approx(1020.00)], [0.0]]


def test_deductions_stop_at_three_tenths_and_other_contracts_wait() -> None:
    market = begun(hand_made(SIGHT, levers={"tolerance": 0.1}), 11)
    row = signed(market, ContractTerms(penalty=0.25), promised=3.0, **WORK)
    later = signed(market, ContractTerms(penalty=0.25), promised=3.0, end=13, **WORK)
    accept(market)
    assert market.contracts.deducted[[row, later]].tolist() == pytest.approx([3600.00, 0.0])  # 0.25 * 2.44 = 61 %
    assert not market.contracts.found[later] <= 3.0  # nothing was found yet


def test_incentives_are_paid_as_far_as_money_was_set_aside() -> None:
    market = begun(hand_made(SIGHT, levers={"tolerance": 0.1}), 11)
    terms = ContractTerms(slope=0.1, bonus=0.02, cost_share=0.5)
    row = signed(market, terms, promised=0.26, reserve=1_000.0, cost_sum=12_300.0, **WORK)
    short = signed(market, terms, promised=0.26, reserve=500.0, cost_sum=12_300.0, **WORK)
    worse = signed(market, terms, promised=0.66, reserve=500.0, cost_sum=11_800.0, **WORK)
    accept(market)
    # 0.2 above the promise: 12,000 * 0.1 * 0.2 = 240; bonus 240; half of the 300 by which cost exceeds the price: 150
    # 0.2 below it, not accepted: -240, no bonus, and half of the 200 saved goes back: -100
    assert market.contracts.extra[[row, short, worse]].tolist() == pytest.approx([630.00, 500.00, -340.00])


def test_what_is_found_teaches_the_purchaser_and_where_disclosed_everybody() -> None:
    beliefs = {"world.information.prior_sd": 0.6, "world.information.prior_mean": 0.0, "world.information.acceptance_noise": 0.3}
    for disclosure, others in ((0.0, 0.36), (1.0, 0.072)):
        market = begun(hand_made(beliefs, levers={"disclosure": disclosure}), 11)
        row = signed(market, organization=1, purchaser=1, **WORK)
        accept(market)
        o, found = market.organizations, float(market.contracts.found[row])
        # gain 0.36 / (0.36 + 0.09) = 0.8; variance 0.2 * 0.36 = 0.072
        assert o.believed_mean[1].tolist() == pytest.approx([0.8 * found * disclosure, 0.8 * found])
        assert o.believed_variance[1].tolist() == pytest.approx([others, 0.072])
        assert o.published_variance.tolist() == pytest.approx([0.36, others, 0.36])
        assert o.n_published.tolist() == [0, int(disclosure), 0]


def test_who_is_found_shirking_pays_the_fine_and_may_not_offer() -> None:
    market = begun(hand_made(SIGHT), 11)
    terms = ContractTerms(detection=1.0, fine=0.1, debarment=6)
    signed(market, terms, organization=0, shirks=True, audit_chance=1.0, **WORK)
    signed(market, terms, organization=1, shirks=False, audit_chance=1.0, **WORK)
    signed(market, terms, organization=2, shirks=True, audit_chance=0.0, **WORK)
    before = market.organizations.cash_fen.copy()
    accept(market)
    assert market.contracts.caught.tolist() == [True, False, False]
    assert (before - market.organizations.cash_fen).tolist() == [120_000, 0, 0]  # a tenth of 12,000 yuan
    assert market.organizations.debarred_until.tolist() == [18, 0, 0]  # the months 12 to 17
    assert tables(market)["bans"]["months"].tolist() == [6]
    assert market.flows["monitoring_hours"].sum() == 2 * market.world.purchasers.inspection_hours


def test_acceptance_errs_by_its_noise_and_is_written_down_with_the_truth() -> None:
    market = begun(hand_made({**SIGHT, "world.information.acceptance_noise": 0.3}), 11)
    rows = [signed(market, organization=i % 3, purchaser=i % 2, **WORK) for i in range(200)]
    accept(market)
    error = market.contracts.found[rows] - 0.46
    # of 200 errors of sd 0.3 the mean is 0 +- 0.021, and 68.3 % +- 3.3 % lie within one of it
    assert abs(error.mean()) < 4 * 0.021
    assert abs((abs(error) < 0.3).mean() - 0.683) < 4 * 0.033
    seen = tables(market)["inspections"]
    assert seen.kind.tolist() == ["acceptance"] * 200
    assert seen.contract.tolist() == rows
    assert seen.organization.tolist()[:4] == [0, 1, 2, 0]
    assert seen.purchaser.tolist()[:4] == [0, 1, 0, 1]
    assert seen.month.tolist() == [market.since_switch] * 200
    assert seen.signal.tolist() == pytest.approx(market.contracts.found[rows].tolist())
    assert seen.truth.tolist() == pytest.approx([0.5] * 200)


def test_who_delivered_nothing_is_found_to_be_as_bad_as_can_be() -> None:
    market = begun(hand_made(SIGHT, levers={"tolerance": 0.1}), 11)
    row = signed(market, ContractTerms(penalty=0.01), promised=0.9)
    accept(market)
    # 0.9 - 0.1 + 5 = 5.8 short, a hundredth of 12,000 yuan for each
    assert (market.contracts.found[row], market.contracts.accepted[row]) == (-5.0, False)
    assert market.contracts.deducted[row] == pytest.approx(696.0)


def test_some_are_debarred_for_good() -> None:
    market = begun(hand_made(SIGHT), 11)
    for i, months in enumerate((-1, 0, 3)):
        terms = ContractTerms(detection=1.0, debarment=months)
        signed(market, terms, organization=i, shirks=True, audit_chance=1.0, **WORK)
    market.organizations["debarred_until"][2] = 40  # longer already
    accept(market)
    assert market.organizations.debarred_until.tolist() == [2**31 - 1, 12, 40]  # up to the next month: not at all
    bans = tables(market)["bans"]
    assert bans.organization.tolist() == [0, 2]
    assert bans.months.tolist() == [2**31 - 1 - 12, 3]


def test_a_shortfall_of_just_the_tolerance_is_accepted() -> None:
    market = begun(hand_made(levers={"tolerance": 0.25}), 11)
    rows = [signed(market, promised=promised, **{**WORK, "verifiable_sum": 30.0}) for promised in (0.5, 0.501)]
    accept(market)
    assert market.contracts.found[rows].tolist() == [0.25, 0.25]
    assert market.contracts.accepted[rows].tolist() == [True, False]


def test_what_failed_waits_longer_for_its_last_payment_and_every_acceptance_is_a_step() -> None:
    process = {"world.process.acceptance_days": 31.0, "world.process.rectification_days": 65.0}
    market = begun(hand_made({**SIGHT, **process, "warm_up": 2}, levers={"tolerance": 0.1}), 11)
    known = {"mechanism": market.mechanism_names.index("open_tender"), "attempt": 1, **WORK}
    rows = [
        signed(market, organization=i, purchaser=g, promised=promised, project=70 + i, **known)
        for i, g, promised in ((2, 1, 0.5), (1, 0, 0.9))
    ]
    instalment(market, rows[0], LAST, 13, 1.0)
    instalment(market, rows[1], LAST, 13, 1.0)
    accept(market)
    # 65 days are three months, rounded up
    assert market.contracts.due[rows, LAST].tolist() == [13, 16]
    steps = tables(market)["steps"]
    same = {"step": "accept", "round": 0, "attempt": 1, "line": -1, "domain": "community", "mechanism": "open_tender"}
    same |= {"role": "civil_affairs_and_users", "days": 31.0, "month_begun": 10}  # the month after the last; two months are warm-up
    assert steps.drop(columns=["error", "standard"]).to_dict("records") == [
        {**same, "project": 72, "contract": rows[0], "organization": 2, "purchaser": 1, "district": 1}
        | {"outcome": "passed", "reason": "", "month_ended": 12},  # 31 days are two months
        {**same, "project": 71, "contract": rows[1], "organization": 1, "purchaser": 0, "district": 0}
        | {"outcome": "stopped", "reason": "shortfall", "month_ended": 15},
    ]
    assert steps.error.tolist() == pytest.approx([0.46 - 0.5, 0.46 - 0.9])
    assert steps.standard.isna().all()


def test_where_steps_are_not_taken_one_by_one_nothing_is_deferred() -> None:
    market = begun(hand_made(SIGHT, levers={"tolerance": 0.1}), 11)
    row = signed(market, promised=0.9, **WORK)
    instalment(market, row, LAST, 13, 1.0)
    accept(market)
    assert market.contracts.due[row, LAST] == 13
    assert not len(tables(market)["steps"])


def test_purchasers_that_share_their_records_all_learn_what_one_has_found() -> None:
    beliefs = {"world.information.prior_sd": 0.6, "world.information.prior_mean": 0.0, "world.information.acceptance_noise": 0.3}
    market = begun(hand_made(beliefs, levers={"disclosure": 0.0, "coordination": 0.5}), 11)
    rows = [signed(market, organization=i, purchaser=1, **WORK) for i in range(3)]
    shared = [market.luck.uniforms("shared record", market.contracts.luck[row])[0] < 0.5 for row in rows]
    accept(market)
    found = market.contracts.found[rows]
    assert market.organizations.believed_mean[:, 1].tolist() == pytest.approx((0.8 * found).tolist())
    assert market.organizations.believed_mean[:, 0].tolist() == pytest.approx((0.8 * found * shared).tolist())
    assert market.organizations.n_published.tolist() == [0, 0, 0]  # the public hears nothing


def test_a_record_of_kept_promises_counts_every_published_acceptance_once() -> None:
    prior = [{"system": "beta_compliance", "name": name, "value": x} for name, x in (("kept_before", 2.0), ("broken_before", 1.0))]
    systems = {"reputation": "beta_compliance", "published_reputation": "beta_compliance", "reputation_settings": prior}
    dials = {**SIGHT, **{f"world.information.{name}": x for name, x in systems.items()}}
    market = begun(hand_made(dials, levers={"tolerance": 0.1, "disclosure": 1.0}), 11)
    o = market.organizations
    before = o.published_first.copy(), o.published_second.copy()
    signed(market, organization=1, promised=0.5, **WORK)
    signed(market, organization=2, promised=0.9, **WORK)
    signed(market, organization=2, promised=0.9, **WORK)
    accept(market)
    assert (o.published_first - before[0]).tolist() == pytest.approx([0.0, 1.0, 0.0])
    assert (o.published_second - before[1]).tolist() == pytest.approx([0.0, 0.0, 2.0])
    assert o.n_published.tolist() == [0, 1, 2]
    assert o.n_signals.tolist() == [[0, 0], [1, 1], [2, 2]]
