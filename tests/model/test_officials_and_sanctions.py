"""Adoption, learning and scandals; elimination, blacklists and grades."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from small_market import frames_of, varied, warmed

from gpssim.model import PublicServiceMarket
from gpssim.scenario import Policy
from gpssim.state import districts, legality
from gpssim.state.officials import inhouse_bias

Frames = dict[str, pd.DataFrame]


def governed(**officials: Any) -> PublicServiceMarket:
    """A market of twelve purchasers at its first month."""
    world = {f"world__officials__{name}": value for name, value in officials.items()}
    scenario = varied(world__city__n_districts=12, world__city__n_citizens=600, warm_up=0, months=30, **world)
    return PublicServiceMarket(scenario, "open_tender", seed=7, check=True)


def adopters(model: PublicServiceMarket) -> list[int]:
    """Adopters month by month."""
    table = frames_of(model)["officials"]
    return [int(n) for n in table.groupby("month")["adopted"].sum()]


def test_everybody_contracts_out_where_nothing_diffuses() -> None:
    model = governed()
    model.step()
    assert model.purchasers.adopted.all()
    assert len(frames_of(model)["officials"]) == 0


@lru_cache
def diffused(imitation: float, bias: float = 0.0) -> PublicServiceMarket:
    chosen = {"imitation": imitation, "inhouse_bias": bias, "evidence": 0.0, "review": 0.4, "adoption_sd": 0.3}
    return governed(diffusion=True, adoption_mean=0.25, **chosen).run(20)


def test_imitation_carries_a_policy_and_bias_holds_it_back() -> None:
    imitated, alone, reluctant = (adopters(diffused(*x)) for x in ((1.0,), (0.0,), (1.0, 2.0)))
    assert imitated[-1] > alone[-1]
    assert alone[-1] == int((diffused(0.0).purchasers.adoption_threshold <= 0.0).sum())  # only those who adopt unasked
    assert reluctant[-1] == 0
    assert all(np.diff(imitated) >= 0)


def test_who_has_not_adopted_serves_in_house() -> None:
    model = diffused(0.0)
    contracts = frames_of(model)["contracts"]
    by = contracts.assign(adopted=model.purchasers.adopted[contracts["purchaser"]])
    assert set(by[~by["adopted"]]["mechanism"]) == {"in_house"}
    assert "open_tender" in set(by[by["adopted"]]["mechanism"])


def test_training_takes_away_part_of_the_bias() -> None:
    model = governed(inhouse_bias=0.4)
    assert inhouse_bias(model) == 0.4
    model.understanding = 1.0
    assert inhouse_bias(model) == 0.4 * (1.0 - model.world.process.training_effect)


def test_neighbors_sit_in_a_ring_with_the_bureau_beside_everybody() -> None:
    near = districts.neighbors(governed())
    assert (near == near.T).all()
    assert not near.diagonal().any()
    assert near[-1, :-1].all()
    assert near[:-1, :-1].sum(axis=1).tolist() == [2] * 12


def test_beliefs_follow_results_and_others_only_what_is_disclosed() -> None:
    def after(disclosure: float) -> PublicServiceMarket:
        policy = Policy.of("open_tender", f"d{disclosure}", levers={"disclosure": disclosure, "after_failure": ""})
        world = {"world__officials__learning": 0.3, "world__officials__others_weight": 0.5}
        return PublicServiceMarket(varied(warm_up=0, months=18, **world), policy, seed=7).run()

    hidden, shown = after(0.0), after(1.0)
    place = hidden.mechanism_names.index("open_tender")
    accepted = np.isfinite(hidden.contracts.found) & ~hidden.contracts.bridge & (hidden.contracts.end <= hidden.month)
    own = np.bincount(hidden.contracts.purchaser[accepted], minlength=len(hidden.purchasers))
    assert hidden.purchasers.n_results[:, place].tolist() == own.tolist()
    assert (shown.purchasers.n_results[:, place] > own).all()
    assert (hidden.purchasers.worth[own > 0, place] != 0.0).all()
    assert (hidden.purchasers.worth[:, [i for i in range(len(hidden.mechanism_names)) if i != place]] == 0.0).all()


def test_a_scandal_is_remembered_for_its_months() -> None:
    policy = Policy.of("open_tender", "strict", levers={"termination": 0.0})
    world = {"world__officials__scandal": 1.5, "world__officials__scandal_months": 4}
    model = PublicServiceMarket(varied(warm_up=0, months=24, **world), policy, seed=7).run()
    table = frames_of(model)["officials"].pivot_table(index="month", columns="purchaser", values="risk_aversion")
    assert set(np.unique(table)) == {0.0, 1.5}
    contracts = frames_of(model)["contracts"]
    failed = contracts[contracts["end_reason"].isin(["terminated", "insolvent"])].sort_values("month_ended")
    month, purchaser = failed[["month_ended", "purchaser"]].iloc[0]
    assert table.loc[month : month + 4, purchaser].eq(1.5).all()
    assert table.loc[month - 1, purchaser] == 0.0


@lru_cache
def ruled(**levers: Any) -> tuple[PublicServiceMarket, Frames]:
    model = warmed().branch(Policy(name=str(levers), levers=levers)).run()  # type: ignore[arg-type]  # validated
    return model, frames_of(model)


def test_each_january_the_worst_are_struck_off_in_their_domain() -> None:
    model, found = ruled(elimination=0.4)
    bans = found["bans"]
    assert set(bans["month"]) == {12}  # nothing had been accepted at month 0
    assert set(bans["reason"]) == {"eliminated"}
    contracts = found["contracts"]
    held = contracts[(contracts["month_end"] <= 12) & (contracts["month_end"] > 0) & ~contracts["bridge"]]
    held = held.assign(weighted=held["places"] * held["accepted_latent"]).dropna(subset=["weighted"])
    for domain, struck in bans[bans["month"] == 12].groupby("domain", observed=True):
        sums = held[held["domain"] == domain].groupby("organization")[["weighted", "places"]].sum()
        score = sums["weighted"] / sums["places"]
        score = score[[bool(model.organizations.alive[i]) for i in score.index]]
        assert score[struck["organization"]].max() <= score.drop(struck["organization"]).min()
        later = contracts[(contracts["domain"] == domain) & (contracts["month_signed"] >= 12) & ~contracts["bridge"]]
        assert not set(later["organization"]) & set(struck["organization"])


def test_by_lot_as_many_are_struck_off_but_others() -> None:
    worst, drawn = (ruled(elimination=0.4, elimination_rule=rule)[1]["bans"] for rule in ("lowest", "lot"))
    assert len(worst) == len(drawn) > 3
    assert set(worst["organization"]) != set(drawn["organization"])


def test_a_blacklist_is_shared_or_stays_local() -> None:
    strict = {"termination": 0.1, "blacklist_months": 24}
    _, shared = ruled(**strict)
    model, local = ruled(**strict, blacklist_shared=False)
    assert set(shared["bans"]["purchaser"]) == {-1}
    assert set(shared["bans"]["months"]) == {24}
    contracts, barred = shared["contracts"], shared["bans"].groupby("organization")["month"].min()
    signed = contracts[~contracts["bridge"]].set_index("organization")["month_signed"]
    assert all((signed.loc[[i]] <= month).all() or not alive for i, month in barred.items() for alive in [i in signed.index])
    assert (local["bans"]["purchaser"] >= 0).all()
    assert (model.organizations.debarred_until <= model.month).all()
    row = local["bans"].iloc[-1]
    capable = np.ones(len(model.organizations), dtype=bool)
    mechanism = model.mechanisms["directed_commission"]
    there, elsewhere = (legality.admitted(model, g, 0, mechanism, capable) for g in (row.purchaser, (row.purchaser + 1) % 8))
    assert not there[row.organization]
    assert there.sum() < capable.sum()
    assert elsewhere.sum() != there.sum() or elsewhere[row.organization]


def test_grades_let_in_or_come_first() -> None:
    _, found = ruled(minimum_grade=2)
    grades = found["organizations"].set_index(["month", "organization"])["grade"]
    bids = found["bids"][found["bids"]["month"] % 3 == 0]  # grades are written at the end of quarters: the month before
    held = [grades.get((m - 1, i)) for m, i in zip(bids["month"], bids["organization"], strict=True)]
    assert len(bids) > 5
    assert all(g is None or g >= 2 for g in held)
    free, _ = ruled(priority_grade=3)  # its own organizations: under other rules others are founded
    capable, mechanism = free.organizations.alive.copy(), free.mechanisms["open_tender"]
    three = np.flatnonzero(capable)[:3]
    free.organizations["grade"][:] = 0
    free.organizations["grade"][three] = 4
    assert np.flatnonzero(legality.admitted(free, 0, 0, mechanism, capable)).tolist() == three.tolist()
    free.organizations["grade"][three[0]] = 2  # two are not enough for a tender
    assert legality.admitted(free, 0, 0, mechanism, capable).sum() == capable.sum()


def test_rules_say_what_a_grade_takes() -> None:
    own = [{"path": "ratings.age_months", "value": 0}]
    scenario = varied(world__law__rule_set="china", world__law__overrides=own, warm_up=0, months=1)
    assert PublicServiceMarket(scenario, seed=7).stars.thresholds == (0.6, 0.7, 0.8, 0.9)  # type: ignore[attr-defined]  # a star rating


def test_rules_date_ratings() -> None:
    model = PublicServiceMarket(varied(world__law__rule_set="china", warm_up=0, months=1), seed=7)
    model.run()
    model.month = 100
    ready = np.ones(len(model.organizations), dtype=bool)
    model.organizations["published_last"][:] = 41
    model.organizations["born"][:] = 0
    model.organizations["published_last"][0] = 40  # sixty months ago
    model.organizations["born"][1] = 77  # not yet two years
    rated = legality.rated(model, ready)
    assert np.flatnonzero(~rated).tolist() == [0, 1]
