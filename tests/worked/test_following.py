"""Places follow citizens between the providers of one purchase, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from service_by_hand import awaiting, serving

from gpssim.agents.kernel import QUEUED
from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.service.following import move_places
from gpssim.state import costs

PLAIN = {"world.organizations.foresight": 0.0, "world.organizations.stretch": 0.0}


def half_idle(end: int = 12, waits: float = 1.0) -> tuple[PublicServiceMarket, list[int]]:
    """In the fourth month one provider of two has used 40 of 100 places a month, the other is full and could take on 20 more."""
    market = awaiting(PLAIN)
    market.month = 3
    usual = {"terms": ContractTerms(assignment="citizen", places_move=0.5), "project": 7, "end": end, "start": end - 12}
    idle = serving(market, 0, 5, **usual, places=100.0, delivered_places=40.0, delivered=160.0, value=120_000.0, paid_fen=3_600_000)
    full = serving(market, 0, 3, **usual, places=60.0, delivered_places=60.0, delivered=240.0, value=72_000.0)
    o = market.organizations
    o["staff"][:2] = 5.0
    o["contracted"][:2, 0] = [100.0, 5.0 * costs.caseload(market)[0] - 20.0]
    market.heard = np.array([[2.0, 0.0, 0.0], [3.0, 0.0, 0.0]])
    market.cells[:] = 0.0
    market.cells[0, 0, 0, QUEUED] = waits
    return market, [idle, full]


def test_half_of_what_nobody_uses_moves_to_who_is_full_as_far_as_it_has_room() -> None:
    market, rows = half_idle()
    owed = market.organizations.contracted[:, 0].copy()
    move_places(market, np.array([5, 3]))
    # paid are 36,000 yuan, 30 places of the year; 60 places are unused, half of them 30, of which 20 find room
    c = market.contracts
    assert c.places[rows].tolist() == pytest.approx([80.0, 80.0])
    assert c.value[rows].tolist() == pytest.approx([96_000.0, 96_000.0])  # 20 places x 100 yuan x 12 months
    assert (market.organizations.contracted[:2, 0] - owed[:2]).tolist() == pytest.approx([-20.0, 20.0])


@pytest.mark.parametrize(("end", "waits", "moved"), [(5, 1.0, True), (4, 1.0, False), (12, 0.0, False)])
def test_places_move_before_the_last_month_and_where_somebody_waits(end: int, waits: float, moved: bool) -> None:
    market, rows = half_idle(end, waits)
    move_places(market, np.array([5, 3]))
    assert (market.contracts.places[rows] != [100.0, 60.0]).all() == moved
    assert market.contracts.places[rows].sum() == pytest.approx(160.0)


def test_who_is_full_and_has_work_for_more_than_its_staff_takes_on_nothing() -> None:
    market, rows = half_idle()
    market.organizations["contracted"][1, 0] += 25.0  # five places more than it can serve
    move_places(market, np.array([5, 3]))
    assert market.contracts.places[rows].tolist() == [100.0, 60.0]


@pytest.mark.parametrize("key", [8, 0])
def test_places_that_one_purchase_gave_are_no_room_for_another(key: int) -> None:
    market, rows = half_idle()
    usual = {"terms": ContractTerms(assignment="citizen", places_move=0.5), "project": key, "end": 12, "start": 0}
    idle = serving(market, 0, 5, **usual, organization=2, places=100.0, delivered_places=40.0, delivered=160.0, value=120_000.0)
    full = serving(market, 0, 3, **usual, organization=1, places=60.0, delivered_places=60.0, delivered=240.0, value=72_000.0)
    market.organizations["contracted"][2, 0] = 100.0
    market.contracts["paid_fen"][idle] = 3_600_000
    market.heard = np.array([[2.0, 0.0, 0.0], [3.0, 0.0, 0.0]] * 2)
    move_places(market, np.array([5, 3, 5, 3]))
    # the provider that is full in both purchases has room for 20 more, and the purchase of the lower key comes first
    first, second = ((idle, full), tuple(rows)) if key == 0 else (tuple(rows), (idle, full))
    assert market.contracts.places[[*first]].tolist() == pytest.approx([80.0, 80.0])
    assert market.contracts.places[[*second]].tolist() == pytest.approx([100.0, 60.0])


def test_a_single_purchase_has_any_key() -> None:
    market, rows = half_idle()
    market.contracts["project"][:] = 0
    move_places(market, np.array([5, 3]))
    assert market.contracts.places[rows].tolist() == pytest.approx([80.0, 80.0])
