"""Rule sets: the shipped ones keep every law of rule sets, and what cannot be is refused in one line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gpssim import registry
from gpssim.errors import GpssimError
from gpssim.scenario import Change, Levers, MechanismSetting, Policy, Scenario, World, json_schema, load_scenario, replace
from gpssim.scenario.declarations.rule_set import RuleSet
from gpssim.scenario.rule_files import YEARS, load_rule_set, rule_set_names, rule_set_text, rules_of

MARKS = {"V1", "V2", "V3", "M", "G"}
GROUPS = ("thresholds", "approval", "terms", "catalogue", "ratings", "sanctions", "unlisted", "failure")


def rules(name: str) -> Iterator[str]:
    """Dotted path of everything that a rule set must know the source of."""
    rule_set = load_rule_set(name)
    yield from GROUPS
    yield from (f"permission.{p.name}" for p in rule_set.permission)
    for group in ("thresholds", "terms"):
        yield from (f"{group}.{leaf}" for leaf in type(getattr(rule_set, group)).model_fields)


def law(**changes: Any) -> World:
    return replace(World(), {f"law.{k}" if k != "rules_as_of" else k: v for k, v in changes.items()})


@pytest.mark.conformance
@pytest.mark.parametrize("name", rule_set_names())
class TestEveryRuleSet:
    def test_its_name_is_its_file_and_it_has_titles(self, name: str) -> None:
        found = load_rule_set(name)
        assert found.name == name
        assert found.title
        assert found.title_zh
        assert found.notes

    def test_every_rule_has_a_source_with_marks(self, name: str) -> None:
        found = load_rule_set(name)
        sources = [found.source_of(path) for path in rules(name)] + [v.source for v in found.variant]
        assert [path for path in rules(name) if not found.source_of(path)] == []
        assert [s for s in sources if not MARKS & set(s.replace(")", " ").replace(".", " ").replace(",", " ").split())] == []

    def test_evidence_is_about_rules_that_exist(self, name: str) -> None:
        tree = load_rule_set(name).model_dump()
        tree["permission"] = {p["name"]: p for p in tree["permission"]}
        for entry in load_rule_set(name).evidence:
            place: Any = tree
            for step in entry.path.split("."):
                assert step in place, entry.path
                place = place[step]

    def test_it_names_mechanisms_that_exist(self, name: str) -> None:
        registry.check(replace(Scenario(), {"world.law.rule_set": name}))

    def test_it_holds_at_every_date_and_level(self, name: str) -> None:
        levels = {v.when for v in load_rule_set(name).variant} - set(YEARS)
        for year in YEARS:
            for level in ("", *levels):
                found = rules_of(law(rule_set=name, level=level, rules_as_of=year))
                assert found is not None
                assert found.thresholds.purchase_limit <= found.thresholds.open_tender

    def test_some_mechanism_may_buy_at_every_value(self, name: str) -> None:
        found = load_rule_set(name)
        for zone in ("outside", "below", "above"):
            assert [p.name for p in found.permission if p.purchase and p.standing(zone) == "allowed"]  # type: ignore[arg-type]  # zones


def test_three_rule_sets_come_with_the_package() -> None:
    assert rule_set_names() == ("china", "sweden", "textbook")


def test_without_a_rule_set_there_are_no_rules() -> None:
    assert rules_of(World()) is None


def test_dates_levels_and_changes_in_their_order() -> None:
    def thresholds(**changes: Any) -> tuple[float, float]:
        found = rules_of(law(rule_set="china", **changes))
        assert found is not None
        return found.thresholds.purchase_limit, found.thresholds.open_tender

    assert thresholds() == (1.0e6, 4.0e6)
    assert thresholds(rules_as_of="2014") == (0.5e6, 2.0e6)
    assert thresholds(rules_as_of="2026") == (1.0e6, 4.0e6)
    assert thresholds(level="county", rules_as_of="2014") == (0.3e6, 2.0e6)
    own = [{"path": "thresholds.purchase_limit", "value": 100_000.0}]
    assert thresholds(level="county", overrides=own) == (0.1e6, 2.0e6)


def test_what_follows_failure_is_one_entry_an_attempt() -> None:
    assert [s.step for s in load_rule_set("textbook").steps] == ["retender", "retender", "in_house"]


def test_the_catalogue_and_the_negative_list() -> None:
    china = load_rule_set("china")
    assert china.buyable("elder_care")
    narrow = replace(china, {"catalogue.domains": ["elder_care", "community"], "catalogue.negative": ["community"]})
    assert [d for d in ("elder_care", "community", "disability") if narrow.buyable(d)] == ["elder_care"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rule_set": "chna"}, "unknown rule set (neither shipped nor a file): 'chna'; did you mean 'china'?"),
        ({"rule_set": "china", "level": "conty"}, "unknown level of government in rule set 'china': 'conty'; did you mean"),
        ({"level": "county"}, "world.law names a level or overrides, but no rule_set"),
        (
            {"rule_set": "china", "overrides": [{"path": "thresholds.purchase_limit", "value": 5.0e6}]},
            "rule set 'china': thresholds.open_tender = 4000000.0 is impossible: it must be at least the purchase limit, 5e+06",
        ),
        (
            {"rule_set": "china", "overrides": [{"path": "thresholds.purchse_limit", "value": 1.0}]},
            "did you mean 'purchase_limit'?",
        ),
        (
            {"rule_set": "china", "overrides": [{"path": "terms.months", "value": 48}]},
            "rule set 'china': terms.months = 48 is impossible: it must be at most the longest term, 36",
        ),
        (
            {"rule_set": "china", "overrides": [{"path": "terms.expert_share", "value": 0.5}]},
            "terms.expert_share + purchaser_share = 0.8333 is impossible: it must be 1",
        ),
        (
            {"rule_set": "china", "overrides": [{"path": "catalogue.negative", "value": "x"}]},
            "catalogue.negative = 'x' is impossible",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(GpssimError) as refusal:
        registry.check(Scenario(world=law(**changes)))
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


MINE = """
name = "mine"
[thresholds]
purchase_limit = {limit}
open_tender = 900000.0
[catalogue]
domains = ["{domain}"]
[[permission]]
name = "{mechanism}"
tender = true
[[failure]]
step = "{step}"
"""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"mechanism": "open_tendr"}, "unknown mechanism in rule set 'mine': 'open_tendr'; did you mean 'open_tender'"),
        ({"domain": "elderly_care"}, "unknown service domain in rule set 'mine': 'elderly_care'; did you mean 'elder_care'?"),
        ({"limit": 1.0e6}, "thresholds.open_tender = 900000.0 is impossible: it must be at least the purchase limit, 1e+06"),
        ({"step": "retendr"}, "rule set.failure.0.step = 'retendr' is impossible: it must be one of 'retender'"),
        ({"step": "other"}, "rule set: failure.mechanism = '' is impossible: it must be named where step = 'other'"),
    ],
)
def test_a_file_of_ones_own(change: dict[str, Any], words: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    named = {"limit": 3.0e5, "domain": "elder_care", "mechanism": "open_tender", "step": "retender", **change}
    path.write_text(MINE.format(**named), encoding="utf-8")
    scenario = Scenario(world=law(rule_set=str(path)))
    if not words:
        registry.check(scenario)
        return
    with pytest.raises(GpssimError) as refusal:
        registry.check(scenario)
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (Policy(levers=Levers(contract_months=24)), ""),
        (Policy(levers=Levers(bond=0.2)), "policy.levers.bond = 0.2 is impossible: it must be at most 0.1 under rule set 'china'"),
        (Policy(levers=Levers(fine=0.5)), "policy.levers.fine = 0.5 is impossible: it must be at most 0.01"),
        (Policy(levers=Levers(debarment=6)), "policy.levers.debarment = 6 is impossible: it must be 0, or from 12 to 36"),
        (
            Policy(change=(Change(month=3, lever="blacklist_months", value=48),)),
            "policy.levers.blacklist_months = 48 is impossible",
        ),
        (
            Policy(settings=(MechanismSetting(mechanism="open_tender", name="n_min", value=2),)),
            "open_tender.n_min = 2 is impossible: it must be from 3 to 1000 under rule set 'china'",
        ),
        (
            Policy(levers=Levers(choice="by_treshold")),
            "unknown choice rule in policy.levers.choice: 'by_treshold'; did you mean 'by_thresholds'?",
        ),
        (
            Policy(settings=(MechanismSetting(mechanism="by_complexity", name="cutt", value=0.4),)),
            "unknown parameter of by_complexity 'cutt'; did you mean 'cut'?",
        ),
    ],
)
def test_a_policy_stays_within_the_rules(policy: Policy, words: str) -> None:
    scenario = Scenario(world=law(rule_set="china"), policy=policy)
    if not words:
        registry.check(scenario)
        return
    with pytest.raises(GpssimError) as refusal:
        registry.check(scenario)
    assert words in str(refusal.value)


def test_a_term_above_the_legal_maximum_and_a_price_weight_outside_the_range() -> None:
    strict = replace(Scenario(), {"world.law.rule_set": "china", "world.rules_as_of": "2014", "policy.levers.contract_months": 24})
    with pytest.raises(GpssimError, match=r"contract_months = 24 is impossible: it must be at most 12 under rule set 'china'"):
        registry.check(strict)
    weighed = Policy(settings=(MechanismSetting(mechanism="open_tender", name="price_weight", value=0.6),))
    tight = law(rule_set="china", overrides=[{"path": "terms.price_weight_max", "value": 0.3}])
    with pytest.raises(GpssimError, match=r"open_tender.price_weight = 0.6 is impossible: it must be from 0.1 to 0.3"):
        registry.check(Scenario(world=tight, policy=weighed))


def test_a_preset_that_is_lawful_in_china_and_one_rule_set_as_text() -> None:
    registry.check(replace(load_scenario("suzhou-high-tech"), {"world.law.rule_set": "china", "world.law.level": "county"}))
    assert rule_set_text("textbook").startswith("# The rules of a textbook")
    assert isinstance(load_rule_set("textbook"), RuleSet)


def test_editors_know_the_choice_rules() -> None:
    known = {"mechanism": ("open_tender",), "choice": ("by_lot",)}
    groups = json_schema(known)["$defs"]
    assert groups["Levers"]["properties"]["choice"]["anyOf"][0]["enum"] == ["", "by_lot"]
    assert groups["MechanismSetting"]["properties"]["mechanism"]["enum"] == ["open_tender", "by_lot"]
    assert groups["MechanismShare"]["properties"]["mechanism"]["enum"] == ["open_tender"]
