"""Friends of a purchaser bring the offers that are missing, by hand."""

from __future__ import annotations

from typing import Any

import pytest
from purchase_by_hand import LOWEST, before_the_purchase

from gpssim.model import PublicServiceMarket
from gpssim.month.purchasing.purchases import purchase
from gpssim.records.truth import RedFlag, Truth
from gpssim.theory.special import tables

UNSEEN = {f"world.violations.{kind}_detection": 0.0 for kind in ("favoritism", "accompanying", "tailoring", "leak")}
DEAF: dict[str, Any] = {
    "world.bidding.attention": 0.0,
    "world.purchasers.integrity": 0.0,
    "world.violations.accompanying": 1.0,
    "world.violations.oversight": 0.0,
    "world.violations.false_complaint": 1.0,
    **UNSEEN,
}
"""Nobody learns of a purchase in time, unless a friend tells; every rival complains."""


def deaf(**dials: Any) -> PublicServiceMarket:
    market = before_the_purchase(settings=LOWEST, **{**DEAF, **dials})
    o = market.organizations
    o["ability_verifiable"][:] = o["ability_nonverifiable"][:] = [0.2, 0.6, -0.4]
    return market


def complaints(market: PublicServiceMarket) -> list[bool]:
    return ((tables(market)["projects"].red_flag & int(RedFlag.COMPLAINT)) > 0).tolist()


def test_where_nobody_has_a_tie_nobody_is_told_and_nobody_helps() -> None:
    market = deaf()
    purchase(market)
    assert tables(market)["projects"].reason.tolist() == ["no_bids"] * 2
    assert tables(market)["projects"].truth.tolist() == [0, 0]
    assert complaints(market) == [False, False]  # nobody is there to complain


def test_a_friend_is_told_and_brings_two_offers_that_are_made_to_lose() -> None:
    market = deaf()
    market.organizations["tie"][0, :] = 0.5
    purchase(market)
    projects = tables(market)["projects"]
    assert projects.winner.tolist() == [0, 0]
    assert projects.n_bids.tolist() == [3, 3]
    assert projects.n_effective_bids.tolist() == [1, 1]
    assert ((projects.truth & int(Truth.ACCOMPANYING)) > 0).all()
    assert complaints(market) == [False, False]  # friends are no rivals
    bids = tables(market)["bids"].iloc[:3]
    own = bids[bids.organization == 0].iloc[0]
    assert own.price == pytest.approx(88.0)
    covers = bids[bids.organization > 0].sort_values("organization")
    # by 1 to 5 % dearer; papers one unit below the worse of theirs and the favorite's 0.2: of 0.6 and of -0.4
    assert covers.price.between(88.0 * 1.01, 88.0 * 1.05).all()
    assert covers.dossier.tolist() == pytest.approx([-0.8, -1.4])
    assert covers.promised_quality.tolist() == pytest.approx([min(0.6, own.promised_quality), -0.4])
    assert covers.places.tolist() == pytest.approx([own.places] * 2)
    assert covers.true_cost.tolist() == pytest.approx([90.0, 100.0])


def test_a_purchaser_of_integrity_helps_no_friend() -> None:
    market = deaf(**{"world.purchasers.integrity": 1.0})
    market.organizations["tie"][0, :] = 0.5
    purchase(market)
    assert tables(market)["projects"].reason.tolist() == ["no_bids"] * 2


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_rivals_complain_without_reason_by_chance(chance: float) -> None:
    market = deaf(**{"world.bidding.attention": 1.0, "world.violations.false_complaint": chance})
    purchase(market)
    assert complaints(market) == [chance == 1.0] * 2
    assert tables(market)["projects"].n_bids.tolist() == [3, 3]
