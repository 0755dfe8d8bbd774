"""What is signed stands: terms frozen, lead times passed, prices under ceilings, cycles staggered, extensions limited."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from small_market import POLICIES, finished, frames, frames_of, small_scenario, varied, warmed

from gpssim import registry
from gpssim.model import PublicServiceMarket
from gpssim.scenario import Change, MechanismSetting, MechanismShare, Policy
from gpssim.state.contract_row import END_REASONS

FROZEN = (
    "price",
    "places",
    "promised",
    "penalty",
    "due_share",
    "coaching",
    "per_unit",
    "by_choice",
    "own_record",
    "value",
    "start",
)


def test_a_later_lever_never_reaches_a_contract_in_force() -> None:
    levers = {"penalty": 2.0, "pay_first": 0.1, "pay_middle": 0.1, "coaching": 0.2, "tender_cycle_years": 1, "tolerance": 0.0}
    policy = Policy(name="changed", change=tuple(Change(month=5, lever=k, value=v) for k, v in levers.items()))
    model = warmed().branch(policy)
    while model.since_switch < 5:
        model.step()
    n = len(model.contracts)
    signed = {name: model.contracts[name].copy() for name in (*FROZEN, "end", "cycle_end")}
    model.run()
    c, early = model.contracts, np.arange(n)
    assert [name for name in FROZEN if not np.array_equal(c[name][early], signed[name])] == []
    ended_early = c.end[early] != signed["end"]
    assert np.array_equal(c.cycle_end[early], signed["cycle_end"])
    # only failure of the provider shortens a contract
    assert {END_REASONS[c.end_reason[row]] for row in early[ended_early]} <= {"insolvent", "left"}
    later = np.arange(n, len(c))
    renewed = later[(c.cycle_year[later] > 0) | c.bridge[later]]
    first = later[(c.cycle_year[later] == 0) & ~c.bridge[later]]
    assert np.array_equal(c.penalty[renewed], c.penalty[c.predecessor[renewed]])  # the cycle goes on as it was tendered
    assert (c.penalty[first[c.start[first] > model.specification.warm_up + 8]] == 2.0).all()
    assert (c.due_share[first, 0] == 0.1).any()


@pytest.mark.parametrize("policy", POLICIES)
def test_service_starts_when_the_lead_time_has_passed(policy: str) -> None:
    projects, contracts = frames(policy)["projects"], frames(policy)["contracts"]
    awarded = projects[(projects["outcome"] == "awarded") & (projects["month_start"] < small_scenario().months)]
    assert (projects["month_start"] == projects["month_opened"] + projects["lead_months"]).all()
    assert (projects["lead_months"] >= 1).all()
    for name, days in (("open_tender", 60.0), ("directed_commission", 30.0), ("venture_philanthropy", 80.0)):
        assert (projects.loc[projects["mechanism"] == name, "lead_months"] == int(np.ceil(days / 30.0))).all()
    new = contracts[(contracts["cycle_year"] == 0) & ~contracts["bridge"]]
    signed = new.groupby("project")["month_start"].agg(set)
    missed = [p for p in awarded.itertuples() if p.month_start not in signed.get(p.project, set())]
    gone = frames(policy)["exits"]["organization"].tolist()
    assert [p.project for p in missed if p.winner not in gone] == []
    assert len(awarded) > 20


def test_lead_times_of_that_test_are_the_mechanisms_own() -> None:
    tender, directed, venture = (
        registry.mechanism(name) for name in ("open_tender", "directed_commission", "venture_philanthropy")
    )
    assert tender.notice_days + tender.evaluation_days + tender.contract_days == 60.0
    assert directed.talks_days + directed.contract_days == 30.0
    assert venture.call_days + venture.jury_days + venture.contract_days == 80.0


@pytest.mark.parametrize("policy", POLICIES)
def test_no_price_above_its_ceiling_and_no_payment_above_the_value(policy: str) -> None:
    contracts, bids, projects = (frames(policy)[name] for name in ("contracts", "bids", "projects"))
    assert (contracts["unit_price"] <= contracts["ceiling"]).all()
    assert (contracts["paid"] <= contracts["value"] + 0.01).all()
    assert (contracts["penalty"] <= 0.3 * contracts["value"] + 1e-9).all()
    months = np.where(contracts["bridge"], 1, small_scenario().policy.levers.contract_months)
    assert contracts["value"].to_numpy() == pytest.approx(contracts["unit_price"] * contracts["places"] * months)
    opened = projects.rename(columns={"month_opened": "month"})[["project", "attempt", "month", "ceiling"]]
    of_project = bids.merge(opened, on=["project", "attempt", "month"], validate="many_to_one")
    assert (of_project.loc[of_project["valid"], "price"] <= of_project.loc[of_project["valid"], "ceiling"]).all()
    full = contracts[(contracts["end_reason"] == "completed") & (contracts["month_ended"] < 18) & (contracts["penalty"] == 0)]
    assert (full["paid"] > 0.5 * full["value"]).all()


def test_first_cycles_are_staggered_over_the_years_of_a_cycle() -> None:
    model = finished("status_quo")
    c = model.contracts
    first = (c.predecessor == -1) & (c.start < 12) & ~c.grant
    lengths = np.unique(c.cycle_end[first] - c.start[first], return_counts=True)
    assert lengths[0].tolist() == [12, 24, 36]
    assert lengths[1].min() > 0.15 * first.sum()
    later = (c.cycle_year == 0) & (c.start >= 12) & (c.predecessor >= 0) & ~c.grant & ~c.bridge
    usual = np.unique(c.cycle_end[later] - c.start[later]).tolist()
    assert usual == [36]


@lru_cache
def slow_market(bridge_months: int) -> PublicServiceMarket:
    """Tenders with half a year of notice: every line that runs out waits for its next contract."""
    scenario = varied(policy__levers__bridge_months=bridge_months, world__citizens__apply_base=2.0)
    notice = MechanismSetting(mechanism="open_tender", name="notice_days", value=170.0)
    policy = Policy(name="slow", shares=(MechanismShare(mechanism="open_tender", share=1.0),), settings=(notice,))
    return PublicServiceMarket(scenario, policy, seed=7, check=True).run()


def extensions(model: PublicServiceMarket) -> list[tuple[int, int]]:
    """Of every extended contract: months of extension, and months of the cycle that was extended."""
    c, found = model.contracts, []
    for row in np.flatnonzero(c.bridge & ~np.isin(np.arange(len(c)), c.predecessor[c.bridge])):
        months, first = 0, int(row)
        while c.bridge[first]:
            months, first = months + 1, int(c.predecessor[first])
        last = first
        while c.cycle_year[first] > 0:
            first = int(c.predecessor[first])
        found.append((months, int(c.cycle_end[last] - c.start[first])))
    return found


def test_no_contract_is_extended_beyond_the_lever_or_a_tenth_of_its_term() -> None:
    none, one, many = (extensions(slow_market(m)) for m in (0, 1, 12))
    assert none == []
    assert {months for months, _ in one} == {1}
    assert max(months for months, _ in many) > 1
    assert [(months, cycle) for months, cycle in many if months > cycle / 10.0] == []


def test_an_extension_is_one_more_month_of_the_old_contract() -> None:
    c = slow_market(12).contracts
    rows = np.flatnonzero(c.bridge)
    before = c.predecessor[rows]
    assert (c.end[rows] - c.start[rows] == 1).all()
    assert (c.start[rows] == c.end[before]).all()
    for name in ("price", "places", "organization", "promised", "penalty"):
        assert np.array_equal(c[name][rows], c[name][before])


def test_without_an_extension_there_is_a_gap_and_fewer_are_served() -> None:
    none, many = (frames_of(slow_market(m)) for m in (0, 12))
    assert many["services"]["places_bridge"].sum() > 0.0 == none["services"]["places_bridge"].sum()
    assert none["services"]["places_gap"].sum() > many["services"]["places_gap"].sum() > 0.0
    assert none["monthly"]["n_served"].sum() < many["monthly"]["n_served"].sum()


@pytest.mark.parametrize("months", [6, 9, 24])
def test_no_contract_outlasts_its_cycle(months: int) -> None:
    scenario = varied(policy__levers__contract_months=months)
    c = PublicServiceMarket(scenario, "status_quo", seed=7, check=True).run(36).contracts
    renewed = np.flatnonzero(
        ~c.bridge
        & ~c.grant
        & (c.cycle_year > 0)
        & ~np.isin(c.end_reason, [END_REASONS.index("insolvent"), END_REASONS.index("left")])
    )
    assert renewed.size > 5
    assert (c.end[renewed] <= c.cycle_end[renewed]).all()


def test_a_line_has_one_contract_at_a_time_in_an_unbroken_chain() -> None:
    c = finished("status_quo").contracts
    table = pd.DataFrame({"line": c.line, "row": np.arange(len(c)), "start": c.start, "ended": np.where(c.active, 10**6, c.ended)})
    for _, chain in table.sort_values(["line", "start", "row"]).groupby("line"):
        assert (chain["start"].to_numpy()[1:] >= chain["ended"].to_numpy()[:-1]).all()
        assert c.predecessor[chain["row"].to_numpy()].tolist() == [-1, *chain["row"].tolist()[:-1]]
