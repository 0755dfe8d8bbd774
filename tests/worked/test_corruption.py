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


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_a_forger_that_is_found_out_pays_and_may_not_offer(chance: float) -> None:
    forging = {"world.violations.fake_documents": 1.0, "world.violations.fake_detection": chance, "world.violations.ban": 12}
    quiet = {"world.violations.oversight": 0.0, "world.violations.false_complaint": 0.0, "world.violations.sanction": 0.01}
    market = before_the_purchase(settings=LOWEST, **{**forging, **quiet})
    market.organizations["honesty"][0] = 0.0  # the others are honest
    market.lines[0].close()
    purchase(market)
    project = tables(market)["projects"].iloc[0]
    forged = int(Truth.FAKE_DOCUMENTS)
    assert (project.truth, project.detected) == (forged, forged if chance else 0)
    assert tables(market)["bids"].sort_values("organization").truth.tolist() == [forged, 0, 0]
    row = tables(market)["violations"].iloc[0]
    assert (row.kind, row.organization, row.purchaser, row.attempt) == ("fake_documents", 0, 1, 0)
    # a hundredth of 126 x 40 x 12 yuan
    assert (row.detected, row.sanction, row.fine) == ((True, "void_fine_ban", pytest.approx(604.8)) if chance else (False, "", 0.0))
    assert market.organizations.debarred_until.tolist() == [13 if chance else 0, 0, 0]
    assert market.flows["n_found_out"][:, 0].tolist() == [0.0, chance]
    # the forger's offer was the best: found out, its award is void, else it has no lawful basis
    assert project.reason == ("violation" if chance else "")
    assert [s.legal_basis for s in market.signatures] == ([] if chance else ["irregular"])


def test_an_official_who_tells_has_a_scandal_and_a_favorite_that_is_fined() -> None:
    dials = {"world.violations.accompanying": 0.0, "world.violations.leak": 1.0, "world.violations.leak_detection": 1.0}
    market = deaf(**{**dials, "world.bidding.attention": 1.0, "world.violations.sanction": 0.01})
    market.organizations["tie"][1, 0] = 0.5
    market.month = 3
    for line in market.lines:
        line.open(3)
    purchase(market)
    rows = tables(market)["violations"].query("kind == 'leak'")
    assert rows.organization.tolist() == [1]  # it alone was told
    assert rows.sanction.tolist() == ["void_fine_ban"]
    assert rows.purchaser.tolist() == [0]
    assert market.purchasers.scandal_month.tolist()[0] == 3
    assert market.purchasers.scandal_month.tolist()[1] < 3


def test_a_favorite_that_knows_the_other_offers_asks_just_less_than_they_do() -> None:
    told = {"world.violations.leak": 1.0, "world.violations.accompanying": 0.0, "world.bidding.attention": 1.0}
    market = deaf(**told)
    market.organizations["tie"][0, :] = 0.5
    purchase(market)
    bids = tables(market)["bids"].sort_values(["project", "organization"])
    # between its cost of 80 and the ceiling of 126 it tries 41 prices, 1.15 apart: 98.40 is the last below the next one's 99
    assert bids.price.tolist() == pytest.approx([98.4, 99.0, 110.0] * 2)
    assert ((tables(market)["projects"].truth & int(Truth.LEAK)) > 0).all()
    assert tables(market)["projects"].winner.tolist() == [0, 0]
