"""Ties and violations in every purchase: each acts as it should, is recorded as truth, comes to light at its rate, and leaves
everything else alone."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_market import differing, frames_of, table_digests, varied

from gpssim.model import PublicServiceMarket
from gpssim.records.truth import RedFlag, Truth
from gpssim.state.legality import purchase_threshold

SMALL: dict[str, Any] = {"world__city__n_citizens": 400, "warm_up": 0, "months": 18}
TIED: dict[str, Any] = {"world__purchasers__tie_density": 0.5, "world__purchasers__tie_strength": 1.0}
HIDDEN = {
    f"world__violations__{kind}_detection": 0.0
    for kind in ("favoritism", "tailoring", "accompanying", "leak", "splitting", "local", "collusion", "fake", "passing_on")
} | {"world__violations__oversight": 0.0}
EVERYTHING: dict[str, Any] = {
    "world__violations__tailoring": 0.5,
    "world__violations__accompanying": 1.0,
    "world__violations__leak": 1.0,
    "world__violations__nomination": 1.0,
    "world__violations__steering": 1.0,
    "world__violations__splitting": 1.0,
    "world__violations__threshold": 200_000.0,
    "world__violations__local_protection": 0.3,
    "world__violations__fake_documents": 0.5,
    "world__violations__passing_on": 0.5,
    "policy__levers__third_party": 0.5,
}


def market(policy: str, **changes: Any) -> PublicServiceMarket:
    return PublicServiceMarket(varied(**{**SMALL, **changes}), policy, seed=7, check=True)


@lru_cache
def tables(policy: str, *changes: tuple[str, Any]) -> dict[str, pd.DataFrame]:
    return frames_of(market(policy, **dict(changes)).run())


def run(policy: str, **changes: Any) -> dict[str, pd.DataFrame]:
    return tables(policy, *sorted(changes.items()))


def dials(**values: float) -> dict[str, Any]:
    return {f"world__violations__{name}": value for name, value in values.items()}


def committed(projects: pd.DataFrame, kind: Truth) -> pd.Series:
    return (projects["truth"] & int(kind)) > 0


@pytest.mark.parametrize("policy", ["open_tender", "framework_agreement"])
def test_honest_officials_do_nothing_and_no_luck_moves(policy: str) -> None:
    """Everything that grows out of a tie is switched on, and nothing differs from a market without any of it."""
    tied = dials(tailoring=0.5, accompanying=1.0, leak=1.0, nomination=1.0, steering=1.0, splitting=1.0, false_complaint=0.0)
    honest = {**SMALL, **TIED, "world__purchasers__integrity": 1.0}
    plain, watched = (market(policy, **honest, **more).run() for more in ({}, tied))
    assert differing(table_digests(plain), table_digests(watched)) == []


@pytest.mark.parametrize("policy", ["open_tender", "venture_philanthropy", "citizen_voucher"])
def test_everything_at_once_is_conserved_and_written_down(policy: str) -> None:
    found = run(policy, **TIED, **EVERYTHING, world__purchasers__integrity=0.2)
    assert {"tailored", "fake_documents", "local_protection", "passed_on", "captured"} <= set(found["violations"]["kind"])
    irregular = found["projects"][(found["projects"]["legal_basis"] == "irregular")]
    assert len(irregular)
    assert (irregular["truth"] > 0).all()


def test_a_tie_buys_awards_where_integrity_is_low_and_nothing_where_it_is_full() -> None:
    clear = {"world__information__dossier_noise": 0.0, "world__information__dossier_ability": 1.0, "world__bidding__attention": 1.0}
    acts = {**TIED, **HIDDEN, **clear, **dials(tailoring=0.9)}
    low, full = (
        run("open_tender", **acts, world__purchasers__integrity=x)["projects"].query("mechanism == 'open_tender'")
        for x in (0.0, 1.0)
    )
    assert low["winner_tie"].mean() > full["winner_tie"].mean() + 0.15
    assert low["winner_quality"].mean() < full["winner_quality"].mean()
    assert committed(low, Truth.FAVORITISM).sum() > 20
    assert not full["truth"].any()


def test_who_is_told_the_others_prices_asks_more() -> None:
    acts = {**TIED, **HIDDEN, "world__purchasers__integrity": 0.0}
    told, kept = (run("open_tender", **acts, **dials(leak=x))["projects"].query("mechanism == 'open_tender'") for x in (1.0, 1e-12))
    both = told[committed(told, Truth.LEAK)].merge(kept, on=["project", "attempt"], suffixes=("", "_kept"))
    same = both[both["winner"].eq(both["winner_kept"]) & both["winner"].ge(0)]
    assert len(same) > 10
    assert (same["winning_price"] - same["winning_price_kept"]).mean() > 0.0
    assert (same["winning_price"] <= same["ceiling"]).all()


def test_accompanying_bids_make_a_tender_valid_and_show_in_truth_alone() -> None:
    acts = {**TIED, **HIDDEN, "world__purchasers__integrity": 0.0, "world__bidding__attention": 0.3}
    alone, brought = (run("open_tender", **acts, **dials(accompanying=x)) for x in (1e-12, 1.0))
    failed = [(t["projects"]["outcome"] == "failed").mean() for t in (alone, brought)]
    assert failed[1] < failed[0] - 0.05
    projects = brought["projects"]
    helped = projects[committed(projects, Truth.ACCOMPANYING)]
    assert (helped["n_effective_bids"] < 3).all()
    assert (helped["n_valid_bids"] >= 3).all()
    bids = brought["bids"]
    together = bids[(bids["truth"] & int(Truth.ACCOMPANYING)) > 0].groupby(["project", "attempt"])["price"]
    ratio = together.max() / together.min()  # the cheapest of them is the favorite
    assert ratio.between(1.0, 1.05).all()
    assert ratio.gt(1.01).mean() > 0.5  # the others meet the ceiling


def test_splitting_bunches_contracts_below_the_threshold_and_buys_as_much() -> None:
    acts = {**HIDDEN, "world__purchasers__integrity": 0.0}
    split, whole = (run("open_tender", **acts, **dials(splitting=x, threshold=200_000.0)) for x in (1.0, 1e-12))
    first = split["projects"].query("fiscal_year == 0 and month_opened < 9 and attempt == 0")
    value = first["ceiling"] * first["places"] * first["months"]
    parts = first[committed(first, Truth.SPLITTING)]
    assert len(parts) > 20
    assert (parts["mechanism"] == "directed_commission").all()
    just_below = value.between(170_000.0, 200_000.0).mean()
    base = whole["projects"].query("fiscal_year == 0 and month_opened < 9 and attempt == 0")
    assert just_below > (base["ceiling"] * base["places"] * base["months"]).between(170_000.0, 200_000.0).mean() + 0.2
    flagged = (parts["red_flag"] & int(RedFlag.BELOW_THRESHOLD)) > 0
    assert flagged.mean() > 0.2


def test_a_divided_project_keeps_its_places() -> None:
    acts = {**HIDDEN, "world__purchasers__integrity": 0.0}
    planned = []
    for chance in (1.0, 1e-12):
        model = market("open_tender", **acts, **dials(splitting=chance, threshold=200_000.0))
        model.step()
        planned.append(model.lines)
    divided, whole = planned
    assert len(divided) > len(whole)
    assert sum(line.places for line in divided) == pytest.approx(sum(line.places for line in whole), rel=1e-9)
    assert {line.split for line in whole} == {0}
    assert len({line.key for line in divided}) == len(divided)


@pytest.mark.parametrize("mechanism", ["lottery", "commissioning"])  # lots or the record decide: nobody reads papers
def test_local_protection_keeps_outsiders_out(mechanism: str) -> None:
    acts = {**HIDDEN, **dials(local_protection=1.0)}
    model = market(mechanism, **acts).run()
    projects = frames_of(model)["projects"].query("outcome == 'awarded' and mechanism == @mechanism")
    own = projects[~model.purchasers.bureau[projects["purchaser"]]]
    assert len(own) > 10
    assert (model.organizations.home[own["winner"]] == own["district"]).all()


def test_forged_documents_come_to_light_at_their_rate_and_void_the_award() -> None:
    chance = 0.4
    model = market("open_tender", **{**HIDDEN, **dials(fake_documents=1.0, fake_detection=chance)}).run()
    found = frames_of(model)
    forged = found["violations"][found["violations"]["kind"] == "fake_documents"]
    n = len(forged)
    assert n > 80
    assert abs(forged["detected"].sum() - chance * n) < 4.0 * np.sqrt(n * chance * (1.0 - chance))
    assert (forged.loc[forged["detected"], "sanction"] == "void_fine_ban").all()
    assert forged["fine"].sum() == pytest.approx(found["ledger"].query("kind == 'fine'")["fen"].sum() / 100.0)
    assert (found["projects"]["reason"] == "violation").any()
    last = forged[forged["detected"]].groupby("organization")["month"].max()
    assert (model.organizations.debarred_until[last.index] >= last + model.specification.warm_up + 1 + 24).all()


def test_what_officials_did_becomes_their_scandal() -> None:
    certain = {**HIDDEN, **TIED, "world__purchasers__integrity": 0.0, **dials(tailoring=0.5, tailoring_detection=1.0)}
    model = market("open_tender", **certain).run()
    tailored = frames_of(model)["violations"].query("kind == 'tailored'")
    assert tailored["detected"].all()
    caught = np.unique(tailored["purchaser"])
    assert (model.purchasers.scandal_month[caught] >= 0).all()
    assert (tailored["organization"] == -1).all()
    projects = frames_of(model)["projects"]
    assert (projects.loc[committed(projects, Truth.TAILORED), "outcome"] == "failed").all()


def test_disclosure_and_participation_bring_more_to_light_together_than_either_alone() -> None:
    acts = {**HIDDEN, **TIED, **dials(tailoring=0.5, oversight=0.8), "world__purchasers__integrity": 0.0}
    rates = {}
    for disclosure, participation in ((0.0, 0.45), (1.0, 0.0), (1.0, 0.45)):
        given = {"policy__levers__disclosure": disclosure, "world__citizens__participation": participation}
        tailored = run("open_tender", **{**acts, **given, "months": 12})["violations"].query("kind == 'tailored'")
        rates[disclosure, participation] = tailored["detected"].mean(), len(tailored)
    assert rates[0.0, 0.45][0] == rates[1.0, 0.0][0] == 0.0
    found, n = rates[1.0, 0.45]
    assert abs(found - 0.36) < 4.0 * np.sqrt(0.36 * 0.64 / n)


def test_contracts_passed_on_lose_quality() -> None:
    acts = {**HIDDEN, **dials(passing_on=1.0, passing_on_harm=1.0)}
    found = run("directed_commission", **acts)
    contracts = found["contracts"].query("delivered > 0")
    passed = (contracts["truth"] & int(Truth.PASSED_ON)) > 0
    quality = contracts["delivered_latent"] / contracts["delivered"]
    assert 0.2 < passed.mean() < 0.6  # honesty is 0.6 on average
    assert quality[passed].mean() < quality[~passed].mean() - 0.2


def test_a_ring_of_bidders_is_truth_and_may_be_found_out() -> None:
    ring = {"world__bidding__family": "collusion", "world__violations__passing_on": 1e-12, **dials(collusion_detection=0.5)}
    found = run("open_tender", **{**HIDDEN, **ring, "months": 36})
    colluded = found["violations"].query("kind == 'collusion'")
    known = colluded.groupby(["project", "attempt"])["detected"].first()
    assert known.size >= 12
    assert 2 <= known.sum() <= known.size - 2  # at a chance of a half, but for one in a thousand
    bids = found["bids"]
    assert ((bids["truth"] & int(Truth.COLLUSION)) > 0).any()
    hidden = run("open_tender", **{**SMALL, "world__bidding__family": "collusion", "months": 12})["violations"]
    assert len(hidden)
    assert not hidden["detected"].any()


@lru_cache
def evaluated(choice: str, participation: float) -> tuple[float, float]:
    """Share of captured evaluations, and how much better contracts were found than they were."""
    model = market(
        "directed_commission",
        policy__levers__third_party=1.0,
        policy__levers__evaluator_choice=choice,
        world__citizens__participation=participation,
        world__evaluators__capture=0.8,
        months=20,
    ).run()
    contracts = frames_of(model)["contracts"].query("evaluated and delivered > 0 and end_reason == 'completed'")
    captured = (contracts["truth"] & int(Truth.CAPTURED)) > 0
    excess = contracts["accepted_latent"] - contracts["delivered_latent"] / contracts["delivered"]
    return float(captured.mean()), float(excess.mean())


def test_evaluators_are_captured_where_nobody_takes_part_and_the_provider_chooses() -> None:
    alone, watched = evaluated("provider", 0.0), evaluated("provider", 0.5)
    assert alone[0] == pytest.approx(0.8, abs=0.1)
    assert watched[0] == pytest.approx(0.4, abs=0.15)
    assert evaluated("purchaser", 0.0)[0] == pytest.approx(0.4, abs=0.12)
    assert watched[1] < alone[1] - 0.15


def test_an_evaluation_costs_its_fee() -> None:
    fees = {"world__evaluators__fee": 10_000.0, "world__evaluators__capture": 0.0, "months": 18}
    asked, none = (run("directed_commission", policy__levers__third_party=x, **fees) for x in (1.0, 0.0))
    n = (asked["contracts"]["evaluated"] & (asked["contracts"]["month_ended"] > 0)).sum()
    paid = [t["purchasers"]["procedure_cost"].sum() for t in (asked, none)]
    assert n > 0
    assert paid[0] > paid[1]
    assert not none["contracts"]["evaluated"].any()


def test_a_scandal_makes_officials_cautious() -> None:
    certain = {**HIDDEN, **TIED, "world__purchasers__integrity": 0.0, **dials(tailoring=0.5, tailoring_detection=1.0)}
    model = market("open_tender", **certain, world__officials__scandal=1.0, months=8).run()
    known = model.purchasers.scandal_month
    assert (known >= 0).any()
    assert (model.purchasers.scandal_until[known >= 0] > known[known >= 0]).all()


def test_the_limit_of_the_rules_in_force_is_what_projects_are_divided_below() -> None:
    free, ruled = market("open_tender"), market("open_tender", world__law__rule_set="sweden")
    assert purchase_threshold(free) == free.world.violations.threshold
    assert ruled.rules is not None
    assert purchase_threshold(ruled) == ruled.rules.thresholds.purchase_limit > 0.0
