"""A month of observing, worked by hand: hours, signals, beliefs, the moving mean of what was delivered."""

from __future__ import annotations

import pytest
from hand_made import hand_made
from signed_by_hand import begun, signed

from gpssim.month.monitoring.acceptance import accept
from gpssim.month.monitoring.inspections import observe
from gpssim.theory.special import tables

NOISES = {
    "world.information.prior_mean": 0.2,
    "world.information.prior_sd": 0.6,
    "world.information.drift": 0.0,
    "world.information.monitoring_noise": 0.6,
    "world.information.voice_noise": 0.3,
    "world.information.voice_weight": 1.0,
}


def test_hours_left_over_are_shared_by_the_contracts_held() -> None:
    market = begun(hand_made({"world.purchasers.hours_per_month": 60.0, "world.purchasers.inspection_hours": 6.0}), 3)
    for _ in range(3):
        signed(market)
    signed(market, purchaser=1)
    market.purchasers["hours_used"][:] = (40.0, 0.0)
    observe(market)
    # 0.6 (60 - 40) / 6 = 2 inspections among 3 contracts; 0.6 * 60 / 6 = 6 for the only one of the other, at most one each
    assert market.purchasers.inspection_rate.tolist() == pytest.approx([2.0 / 3.0, 1.0])
    assert market.purchasers.hours_used.tolist() == [0.0, 0.0]
    assert market.flows["n_inspections"][1, 0] == 1
    assert market.flows["monitoring_hours"][1, 0] == 6.0


def test_a_belief_weighs_signals_by_their_precision() -> None:
    market = begun(hand_made(NOISES), 3)
    row = signed(market, organization=1, purchaser=1, quality_verifiable=0.7, quality=0.4)
    market.heard[row] = (4.0, 1.6, 0.0)
    observe(market)
    seen = tables(market)["inspections"].set_index("kind")
    inspected, told = seen.loc["inspection", "signal"], seen.loc["voice", "signal"]
    assert (seen.loc["inspection", "truth"], seen.loc["voice", "truth"]) == (0.7, 0.4)
    o = market.organizations
    # precisions: before 1/0.36, inspection 1/0.36, voice 1/0.09, four times as much; together 6/0.36 = 1/0.06
    assert o.believed_variance[1, 1] == pytest.approx(0.06)
    assert o.believed_mean[1, 1] == pytest.approx((0.2 + inspected + 4.0 * told) / 6.0)
    assert o.n_signals.tolist() == [[0, 0], [0, 2], [0, 0]]
    assert o.believed_variance[1, 0] == pytest.approx(0.36)  # the other purchaser saw nothing
    assert market.contracts.signal_sum[row] == pytest.approx(inspected + told)
    assert market.contracts.n_signals[row] == 2


def test_two_contracts_of_a_provider_are_two_signals_and_beliefs_age() -> None:
    market = begun(hand_made({**NOISES, "world.information.drift": 0.09, "world.information.published_drift": 0.04}), 3)
    for quality in (0.5, 0.9):
        signed(market, organization=2, quality_verifiable=quality)
    signed(market, organization=0, delivered_places=0.0)  # who delivers nothing cannot be seen
    observe(market)
    signals = tables(market)["inspections"]["signal"]
    o = market.organizations
    # aged: 0.36 + 0.09 = 0.45, precision 20/9; two inspections add 2/0.36 = 50/9: together 70/9
    assert o.believed_variance[2, 0] == pytest.approx(9.0 / 70.0)
    assert o.believed_mean[2, 0] == pytest.approx((0.2 * 20.0 + signals.sum() * 25.0) / 70.0)
    assert o.believed_variance[0, 0] == pytest.approx(0.45)
    assert o.published_variance.tolist() == pytest.approx([0.40, 0.40, 0.40])


def test_what_was_delivered_moves_a_twelfth_of_the_way_weighted_by_places() -> None:
    market = begun(hand_made(), 3)
    market.organizations["delivered_quality"][:] = (0.6, 0.6, 0.6)
    signed(market, organization=1, delivered_places=10.0, quality=0.3)
    signed(market, organization=1, delivered_places=30.0, quality=-0.1, purchaser=1)
    observe(market)
    # (10 * 0.3 - 30 * 0.1) / 40 = 0; (11 * 0.6 + 0) / 12 = 0.55
    assert market.organizations.delivered_quality.tolist() == pytest.approx([0.6, 0.55, 0.6])


def test_complaints_call_inspectors_whose_hours_are_missing_next_month() -> None:
    dials = {
        "world.purchasers.hours_per_month": 0.0,
        "world.purchasers.inspection_hours": 6.0,
        "world.information.voice_weight": 0.0,
    }
    market = begun(hand_made({**NOISES, **dials}, levers={"hotline": 1.0}), 3)
    rows = [signed(market, organization=i, purchaser=g, quality_verifiable=0.1 * i) for i, g in ((0, 0), (1, 1), (2, 1), (0, 1))]
    market.heard[rows] = [(4.0, 2.0, 0.0), (4.0, 2.0, 1.0), (4.0, 2.0, 0.5), (4.0, 2.0, 0.0)]
    observe(market)
    # at a chance of 1 each complaint brings somebody: to the second and the third
    assert market.flows["n_inspections"][:, 0].tolist() == [0.0, 2.0]
    assert market.flows["monitoring_hours"][:, 0].tolist() == [0.0, 12.0]
    assert market.purchasers.hours_used.tolist() == [0.0, 12.0]
    assert market.called.tolist() == [0.0, 2.0]  # by district
    seen = tables(market)["inspections"]
    error = seen.signal - seen.truth
    assert (error != 0.0).all()
    assert seen.drop(columns="signal").to_dict("records") == [
        {"month": market.since_switch, "contract": row, "organization": i, "purchaser": 1, "kind": "hotline", "truth": 0.1 * i}
        for row, i in ((rows[1], 1), (rows[2], 2))
    ]
    # as precise as an inspection: 1/0.36 before and as much again
    assert market.organizations.believed_variance[:, 1].tolist() == pytest.approx([0.36, 0.18, 0.18])
    assert market.organizations.believed_mean[1:, 1].tolist() == pytest.approx(((0.2 + seen.signal) / 2.0).tolist())


