"""The verb ``plan``, worked by hand: surveys, lines while money lasts, the rush of October."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import hand_made

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.money.budget import open_fiscal_year
from gpssim.month.planning import surveys
from gpssim.month.planning.calls import open_call
from gpssim.month.planning.policy import set_policy
from gpssim.month.planning.year import plan
from gpssim.state import procedures
from gpssim.state.line import Line
from gpssim.theory.special import alike

USUAL: dict[str, Any] = {"warm_up": 0, "world.purchasers.ceiling_margin": 0.4, "world.purchasers.project_value": 44_800.0}


def january(dials: dict[str, Any] | None = None) -> PublicServiceMarket:
    """The hand-made market in its first January, with 70,000 yuan for each of its two purchasers, before anything is planned."""
    market = alike(hand_made({**USUAL, **(dials or {})}))
    set_policy(market)
    open_fiscal_year(market)
    assert market.purchasers.appropriation.tolist() == [[70_000.0], [70_000.0]]
    return market


def planned(market: PublicServiceMarket) -> list[tuple[int, int, int, float]]:
    """Purchaser, district, month of opening and places of every line."""
    return [(x.purchaser, x.district, x.open_month, round(x.places, 6)) for x in market.lines]


def test_each_purchaser_buys_what_its_money_pays_for_in_its_own_district() -> None:
    market = january()
    plan(market)
    # three of twenty-five citizens and two of twenty-five need a place, each stands for twenty residents
    assert market.surveyed_need[:, :, 0].tolist() == [[60.0, 0.0], [0.0, 40.0]]
    # ceiling 1.4 x 100 = 140: a project of 44,800 yuan is 44,800 / (140 x 12) = 26 2/3 places; 25,200 yuan are left, 15 places;
    # nothing is left then
    assert planned(market) == [(0, 0, 0, 26.666667), (0, 0, 0, 15.0), (1, 1, 0, 26.666667), (1, 1, 0, 15.0)]


def test_no_project_is_larger_than_need_and_none_smaller_than_half_the_usual_one() -> None:
    market = january({"world.purchasers.project_value": 100_800.0})
    plan(market)
    # 70,000 yuan are more than half of 100,800: one project each of 70,000 / 1,680 = 41 2/3 places, where only 40 are needed: 40
    assert planned(market) == [(0, 0, 0, 41.666667), (1, 1, 0, 40.0)]
    market = january({"world.purchasers.project_value": 140_100.0})
    plan(market)  # half a project is 70,050 yuan
    assert planned(market) == []


def test_participation_and_what_proposals_told_leave_a_part_of_the_error() -> None:
    errs = {"world.purchasers.survey_noise": 0.3, "world.purchasers.survey_participation": 0.4}
    plain, told = january(errs), january(errs)
    for market in (plain, told):
        market.purchasers["survey_noise"][:] = 0.3
        market.citizens.columns["participation"][:] = 0.0
    told.citizens.columns["participation"][:] = 0.5
    told.told_need[0, 0, 0] = 0.25
    plan(plain)
    plan(told)
    before, after = (np.log(np.diag(m.surveyed_need[:, :, 0]) / np.array([60.0, 40.0])) for m in (plain, told))
    # half of the citizens' part of 0.4 is taken off: 0.8 is left; a quarter of that was told to the first purchaser: 0.6
    assert after == pytest.approx(before * np.array([0.6, 0.8]), abs=1e-12)
    assert not told.told_need.any()  # it counts for one survey


def test_in_october_a_part_of_what_nothing_claims_goes_out_in_a_hurry() -> None:
    market = january({"world.purchasers.rush": 0.5})
    market.month = 9
    market.surveyed_need = np.array([[[60.0], [0.0]], [[0.0], [40.0]]])
    market.purchasers["committed"][:, 0] = [10_000.0, 40_000.0]
    plan(market)
    # half of 60,000 is 30,000 yuan, more than half of a usual 44,800: 30,000 / 1,680 = 17.857143 places, opened in November;
    # half of 30,000 is 15,000 yuan, less than 22,400: nothing
    assert planned(market) == [(0, 0, 10, 17.857143)]
    line = market.lines[0]
    assert (line.rushed, line.ordinal, line.first_months) == (True, 50, 12)


def test_lines_go_to_the_mechanism_that_falls_shortest_of_its_share_among_the_purchasers_own() -> None:
    shares = [{"mechanism": "open_tender", "share": 0.75}, {"mechanism": "lottery", "share": 0.25}]
    market = january({"policy.shares": shares, "world.purchasers.project_value": 20_000.0})
    other = Line(0, 1, 0, 1, 0, 99, 5, "lottery", places=500.0)  # closed long ago: it counts for nobody
    other.close()
    market.lines.append(other)
    plan(market)
    # 70,000 yuan are three projects of 20,000 and one of 10,000: 11.9, 11.9, 11.9 and 5.95 places. 0.75 - 0 and 0.25 - 0: a tender;
    # 0.75 - 11.9/12.9 < 0.25: by lot; 0.75 - 11.9/24.8 > 0.25 - 11.9/24.8: a tender; 0.75 - 23.8/36.7 > 0 > 0.25 - 11.9/36.7
    order = ["open_tender", "lottery", "open_tender", "open_tender"]
    assert [[x.mechanism for x in market.lines[1:] if x.purchaser == g] for g in (0, 1)] == [order, order]


def test_a_line_of_little_need_has_ten_places() -> None:
    market = january({"world.purchasers.rush": 0.5})
    market.month = 9
    market.surveyed_need = np.array([[[4.0], [0.0]], [[0.0], [12.0]]])
    plan(market)
    # a hurry of 35,000 yuan would pay 20.8 places
    assert planned(market) == [(0, 0, 10, 10.0), (1, 1, 10, 12.0)]


def test_what_lines_will_still_claim_this_year_does_not_go_out_in_the_rush() -> None:
    market = january({"world.purchasers.rush": 1.0, "world.purchasers.project_value": 20_000.0})
    market.month = 9
    market.surveyed_need = np.array([[[60.0], [0.0]], [[0.0], [40.0]]])
    # of the first purchaser 10 places at 120 yuan run out in December, at 14,400 a year, of the second 20 run on to January;
    # a place that is to be bought in November costs 140 yuan: 12 x 140 x 25 = 42,000 of the second
    for row, (purchaser, places, end) in enumerate(((0, 10.0, 11), (1, 20.0, 12))):
        line = Line(row, purchaser, 0, purchaser, 0, row, 5 + row, "open_tender", places=places)
        contract = market.contracts.sign(ContractTerms(), organization=0, purchaser=purchaser, district=purchaser, start=0, end=end)
        line.sign(contract, 120.0)
        market.lines.append(line)
    market.lines.append(Line(2, 1, 0, 1, 0, 2, 7, "open_tender", places=25.0, open_month=10))
    market.lines.append(Line(3, 1, 0, 1, 0, 3, 8, "open_tender", places=25.0))  # nothing is planned for it
    # users of a contract signed this year pay 6 yuan of 10 places over 12 months: 720 yuan that are saved and lapse
    fee = market.contracts.sign(ContractTerms(fee=6.0), organization=1, purchaser=0, district=0, start=1, end=13, places=10.0)
    assert fee == 2
    plan(market)
    begun = [(x.purchaser, round(x.places * 1_680.0, 6)) for x in market.lines[4:]]
    # 70,000 - 14,400 - 720 = 54,880: two projects of 20,000 and one of 14,880; 70,000 - 42,000 = 28,000: one, for 8,000 are too few
    assert begun == [(0, 20_000.0), (0, 20_000.0), (0, 14_880.0), (1, 20_000.0)]


def test_under_equal_volume_the_year_is_planned_at_reference_cost_as_far_as_scope_and_performance_leave_it() -> None:
    market = alike(hand_made(USUAL, levers={"closure": "volume", "volume_share": 0.8}))
    set_policy(market)
    open_fiscal_year(market)
    market.purchasers["scope"][:, 0], market.purchasers["performance"][:, 0] = [1.0, 0.5], [0.9, 1.2]
    plan(market)
    # 0.8 x 70,000 = 56,000: 0.9 of it is 50,400, 0.6 of it 33,600; a place is 1,200 yuan a year: 44,800 and 5,600, and 33,600
    assert planned(market) == [(0, 0, 0, 37.333333), (0, 0, 0, 4.666667), (1, 1, 0, 28.0)]


def test_a_contest_that_would_not_pay_half_a_grant_is_not_held_and_takes_no_money() -> None:
    mechanism = "venture_philanthropy"
    market = january()
    assert procedures.mechanism_of(market, mechanism).award_cap == 80_000.0
    assert open_call(market, 0, 0, mechanism, 39_999.99) == 0.0
    assert not market.calls
    assert open_call(market, 0, 0, mechanism, 40_000.0) == 40_000.0
    assert open_call(market, 0, 0, mechanism, 80_000.0, place=1) == 80_000.0
    assert [(call.month, call.money, call.ordinal) for call in market.calls] == [(0, 40_000.0, 10_000), (0, 80_000.0, 10_002)]
    assert [(call.district, call.year) for call in market.calls] == [(0, 0)] * 2


@pytest.mark.parametrize(("size", "error", "extra"), [(4.0, 0.5, 9_000.0), (0.25, 2.0, 0.0)])
def test_a_larger_sample_errs_less_and_costs_what_goes_beyond_the_usual_one(size: float, error: float, extra: float) -> None:
    noisy = {**USUAL, "world.purchasers.survey_noise": 0.3, "world.society.voice.survey_cost": 3_000.0}
    plain, other = (alike(hand_made(noisy, levers={"survey_size": s})) for s in (1.0, size))
    for market in (plain, other):
        set_policy(market)
        plan(market)
    before, after = (np.log(np.diag(m.surveyed_need[:, :, 0]) / np.array([60.0, 40.0])) for m in (plain, other))
    assert after == pytest.approx(error * before, abs=1e-12)  # one over the root of the size
    assert other.flows["procedure_cost"][:, 0].tolist() == [
        extra,
        extra,
    ]  # three more samples of 3,000 yuan; a smaller one costs no less
    assert other.flows["survey_error"][:, 0].tolist() == pytest.approx(after**2)
    booked = [r["fen"] for r in other.tables(arrow=True)["ledger"].to_pylist() if r["kind"] == "procedure"]
    assert booked == ([900_000] * 2 if extra else [])


def test_purchasers_of_one_district_that_compare_their_surveys_share_their_errors() -> None:
    market = alike(hand_made({**USUAL, "world.purchasers.survey_noise": 0.0}, levers={"coordination": 0.5}))
    set_policy(market)
    market.purchasers["jurisdiction"][:] = True
    market.purchasers["survey_noise"][:] = [0.3, 0.1]
    market.citizens.columns["participation"][:] = 0.0
    luck = np.array([[market.luck.normal("survey", g, k, 0, 0) for k in (0, 1)] for g in (0, 1)])
    market.citizens.columns["need"][[30, 31], 0] = False  # nobody is in need in the second district: one citizen is reckoned with
    surveys.survey(market)
    # half of each error, and half of the mean of both purchasers'
    own = np.array([[0.3], [0.1]]) * luck
    pooled = 0.5 * own + 0.5 * own.mean(axis=0)
    assert market.surveyed_need[:, :, 0] == pytest.approx(np.array([60.0, 20.0]) * np.exp(pooled))
    assert market.flows["survey_error"][:, 0] == pytest.approx((pooled**2).sum(axis=1))
    assert market.flows["n_surveys"][:, 0].tolist() == [2, 2]
