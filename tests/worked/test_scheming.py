"""What friends of a purchaser make of a purchase, by hand: who is favored, how papers are read, what is asked when all is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from purchase_by_hand import LOWEST, asked, before_the_purchase

from gpssim.market import Bid, Request
from gpssim.month.offers.corruption import Scheming, scheme_of
from gpssim.month.offers.view import view_of
from gpssim.records.truth import Truth

HERE = np.array([True, False])


def scheming(
    mechanism: str = "open_tender",
    settings: dict[str, Any] | None = None,
    ties: tuple[float, ...] = (0.8, 0.0, 0.3),
    levers: dict[str, Any] | None = None,
    **dials: float,
) -> Scheming:
    """The first line's purchase by officials of integrity 0.25, with ties to the first and the third organization."""
    violations = {f"world.violations.{name}": value for name, value in dials.items()}
    market = before_the_purchase(mechanism, settings, levers, **violations)
    market.purchasers["integrity"][:] = 0.25
    o = market.organizations
    o["tie"][:, 0], o["tie"][:, 1] = ties, 0.9
    o["honesty"][:] = 1.0
    o["home"][:] = market.district_number[[0, 0, 1]]
    answering = asked(market)
    made = scheme_of(answering, view_of(market, 0, 0, HERE, 20.0, answering.mechanism))
    assert isinstance(made, Scheming)
    return made


def papers(*dossiers: float, price: float = 100.0) -> tuple[Bid, ...]:
    return tuple(Bid(i, price, 40.0, 0.0, x) for i, x in enumerate(dossiers))


def test_a_favorite_has_the_strongest_tie_as_far_as_integrity_and_checks_leave_it() -> None:
    scheme = scheming(levers={"checks": 0.2}, steering=0.5)
    assert scheme.corruption == pytest.approx(0.6)  # 0.75 x 0.8
    assert scheme.favorite == 0
    assert scheme.view.representative_push.tolist() == pytest.approx([0.48, 0.0, 0.18])
    # steered: half of the tie that counts is added to the published record
    before = scheme.market.organizations.published_mean
    assert (scheme.view.public.published_quality - before).tolist() == pytest.approx([0.24, 0.0, 0.09])
    # whom no tie sways sees nothing of it
    assert scheme.blind.representative_push.tolist() == [0.0] * 3
    assert scheme.blind.public.published_quality.tolist() == before.tolist()
    own = scheming("directed_commission", steering=0.5).blind.own_record
    assert own is not None
    assert own.tie_weight == 0.0
    assert scheming(ties=(0.0, 0.0, 0.1), steering=0.5).favorite == 2
    assert scheming(ties=(0.0, 0.0, 0.0), steering=0.5).favorite == -1


def test_who_is_nominated_takes_the_place_of_one_that_was_drawn() -> None:
    two = {"n_invited": 2, "n_min": 1}
    plain = scheming(settings=two, ties=(0.0, 0.0, 0.0), nomination=1.0)
    drawn = np.array(plain.mechanism.invite(plain.handed(plain.view)))
    assert drawn.size == 2
    (left,) = set(range(3)) - set(drawn.tolist())
    ties = [0.0, 0.0, 0.0]
    ties[left] = 1.0
    # integrity of 0.25 leaves a chance of 0.75 x 1; the lot of this purchase decides
    chance = plain.luck.uniform("nomination")
    scheme = scheming(settings=two, ties=tuple(ties), nomination=1.0)
    assert scheme.favorite == (left if chance < 0.75 else -1)
    scheme.corruption = 1.0
    scheme.favor(scheme.blind if not scheme.view.representative_push.any() else scheme.view)
    assert scheme.favorite == left
    stays = int(drawn[np.argmax(plain.drawn("nominated out", drawn))])
    assert np.flatnonzero(scheme.view.public.capable).tolist() == sorted({stays, left})


