"""Commissioning worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import LEVERS, Case, alike, bid, project

from gpssim.mechanisms.commissioning import Commissioning


def known(quality: list[float], n_awards: int = 10) -> Case:
    one = alike(n=len(quality))
    public = replace(one.view.public, published_quality=np.array(quality), grade=np.array([3, 0, 2, 5][: len(quality)]))
    return replace(one, view=replace(one.view, public=public), project=project(n_awards=n_awards))


def shares(mechanism: Commissioning, one: Case, places: list[float]) -> list[tuple[int, float, float]]:
    offers = [bid(k, 95.0, places=room) for k, room in enumerate(places)]
    return [(a.bidder, a.price, a.places) for a in one.decision(mechanism, offers).awards]


def test_places_go_to_the_best_records_until_they_are_given_out() -> None:
    one = known([0.1, 0.4, 0.2, 0.0])
    assert shares(Commissioning(), one, [200.0] * 4) == [(1, 95.0, 100.0), (2, 95.0, 100.0)]
    assert shares(Commissioning(most_share=0.4), one, [200.0] * 4) == [
        (1, 95.0, 80.0),
        (2, 95.0, 80.0),
        (0, 95.0, pytest.approx(40.0)),
    ]
    assert shares(Commissioning(), one, [200.0, 30.0, 60.0, 200.0]) == [
        (1, 95.0, 30.0),
        (2, 95.0, 60.0),
        (0, 95.0, 100.0),
        (3, 95.0, 10.0),
    ]
    assert len(shares(Commissioning(), known([0.1, 0.4, 0.2, 0.0], n_awards=1), [200.0] * 4)) == 1


def test_equal_records_go_by_lot() -> None:
    one = known([0.2, 0.2, 0.2])
    first = {shares(Commissioning(most_share=1.0), one.with_luck(w), [200.0] * 3)[0][0] for w in range(40)}
    assert first == {0, 1, 2}


def test_only_the_accredited_are_asked() -> None:
    assert Commissioning(record_floor=0.15).invite(known([0.1, 0.4, 0.2, 0.0]).handed(Commissioning())) == (1, 2)
    assert Commissioning(min_grade=2).invite(known([0.1, 0.4, 0.2, 0.0]).handed(Commissioning())) == (0, 2, 3)


def test_nobody_accredited_or_at_the_tariff_fails() -> None:
    one = known([0.1, 0.4, 0.2, 0.0])
    assert one.decision(Commissioning(), []).reason == "no_bids"
    assert one.decision(Commissioning(), [bid(0, 96.0), bid(1, 97.0)]).reason == "above_price"
    assert one.decision(Commissioning(record_floor=1.0), [bid(0, 90.0)]).reason == "not_invited"


def test_activity_is_paid_and_the_purchaser_assigns() -> None:
    terms = Commissioning().terms(project(), LEVERS)
    assert (terms.basis, terms.assignment, terms.cycle_years) == ("per_unit", "purchaser", 1)