def test_a_complaint_calls_somebody_by_chance_and_the_more_of_them_the_likelier() -> None:
    calm = {"world.purchasers.hours_per_month": 0.0, "world.information.voice_weight": 0.0}
    market = begun(hand_made(calm, levers={"hotline": 0.3}), 3)
    rows = [signed(market) for _ in range(60)]
    lots = market.luck.at(3).uniforms("hotline", market.contracts.luck[rows])
    # a citizen stands for twenty residents: a twentieth of a complaint and a tenth are one and two of theirs, 0.3 and 1 - 0.7^2
    market.heard[rows[:30], 2], market.heard[rows[30:], 2] = 0.05, 0.1
    observe(market)
    called = [row for row, lot, few in zip(rows, lots, [True] * 30 + [False] * 30, strict=True) if lot < (0.3 if few else 0.51)]
    assert tables(market)["inspections"].contract.tolist() == called
    assert market.flows["n_inspections"][0, 0] == len(called)


def test_where_people_are_listened_to_every_clients_month_is_a_tale_and_nothing_else_counts() -> None:
    tales = {"tale_noise": 1.5, "diffusion": 0.0, "drift": 0.0, "prior_sd": 0.6}
    settings = [{"system": "word_of_mouth", "name": name, "value": x} for name, x in tales.items()]
    told = {"reputation": "word_of_mouth", "published_reputation": "word_of_mouth", "reputation_settings": settings}
    market = begun(hand_made({**NOISES, **{f"world.information.{name}": x for name, x in told.items()}}), 3)
    rows = [signed(market, organization=i, purchaser=g, quality=0.5) for i, g in ((1, 0), (1, 1), (1, 1), (2, 0))]
    market.heard[rows] = [(10.0, 6.0, 0.0), (5.0, 1.0, 0.0), (5.0, 2.0, 0.0), (0.0, 0.0, 0.0)]
    observe(market)
    o = market.organizations
    # ten tales of a variance of 2.25 each beside 0.36: a gain of 0.36 / (0.36 + 0.225); means of 0.6 and, of both contracts, 0.3
    gain = 0.36 / 0.585
    assert o.believed_mean[1].tolist() == pytest.approx([0.2 + gain * 0.4, 0.2 + gain * 0.1])
    assert o.believed_variance[1].tolist() == pytest.approx([0.36 * (1.0 - gain)] * 2)
    assert o.believed_mean[2].tolist() == [0.2, 0.2]
    # the city hears all twenty, of a mean of 0.45
    public = 0.36 / (0.36 + 0.1125)
    assert o.published_mean.tolist() == pytest.approx([0.2, 0.2 + public * 0.25, 0.2])
    assert (o.n_signals.tolist(), o.n_published.tolist()) == ([[0, 0], [1, 1], [0, 0]], [0, 1, 0])
    # inspectors went there all the same
    assert set(tables(market)["inspections"].kind) >= {"voice"}


def test_a_published_evaluation_by_a_third_party_costs_its_fee_and_is_written_down_beside_what_was_found() -> None:
    how = {"noise": 0.5, "capture": 1.0, "capture_bias": 0.3, "fee": 2_500.0, "drift": 0.0, "prior_sd": 0.6}
    settings = [{"system": "third_party", "name": name, "value": x} for name, x in how.items()]
    dials = {"published_reputation": "third_party", "reputation_settings": settings, "prior_mean": 0.2, "acceptance_noise": 0.5}
    market = begun(hand_made({f"world.information.{name}": x for name, x in dials.items()}, levers={"disclosure": 1.0}), 11)
    row = signed(market, organization=1, purchaser=1, delivered=120.0, quality_sum=60.0, verifiable_sum=60.0)
    treasury = market.ledger.treasury
    accept(market)
    seen = tables(market)["inspections"].set_index("kind")
    heard, found = seen.loc["captured_evaluation"], float(market.contracts.found[row])
    assert (heard.contract, heard.organization, heard.purchaser, heard.truth) == (row, 1, 1, pytest.approx(found))
    error = float(market.luck.at(11).normals("error of evaluation", market.contracts.luck[row])[0])
    assert heard.signal == pytest.approx(found + 0.5 * error + 0.3)
    # readers reckon with two errors of 0.25 beside 0.36, and not with capture
    gain = 0.36 / (0.36 + 0.5)
    assert market.organizations.published_mean[1] == pytest.approx(0.2 + gain * (heard.signal - 0.2))
    assert market.organizations.published_variance[1] == pytest.approx(0.36 * (1.0 - gain))
    assert treasury - market.ledger.treasury == 250_000
    assert market.flows["procedure_cost"][:, 0].tolist() == [0.0, 2_500.0]
