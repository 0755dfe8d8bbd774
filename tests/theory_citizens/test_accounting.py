"""A9.05, accounting and stock-flow identities, from the tables of whole runs under every mechanism and a portfolio."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_market import POLICIES, finished, frames, small_scenario, warmed

from gpssim import registry
from gpssim.analysis import values
from gpssim.model import PublicServiceMarket
from gpssim.month.organizations import population
from gpssim.records import Results
from gpssim.scenario import replace
from gpssim.state import money

TO_PROVIDERS = ("payment", "final_payment", "grant")
FROM_OUTSIDE = ("opening", "donation")

pytestmark = pytest.mark.parametrize("policy", POLICIES)


def flow(policy: str, *kinds: str, column: str = "", by: str = "") -> Any:
    """Fen booked under some kinds of transfer, in total or by account."""
    ledger = frames(policy)["ledger"]
    rows = ledger[ledger["kind"].isin(kinds)] if kinds else ledger
    return rows.groupby(column, observed=True)["fen"].sum() if column else int(rows["fen"].sum())


def balances(policy: str) -> pd.Series:
    """What every account holds, from transfers alone."""
    return flow(policy, column="target").sub(flow(policy, column="source"), fill_value=0)


def test_01_purchasers_close_with_what_they_received_less_what_they_spent(policy: str) -> None:
    model, held = finished(policy), balances(policy)
    received, spent, returned = (
        flow(policy, *kinds, column=side)
        for kinds, side in ((("appropriation",), "target"), (TO_PROVIDERS, "source"), (("lapse",), "source"))
    )
    for row, account in enumerate(model.purchasers.account_fen):
        name = f"purchaser/{row}"
        assert received[name] - spent.get(name, 0) - returned.get(name, 0) == account == held[name]


def test_02_what_providers_receive_is_what_purchasers_and_the_outside_give(policy: str) -> None:
    ledger = frames(policy)["ledger"]
    to_providers = ledger[ledger["target"].astype(str).str.startswith("organization/")]
    assert set(to_providers["kind"].astype(str)) <= {*TO_PROVIDERS, *FROM_OUTSIDE, "closing"}
    by_source = to_providers.groupby(to_providers["source"].astype(str).str.split("/").str[0])["fen"].sum()
    assert by_source["purchaser"] == flow(policy, *TO_PROVIDERS)
    of_debts = to_providers.loc[to_providers["kind"] == "closing", "fen"].sum()
    assert by_source["outside"] == flow(policy, *FROM_OUTSIDE) + of_debts
    assert flow(policy) == sum(flow(policy, kind) for kind in ledger["kind"].astype(str).unique())


def test_03_providers_close_with_what_they_received_less_what_they_spent(policy: str) -> None:
    model, held = finished(policy), balances(policy)
    for row, cash in enumerate(model.organizations.cash_fen):
        assert held.get(f"organization/{row}", 0) == cash


def test_03_costs_are_paid_or_owed(policy: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        incurred, forgiven = watch_costs(patch)
        model = warmed().branch(policy)
        owed_before = int(model.organizations.owed_fen.sum())
        model.run()
    ledger = frames(policy)["ledger"]
    paid = int(ledger.loc[(ledger["kind"] == "delivery") & (ledger["month"] >= 0), "fen"].sum())
    assert owed_before + sum(incurred) == paid + int(model.organizations.owed_fen.sum()) + sum(forgiven)


def watch_costs(patch: pytest.MonkeyPatch) -> tuple[list[int], list[int]]:
    """Costs incurred month by month, and arrears that went with those who left."""
    incurred: list[int] = []
    forgiven: list[int] = []
    costs, dissolve = money.costs_fen, population.dissolve

    def costs_fen(model: PublicServiceMarket) -> np.ndarray:
        incurred.append(int(costs(model).sum()))
        return costs(model)

    def dissolving(model: PublicServiceMarket, row: int, reason: str) -> None:
        forgiven.append(int(model.organizations.owed_fen[row]))
        dissolve(model, row, reason)

    patch.setattr(money, "costs_fen", costs_fen)
    patch.setattr(population, "dissolve", dissolving)
    return incurred, forgiven


def test_04_contracts_signed_have_ended_or_are_in_force(policy: str) -> None:
    contracts, services = frames(policy)["contracts"], frames(policy)["services"]
    ends = contracts["end_reason"].value_counts()
    assert set(ends.index) <= {"in_force", "completed", "terminated", "insolvent", "left"}
    assert ends.sum() == len(contracts)
    in_force = services.groupby("month")["n_contracts"].sum()
    for month, n in in_force.items():
        signed, ended = (contracts["month_start"] <= month).sum(), (contracts["month_ended"] <= month).sum()
        assert signed - ended == n
    assert ends["in_force"] == in_force.iloc[-1]


def test_04_awards_are_signed_pending_or_lapsed_with_their_winner(policy: str) -> None:
    model, projects, contracts = finished(policy), frames(policy)["projects"], frames(policy)["contracts"]
    awards = int(projects["n_awards"].sum())
    signed = int(((contracts["cycle_year"] == 0) & ~contracts["bridge"]).sum())
    lapsed = awards - signed - len(model.signatures)
    won = frames(policy)["bids"].query("won").merge(frames(policy)["exits"], on="organization", suffixes=("", "_left"))
    assert 0 <= lapsed <= len(won)


def test_05_everybody_in_need_is_in_one_stage_and_needs_are_stock_and_flow(policy: str) -> None:
    monthly = frames(policy)["monthly"]
    stages = monthly[["n_served", "n_queued", "n_unaware", "n_deterred", "n_ineligible"]].sum(axis=1)
    assert (stages == monthly["n_need"]).all()
    assert (monthly["waiting"] == monthly["n_need"] - monthly["n_served"]).all()
    assert (monthly["n_need"] <= monthly["n_citizens"]).all()
    keys = ["month", "district", "domain", "group"]
    grid = (
        monthly.astype({"domain": str, "group": str})
        .set_index(keys)[["n_need", "n_onset", "n_ended"]]
        .unstack("month", fill_value=0)
    )
    need, onset, ended = (grid[name].to_numpy() for name in ("n_need", "n_onset", "n_ended"))
    assert (need[:, 1:] == need[:, :-1] + onset[:, 1:] - ended[:, 1:]).all()
    assert need.sum() > 1000


def test_06_organizations_are_those_before_and_entrants_less_exits(policy: str) -> None:
    tables, model = frames(policy), finished(policy)
    quarters = tables["organizations"].groupby("month")["organization"].agg(["size", "nunique"])
    assert (quarters["size"] == quarters["nunique"]).all()
    founders, exits = tables["founders"], tables["exits"]
    n_initial = small_scenario().world.organizations.n_initial
    for month, n in quarters["size"].items():
        entered = int((founders["registered"] & (founders["month"] <= month)).sum())
        left = int((exits["month"] <= month + 1).sum())
        assert n == n_initial + entered - left
    assert exits["organization"].is_unique
    assert np.unique(model.organizations.key).size == len(model.organizations)


def test_06_nobody_is_paid_after_leaving(policy: str) -> None:
    ledger, exits = frames(policy)["ledger"], frames(policy)["exits"]
    left = dict(zip("organization/" + exits["organization"].astype(str), exits["month"], strict=True))
    for side in ("source", "target"):
        gone = ledger[side].astype(str).map(left)
        assert not (ledger["month"] >= gone.fillna(np.inf)).any()


def test_07_payment_needs_an_award_and_stays_under_the_ceiling(policy: str) -> None:
    projects, bids, contracts = (frames(policy)[name] for name in ("projects", "bids", "contracts"))
    assert set(contracts["project"]) <= set(projects.loc[projects["outcome"] == "awarded", "project"])
    assert (contracts["paid"] <= contracts["ceiling"] * contracts["places"] * 12.0 + 0.01).all()
    failed = projects["outcome"] == "failed"
    assert (projects.loc[failed, "n_awards"] == 0).all()
    assert (projects.loc[failed, "reason"].astype(str) != "").all()
    assert (projects.loc[~failed, "n_awards"] >= 1).all()
    assert bids.loc[bids["won"], "valid"].all()
    tendered = projects[~failed & (projects["mechanism"] == "open_tender")]
    assert (tendered["n_valid_bids"] >= registry.mechanism("open_tender").min_bids).all()
    assert (projects["n_valid_bids"] <= projects["n_bids"]).all()
    assert (projects["n_bids"] <= projects["n_invited"]).all()


def purchases(policy: str, mechanism: str) -> Iterator[tuple[Any, pd.DataFrame]]:
    """Awarded purchases of a mechanism with their valid offers."""
    projects, bids = frames(policy)["projects"], frames(policy)["bids"]
    offers = dict(list(bids[bids["valid"]].groupby(["project", "attempt", "month"])))
    for p in projects[(projects["outcome"] == "awarded") & (projects["mechanism"] == mechanism)].itertuples():
        yield p, offers[p.project, p.attempt, p.month_opened]


def test_08_the_winner_of_a_tender_has_the_highest_score_recomputed(policy: str) -> None:
    weight, n = registry.mechanism("open_tender").price_weight, 0
    for project, offers in purchases(policy, "open_tender"):
        price_points = 100.0 * weight * offers["price"].min() / offers["price"]
        total = price_points + offers["quality_points"]
        assert offers["price_points"].to_numpy() == pytest.approx(price_points.to_numpy())
        assert offers["total"].to_numpy() == pytest.approx(total.to_numpy())
        assert offers["quality_points"].between(0.0, 100.0 * (1.0 - weight)).all()
        best = offers.loc[total.idxmax()]
        assert (project.winner, project.winning_price) == (best["organization"], best["price"])
        assert offers.loc[offers["won"], "organization"].tolist() == [project.winner]
        n += 1
    assert n > 10


def test_08_a_commission_goes_to_the_partner_asked(policy: str) -> None:
    n = 0
    for project, offers in purchases(policy, "directed_commission"):
        assert offers["organization"].tolist() == [project.winner]
        assert project.n_invited == 1
        n += 1
    assert n > 10


def test_08_a_contest_funds_the_best_it_can_pay(policy: str) -> None:
    contest = registry.mechanism("venture_philanthropy")
    n = 0
    for project, offers in purchases(policy, "venture_philanthropy"):
        budget = project.places * project.ceiling * project.months
        most = min(
            int(np.ceil(budget / min(contest.grant_cap, budget) - 1e-9)), max(1, int(contest.funded_share * len(offers) + 0.5))
        )
        left, funded = budget * (1.0 + 1e-9), []
        for offer in offers.sort_values(["total", "price"], ascending=[False, True]).itertuples():
            cost = offer.price * min(offer.places, project.places) * project.months
            if len(funded) < most and offer.total >= contest.funding_line and cost <= left:
                funded.append(offer.organization)
                left -= cost
        assert sorted(funded) == sorted(offers.loc[offers["won"], "organization"])
        n += 1
    assert n > 5


def test_09_transfers_cancel_in_welfare(policy: str) -> None:
    tables, world = frames(policy), small_scenario().world
    since = {name: t[t["month"] >= 0] for name, t in tables.items() if "month" in t}
    projects = tables["projects"][tables["projects"]["month_opened"] >= 0]
    scales, unit = world.scales, {d.name: d.unit_cost for d in world.domains}
    price = since["monthly"]["domain"].astype(str).map(unit) * world.residents_per_citizen
    served, waited = since["monthly"]["n_served"], since["monthly"]["waiting"]
    quality = since["monthly"]["experienced_latent"]
    citizens = (price * (scales.service_value * served + scales.quality_price * quality - scales.waiting_price * waited)).sum()
    ledger = since["ledger"]
    received = ledger.loc[ledger["kind"].isin(TO_PROVIDERS), "fen"].sum() / 100.0
    delivery = since["services"][["cost_delivery", "cost_effort"]].to_numpy().sum()
    providers = received - delivery - projects["bidder_cost"].sum()
    public = since["purchasers"]
    hours = world.purchasers.wage_hour * public[["official_hours", "monitoring_hours"]].to_numpy().sum()
    spent = public[["paid", "procedure_cost"]].to_numpy().sum()
    taxpayers = -(1.0 + scales.excess_burden) * spent - hours
    years = small_scenario().months / 12.0
    total = (citizens + providers + taxpayers) / world.city.residents / years
    assert welfare(policy) == pytest.approx(total, rel=1e-9)
    assert received == pytest.approx(public["paid"].sum(), rel=1e-12)


@lru_cache
def welfare(policy: str) -> float:
    """Social welfare per resident and year as the analysis reports it."""
    manifest = {"scenario": small_scenario().model_dump(mode="json"), "months": small_scenario().months, "policies": [policy]}
    return float(values(Results(finished(policy).tables(arrow=True), manifest), "welfare_social")["value"].iloc[0])


def test_10_without_drift_beliefs_only_sharpen(policy: str) -> None:
    scenario = replace(small_scenario(), {"world.information.drift": 0.0, "warm_up": 6})
    model = PublicServiceMarket(scenario, policy, seed=7)
    known, public = np.zeros((0, 8)), np.zeros(0)
    for _ in range(20):
        model.step()
        o, n = model.organizations, known.shape[0]
        assert (o.believed_variance[:n] <= known).all()
        assert (o.published_variance[:n] <= public).all()
        known, public = o.believed_variance.copy(), o.published_variance.copy()
    prior = scenario.world.information.prior_sd**2
    assert (known[o.n_signals > 0] < prior).all()
    assert (known[o.n_signals == 0] == prior).all()


def test_10_shares_stay_shares_and_experience_is_never_negative(policy: str) -> None:
    o, tables = finished(policy).organizations, frames(policy)
    for share in ("autonomy", "embeddedness", "win_rate", "continuation_rate", "professional_share"):
        assert ((o[share] >= 0.0) & (o[share] <= 1.0)).all(), share
    for amount in ("experience", "staff", "contracted", "mission", "owed_fen", "tie"):
        assert (o[amount] >= -1e-9).all(), amount
    public = tables["public"]
    for share in ("trust_government", "trust_providers", "awareness", "participation"):
        assert (public[share] <= public["n_citizens"] + 1e-9).all()
        assert (public[share] >= 0.0).all()
