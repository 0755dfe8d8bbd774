"""Every price rule keeps every law, and every law can be broken; then each rule by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import price_laws as laws
import pytest
from price_laws import LAWS, Law

from gpssim import registry
from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.mechanisms.price_rules.base import PriceRule, price_rule
from gpssim.mechanisms.price_rules.benchmark import Benchmark
from gpssim.mechanisms.price_rules.between_extremes import BetweenExtremes
from gpssim.mechanisms.price_rules.closest_to_mean import ClosestToMean
from gpssim.mechanisms.price_rules.linear import Linear
from gpssim.mechanisms.price_rules.lowest_ratio import LowestRatio
from gpssim.plugins import plugin
from gpssim.scenario.fields import param

SHIPPED = [cls() for cls in registry.price_rule_classes().values()]
VARIANTS = [Linear(full_at=0.5), Benchmark(target=1.0, above=2.0, below=0.0), BetweenExtremes(least=0.4)]


def test_the_folder_is_found() -> None:
    assert [rule.name for rule in SHIPPED] == ["benchmark", "between_extremes", "closest_to_mean", "linear", "lowest_ratio"]
    assert not set(registry.price_rule_classes()) & set(registry.payment_rule_classes())


@pytest.mark.conformance
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("rule", SHIPPED + VARIANTS, ids=lambda rule: rule.name)
def test_law(rule: PriceRule, law: Law) -> None:
    law(rule)


class Flat(Linear):
    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        return super().shares(prices, ceiling).ravel()


class Lavish(Linear):
    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        return 10.0 * super().shares(prices, ceiling)


class Haunted(ClosestToMean):
    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        return super().shares(np.where(np.isfinite(prices), prices, ceiling), ceiling) * np.isfinite(prices)


class FirstComes(Linear):
    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        return super().shares(prices, ceiling) - 0.01 * np.arange(np.shape(prices)[-1])


class Yuan(Linear):
    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        return np.where(np.isfinite(prices), 1.0 / (1.0 + np.asarray(prices)), 0.0)


class Snob(Linear):
    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        return np.where(np.isfinite(prices), np.asarray(prices) / ceiling / 2.0, 0.0)


class Liar(LowestRatio):
    own_price_only = True


class Scribe(Linear):
    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        prices *= 1.0
        return super().shares(prices, ceiling)


@plugin
class Loose(Linear):
    taste: float = param(0.5, "1", "nothing", "assumption")

    def __hash__(self) -> int:
        return id(self)


@pytest.mark.parametrize(
    ("law", "broken"),
    [
        (laws.points_have_the_shape_of_prices_whatever_the_leading_axes, Flat),
        (laws.nobody_gets_more_than_all_points, Lavish),
        (laws.an_absent_offer_moves_nobody, Haunted),
        (laws.the_order_of_offers_does_not_matter, FirstComes),
        (laws.equal_prices_get_equal_points, FirstComes),
        (laws.the_currency_does_not_matter, Yuan),
        (laws.a_dearer_offer_never_gains, Snob),
        (laws.what_it_says_about_others_prices_is_true, Liar),
        (laws.inputs_are_left_alone_and_nothing_is_kept, Scribe),
        (laws.it_is_a_value_and_says_what_it_is, Loose),
    ],
    ids=lambda x: getattr(x, "__name__", "x"),
)
def test_each_law_can_be_broken(law: Law, broken: Any) -> None:
    with pytest.raises((AssertionError, ValueError, IndexError)):
        law(broken())


def test_every_law_is_tried() -> None:
    assert len(LAWS) == 10


@pytest.mark.parametrize(
    ("rule", "prices", "points"),
    [
        (LowestRatio(), [80.0, 100.0, 160.0], [1.0, 0.8, 0.5]),
        (Linear(), [80.0, 95.0], [0.2, 0.05]),
        (Linear(full_at=0.5), [80.0, 40.0], [0.4, 1.0]),
        (ClosestToMean(), [80.0, 100.0, 120.0], [0.8, 1.0, 0.8]),
        (Benchmark(), [80.0, 100.0, 120.0], [1 - 0.5 * 15 / 95, 1 - 5 / 95, 1 - 25 / 95]),
        (BetweenExtremes(), [80.0, 100.0, 120.0], [1.0, 0.5, 0.0]),
        (BetweenExtremes(least=0.4), [80.0, 110.0, 120.0], [1.0, 0.55, 0.4]),
        (BetweenExtremes(), [90.0, 90.0], [1.0, 1.0]),
        (BetweenExtremes(), [90.0], [1.0]),
        (Benchmark(), [np.inf, np.inf], [-np.inf, -np.inf]),
        (Benchmark(target=1.0, above=2.0, below=0.0), [90.0, 110.0], [1.0, 0.8]),
    ],
    ids=lambda x: getattr(x, "name", ""),
)
def test_points_by_hand(rule: PriceRule, prices: list[float], points: list[float]) -> None:
    assert rule.shares(np.array(prices), 100.0) == pytest.approx(points, abs=1e-12)


def test_a_tender_takes_its_rule_by_name_with_settings() -> None:
    tender = OpenTender(price_rule="linear", price_settings="full_at=0.5", price_weight=0.5)
    total = tender.score(np.array([80.0, 95.0]), np.array([60.0, 90.0]), 100.0)
    assert total == pytest.approx([0.5 * 40 + 0.5 * 60, 0.5 * 10 + 0.5 * 90])
    assert OpenTender(rule="lowest_evaluated_price", price_rule="benchmark").pools
    assert not OpenTender(price_rule="benchmark").pools


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"price_rule": "lowest_rato"}, UnknownNameError, "unknown price rule 'lowest_rato'; did you mean 'lowest_ratio'"),
        (
            {"price_rule": "linear", "price_settings": "full=0.5"},
            UnknownNameError,
            "unknown parameter of linear 'full'; did you mean 'full_at'",
        ),
        (
            {"price_rule": "linear", "price_settings": "full_at=2"},
            ScenarioError,
            r"linear\.full_at = 2 is impossible: it must be a number from 0 to",
        ),
        ({"price_rule": "linear", "price_settings": "full_at"}, ScenarioError, "it must be name=value, separated by commas"),
        ({"price_rule": "linear", "price_settings": "full_at=0.1, full_at=0.2"}, ScenarioError, "full_at stands there twice"),
        (
            {"rule": "quality_over_price", "price_settings": "full_at=0.5"},
            (ScenarioError, UnknownNameError),
            "full_at|price_settings",
        ),
        (
            {"price_weight": 0.05},
            ScenarioError,
            r"open_tender\.price_weight = 0\.05 is impossible: it must be a number from 0\.1 to 1",
        ),
        ({"low_bid_of_mean": 0.7}, ScenarioError, r"low_bid_of_mean = 0\.7 is impossible: it must be a number from 0 to 0\.65"),
        (
            {"rule": "lowest_evaluated_price", "payment": "threshold", "price_rule": "benchmark"},
            ScenarioError,
            "payment = 'threshold' is impossible: it must be 'own' where price_rule = 'benchmark'",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(settings: dict[str, Any], error: Any, words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        registry.mechanism("open_tender", settings)
    assert "\n" not in str(caught.value)


def test_a_rule_is_one_object() -> None:
    assert price_rule("linear", "full_at=0.5") is price_rule("linear", "full_at=0.5")
    assert price_rule("linear") == Linear()