def test_papers_are_forged_tailored_and_marked_down() -> None:
    scheme = scheming(tailoring=0.3, fake_documents=1.0, local_protection=1.0)
    scheme.tailors = True
    scheme.market.organizations["honesty"][1] = 0.0
    # the second forges: 0.6 more; points of which three tenths go to what the favorite is 1 better in than the mean of 0.5;
    # the third lives elsewhere: 0.5 less
    read = scheme.papers(papers(0.0, 0.6, 0.3))
    assert [b.dossier for b in read] == pytest.approx([0.45, 0.99, 0.36 - 0.5])
    assert scheme.forged == {1}
    assert scheme.truth == Truth.TAILORED | Truth.LOCAL_PROTECTION
    assert scheme.papers(()) == ()


def test_without_its_favorite_nothing_is_tailored_and_without_outsiders_nobody_is_marked_down() -> None:
    scheme = scheming(tailoring=0.3, local_protection=1.0)
    scheme.tailors = True
    read = scheme.papers(papers(0.0, 0.6, 0.3)[1:2])
    assert [b.dossier for b in read] == [0.6]
    assert (scheme.truth, scheme.forged) == (Truth(0), set())


def test_who_forges_is_who_is_not_honest_enough() -> None:
    scheme = scheming(fake_documents=0.8)
    lots = scheme.drawn("forged documents", np.arange(3))
    # forged with a chance of 0.8 x (1 - honesty): the lot lies just below it, just above, above
    scheme.market.organizations["honesty"][:] = 1.0 - lots / 0.8 + np.array([-1e-6, 1e-6, 1e-6])
    scheme.papers(papers(0.0, 0.0, 0.0))
    assert scheme.forged == {0}


def test_where_no_papers_are_rated_rivals_and_outsiders_are_found_unfit() -> None:
    scheme = scheming(settings=LOWEST, tailoring=1.0, local_protection=0.0)
    scheme.tailors = True
    bids = papers(0.0, 0.0, 0.0)
    assert [b.bidder for b in scheme.fit(bids)] == [0]
    assert scheme.truth == Truth.TAILORED
    assert [(b.valid, b.reason) for b in scheme.refused.values()] == [(False, "found_unfit")] * 2
    assert [b.bidder for b in scheme.all(bids[:1])] == [0, 1, 2]
    protected = scheming(settings=LOWEST, tailoring=0.0, local_protection=1.0)
    assert [b.bidder for b in protected.fit(bids)] == [0, 1]
    assert protected.truth == Truth.LOCAL_PROTECTION
    assert list(protected.refused) == [2]
    # read and marked down, nobody is kept out
    assert scheming(tailoring=1.0, local_protection=1.0).fit(bids) == bids


def test_bureaus_of_the_city_protect_nobody() -> None:
    scheme = scheming(local_protection=1.0)
    assert scheme.protected().tolist() == [False, False, True]
    scheme.market.purchasers["bureau"][0] = True
    assert scheme.protected().tolist() == [False] * 3


def test_who_knows_the_others_offers_knows_its_lead_and_how_judges_err() -> None:
    # all jurors err alike by 1; 2 latent units of rating are one of the scale
    judged = {"price_weight": 0.5, "juror_noise": 1.0, "juror_correlation": 1.0, "rating_scale": 2.0, "promise_weight": 0.5}
    scheme = scheming(settings=judged, leak=1.0)
    favorite, rival, poor = Bid(0, 95.0, 40.0, 0.4, -0.2), Bid(1, 100.0, 40.0, 0.4, 0.8), Bid(2, 110.0, 40.0, 0.0, -2.0)
    lead, spread = scheme.leads((favorite, rival, poor), 0, np.array([80.0, 100.0, 120.0]))
    # points for quality: 50 Phi(0) = 25; 50 Phi(1 / 2) = 34.573123; 50 Phi(-1) = 7.932763. For price, at 80, 100 and 120 of its
    # own: 50, 50, 50 x 100 / 120 = 41.666667 against the rival's 40, 50, 50; the last is below both
    assert lead.tolist() == pytest.approx([0.426877, -9.573123, -17.906456], abs=1e-6)
    # ratings of two err by sqrt(2) together: 50 (Phi(0.707107) - Phi(0)) = 13.012497
    assert spread.tolist() == pytest.approx([13.012497] * 3, abs=1e-6)
    alone = scheme.leads((favorite,), 0, np.array([80.0, 120.0]))
    assert [x.tolist() for x in alone] == [[1.0, 1.0], [0.0, 0.0]]


