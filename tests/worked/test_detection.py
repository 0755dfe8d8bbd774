"""What violations make of a decision, who is punished for them, and what anybody sees: by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from purchase_by_hand import LOWEST, asked, before_the_purchase

from gpssim.market import Award, Bid, ContractTerms, Decision, Score
from gpssim.model import PublicServiceMarket
from gpssim.month.offers.corruption import Plain, Scheming, scheme_of
from gpssim.month.offers.view import view_of
from gpssim.month.purchasing.detection import Case, complained, irregular, punish, red_flags, uncover, void
from gpssim.records.truth import RedFlag, Truth
from gpssim.theory.special import tables

FORGED: list[Case] = [(Truth.FAKE_DOCUMENTS, (1,))]
RING: list[Case] = [(Truth.COLLUSION, (0, 1))]
TAILORED: list[Case] = [(Truth.TAILORED, ())]


def decided() -> Decision:
    return Decision(awards=tuple(Award(i, 90.0, 10.0, 0.0, ContractTerms(), "tender") for i in range(3)))


@pytest.mark.parametrize(
    ("cases", "hit"),
    [(FORGED, [1]), (RING, [0, 1, 2]), (TAILORED, [0, 1, 2]), ([*RING, *FORGED], [0, 1, 2]), ([*FORGED, *TAILORED], [0, 1, 2])],
)
def test_forgers_lose_their_own_awards_and_everything_else_spoils_the_purchase(cases: list[Case], hit: list[int]) -> None:
    marked = irregular(decided(), cases)
    assert [a.bidder for a in marked.awards if a.legal_basis == "irregular"] == hit
    assert [a.bidder for a in marked.awards if a.legal_basis == "tender"] == [i for i in range(3) if i not in hit]
    left = void(decided(), cases)
    assert [a.bidder for a in left.awards] == [i for i in range(3) if i not in hit]
    assert left.reason == ("" if left.awards else "violation")


def test_what_nobody_found_leaves_the_decision_alone() -> None:
    assert void(decided(), []) == decided()
    nothing = Decision(reason="no_bids")
    assert void(nothing, FORGED) == nothing


def watched(mechanism: str = "open_tender", **dials: float) -> tuple[PublicServiceMarket, Plain]:
    """The first line's purchase, worth 126 x 46.296296 x 12 = 70,000 yuan; a fine is a hundredth of that."""
    violations = {f"world.violations.{name}": x for name, x in {"sanction": 0.01, "ban": 12, "steering": 1e-9, **dials}.items()}
    settings = LOWEST if mechanism == "open_tender" else None
    market = before_the_purchase(mechanism, settings, **violations)
    market.month = 3
    answering = asked(market)
    return market, scheme_of(answering, view_of(market, 0, 0, np.array([True, False]), 20.0, answering.mechanism))


USUAL: dict[str, Any] = {"month": 3, "attempt": 0, "purchaser": 0, "detected": True}
FINED, VOID = {"sanction": "void_fine_ban", "fine": 700.0}, {"sanction": "void", "fine": 0.0}


