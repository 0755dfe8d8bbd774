"""A citizens' voucher worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import Case, alike, bid, project

from gpssim.market import Decision
from gpssim.mechanisms.citizen_voucher import CitizenVoucher
from gpssim.mechanisms.purchase import ChoiceTable


def known(quality: list[float], incumbent: int = -1, n_awards: int = 10) -> Case:
    """Organizations with this published quality."""
    one = alike(n=len(quality))
    public = replace(one.view.public, published_quality=np.array(quality))
    return replace(one, view=replace(one.view, public=public), project=project(incumbent=incumbent, n_awards=n_awards))


def held(mechanism: CitizenVoucher, one: Case) -> tuple[Decision, ChoiceTable]:
    decision = one.decision(mechanism, one.offers(mechanism))
    table = mechanism.choice(one.handed(mechanism), decision)
    assert table is not None
    return decision, table


def test_everybody_who_takes_the_price_is_admitted_at_it() -> None:
    decision, table = held(CitizenVoucher(), known([0.0, 0.4, 0.2, 0.1]))
    assert sorted(a.bidder for a in decision.awards) == [0, 1, 2, 3] == list(table.bidders)
    assert {a.price for a in decision.awards} == {95.0}
    terms = decision.awards[0].terms
    assert (terms.assignment, terms.basis, terms.cycle_years) == ("citizen", "per_unit", 1)


def test_whoever_asks_for_more_stays_out() -> None:
    one = known([0.0, 0.4, 0.2, 0.1])
    mechanism = CitizenVoucher()
    offers = [replace(b, price=96.0 if b.bidder == 2 else 95.0) for b in one.bids]
    decision = one.decision(mechanism, offers)
    assert sorted(a.bidder for a in decision.awards) == [0, 1, 3]
    assert [s.reason for s in decision.scores] == ["", "", "above_price", ""]


def test_there_must_be_something_to_choose() -> None:
    one = known([0.0, 0.4])
    assert one.decision(CitizenVoucher(), one.offers(CitizenVoucher())).reason == "too_few_bids"
    assert not one.decision(CitizenVoucher(n_min=2), one.offers(CitizenVoucher(n_min=2))).failed


def test_too_many_are_admitted_by_lot() -> None:
    mechanism = CitizenVoucher(most_admitted=2)
    admitted = {tuple(sorted(a.bidder for a in held(mechanism, known([0.0] * 4).with_luck(word))[0].awards)) for word in range(60)}
    assert len(admitted) == 6
    assert len(held(CitizenVoucher(), known([0.0] * 4, n_awards=3))[0].awards) == 3
    assert mechanism.most_awards == 2


def placed(mechanism: CitizenVoucher, used: list[float], room: list[float]) -> list[float]:
    """Places of each organization, all of which are admitted, after citizens used these."""
    one = known([0.0] * len(used))
    public = replace(one.view.public, used=np.array(used))
    one = replace(one, view=replace(one.view, public=public))
    awards = one.decision(mechanism, [bid(k, 95.0, places=x) for k, x in enumerate(room)]).awards
    return [a.places for a in sorted(awards, key=lambda a: a.bidder)]


def test_places_follow_what_citizens_used_and_a_newcomer_starts_like_the_mean_of_the_others() -> None:
    follow = CitizenVoucher(places_follow=1.0)
    # 200 places by 30 : 10 : 20, the newcomer like the mean of those who were used
    assert placed(follow, [30.0, 10.0, 0.0], [200.0] * 3) == pytest.approx([100.0, 200.0 / 6.0, 200.0 / 3.0])
    assert placed(follow, [30.0, 10.0, 0.0], [60.0, 200.0, 200.0]) == pytest.approx([60.0, 200.0 / 6.0, 200.0 / 3.0])  # no room
    assert placed(follow, [0.6, 0.2, 0.0], [200.0] * 3) == pytest.approx([100.0, 200.0 / 6.0, 200.0 / 3.0])  # however little
    half = CitizenVoucher(places_follow=0.5)  # half by room, 1/3 each, half by use, 3/6, 1/6 and 2/6
    assert placed(half, [30.0, 10.0, 0.0], [200.0] * 3) == pytest.approx([250.0 / 3.0, 50.0, 200.0 / 3.0])


def test_places_are_what_there_is_room_for_where_nothing_was_used_or_nothing_follows() -> None:
    room = [150.0, 60.0, 20.0]
    assert placed(CitizenVoucher(places_follow=1.0), [0.0, 0.0, 0.0], room) == room
    assert placed(CitizenVoucher(places_follow=0.0), [30.0, 10.0, 0.0], room) == room


def test_citizens_see_published_quality_the_vulnerable_less_of_it() -> None:
    _, table = held(CitizenVoucher(quality_weight=2.0, group_weight=0.5), known([0.0, 0.4, -0.2]))
    assert table.utility[:, 0].tolist() == pytest.approx([0.0, 0.8, -0.4])
    assert table.utility[:, 1:].T.tolist() == [pytest.approx([0.0, 0.4, -0.2])] * 4


def test_the_default_is_preferred_by_inertia() -> None:
    _, table = held(CitizenVoucher(default="incumbent", inertia=1.5), known([0.0, 0.4, 0.2], incumbent=2))
    assert table.utility[:, 0].tolist() == pytest.approx([0.0, 0.4, 1.7])
    assert table.utility[:, 3].tolist() == pytest.approx([0.0, 0.4, 1.7])
    _, none = held(CitizenVoucher(inertia=1.5), known([0.0, 0.4, 0.2], incumbent=2))
    assert none.utility[:, 0].tolist() == pytest.approx([0.0, 0.4, 0.2])


def test_whom_those_are_with_who_do_not_choose() -> None:
    quality = [0.0, 0.4, 0.2]
    assert held(CitizenVoucher(), known(quality, 2))[1].default == -1
    assert held(CitizenVoucher(default="best_published"), known(quality, 2))[1].default == 1
    assert held(CitizenVoucher(default="incumbent"), known(quality, 2))[1].default == 2
    assert held(CitizenVoucher(default="incumbent"), known(quality, 7))[1].default == -1
