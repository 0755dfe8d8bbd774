"""Volunteer service worked by hand, and what unpaid work does to cost and staff in a market."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import LEVERS, alike, bid, project
from small_market import warmed

from gpssim.errors import ScenarioError
from gpssim.mechanisms.volunteer_service import VolunteerService
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.state import capacity, costs

ONE = replace(alike(), project=project(n_awards=10))


def test_expenses_are_what_unpaid_work_leaves() -> None:
    mechanism = VolunteerService(unpaid=0.6, expenses=0.9)
    request = mechanism.request(ONE.handed(mechanism), (), 0)
    assert request is not None
    assert (request.kind, request.price, request.unpaid) == ("accept", pytest.approx(36.0), 0.6)
    assert mechanism.request(ONE.handed(mechanism), (), 1) is None


def test_groups_are_matched_until_places_are_filled() -> None:
    mechanism = VolunteerService(most_share=0.4)  # 80 of 200 for one
    offers = [bid(k, 38.0, places=room) for k, room in enumerate((30.0, 200.0, 200.0, 200.0, 200.0))]
    for word in range(20):
        awards = ONE.with_luck(word).decision(mechanism, offers).awards
        assert sum(a.places for a in awards) == pytest.approx(200.0)
        assert all(a.places <= (30.0 if a.bidder == 0 else 80.0) for a in awards)
        assert [a.price for a in awards] == pytest.approx([38.0] * len(awards))
    assert [a.places for a in ONE.decision(mechanism, offers[:2]).awards] in ([30.0, 80.0], [80.0, 30.0])


def test_equals_are_matched_by_lot() -> None:
    mechanism = VolunteerService(most_share=1.0)
    assert {ONE.with_luck(w).decision(mechanism, [bid(k, 38.0) for k in range(3)]).awards[0].bidder for w in range(40)} == {0, 1, 2}


def test_companies_have_no_volunteers_and_wages_are_not_paid() -> None:
    kind = np.array([KINDS.index("company"), 0, 0, 0, 0], dtype=np.int8)
    one = replace(ONE, view=replace(ONE.view, public=replace(ONE.view.public, kind=kind)))
    assert VolunteerService().invite(one.handed(VolunteerService())) == (1, 2, 3, 4)
    assert one.decision(VolunteerService(), [bid(0, 30.0)]).reason == "not_invited"
    assert one.decision(VolunteerService(), [bid(1, 39.0), bid(2, 95.0)]).reason == "above_price"
    assert one.decision(VolunteerService(), []).reason == "no_bids"


def test_terms_answer_for_nothing() -> None:
    terms = VolunteerService(breakup=0.1).terms(project(), LEVERS.model_copy(update={"penalty": 0.5}))
    assert (terms.basis, terms.hazard, terms.unpaid, terms.penalty, terms.cycle_years) == ("per_unit", 0.1, 0.6, 0.0, 1)
    with pytest.raises(ScenarioError, match="unpaid = 1"):
        VolunteerService(unpaid=1.0)


def test_unpaid_work_takes_neither_money_nor_staff() -> None:
    model = warmed().branch("volunteer_service").run(14)
    c, o = model.contracts, model.organizations
    running = np.flatnonzero(c.active & (c.unpaid > 0.0))
    assert running.size > 5
    alone = [costs.project_cost_type(model, int(c.project[k]), c.organization[k : k + 1])[0] for k in running]
    assert c.project_cost_type[running] == pytest.approx(0.4 * np.array(alone))
    assert c.price[running] == pytest.approx(0.95 * 0.4 * c.ceiling[running])
    volunteered = np.zeros_like(o.volunteered)
    np.add.at(volunteered, (c.organization[running], c.domain[running]), 0.6 * c.places[running])
    assert np.allclose(volunteered, o.volunteered, atol=1e-6)
    busy = (o.contracted - volunteered) @ (1.0 / costs.caseload(model))
    assert np.allclose(capacity.workload(model), busy)
