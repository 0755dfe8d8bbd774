"""A policy in one word with settings of its own: what it buys with, what it is called, and what is refused in one line."""

from __future__ import annotations

import re

import pytest

from gpssim import registry
from gpssim.errors import GpssimError
from gpssim.plugins import parameters
from gpssim.scenario import Levers, Scenario, load_scenario
from gpssim.studies import Study
from gpssim.texts.names import name
from gpssim.texts.settings import LEVERS, PARAMETERS


@pytest.fixture(scope="module")
def suzhou() -> Scenario:
    return load_scenario("suzhou-high-tech")


def settings(scenario: Scenario, word: str) -> dict[str, object]:
    return {f"{s.mechanism}.{s.name}": s.value for s in registry.check(scenario, word).settings}


def test_a_parameter_of_a_mechanism_is_set_and_all_else_is_the_mechanism_s_policy(suzhou: Scenario) -> None:
    plain, varied = registry.check(suzhou, "open_tender"), registry.check(suzhou, "open_tender:price_weight=0.10")
    assert settings(suzhou, varied.name) == {"open_tender.price_weight": 0.1}
    same = {"name", "settings", "keeps"}
    assert varied.model_dump(exclude=same) == plain.model_dump(exclude=same)
    state = varied.at(0, suzhou.domain_names)
    assert vars(registry.mechanism("open_tender", state.settings["open_tender"]))["price_weight"] == 0.1


def test_levers_other_mechanisms_portfolios_and_stress_cases_can_be_varied_too(suzhou: Scenario) -> None:
    assert registry.check(suzhou, "open_tender:price_weight=0.3,monitoring=0.9").levers.monitoring == 0.9
    assert suzhou.policy.levers.monitoring != 0.9
    both = registry.check(suzhou, "cooperation:cost_share=0.3,levers.cost_share=0.2")
    assert (both.settings[0].value, both.levers.cost_share) == (0.3, 0.2), "the mechanism's own parameter goes before the lever"
    quo = registry.check(suzhou, "status_quo:open_tender.price_weight=0.3")
    assert (quo.shares, quo.levers) == (suzhou.policy.shares, suzhou.policy.levers)
    assert [s.share for s in registry.check(suzhou, "only:open_tender:price_weight=0.3").shares] == [1.0]


def test_a_variant_keeps_its_own_values_in_uncertain_worlds_and_the_others_do_not(suzhou: Scenario) -> None:
    study = Study(suzhou, ["open_tender:price_weight=0.1,penalty=0.4", "open_tender"], 1, worlds=3)
    paths = {"policy.settings.open_tender.price_weight", "policy.levers.penalty"}
    assert study.own == {study.resolved[0].name: paths, "open_tender": frozenset()}
    for drawn in study.sampled:
        varied, plain = (p.at(0, suzhou.domain_names) for p in drawn.policies)
        assert varied.settings["open_tender"]["price_weight"] == 0.1
        assert varied.levers.penalty == 0.4 != plain.levers.penalty
        assert plain.settings["open_tender"]["price_weight"] == drawn.values["mechanisms.open_tender.price_weight"] != 0.1


def test_a_variant_written_in_two_ways_is_one_policy(suzhou: Scenario) -> None:
    with pytest.raises(GpssimError, match="is there twice"):
        Study(suzhou, ["open_tender:price_weight=0.1", "open_tender: price_weight = 0.10"])


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("open_tender:price_wieght=0.1", "unknown parameter of open_tender, or lever, 'price_wieght'; did you mean 'price_weight'"),
        ("open_tendr:price_weight=0.1", "unknown policy or mechanism 'open_tendr'; did you mean 'open_tender'"),
        ("open_tender:monitorin=0.1", "did you mean 'monitoring'"),
        ("status_quo:price_weight=0.2", "unknown lever 'price_weight'; did you mean 'open_tender.price_weight'"),
        ("open_tender:directed_comission.rounds=2", "unknown mechanism 'directed_comission'; did you mean 'directed_commission'"),
        ("open_tender:levers.monitorin=1", "unknown lever 'monitorin'; did you mean 'monitoring'"),
        ("open_tender:price_weight=7", "open_tender.price_weight = 7 is impossible: it must be a number from 0.1 to 1"),
        ("open_tender:price_weight=nan", "price_weight = nan is impossible: it must be finite"),
        ("open_tender:n_min=3.0", "open_tender.n_min = 3.0 is impossible: it must be a whole number from 1 to 20"),
        ("open_tender:monitoring=2", "policy.levers.monitoring = 2 is impossible: it must be a number from 0 to 1"),
        ("open_tender:price_weight", "it must be NAME:parameter=value"),
        ("open_tender:", "it must be NAME:parameter=value"),
        ("open_tender:n_min=2,n_min=3", "each once"),
    ],
)
def test_what_is_wrong_is_one_line_when_the_study_is_made(word: str, line: str, suzhou: Scenario) -> None:
    with pytest.raises(GpssimError) as refused:
        Study(suzhou, [word])
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("word", "english", "chinese"),
    [
        ("open_tender:price_weight=0.1", "open tender (price weight 0.1)", "公开招标（价格权重 0.1）"),
        (
            "only:open_tender:n_min=2",
            "open tender alone (stress case, fewest offers 2)",
            "全部资金以公开招标购买（压力情形，最少有效报价数 2）",
        ),
        (
            "status_quo:open_tender.rule=lowest_evaluated_price,after_failure=none",
            "status quo (open tender: rule lowest evaluated price, after failure none)",
            "现状（公开招标：评审办法 最低评标价法，流标后方式 无）",
        ),
        ("levels: high", "levels: high", "levels: high"),
    ],
)
def test_variants_are_called_in_words(word: str, english: str, chinese: str) -> None:
    assert (name(word, "en"), name(word, "zh")) == (english, chinese)


def test_every_parameter_and_lever_that_is_shipped_has_a_short_chinese_name() -> None:
    shipped = [cls for kind in ("mechanism", "choice") for cls in registry.shelf(kind).shipped.values()]
    assert set(PARAMETERS) == {p.name for cls in shipped for p in parameters(cls)}
    assert set(LEVERS) == set(Levers.model_fields)
    assert not [word for word in (*PARAMETERS.values(), *LEVERS.values()) if re.search("[A-Za-z]", word)]
