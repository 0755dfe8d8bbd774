"""What no mechanism may consider or decide, by hand: every bound met exactly is kept, the next step beyond is not."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from gpssim.errors import GpssimError
from gpssim.market import Award, Bid, ContractTerms, Decision, Project, Score
from gpssim.mechanisms.screening import in_order, lawful, no_award_reason, refuse, screened, value

PROJECT = Project(
    key=1, purchaser=0, domain=0, district=0, fiscal_year=0, ordinal=0, attempt=0, month=0, places=50.0, months=12, ceiling=90.0,
    quality_floor=-0.5, n_awards=2, grant_cap=math.inf, budget=48_000.0, incumbent=-1, outside_price=85.0,
)  # fmt: skip
BID = Bid(bidder=3, price=80.0, places=50.0, promised_quality=0.2, dossier=0.1)
"""50 places at 80 yuan for 12 months: 48,000 yuan, all that there is."""


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"bidder": 4}, "not_invited"),
        ({"price": math.nan}, "no_price"),
        ({"price": math.inf}, "no_price"),
        ({"price": -0.01}, "no_price"),
        ({"places": 0.0}, "no_price"),
        ({"price": 0.0}, ""),
        ({"price": 90.01, "places": 1.0}, "above_ceiling"),
        ({"price": 90.0, "places": 40.0}, ""),
        ({"price": 80.1}, "above_budget"),
        ({"price": 90.0, "places": 45.0}, "above_budget"),
        ({"places": 70.0}, ""),  # more than asked for is not bought
        ({"promised_quality": -0.5}, ""),
        ({"promised_quality": -0.51}, "quality_floor"),
    ],
)
def test_each_bound_is_met_or_passed(changes: dict[str, float], reason: str) -> None:
    (bid,) = screened([replace(BID, **changes)], PROJECT, {1, 3})  # type: ignore[arg-type]  # names of fields
    assert (bid.valid, bid.reason) == (not reason, reason)


def test_an_award_costs_its_price_for_the_places_that_are_wanted() -> None:
    assert value(BID, PROJECT) == 48_000.0
    assert value(replace(BID, places=20.0, price=60.0), PROJECT) == 14_400.0
    assert value(replace(BID, places=90.0), PROJECT) == 48_000.0


def test_the_first_refusal_stands() -> None:
    refused = refuse(BID, "above_budget")
    assert (refused.valid, refused.reason) == (False, "above_budget")
    assert refuse(refused, "abnormally_low") == refused
    assert refuse(BID, "") == BID


def test_offers_lie_by_bidder_and_nobody_offers_twice() -> None:
    assert [bid.bidder for bid in in_order([replace(BID, bidder=k) for k in (5, 0, 3)])] == [0, 3, 5]
    with pytest.raises(GpssimError, match="two offers of one bidder"):
        in_order([BID, replace(BID, price=70.0)])


def test_why_nobody_is_left() -> None:
    dear, low = refuse(BID, "above_ceiling"), refuse(replace(BID, bidder=5), "quality_floor")
    assert no_award_reason([]) == "no_bids"
    assert no_award_reason([dear, replace(dear, bidder=6)]) == "above_ceiling"
    assert (
        no_award_reason([dear, low]) == no_award_reason([dear, replace(BID, bidder=7)]) == no_award_reason([BID]) == "too_few_bids"
    )


def decided(*awards: Award, scored: tuple[int, ...] = (3, 5, 6)) -> Decision:
    return Decision(awards=awards, scores=tuple(Score(row, 1.0) for row in scored))


BIDS = (BID, replace(BID, bidder=5), refuse(replace(BID, bidder=6), "no_price"))
AWARD = Award(3, 80.0, 50.0, 0.2, ContractTerms(), "tender")


def test_a_decision_within_its_bounds_is_handed_on() -> None:
    for awards in ((), (AWARD,), (AWARD, replace(AWARD, bidder=5, price=90.0, places=1.0)), (replace(AWARD, price=0.0),)):
        assert lawful("some", PROJECT, BIDS, decided(*awards)).awards == awards


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (decided(scored=(3, 5)), r"rows \[6\] do not match"),
        (decided(scored=(3, 5, 6, 7)), r"rows \[7\] do not match"),
        (decided(replace(AWARD, bidder=6)), "valid offers came from"),
        (decided(AWARD, AWARD), "at most 2, one each"),
        (decided(replace(AWARD, price=90.01)), "is not between 0 and the ceiling"),
        (decided(replace(AWARD, price=-0.01)), "is not between 0 and the ceiling"),
        (decided(replace(AWARD, places=0.0)), "were asked for"),
        (decided(replace(AWARD, places=50.1)), "were asked for"),
    ],
)
def test_a_decision_beyond_them_is_not(decision: Decision, words: str) -> None:
    with pytest.raises(GpssimError, match=words):
        lawful("some", PROJECT, BIDS, decision)


def test_no_more_awards_than_allowed() -> None:
    one = replace(PROJECT, n_awards=1)
    with pytest.raises(GpssimError, match="at most 1"):
        lawful("some", one, BIDS, decided(AWARD, replace(AWARD, bidder=5)))
