"""Direct grants worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import LEVERS, Case, alike, bid, project

from gpssim.errors import ScenarioError
from gpssim.mechanisms.direct_grant import DirectGrant
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.scenario.declarations.levers import Levers


def of_kinds(*words: str, n_awards: int = 10) -> Case:
    one = alike(n=len(words))
    kind = np.array([KINDS.index(word) for word in words], dtype=np.int8)
    return replace(one, view=replace(one.view, public=replace(one.view.public, kind=kind)), project=project(n_awards=n_awards))


MIXED = of_kinds("social_service_agency", "company", "association", "community_organization")


def granted(mechanism: DirectGrant, one: Case, places: list[float]) -> list[tuple[int, float, float]]:
    offers = [bid(k, 95.0, places=room) for k, room in enumerate(places)]
    return sorted((a.bidder, a.price, a.places) for a in one.decision(mechanism, offers).awards)


def test_a_grant_per_bed_follows_room() -> None:
    assert granted(DirectGrant(), MIXED, [50.0, 80.0, 30.0, 300.0]) == [(0, 95.0, 50.0), (2, 95.0, 30.0), (3, 95.0, 200.0)]


def test_a_lump_is_the_same_for_everybody() -> None:
    awards = granted(DirectGrant(formula="lump", lump=57_000.0), MIXED, [80.0, 80.0, 80.0, 40.0])
    assert awards == [(0, 95.0, pytest.approx(50.0)), (2, 95.0, pytest.approx(50.0)), (3, 95.0, 40.0)]  # 57,000 / 95 / 12
    assert awards[0][1] * awards[0][2] * 12 == pytest.approx(57_000.0)


def test_a_lump_buys_little_where_work_is_dear_and_all_there_is_where_it_is_free() -> None:
    lump = DirectGrant(formula="lump", lump=30.0, rate=0.5)
    assert lump.places(project(ceiling=0.1, months=1), bid(0, 0.05)) == 200.0  # 600 at 5 fen
    assert lump.places(project(ceiling=1.0, months=1), bid(0, 0.5)) == pytest.approx(60.0)
    assert lump.places(project(ceiling=100.0, months=12), bid(0, 50.0)) == pytest.approx(0.05)
    assert DirectGrant(formula="lump", lump=30.0, rate=0.0).places(project(), bid(0, 0.0)) == 200.0


def test_a_grant_is_for_a_kind() -> None:
    assert DirectGrant().invite(MIXED.handed(DirectGrant())) == (0, 2, 3)
    for recipients, rows in {"association": (2,), "company": (1,), "everybody": (0, 1, 2, 3)}.items():
        mechanism = DirectGrant(recipients=recipients)
        assert mechanism.invite(MIXED.handed(mechanism)) == rows
    assert DirectGrant().invite(alike().handed(DirectGrant())) == (0, 1, 2, 3, 4)  # no register of kinds: all are agencies
    with pytest.raises(ScenarioError, match="recipients"):
        DirectGrant(recipients="club")


def test_where_there_are_too_many_a_lot_decides() -> None:
    few = DirectGrant(most_grants=1)
    assert {granted(few, MIXED.with_luck(w), [50.0] * 4)[0][0] for w in range(40)} == {0, 2, 3}
    assert len(granted(DirectGrant(), replace(MIXED, project=project(n_awards=2)), [50.0] * 4)) == 2


def test_nobody_of_the_kind_or_at_the_rate_fails() -> None:
    companies = of_kinds("company", "company")
    assert companies.decision(DirectGrant(), [bid(0, 80.0)]).reason == "not_invited"
    assert MIXED.decision(DirectGrant(), []).reason == "no_bids"
    assert MIXED.decision(DirectGrant(), [bid(0, 96.0)]).reason == "above_price"


def test_money_comes_first_and_asks_for_nothing() -> None:
    strict = replace_levers(penalty=0.5, incentive=0.2, bonus=0.1)
    terms = DirectGrant().terms(project(), strict)
    assert (terms.basis, terms.schedule, terms.cycle_years) == ("fixed", (1.0, 0.0, 0.0), 1)
    assert (terms.penalty, terms.slope, terms.bonus) == (0.0, 0.0, 0.0)
    case = DirectGrant(formula="per_case").terms(project(), strict)
    assert (case.basis, case.schedule[0], case.penalty) == ("per_unit", LEVERS.pay_first, 0.0)


def replace_levers(**changes: float) -> Levers:
    return LEVERS.model_copy(update=changes)
