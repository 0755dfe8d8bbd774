"""People come, age and leave; who is reached, heard and served: each dial acts, and none at its neutral value."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_market import differing, frames, frames_of, table_digests, varied, warmed

from gpssim.audit import Setting
from gpssim.audit.check import ROUNDING
from gpssim.audit.rearranged import Moved, rearranged
from gpssim.audit.sameness import same
from gpssim.errors import ConservationError, StudyError, UnknownNameError
from gpssim.model import PublicServiceMarket
from gpssim.month import checking
from gpssim.scenario import Change, Levers, Policy
from gpssim.state import quality

MOVING = {
    "world__society__population__growth": 0.06,
    "world__society__population__turnover": 0.3,
    "world__society__population__births": 0.01,
    "world__society__population__ageing": 3.0,
}
PEOPLE = ("number", "present", "group", "age_group", "district", "need", "inclination")


@lru_cache
def moved(policy: str = "status_quo", **changes: Any) -> PublicServiceMarket:
    return PublicServiceMarket(varied(**MOVING, months=18, **changes), policy, seed=7, check=True).run()


def lived(policy: str | Policy = "status_quo", months: int = 12, **changes: Any) -> PublicServiceMarket:
    """Branched at month 0 where only policy differs, else a run of its own."""
    if not changes:
        return warmed().branch(policy).run(months)
    return PublicServiceMarket(varied(**changes), policy, seed=7, check=True).run(months)


def under(**levers: Any) -> Policy:
    return Policy(name="other", levers=Levers(**levers))


@lru_cache
def crowded(**levers: Any) -> dict[str, pd.DataFrame]:
    """Where everybody in need applies at once, places are short and their order matters."""
    scenario = varied(world__citizens__apply_base=4.0, world__city__n_citizens=1000, warm_up=3)
    return frames_of(PublicServiceMarket(scenario, under(**levers), seed=7, check=True).run(9))


@lru_cache
def tables(months: int = 12, **levers: Any) -> dict[str, pd.DataFrame]:
    return frames_of(lived(under(**levers), months))


def test_people_are_counted_as_they_come_and_go() -> None:
    model = moved()
    rows = frames_of(model)["districts"]
    totals = rows.groupby("month")[["n_citizens", "n_arrived", "n_left", "n_aged"]].sum()
    assert (totals["n_citizens"].diff() == totals["n_arrived"] - totals["n_left"])[1:].all()
    assert (totals[["n_arrived", "n_left", "n_aged"]].sum() > 20).all()
    assert totals["n_citizens"].iloc[-1] == model.citizens.present.sum() == model.group_sizes.sum()


def test_the_city_grows_and_ages() -> None:
    first, last = (frames_of(moved())["public"].query("month == @month").groupby("group")["n_citizens"].sum() for month in (0, 17))
    assert last.sum() > first.sum()
    assert last["elderly"] / last.sum() > first["elderly"] / first.sum()


@pytest.mark.sameness
def test_the_same_people_live_under_every_policy() -> None:
    one, other = moved("status_quo"), moved("open_tender")
    assert [name for name in PEOPLE if not np.array_equal(getattr(one.citizens, name), getattr(other.citizens, name))] == []
    assert "services" in differing(table_digests(one), table_digests(other))


@pytest.mark.sameness
def test_needs_of_those_who_stay_are_what_they_would_have_been() -> None:
    alone = PublicServiceMarket(varied(months=18), "status_quo", seed=7).run()
    with_others = PublicServiceMarket(varied(months=18, world__society__population__growth=0.06), "status_quo", seed=7).run()
    c = with_others.citizens
    natives = np.flatnonzero((c.present == 1) & (c.number < len(alone.citizens)))
    assert natives.size == len(alone.citizens) < c.present.sum()
    assert np.array_equal(c.need[natives], alone.citizens.need[c.number[natives]])


def test_who_left_holds_nothing_and_a_planted_ghost_is_seen() -> None:
    scenario = varied(**MOVING)
    model = PublicServiceMarket(scenario, seed=7, check=True).run(3)
    absent = np.flatnonzero(model.citizens.present == 0)
    assert absent.size
    model.citizens.columns["need"][absent[0], 0] = 1
    with pytest.raises(ConservationError, match="somebody who left"):
        checking.check_population(model)


def test_a_run_beyond_its_scenario_runs_out_of_rows() -> None:
    short = varied(**{**MOVING, "world__society__population__growth": 0.3}, months=1, warm_up=0)
    with pytest.raises(StudyError, match="outgrown the rows"):
        PublicServiceMarket(short, seed=7).run(60)


def test_a_shrinking_city_loses_people() -> None:
    model = lived(months=6, world__society__population__growth=-0.2)
    assert model.citizens.present.mean() < 0.85


@pytest.mark.parametrize("dial", [{"drift": 0.3}, {"rising_aspiration": 0.5}])
def test_wants_change(dial: dict[str, float]) -> None:
    changes = {f"world__society__population__{name}": value for name, value in dial.items()}
    after, before = frames_of(lived(months=18, **changes)), frames("status_quo")
    late = [t["monthly"].query("12 <= month < 18") for t in (before, after)]
    if "drift" in dial:
        assert late[0]["n_need"].sum() != late[1]["n_need"].sum()
        early = [t["monthly"].query("month < 12")[["month", "district", "domain", "group", "n_onset"]] for t in (before, after)]
        assert early[0].reset_index(drop=True).equals(early[1].reset_index(drop=True))
    else:
        content = [t["satisfaction"].sum() / t["n_served"].sum() for t in late]
        assert content[1] < content[0]


def test_targeting_serves_whom_it_names() -> None:
    def coverage(group: str, **levers: Any) -> float:
        rows = crowded(**levers)["monthly"].query("group == @group and month >= 3")
        return float(rows["n_served"].sum() / rows["n_need"].sum())

    first = {"targeting": 3.0, "target_groups": "migrant"}
    assert coverage("migrant", **first) > coverage("migrant")
    assert coverage("elderly", **first) <= coverage("elderly")


def test_errors_of_targeting_are_recorded_and_cost_the_vulnerable_places() -> None:
    right, wrong = (crowded(targeting=3.0, targeting_accuracy=a) for a in (1.0, 0.3))
    exact, blurred = right["districts"], wrong["districts"]
    assert exact[["n_missed", "n_leaked"]].to_numpy().sum() == 0 < exact["n_target"].sum()
    assert 0.3 < blurred["n_missed"].sum() / blurred["n_target"].sum() < 0.7
    assert blurred["n_leaked"].sum() > 0
    served = [t["monthly"].query("group != 'ordinary' and domain == 'community'")["n_served"].sum() for t in (right, wrong)]
    assert served[1] < served[0]


def test_a_group_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="elderly"):
        under(target_groups="elderl")


def test_costly_clients_cost_their_provider_and_mission_resists_selection() -> None:
    reach = "world__society__reach__"
    dear = frames_of(lived("citizen_voucher", **{f"{reach}cost_to_serve": 0.5}))
    usual = frames_of(lived("citizen_voucher"))
    assert dear["services"]["cost_delivery"].sum() > usual["services"]["cost_delivery"].sum() * 1.1
    assert dear["monthly"]["n_need"].sum() == usual["monthly"]["n_need"].sum()
    model = lived("citizen_voucher", months=1, **{f"{reach}mission_resists": 1.0})
    found, mission = quality.reluctances(model), model.organizations.mission[model.contracts.organization]
    assert found[mission == 0.0].min(initial=1.0) == 1.0
    assert 0.0 <= found.min() < 0.5


def test_a_long_way_deters() -> None:
    near, far = frames("status_quo"), frames_of(lived(months=24, world__society__reach__travel=3.0))
    deterred = [t["monthly"]["n_deterred"].sum() for t in (near, far)]
    assert deterred[1] > 1.2 * deterred[0]


def test_volunteers_come_where_they_trust_and_know() -> None:
    few = frames_of(lived("volunteer_service", world__society__reach__volunteering=1.0))["services"]["places_delivered"].sum()
    assert few < frames_of(lived("volunteer_service"))["services"]["places_delivered"].sum()


def test_meetings_raise_participation_and_take_hours_from_inspections() -> None:
    usual, asked = tables(), tables(participation=1.0)
    participation = [t["public"].query("month == 11") for t in (usual, asked)]
    means = [rows["participation"].sum() / rows["n_citizens"].sum() for rows in participation]
    assert means[0] + 0.2 < means[1] <= 1.0
    assert asked["purchasers"]["n_inspections"].sum() < usual["purchasers"]["n_inspections"].sum()
    assert asked["purchasers"]["official_hours"].sum() > usual["purchasers"]["official_hours"].sum()


def test_participation_falls_back_when_nobody_asks() -> None:
    model = warmed().branch(under(participation=1.0)).run(6)
    high = float(model.citizens.participation.mean())
    model.policy_state = warmed().policy_state
    model.run(40)
    assert model.citizens.participation.mean() < high
    assert np.allclose(model.citizens.participation, model.citizens.inclination, atol=0.05)


def test_a_larger_sample_errs_less_and_costs_more() -> None:
    usual, large = (tables(13, survey_size=size)["purchasers"] for size in (1.0, 16.0))
    errors = [np.sqrt(t["survey_error"].sum() / t["n_surveys"].sum()) for t in (usual, large)]
    assert errors[1] < 0.6 * errors[0]
    assert large["procedure_cost"].sum() > usual["procedure_cost"].sum()


def test_users_drawn_by_lot_leave_no_bias_of_nominees() -> None:
    def bias(**levers: Any) -> float:
        rows = tables(13, **levers)["inspections"].query("kind == 'acceptance' and month >= 0")
        return float((rows["signal"] - rows["truth"]).mean())

    nominated, by_lot = bias(users_weight=1.0), bias(users_weight=1.0, users_at_acceptance=1.0)
    assert by_lot < nominated - 0.1
    assert abs(by_lot) < 0.15


def test_complaints_send_inspectors_to_the_worse_contracts() -> None:
    loud = {"world__citizens__complaint_base": 1.0, "world__organizations__delivery_noise": 0.5}
    tables = frames_of(lived(under(hotline=0.002), months=18, **loud))
    rows = tables["inspections"].query("month >= 0")
    called, routine = (rows[rows["kind"] == kind] for kind in ("hotline", "inspection"))
    assert len(called) > 50
    assert called["truth"].mean() < routine["truth"].mean()
    assert tables["districts"]["n_hotline"].sum() == len(called)


def test_purchased_services_relieve_committees_which_reach_out() -> None:
    changes = {"world__society__committees__relief": 0.8, "world__society__committees__awareness": 0.2}
    relieved = frames_of(lived(months=24, **changes))
    load, usual = relieved["districts"], frames("status_quo")
    assert (load["committee_load"] < 0.6).all()
    assert load["outreach"].mean() > 0.02
    for column in ("participation", "awareness"):
        late = [t["public"].query("month == 23")[column].sum() for t in (usual, relieved)]
        assert late[1] > late[0]


def test_enterprises_are_served_by_associations_and_citizens_get_what_is_left() -> None:
    crowd = {"world__citizens__apply_base": 4.0, "world__city__n_citizens": 1000, "warm_up": 3}
    handed = {
        "world__society__enterprises__number": 20_000,
        "policy__levers__function_transfer": "elder_care, disability, community, counselling, employment",
    }
    usual, served = (frames_of(lived(months=12, **crowd, **changes)) for changes in ({}, handed))
    rows = served["enterprises"]
    assert (rows["places"] == rows["n_served"]).all()
    assert (rows["n_need"] == rows["n_served"] + rows["n_queued"]).all()
    assert rows["n_served"].sum() > 50
    assert 0.07 < rows["n_need"].sum() / rows["n_enterprises"].sum() < 0.13
    citizens = [t["monthly"]["n_served"].sum() for t in (usual, served)]
    assert citizens[1] < citizens[0]


def test_without_a_handover_enterprises_wait_and_citizens_notice_nothing() -> None:
    waiting = lived(months=6, world__society__enterprises__number=500)
    assert waiting.enterprises.served.sum() == 0 < waiting.enterprises.waited.sum()
    plain = lived(months=6)
    assert differing(table_digests(waiting), table_digests(plain)) == ["enterprises"]


def test_neutral_society_writes_nothing() -> None:
    assert len(frames("status_quo")["districts"]) == len(frames("status_quo")["enterprises"]) == 0


def test_a_branch_of_a_moving_city_is_a_run_of_its_own() -> None:
    scenario = varied(**MOVING, months=6, warm_up=3, world__society__enterprises__number=200)
    start = PublicServiceMarket(scenario, seed=7).warm_up()
    branch, own = start.branch("open_tender").run(), PublicServiceMarket(scenario, "open_tender", seed=7).run()
    assert differing(table_digests(branch), table_digests(own)) == []


@pytest.mark.sameness
@pytest.mark.parametrize("moved_rows", [Moved(citizens=True), Moved(districts=True)], ids=["citizens", "districts"])
def test_a_changing_society_hangs_on_no_order_of_rows(moved_rows: Moved) -> None:
    dials = {
        "committees": {"relief": 0.8},
        "enterprises": {"number": 500},
        "reach": {"travel": 1.0, "cost_to_serve": 0.3, "mission_resists": 0.5},
    }
    changes = {f"world__society__{group}__{name}": x for group, values in dials.items() for name, x in values.items()}
    scenario = varied(**MOVING, **changes, world__city__n_citizens=500, warm_up=3, months=6)
    policy = under(
        targeting=1.0, targeting_accuracy=0.5, participation=0.5, hotline=0.01, function_transfer="community", survey_size=2.0
    )
    setting = Setting(scenario, (policy,), 3, 1, 1)
    assert same(setting, rearranged(setting, moved_rows), ROUNDING).passed


@pytest.mark.parametrize("lever", ["function_transfer", "registered_only"])
def test_a_lever_that_names_no_domain_is_refused(lever: str) -> None:
    with pytest.raises(UnknownNameError, match="community"):
        PublicServiceMarket(varied(), under(**{lever: "comunity"}))
    later = Policy(name="later", change=(Change(month=3, lever=lever, value="comunity"),))
    with pytest.raises(UnknownNameError, match="community"):
        PublicServiceMarket(varied(), later)


def test_a_group_named_wrongly_in_a_later_month_is_refused_before_anything_runs() -> None:
    with pytest.raises(UnknownNameError, match="migrant"):
        PublicServiceMarket(varied(), Policy(name="later", change=(Change(month=3, lever="target_groups", value="migrants"),)))