def test_a_favorite_that_is_told_asks_the_price_that_pays_best_and_no_other_offer_changes() -> None:
    scheme = scheming(settings=LOWEST, leak=1.0)
    scheme.leaks = True
    bids = tuple(Bid(i, price, 40.0, 0.0, 0.0) for i, price in enumerate((88.0, 99.0, 110.0)))
    priced = scheme.priced(Request("sealed"), bids)
    # 41 prices from its cost of 80 to the ceiling of 126, 1.15 apart: 98.40 is the highest below 99
    assert [b.price for b in priced] == pytest.approx([98.4, 99.0, 110.0])
    assert scheme.truth == Truth.LEAK
    assert scheme.priced(Request("proposal"), bids) == bids
    assert scheme.priced(Request("sealed"), bids[1:]) == bids[1:]


def test_who_lends_its_name_asks_a_little_more_or_takes_a_hundredth_at_a_posted_price() -> None:
    scheme = scheming(accompanying=1.0)
    o = scheme.market.organizations
    o["ability_verifiable"][:] = o["ability_nonverifiable"][:] = [0.2, 0.6, -0.4]
    own = Bid(0, 100.0, 40.0, 0.5, 0.3)
    covers = scheme.cover_bids(Request("accept", price=100.0), own, np.array([1, 2]))
    assert [(b.bidder, b.price, b.places) for b in covers] == [(1, 100.0, pytest.approx(0.4)), (2, 100.0, pytest.approx(0.4))]
    # papers one below the worse of its own and the favorite's, promises the lower of both
    assert [b.dossier for b in covers] == pytest.approx([-0.7, -1.4])
    assert [b.promised_quality for b in covers] == pytest.approx([0.5, -0.4])
    assert scheme.answering.true_cost == pytest.approx({1: 90.0, 2: 100.0})
    sealed = scheme.cover_bids(Request("sealed"), own, np.array([1, 2]))
    lots = scheme.drawn("accompanying price", np.array([1, 2]))
    assert [b.price for b in sealed] == pytest.approx((100.0 * (1.01 + 0.04 * lots)).tolist())
    assert [b.places for b in sealed] == [40.0, 40.0]


def test_offers_are_missing_that_mechanism_or_rules_ask_for() -> None:
    scheme = scheming(accompanying=1.0)
    good, dear = Bid(0, 100.0, 40.0, 0.0, 0.0), Bid(1, 127.0, 40.0, 0.0, 0.0)
    bad = Bid(2, 100.0, 40.0, 0.0, 0.0, valid=False)
    assert [scheme.missing(bids) for bids in ((), (good,), (good, dear, bad), (good, good, good))] == [3, 2, 2, 0]
    accredited = scheming("commissioning", accompanying=1.0)
    assert accredited.missing(()) == 1


def test_a_friend_that_is_told_what_others_cost_gets_all_there_is_to_bargain_for() -> None:
    scheme = scheming("directed_commission", leak=1.0)
    for leaks, share in ((False, 0.5), (True, 1.0)):
        scheme.leaks = leaks
        (offer,) = scheme.schemed(Request("bargain", bargaining_share=0.5, price=110.0), (0,), ())
        assert offer.price == pytest.approx(80.0 + share * 30.0)
        assert scheme.honest[0].price == offer.price
    assert scheme.truth == Truth.LEAK