@pytest.mark.parametrize(
    ("case", "rows", "scandal"),
    [
        ((Truth.TAILORED, ()), [(-1, VOID)], True),
        ((Truth.SPLITTING, ()), [(-1, VOID)], True),
        ((Truth.FAVORITISM, (1,)), [(1, VOID)], True),  # the official is to blame, not who was favored
        ((Truth.LEAK, (1,)), [(1, FINED)], True),
        ((Truth.ACCOMPANYING, (1, 0, 2)), [(1, FINED), (0, FINED), (2, FINED)], True),
        ((Truth.COLLUSION, (0, 2)), [(0, FINED), (2, FINED)], False),  # no official had a part in it
        ((Truth.FAKE_DOCUMENTS, (2,)), [(2, FINED)], False),
    ],
)
def test_who_is_punished_for_what_comes_to_light(case: Case, rows: list[tuple[int, dict[str, Any]]], scandal: bool) -> None:
    market, scheme = watched()
    cash = market.organizations.cash_fen.copy()
    punish(market, scheme, case, found=True)
    found = tables(market)["violations"]
    key = scheme.answering.project.key
    wanted = [{**USUAL, "project": key, "kind": case[0].word, "organization": row, **what} for row, what in rows]
    assert [{name: row[name] for name in wanted[0]} for row in found.to_dict("records")] == wanted
    fined = [row for row, what in rows if what is FINED]
    assert (cash - market.organizations.cash_fen).tolist() == [70_000 * (i in fined) for i in range(3)]
    assert market.organizations.debarred_until.tolist() == [16 * (i in fined) for i in range(3)]  # twelve months from the next on
    assert bool(market.purchasers.scandal_month[0] == 3) is scandal
    assert market.purchasers.scandal_month[1] < 0
    quiet, same = watched()
    punish(quiet, same, case, found=False)
    unseen = tables(quiet)["violations"]
    assert unseen.organization.tolist() == [row for row, _ in rows]
    assert set(zip(unseen.detected, unseen.sanction, unseen.fine, strict=True)) == {(False, "", 0.0)}
    assert quiet.purchasers.scandal_month[0] < 0
    assert quiet.organizations.debarred_until.tolist() == [0] * 3


def test_a_fine_goes_as_far_as_cash_and_a_longer_ban_stays() -> None:
    market, scheme = watched()
    market.organizations["cash_fen"][:] = [12_345, -1_000, 99_999_999]
    market.organizations["debarred_until"][:] = [0, 0, 40]
    punish(market, scheme, (Truth.COLLUSION, (0, 1, 2)), found=True)
    assert tables(market)["violations"].fine.tolist() == [123.45, 0.0, 700.0]
    assert market.organizations.cash_fen.tolist() == [0, -1_000, 99_929_999]
    assert market.organizations.debarred_until.tolist() == [16, 16, 40]


def offered(*prices: float, invalid: tuple[int, ...] = ()) -> tuple[tuple[Bid, ...], Decision]:
    """Offers at these prices, the lowest valid one with the award."""
    bids = tuple(Bid(i, price, 40.0, 0.0, 0.0) for i, price in enumerate(prices))
    scores = tuple(Score(i, -price, valid=i not in invalid) for i, price in enumerate(prices))
    valid = [b for b in bids if b.bidder not in invalid]
    if not valid:
        return bids, Decision(reason="too_few_bids", scores=scores)
    best = min(valid, key=lambda b: b.price)
    return bids, Decision((Award(best.bidder, best.price, 40.0, 0.0, ContractTerms(), "tender"),), scores=scores)


@pytest.mark.parametrize(
    ("case", "flags"),
    [
        (offered(100.0, 110.0, 120.0), 0),
        (offered(100.0, 103.0, 106.0), RedFlag.CLOSE_PRICES),  # within 6 % of the lowest
        (offered(100.0, 103.0, 106.1), 0),
        (offered(100.0, 103.0, 120.0, 106.0, invalid=(2,)), RedFlag.CLOSE_PRICES),  # what is not valid does not count
        (offered(100.0, 103.0), 0),  # two are too few to look agreed on
        (offered(100.0, 100.0, 100.0), 0),
        (offered(100.0), RedFlag.SINGLE_BID),
        (offered(100.0, 110.0, invalid=(1,)), RedFlag.SINGLE_BID),
        (offered(100.0, invalid=(0,)), 0),
    ],
)
def test_what_anybody_sees_of_prices(case: tuple[tuple[Bid, ...], Decision], flags: int) -> None:
    market, scheme = watched(false_complaint=0.0)
    assert red_flags(market, scheme, *case) == flags


@pytest.mark.parametrize(
    ("threshold", "seen"), [(70_000.5, True), (77_777.0, True), (77_778.0, False), (69_999.5, False), (200_000.0, False)]
)
def test_a_value_just_below_the_threshold_is_a_flag(threshold: float, seen: bool) -> None:
    market, scheme = watched(false_complaint=0.0, threshold=threshold)  # nine tenths of 77,777.78 are 70,000
    assert red_flags(market, scheme, *offered(100.0, 110.0, 120.0)) == (RedFlag.BELOW_THRESHOLD if seen else 0)


