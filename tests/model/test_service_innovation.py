"""Service models in a market: tried where there is room, spread by contact, publication and staff, worth what they add."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_market import differing, frames_of, state_bytes, table_digests, varied, warmed

from gpssim.model import PublicServiceMarket
from gpssim.month.contracts import handover
from gpssim.month.organizations import innovation
from gpssim.month.planning.policy import set_policy
from gpssim.scenario import Change, MechanismSetting, Policy, replace
from gpssim.state import practices

ON: dict[str, Any] = {"search": 0.2, "cost": 1000.0, "copying": 200.0}
SPREAD: dict[str, Any] = {"neighbors": 0.4, "published": 0.0, "carried": 0.0, "aging": 0.0, "copying": 0.0}


def tried(policy: str | Policy = "status_quo", months: int = 24, **dials: Any) -> PublicServiceMarket:
    """The warmed market, whose providers may try service models from month 0 on."""
    model = warmed().branch(policy)
    model.world = replace(model.world, {f"innovation.{name}": value for name, value in (ON | dials).items()})
    return model.run(months)


@lru_cache
def tables(policy: str = "status_quo", **dials: Any) -> dict[str, pd.DataFrame]:
    return frames_of(tried(policy, **dials))


def found(policy: str | Policy = "status_quo", **dials: Any) -> int:
    """Trials in two years."""
    rows = frames_of(tried(policy, **dials))["innovations"]
    return int(rows["channel"].isin(["found", "failed"]).sum())


def with_freedom(value: float) -> Policy:
    setting = MechanismSetting(mechanism="open_tender", name="freedom", value=value)
    return Policy(name="free", shares=Policy.of("open_tender").shares, settings=(setting,))


def test_without_search_nothing_moves_whatever_the_other_dials() -> None:
    dials = {"search": 0.0, "success": 1.0, "step": 2.0, "neighbors": 1.0, "published": 1.0, "disturbance": 3.0}
    still = tried(**dials)
    assert differing(state_bytes(still), state_bytes(warmed().branch("status_quo").run(24))) == []
    assert not still.organizations.practice.any()
    assert len(frames_of(still)["innovations"]) == 0


def test_better_service_models_are_found_spread_and_raise_quality_where_only_clients_see_it() -> None:
    on, off = tables(), tables(search=0.0)
    rows = on["innovations"]
    assert {"found", "failed", "contact"} <= set(rows["channel"])
    assert (rows["gain"][rows["channel"] == "failed"] == 0.0).all()
    assert (rows["gain"][rows["channel"] != "failed"] > 0.0).all()
    last = [t["services"][t["services"]["month"] == 23].sum(numeric_only=True) for t in (on, off)]
    nonverifiable, verifiable = (
        [s[f"delivered_{name}"] / s["places_delivered"] for s in last] for name in ("nonverifiable", "verifiable")
    )
    gain = last[0]["practice_latent"] / last[0]["places_delivered"]
    assert gain > 0.1
    assert nonverifiable[0] - nonverifiable[1] == pytest.approx(
        gain, abs=0.35 * gain
    )  # awards and effort answer, but do not undo it
    assert abs(verifiable[0] - verifiable[1]) < 0.35 * gain


def test_ability_is_not_what_grows() -> None:
    on, off = (t["organizations"] for t in (tables(), tables(search=0.0)))
    by_month = [t.groupby("month")["ability"].mean() for t in (on, off)]
    assert abs(by_month[0].iloc[-1] - by_month[1].iloc[-1]) < 0.1 * on["practice"].groupby(on["month"]).mean().iloc[-1] + 0.02


def test_a_specification_without_room_stops_trials_and_more_room_brings_more() -> None:
    counts = [found(with_freedom(x)) for x in (0.0, 0.2, 0.9)]
    assert counts[0] < counts[1] < counts[2]
    fixed = frames_of(tried(with_freedom(0.0)))
    rows, contracts = fixed["innovations"], fixed["contracts"].set_index("contract")
    tendered = contracts[
        (contracts["mechanism"] == "open_tender") & (contracts["month_signed"] >= 0) & (contracts["cycle_year"] == 0)
    ]
    trials = rows[rows["channel"].isin(["found", "failed"])]
    assert len(tendered) > 10
    assert len(trials) > 0, "contracts of before, and those that followed failed tenders, leave room"
    assert set(trials["contract"]) & set(tendered.index) == set()


@pytest.mark.parametrize(("dial", "value"), [("roots", 5.0), ("support", 20.0), ("rivalry", 5.0)])
def test_roots_support_and_rivals_make_providers_try(dial: str, value: float) -> None:
    assert found(**{dial: value}) > found(**{dial: 0.0})


def test_who_expects_to_stay_tries_less_where_rivals_are_what_drives_it() -> None:
    model = tried(months=0, rivalry=3.0)
    chances = []
    for kept in (0.9, 0.1):
        model.organizations["continuation_rate"][:] = kept
        chances.append(practices.leading_contracts(model, 0)[1])
    assert (chances[1] > chances[0]).all()


def in_one_domain(**dials: Any) -> tuple[PublicServiceMarket, np.ndarray]:
    """A market in which one organization has a better service model in domain 0 and nobody tries anything else."""
    model = warmed().branch("status_quo")
    model.world = replace(model.world, {f"innovation.{name}": value for name, value in (SPREAD | dials).items()})
    c = model.contracts
    org = np.unique(c.organization[c.active & (c.domain == 0)])
    model.organizations["practice"][org[0], 0] = 0.6
    return model, org


def adopters(model: PublicServiceMarket, months: int) -> list[int]:
    """Organizations with a better service model in domain 0, month by month, with contracts held as they are."""
    counts = []
    for _ in range(months):
        set_policy(model)
        innovation.renew_services(model)
        model.month += 1
        counts.append(int((model.organizations.practice[:, 0] >= practices.IMPROVED).sum()))
    return counts


def test_a_better_model_spreads_by_contact_slowly_then_fast_then_to_all_who_meet() -> None:
    model, org = in_one_domain(copied=1.0)
    model.organizations["cash_fen"][:] = 10**10
    curve = adopters(model, 60)
    assert curve == sorted(curve)
    better, _ = practices.seen_better(model, 0, org)
    assert better.max() == 0.0, "nobody meets a better one any more"
    assert curve[-1] > 0.5 * org.size
    steps = np.diff([1, *curve])
    assert steps.argmax() > 0, "the fastest month is not the first"


@pytest.mark.parametrize("dial", ["neighbors", "published"])
def test_it_stays_where_it_is_if_nobody_looks(dial: str) -> None:
    blind, _ = in_one_domain(neighbors=0.0, published=0.0)
    assert adopters(blind, 12)[-1] == 1
    seeing, _ = in_one_domain(**({"neighbors": 0.0, "published": 0.0} | {dial: 0.5}))
    seeing.organizations["cash_fen"][:] = 10**10
    assert adopters(seeing, 12)[-1] > 1


def test_what_is_not_disclosed_is_not_copied_from_afar() -> None:
    silent, _ = in_one_domain(neighbors=0.0, published=1.0)
    silent.organizations["cash_fen"][:] = 10**10
    silent.policy = Policy(name="mute", change=(Change(month=0, lever="disclosure", value=0.0),))
    assert adopters(silent, 6)[-1] == 1


def test_staff_that_moves_takes_the_service_model_along() -> None:
    model, org = in_one_domain(carried=0.5)
    c, o = model.contracts, model.organizations
    row = int(np.flatnonzero(c.active & (c.domain == 0) & (c.organization != org[0]))[0])
    new = int(c.organization[row])
    handover.carry_practice(model, row, (new, 0), int(org[0]), 0.5)
    assert o.practice[new, 0] == pytest.approx(0.6 * 0.5 * 0.5)
    handover.carry_practice(model, row, (new, 0), new, 1.0)
    assert o.practice[new, 0] == pytest.approx(0.15), "nothing is learned from oneself"
    written = frames_of(model)["innovations"].iloc[-1]
    told = {"month": model.since_switch, "organization": new, "channel": "staff", "source": int(org[0]), "contract": row}
    assert {name: written[name] for name in told} == told
    assert (written.gain, written.practice, written.cost) == pytest.approx((0.15, 0.15, 0.0))  # it comes for nothing


def test_trials_cost_money_that_is_booked_and_support_bears_its_part() -> None:
    model = tried("venture_philanthropy", support=20.0)
    booked = frames_of(model)["ledger"]
    paid = booked[booked["kind"] == "development"]
    flows = frames_of(model)["purchasers"]
    assert paid["fen"].sum() / 100.0 == pytest.approx(flows["development_cost"].sum())
    by_treasury = paid[paid["source"] == "treasury"]["fen"].sum() / 100.0
    assert 0.0 < by_treasury == pytest.approx(flows["subsidy"].sum())
    rows = frames_of(model)["innovations"]
    assert (rows["channel"] == "found").sum() == flows["n_models_found"].sum() > 0
    assert rows["cost"].sum() == pytest.approx(flows["development_cost"].sum())


def test_the_poor_try_nothing() -> None:
    model = tried(months=0)
    model.organizations["cash_fen"][:] = 0
    innovation.renew_services(model)
    assert len(frames_of(model)["innovations"]) == 0


def test_a_failed_trial_disturbs_clients_for_a_month() -> None:
    model = tried(months=0, success=0.0, search=1.0, disturbance=0.5)
    set_policy(model)
    innovation.renew_services(model)
    rows = np.flatnonzero(model.contracts.active)
    lost = practices.practised(model, rows)
    assert set(np.unique(lost)) == {-0.5, 0.0}
    model.month += 1
    model.world = replace(model.world, {"innovation.search": 1e-9})
    innovation.renew_services(model)
    assert not model.organizations.disturbed.any()


def test_needs_move_on_and_improvements_fade() -> None:
    model, _ = in_one_domain(neighbors=0.0, aging=0.5)
    adopters(model, 12)
    assert model.organizations.practice.max() == pytest.approx(0.3)


def test_a_branch_keeps_what_was_found() -> None:
    world = {"world__innovation__search": 0.3, "world__innovation__cost": 500.0, "warm_up": 12, "months": 6}
    whole = PublicServiceMarket(varied(**world), "open_tender", seed=7, check=True).run()
    parted = PublicServiceMarket(varied(**world), seed=7, check=True).warm_up().branch("open_tender").run()
    assert whole.organizations.practice.any()
    assert differing(table_digests(whole), table_digests(parted)) == []
