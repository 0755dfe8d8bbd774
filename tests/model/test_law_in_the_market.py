"""A rule set in a running market: grounds, approvals, what follows failure, the catalogue; choice rules at work."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from small_market import differing, frames, frames_of, table_digests, varied

from gpssim.model import PublicServiceMarket
from gpssim.scenario import MechanismSetting, MechanismShare, Policy
from gpssim.scenario.rule_files import load_rule_set, rule_set_text

Frames = dict[str, pd.DataFrame]


@lru_cache
def run(policy: str | Policy = "status_quo", rules: str = "", months: int = 12, **changes: Any) -> PublicServiceMarket:
    world = {f"world__{name}": value for name, value in changes.items()}
    scenario = varied(world__law__rule_set=rules, warm_up=0, months=months, **world)
    return PublicServiceMarket(scenario, policy, seed=7, check=True).run()


@lru_cache
def tables(policy: str | Policy = "status_quo", rules: str = "", months: int = 12, **changes: Any) -> Frames:
    return frames_of(run(policy, rules, months, **changes))


def of(mechanism: str, **levers: Any) -> Policy:
    return Policy.of(mechanism, f"{mechanism} {levers}", levers=levers)


def changed(**rules: Any) -> tuple[dict[str, Any], ...]:
    return tuple({"path": path.replace("__", "."), "value": value} for path, value in rules.items())


def law(name: str, policy: str | Policy = "status_quo", **rules: Any) -> Frames:
    """A year under a rule set with single rules changed."""
    scenario = varied(world__law__rule_set=name, world__law__overrides=list(changed(**rules)), warm_up=0, months=12)
    return frames_of(PublicServiceMarket(scenario, policy, seed=7, check=True).run())


def test_a_rule_set_that_never_binds_leaves_everything_as_it_was() -> None:
    """All mechanisms below the limit of the textbook rules, with the levers' own steps after failure."""
    rules = {"thresholds__purchase_limit": 1.0e14, "thresholds__open_tender": 1.0e14, "permission__open_tender__min_bidders": 1}
    policy = of("directed_commission", retenders=2, after_failure="in_house")
    scenario = varied(world__law__rule_set="textbook", world__law__overrides=list(changed(**rules)), warm_up=0, months=12)
    bound = PublicServiceMarket(scenario, policy, seed=7).run()
    free = PublicServiceMarket(varied(warm_up=0, months=12), policy, seed=7).run()
    parted = set(differing(table_digests(bound), table_digests(free)))
    assert parted <= {"choices", "projects", "contracts"}  # the steps after failure are written down, their ground has another name
    said = ["legal_basis"]
    assert frames_of(bound)["contracts"].drop(columns=said).equals(frames_of(free)["contracts"].drop(columns=said))


def test_every_award_above_the_threshold_of_the_textbook_is_a_tender() -> None:
    found = law("textbook", "directed_commission")
    awarded = found["projects"][found["projects"]["outcome"] == "awarded"]
    large = awarded[awarded["mechanism"] != "in_house"]
    assert set(awarded["mechanism"]) <= {"open_tender", "in_house"}
    assert (large["legal_basis"] == "tender").all()
    assert set(found["choices"]["event"]) >= {"not_allowed", "replaced"}
    assert (frames("directed_commission")["projects"]["mechanism"] == "directed_commission").any()  # without the rules it buys


def test_what_needs_approval_waits_for_it_or_is_replaced() -> None:
    found = law("china", "directed_commission", thresholds__purchase_limit=1000.0, approval__refusal=0.5, approval__months=2)
    asked = found["choices"][found["choices"]["event"].isin(["approved", "refused"])]
    assert asked["event"].astype(str).value_counts().min() > 5
    projects = found["projects"][found["projects"]["outcome"] == "awarded"]
    assert set(projects[projects["mechanism"] == "directed_commission"]["legal_basis"]) == {"single_source_published"}
    opened = projects[projects["mechanism"] == "directed_commission"]["month_opened"]
    assert opened.min() == asked[asked["event"] == "approved"]["month"].min() + 2
    assert (projects["mechanism"] == "open_tender").any()


@pytest.mark.parametrize(("refusal", "event"), [(0.0, "approved"), (1.0, "refused")])
def test_the_ends_of_refusal(refusal: float, event: str) -> None:
    found = law("china", "directed_commission", thresholds__purchase_limit=1000.0, approval__refusal=refusal)
    asked = found["choices"][(found["choices"]["planned"] == "directed_commission") & (found["choices"]["event"] != "replaced")]
    assert event in set(asked["event"])
    assert {"approved", "refused"} - {event} - set(asked[asked["attempt"] == 0]["event"]) == {"approved", "refused"} - {event}


