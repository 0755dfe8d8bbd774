"""Taxes, registration, incubators, capture, hubs and posts: each lever and dial acts, in the direction the rules say."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from sector_market import branched, everything, plain
from small_market import differing, frames_of, state_bytes, varied

from gpssim.model import PublicServiceMarket
from gpssim.month.contracts.delivery import deliver_places
from gpssim.month.offers.view import view_of, without_institutions
from gpssim.month.organizations import capture, incubation, registration
from gpssim.month.purchasing import traces
from gpssim.scenario import KINDS, replace
from gpssim.state import capacity, procedures, prospects, quality, taxes
from gpssim.state.pay import earned

TAXED = {"company_tax": 1.0, "nonprofit_tax": 1.0}


@lru_cache
def taxed() -> PublicServiceMarket:
    return branched(12, TAXED)


def test_neutral_levers_change_nothing() -> None:
    neutral = {"incubation": 0.0, "entry_barrier": 1.0, "registration": "direct", "company_tax": 0.0}
    assert differing(state_bytes(branched(12, neutral)), state_bytes(plain(12))) == []


def test_taxes_reach_the_treasury_and_raise_costs() -> None:
    booked = frames_of(taxed())["ledger"]
    paid = booked[booked["kind"] == "tax"]
    assert set(paid["target"]) == {"treasury"}
    assert paid["fen"].sum() > 0
    assert "tax" not in set(frames_of(plain(12))["ledger"]["kind"])
    prices = [frames_of(m)["projects"]["winning_price"].mean() for m in (plain(12), taxed())]
    assert prices[1] > prices[0]


def test_relief_of_nonprofits_leaves_companies_alone() -> None:
    model = branched(levers={"company_tax": 1.0})
    model.policy_state = model.policy.at(0, model.specification.domain_names)
    parts = taxes.parts_of_receipts(model)
    company = model.organizations.kind_code == KINDS.index("company")
    assert (parts[company] > 0.03).all()
    assert (parts[~company] == 0.0).all()


def test_the_rules_of_2014_know_business_tax() -> None:
    model = branched()
    income = np.array([1e6, 1e7])
    assert taxes.on_receipts(model, income).tolist() == pytest.approx([0.03 * 1.12 / 1.03, 0.06 * 1.12 / 1.06])
    model.world = replace(model.world, {"rules_as_of": "2014"})
    assert taxes.on_receipts(model, income).tolist() == pytest.approx([0.056, 0.056])


def test_taxes_take_of_a_founders_margin() -> None:
    model = branched(levers=TAXED)
    company = KINDS.index("company")
    untaxed = taxes.founders_margin(model, 0.2, company)
    model.policy_state = model.policy.at(0, model.specification.domain_names)
    assert untaxed == 0.2
    assert taxes.founders_margin(model, 0.2, company) < 0.2


@pytest.mark.parametrize(
    ("levers", "sign"), [({"entry_barrier": 0.2}, 1), ({"entry_barrier": 20.0}, -1), ({"registration": "dual"}, -1)]
)
def test_barriers_keep_founders_away(levers: dict[str, object], sign: int) -> None:
    """Forty candidates a month, so that a year tells more than luck."""
    base, other = (registered(branched(levers=chosen)) for chosen in ({}, levers))
    assert sign * (other - base) > 5


def registered(model: PublicServiceMarket) -> int:
    """How many of very many candidates register within a year."""
    model.world = replace(model.world, {"organizations.founders_rate": 40.0})
    return int(frames_of(model.run(12))["founders"].query("month >= 0")["registered"].sum())


def test_loose_registration_breeds_organizations_in_name_only() -> None:
    model = branched(12, {"registration": "loose"})
    o = model.organizations
    assert o.dormant.sum() > 0
    assert (o.staff[o.dormant] == 0.0).all()
    assert (o.cash_fen[o.dormant] == 0).all()
    assert (o.n_bids[o.dormant] == 0).all()
    assert not registration.inspected_yearly(model)[o.dormant].any()
    assert not plain(12).organizations.dormant.any()


def test_an_incubator_takes_in_newcomers_pays_for_them_and_raises_what_they_can() -> None:
    model = branched(12, {"incubation": 540_000.0})
    o = model.organizations
    assert prospects.n_seats(model) == 10
    inside = prospects.seated(model)
    assert 0 < inside.size <= 10
    booked = frames_of(model)["ledger"]
    paid = booked[(booked["kind"] == "incubation") & (booked["month"] >= 0)]
    assert set(paid["source"]) == {"treasury"}
    flows = frames_of(model)["purchasers"]["subsidy"].sum()
    assert paid["fen"].sum() / 100.0 == pytest.approx(flows)
    assert (incubation.coached(model, np.zeros(len(o)))[inside] == 1.0).all()
    assert registration.setup_factor(model, 0) == (0.5 if inside.size < 10 else 1.0)
    assert len(o) >= len(plain(12).organizations)


def test_unpaid_tasks_need_ties_and_officials_without_integrity() -> None:
    honest, swayed = (branched(capture__tasks=0.5, capture__tasks_autonomy=0.1, capture__fit=0.5) for _ in range(2))
    honest.purchasers["integrity"][:] = 1.0
    swayed.purchasers["integrity"][:] = 0.0
    before = swayed.organizations.autonomy.copy()
    capture.press_tasks(honest)
    capture.press_tasks(swayed)
    assert not honest.organizations.unpaid_tasks.any()
    pressed = swayed.organizations.unpaid_tasks > 0.0
    assert pressed.any()
    assert (swayed.organizations.autonomy[pressed] < before[pressed]).all()
    assert (capacity.working_staff(swayed)[pressed] < swayed.organizations.staff[pressed]).all()
    rows = np.flatnonzero(pressed)
    assert (quality.fit(swayed, rows) < quality.fit(honest, rows)).all()


def test_refusing_keeps_time_and_costs_the_tie() -> None:
    docile, stubborn = (branched(capture__tasks=0.5, capture__refusal=r, capture__refusal_cost=0.2) for r in (0.0, 0.8))
    for model in (docile, stubborn):
        model.purchasers["integrity"][:] = 0.0
        capture.press_tasks(model)
    assert stubborn.organizations.unpaid_tasks.sum() < docile.organizations.unpaid_tasks.sum()
    assert stubborn.organizations.tie.sum() < docile.organizations.tie.sum()


def test_time_for_reports_is_missing_in_delivery() -> None:
    model = branched(time_costs__reporting=100.0)
    capture.press_tasks(model)
    rows = np.flatnonzero(model.contracts.active)
    deliver_places(model, rows, capacity.load(model)[model.contracts.organization[rows]])
    free = branched()
    deliver_places(free, rows, capacity.load(free)[free.contracts.organization[rows]])
    assert model.contracts.delivered_places[rows].sum() < free.contracts.delivered_places[rows].sum()
    traces.offers_take_time(model, np.array([0]), 50.0)
    assert model.organizations.hours_lost[0] == branched_hours(model)


def branched_hours(model: PublicServiceMarket) -> float:
    """Hours of organization 0: reports of its contracts, no offers (that part is 0)."""
    c = model.contracts
    return 100.0 * float((c.active & (c.organization == 0)).sum())


def test_who_has_lost_its_mission_enters_other_domains() -> None:
    model = branched(capture__wander=1.0)
    o = model.organizations
    lost = np.flatnonzero(o.alive & o.nonprofit & ~o.serves_domain.all(axis=1) & (o.first_mission > 0.0))[:3]
    o["mission"][:] = o.first_mission
    o["mission"][lost] = 0.0
    before = o.serves_domain.sum(axis=1)
    capture.wander(model)
    gained = o.serves_domain.sum(axis=1) - before
    assert np.flatnonzero(gained).tolist() == lost.tolist()
    assert (gained[lost] == 1).all()


def test_hubs_pass_on_parts_and_never_everything() -> None:
    c, o = everything().contracts, everything().organizations
    parts = np.flatnonzero(c.hub >= 0)
    assert parts.size > 0
    assert not o.hub[c.organization[parts]].any()
    assert o.hub[c.hub[parts]].all()
    for project in np.unique(c.project[parts]):
        of_project = c.project == project
        assert (of_project & (c.organization == c.hub[parts[c.project[parts] == project][0]])).any()


def test_posts_are_paid_whatever_they_deliver() -> None:
    model = branched(12, {"payment": "per_post"}, capture__seconded_autonomy=0.05)
    c = model.contracts
    over = np.flatnonzero(c.per_post & ~c.active & ~c.bridge & (c.posts_filled > 0.0))
    assert over.size > 0
    c["deducted"][over] = 1e9
    pay = (earned(model, over) / c.value[over]).tolist()
    filled = [min(1.0, c.posts_filled[row] / (c.places[row] * (c.end[row] - c.start[row]))) for row in over]
    assert pay == pytest.approx(filled), "deductions do not enter"
    assert model.organizations.autonomy[model.organizations.alive].mean() < plain(12).organizations.autonomy.mean()
    assert (capacity.seconded(model)[np.unique(c.organization[np.flatnonzero(c.active & c.per_post)])] > 0.0).all()


def test_institutions_serve_in_house_up_to_their_posts_and_stay_out_of_purchases() -> None:
    model = everything()
    o, c = model.organizations, model.contracts
    institution = o.kind_code == KINDS.index("public_institution")
    assert institution.sum() == len(model.purchasers)
    in_house = c.mechanism == model.mechanism_names.index("in_house")
    assert in_house.any()
    assert institution[c.organization[in_house]].all()
    assert not institution[c.organization[~in_house]].any()
    assert (o.staff[institution] <= model.world.sector.institutions.posts + 1e-9).all()
    assert o.alive[institution].all()


@pytest.mark.parametrize(
    ("mechanism", "tenders", "there"), [("open_tender", False, False), ("open_tender", True, True), ("in_house", False, True)]
)
def test_institutions_of_the_second_class_may_offer(mechanism: str, tenders: bool, there: bool) -> None:
    city = {"world__sector__institutions__provide": "city", "world__sector__institutions__tenders": tenders}
    model = PublicServiceMarket(varied(**city), seed=7)
    model.step()
    named = procedures.mechanism_of(model, mechanism)
    institution = int(np.flatnonzero(model.organizations.kind_code == KINDS.index("public_institution"))[0])
    view = view_of(model, 0, 0, np.arange(model.world.city.n_districts) == 0, 20.0, named)
    left = without_institutions(model, named, view)
    assert bool(left.public.capable[institution]) == there
    others = np.arange(len(model.organizations)) != institution
    assert left.public.capable[others].tolist() == view.public.capable[others].tolist()
