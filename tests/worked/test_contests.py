"""A contest of proposals, by hand: who may propose, what is proposed, what comes of it."""

from __future__ import annotations

import pytest
from hand_made import hand_made
from purchase_by_hand import USUAL, before_the_purchase

from gpssim.month.money.budget import open_fiscal_year
from gpssim.month.planning.policy import set_policy
from gpssim.month.purchasing.contests import need_as_known, own_district
from gpssim.month.purchasing.projects import project_of, room_needed
from gpssim.month.purchasing.purchases import purchase
from gpssim.state import costs
from gpssim.state.procedures import mechanism_of
from gpssim.state.waiting import Call
from gpssim.theory.special import alike, tables


def test_proposals_come_from_those_with_room_for_twenty_places() -> None:
    everybody = {"funded_share": 1.0, "funding_line": 0.0, "grant_cap": 80_000.0}
    dials = {"world.organizations.foresight": 0.0, "world.organizations.stretch": 1.0}
    market = alike(hand_made({**USUAL, **dials}, "venture_philanthropy", settings=everybody))
    o = market.organizations
    o["cost_type"][:] = [0.8, 0.9, 1.0]
    set_policy(market)
    open_fiscal_year(market)
    market.calls.open(Call(0, 0, 0, "venture_philanthropy", 160_000.0, False, year=0, ordinal=0, district=0, key=7))
    # each could take on twice what its staff of five can do; of that 20.5, 19.5 and 100 places are free
    o["contracted"][:, 0] = 10.0 * costs.caseload(market)[0] - [20.5, 19.5, 100.0]
    market.purchasers["account_fen"][0] = 200_000_00
    purchase(market)
    found = tables(market)
    bids = found["bids"].sort_values("organization")
    # a tenth above costs of 80 and 100; the room of the first, and what 80,000 yuan pay for at 110: 80,000 / (110 x 12)
    assert bids.organization.tolist() == [0, 2]
    assert bids.price.tolist() == pytest.approx([88.0, 110.0])
    assert bids.places.tolist() == pytest.approx([20.5, 60.606061])
    assert bids.promised_quality.tolist() == pytest.approx([0.3, 0.3])
    call = found["projects"].iloc[0]
    # a contest's ceiling is 1.3 x 126 = 163.8 yuan; 160,000 / (163.8 x 12) = 81.4 places at that
    assert (call.ceiling, call.places, call.n_invited, call.incumbent) == (pytest.approx(163.8), pytest.approx(81.400081), 2, -1)
    assert not call.repurchase
    lines = sorted((x.places, x.is_grant, x.district, x.purchaser, x.pending) for x in market.lines)
    assert lines == [(pytest.approx(20.5), True, 0, 0, True), (pytest.approx(60.606061), True, 0, 0, True)]


@pytest.mark.parametrize(("places", "most", "needed"), [(30.0, 1, 30.0), (30.0, 2, 20.0), (100.0, 4, 25.0), (15.0, 3, 15.0)])
def test_who_shares_a_purchase_needs_room_for_a_share_of_twenty_places_or_more(places: float, most: int, needed: float) -> None:
    members = {"call_off": "citizens_choice", "least_members": 2, "most_members": most}
    market = before_the_purchase("framework_agreement", members if most > 1 else None)
    mechanism = mechanism_of(market, "framework_agreement")
    market.lines[0].resize(places)
    project = project_of(market, market.lines[0], mechanism)
    assert mechanism.most_awards == most
    assert room_needed(project, mechanism) == pytest.approx(needed)


def test_who_is_at_home_knows_need_better_and_a_call_hears_it() -> None:
    settings = {"funded_share": 1.0, "funding_line": 0.0, "local_need": 0.8}
    market = alike(hand_made(USUAL, "venture_philanthropy", settings=settings))
    o, p = market.organizations, market.purchasers
    set_policy(market)
    open_fiscal_year(market)
    p["account_fen"][0] = 200_000_00
    p["jurisdiction"][0] = True
    market.surveyed_need[0, :, 0], market.true_need[:, 0] = [50.0, 60.0], [80.0, 40.0]
    o["embeddedness"][:] = [[0.5, 0.25], [0.0, 0.0], [0.0, 0.5]]
    o["serves_district"][:] = [[True, True], [True, True], [False, True]]
    # the first knows 0.4 of 30 places that the survey missed in one district and 0.2 of 20 too many in the other: 62 and 56
    assert need_as_known(market, 0, 0, 0, 0.8).tolist() == pytest.approx([62.0, 56.0])
    assert need_as_known(market, 0, 0, 1, 0.8).tolist() == [50.0, 60.0]  # at home nowhere
    assert [own_district(market, 0, 0, i, 0.8) for i in range(3)] == [0, 1, 1]
    assert [own_district(market, 0, 0, i) for i in range(3)] == [1, 1, 1]
    market.calls.open(Call(0, 0, 0, "venture_philanthropy", 160_000.0, False, year=0, ordinal=0, district=0, key=7))
    purchase(market)
    # what the three tell together: 0.8 x 0.5 of one district; of the other 0.8 x 0.25 and 0.8 x 0.5: 1 - 0.8 x 0.6 = 0.52
    assert market.told_need[0, :, 0].tolist() == pytest.approx([0.4, 0.52])
    assert not market.told_need[1].any()
    assert tables(market)["projects"].attempt.tolist() == [0]
