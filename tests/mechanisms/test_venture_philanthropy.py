"""Venture contests worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import alike, bid, project

from gpssim.errors import ScenarioError
from gpssim.market import Bid
from gpssim.mechanisms.venture_philanthropy import VenturePhilanthropy

PLAIN = VenturePhilanthropy(juror_noise=0.0, halo=0.0, promise_weight=0.0, rating_scale=1.0, funded_share=1.0)


def proposal(bidder: int, dossier: float = 0.0, price: float = 80.0, places: float = 60.0) -> Bid:
    """Sixty places for a year at 80 yuan: 57,600 yuan."""
    return bid(bidder, price, dossier, places=places)


def winners(mechanism: VenturePhilanthropy, bids: list[Bid], **changes: float) -> list[int]:
    return [a.bidder for a in replace(alike(), project=project(**changes)).decision(mechanism, bids).awards]


def test_the_best_proposals_win_whatever_their_price() -> None:
    bids = [proposal(0, 0.1), proposal(1, 0.3, price=100.0), proposal(2, 0.2, price=60.0), proposal(3, 0.0), proposal(4, -0.1)]
    assert winners(PLAIN, bids, n_awards=2) == [1, 2]


def test_about_38_percent_are_funded() -> None:
    bids = [proposal(k) for k in range(5)]
    assert len(winners(replace(PLAIN, funded_share=0.38), bids)) == 2  # 1.9
    assert len(winners(replace(PLAIN, funded_share=0.38), bids[:1])) == 1


def test_money_runs_out_and_a_smaller_proposal_still_fits() -> None:
    bids = [proposal(0, 0.5), proposal(1, 0.4), proposal(2, 0.3, places=20.0)]
    assert winners(PLAIN, bids, budget=80_000.0) == [0, 2]


def test_equal_proposals_are_funded_by_lot() -> None:
    bids = [proposal(k) for k in range(5)]
    one = replace(alike(), project=project(n_awards=1))
    assert {one.with_luck(w).decision(PLAIN, bids).awards[0].bidder for w in range(60)} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("bids", "reason"),
    [
        ([], "no_bids"),
        ([proposal(0, -2.0), proposal(1, -1.5)], "below_funding_line"),
        ([proposal(0, places=200.0), proposal(1, places=100.0)], "above_cap"),
    ],
)
def test_a_contest_fails_with_its_reason(bids: list[Bid], reason: str) -> None:
    decision = alike().decision(PLAIN, bids)
    assert (decision.failed, decision.reason) == (True, reason)


def test_only_small_organizations_without_a_grant_may_propose() -> None:
    one = alike()
    public = replace(
        one.view.public,
        small=np.array([True, False, True, True, True]),
        active_grants=np.array([0, 0, 1, 0, 0]),
        grade=np.array([2, 2, 2, 1, 2], dtype=np.int8),
    )
    changed = replace(one, view=replace(one.view, public=public))
    assert PLAIN.invite(changed.handed(PLAIN)) == (0, 3, 4)
    strict = replace(PLAIN, min_grade=2)
    assert strict.invite(changed.handed(strict)) == (0, 4)
    open_to_all = replace(PLAIN, small_only=False)
    assert open_to_all.invite(changed.handed(open_to_all)) == (0, 1, 3, 4)


def test_terms_are_a_staged_grant_with_coaching() -> None:
    one = alike()
    terms = PLAIN.terms(one.project, one.levers)
    assert (terms.basis, terms.months, terms.cycle_years, terms.coaching) == ("grant", 12, 1, 1.0)
    assert PLAIN.contract_months(one.levers) == 12
    assert PLAIN.award_cap == 80_000.0
    assert PLAIN.procedure(one.project, 10).lead_months == 3
    with pytest.raises(ScenarioError, match="months = 6 is impossible: it must be a whole number from 8 to 36"):
        VenturePhilanthropy(months=6)