def test_who_serves_the_line_and_alone_wins_it_is_a_flag() -> None:
    market, scheme = watched(false_complaint=0.0)
    bids, decision = offered(100.0, 110.0, 120.0)
    for incumbent, flags in ((-1, 0), (0, RedFlag.SAME_WINNER), (1, 0)):
        scheme.answering.project = replace(scheme.answering.project, incumbent=incumbent)
        assert red_flags(market, scheme, bids, decision) == flags
    shared = replace(decision, awards=(*decision.awards, replace(decision.awards[0], bidder=1)))
    scheme.answering.project = replace(scheme.answering.project, incumbent=0)
    assert red_flags(market, scheme, bids, shared) == 0


def test_where_one_is_asked_alone_a_single_offer_is_no_flag() -> None:
    market, scheme = watched("directed_commission", false_complaint=0.0)
    assert red_flags(market, scheme, *offered(100.0)) == 0


def test_rivals_complain_with_reason_more_often_than_without() -> None:
    market, scheme = watched(complaint=1.0, false_complaint=0.0)
    three, _ = offered(100.0, 110.0, 120.0)
    assert not complained(scheme, three)
    for kind in (Truth.TAILORED, Truth.LOCAL_PROTECTION):
        scheme.truth = kind
        assert complained(scheme, three)
    for kind in (Truth.LEAK, Truth.ACCOMPANYING):
        scheme.truth = kind
        assert not complained(scheme, three)
    # one of three is the favorite and two lend their names: nobody is left who would complain
    scheme.truth, scheme.favorite = Truth.TAILORED, 0
    assert complained(scheme, three)
    assert not complained(scheme, three[:1])
    scheme.covers = {1: three[1]}
    assert complained(scheme, three)
    scheme.covers = {1: three[1], 2: three[2]}
    assert not complained(scheme, three)
    assert red_flags(market, scheme, *offered(100.0, 110.0, 120.0)) == 0
    quiet = before_the_purchase(settings=LOWEST)
    plain = Plain(asked(quiet), view_of(quiet, 0, 0, np.array([True, False]), 20.0, asked(quiet).mechanism))
    plain.truth = Truth.TAILORED
    assert not red_flags(quiet, plain, *offered(100.0, 110.0, 120.0)) & RedFlag.COMPLAINT  # where nobody breaks rules


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_findings_add_up_what_was_done_and_by_whom(chance: float) -> None:
    detect = {f"{kind}_detection": chance for kind in ("tailoring", "accompanying", "fake", "splitting")}
    market, scheme = watched(oversight=0.0, false_complaint=0.0, **detect)
    assert isinstance(scheme, Scheming)
    bids, decision = offered(100.0, 110.0, 120.0)
    scheme.favorite, scheme.truth = 0, Truth.TAILORED | Truth.ACCOMPANYING
    scheme.covers, scheme.forged = {1: bids[1]}, {2}
    found = uncover(market, scheme, scheme.handed(scheme.view), bids, decision, split=True)
    all_kinds = Truth.TAILORED | Truth.ACCOMPANYING | Truth.SPLITTING | Truth.FAKE_DOCUMENTS
    assert (found.truth, found.detected) == (all_kinds, all_kinds if chance else 0)
    assert found.of_bids == {0: Truth.ACCOMPANYING, 1: Truth.ACCOMPANYING, 2: Truth.FAKE_DOCUMENTS}
    assert found.covers == {1}
    assert found.decision.reason == ("violation" if chance else "")
    assert [a.legal_basis for a in found.decision.awards] == ([] if chance else ["irregular"])
    rows = tables(market)["violations"]
    assert list(zip(rows.kind, rows.organization, strict=True)) == [
        ("tailored", -1),
        ("accompanying", 0),
        ("accompanying", 1),
        ("splitting", -1),
        ("fake_documents", 2),
    ]
    assert rows.detected.tolist() == [bool(chance)] * 5