def test_failed_purchases_follow_the_list_of_the_rule_set() -> None:
    failing = Policy.of("open_tender", "failing", {"n_min": 19})
    found = law("textbook", failing)
    attempts = found["projects"].groupby("project")["attempt"].max()
    steps = found["choices"][found["choices"]["event"] == "after_failure"]
    assert len(steps) > 5
    assert set(steps["mechanism"]) == {"in_house"}
    assert set(steps["attempt"]) == {3}  # two more tenders came before
    assert attempts.max() == 3


def test_the_rules_ask_for_bidders_where_the_mechanism_does_not() -> None:
    lone = law("china", "in_house", thresholds__purchase_limit=1000.0, permission__in_house__min_bidders=2)
    first = lone["projects"][(lone["projects"]["mechanism"] == "in_house") & (lone["projects"]["attempt"] == 0)]
    assert set(first["outcome"]) == {"failed"}
    assert set(first[first["n_valid_bids"] > 0]["reason"]) == {"too_few_bids"}


def test_what_is_not_in_the_catalogue_is_not_bought(tmp_path: Path) -> None:
    text = rule_set_text("china").replace('domains = ["*"]', 'domains = ["elder_care", "community", "counselling"]')
    (tmp_path / "narrow.toml").write_text(text.replace("negative = []", 'negative = ["counselling"]'), encoding="utf-8")
    bought = set(tables("open_tender", str(tmp_path / "narrow.toml"))["projects"]["domain"])
    assert bought == {"elder_care", "community"}
    own = tables("in_house", str(tmp_path / "narrow.toml"))["projects"]["domain"]  # what is no purchase goes on
    assert set(own) == {d.name for d in varied().world.domains}


def test_without_renewal_every_year_is_purchased_anew() -> None:
    def repeats(renewal: bool) -> int:
        scenario = varied(
            world__law__rule_set="textbook", world__law__overrides=list(changed(terms__renewal=renewal)), warm_up=0, months=18
        )
        contracts = frames_of(PublicServiceMarket(scenario, of("open_tender"), seed=7).run())["contracts"]
        return int((contracts["cycle_year"] > 0).sum())

    assert repeats(True) > 0 == repeats(False)


BOTH = (MechanismShare(mechanism="open_tender", share=0.5), MechanismShare(mechanism="directed_commission", share=0.5))


def chooses(rule: str, **settings: float) -> Policy:
    tuned = tuple(MechanismSetting(mechanism=rule, name=k, value=v) for k, v in settings.items())
    return Policy(name=f"{rule} {settings}", shares=BOTH, settings=tuned, levers={"choice": rule})  # type: ignore[arg-type]  # validated


def test_services_that_can_be_verified_are_tendered_and_the_others_entrusted() -> None:
    found = tables(chooses("by_complexity"))
    chosen = found["choices"][found["choices"]["event"] == "chosen"]
    verifiable = {d.name: d.verifiability >= 0.5 for d in varied().world.domains}
    assert len(chosen) > 20
    assert (chosen["mechanism"] == chosen["domain"].map(verifiable).map({True: "open_tender", False: "directed_commission"})).all()
    assert set(chosen["reason"]) == {"by_complexity: simple", "by_complexity: complex"}
    first = found["projects"][found["projects"]["attempt"] == 0]
    assert (first["mechanism"] == first["domain"].map(verifiable).map({True: "open_tender", False: "directed_commission"})).all()


def test_thresholds_decide_where_there_are_any() -> None:
    free = tables(chooses("by_thresholds"))["choices"]
    assert set(free["mechanism"]) == {"directed_commission"}
    bound = law("china", chooses("by_thresholds"), thresholds__purchase_limit=1000.0)["choices"]
    assert set(bound[bound["event"] == "chosen"]["mechanism"]) == {"open_tender"}


def test_officials_who_fear_blame_tender_more() -> None:
    def tendered(blame: float) -> float:
        chosen = tables(chooses("by_expected_value"), officials__blame=blame)["choices"]
        return float((chosen[chosen["event"] == "chosen"]["mechanism"] == "open_tender").mean())

    assert tendered(0.3) > tendered(0.0) + 0.2


def test_by_lot_the_portfolio_is_used_evenly() -> None:
    chosen = tables(chooses("by_lot"))["choices"]
    chosen = chosen[chosen["event"] == "chosen"]["mechanism"]
    assert 0.3 < (chosen == "open_tender").mean() < 0.7


def test_every_shipped_rule_set_lets_the_market_go_on() -> None:
    for name in ("sweden", "china"):
        found = tables("open_tender", name)
        assert (found["projects"]["outcome"] == "awarded").sum() > 5
        known = {p.name for p in load_rule_set(name).permission}
        assert set(found["projects"]["mechanism"]) <= known
