"""Choice rules: every law for every rule, and purchases worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from choice_laws import HOUSE, LAWS, PARTNER, TENDER, USUAL, Law

from gpssim import registry
from gpssim.mechanisms.choosing.base import ChoiceRule, Option, Situation

ALL = (TENDER, PARTNER, HOUSE)


def best(rule: ChoiceRule, situation: Situation, options: tuple[Option, ...] = ALL) -> str:
    return max(options, key=lambda o: rule.utility(o, situation)).name


@pytest.mark.conformance
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("name", registry.choices())
def test_every_rule_keeps_the_law(name: str, law: Law) -> None:
    law(registry.choice(name))


@pytest.mark.parametrize("law", LAWS[1:3], ids=lambda law: law.__name__)
def test_a_rule_that_breaks_the_law_is_caught(law: Law) -> None:
    class Backwards(ChoiceRule):
        name = "backwards"

        def utility(self, option: Option, situation: Situation) -> float:
            return option.hours - option.worth

    with pytest.raises(AssertionError):
        law(Backwards())


def test_by_thresholds() -> None:
    rule = registry.choice("by_thresholds")
    assert best(rule, USUAL) == "directed_commission"  # least work where no rule applies
    above = replace(USUAL, zone="above")
    assert best(rule, above) == "open_tender"
    assert (
        best(rule, above, (replace(TENDER, standing="forbidden"), replace(PARTNER, standing="approval"))) == "directed_commission"
    )
    more = replace(TENDER, name="consultation", min_bidders=2)
    assert best(rule, above, (more, TENDER)) == "open_tender"


def test_by_suppliers() -> None:
    rule = registry.choice("by_suppliers")
    assert [best(rule, replace(USUAL, n_suppliers=n)) for n in (0, 1, 2, 3, 9)] == [
        "in_house", "directed_commission", "directed_commission", "open_tender", "open_tender",
    ]  # fmt: skip
    assert best(registry.choice("by_suppliers", {"enough": 10}), replace(USUAL, n_suppliers=9)) == "directed_commission"


def test_by_complexity() -> None:
    rule = registry.choice("by_complexity")
    assert [best(rule, replace(USUAL, verifiability=nu)) for nu in (0.25, 0.49, 0.5, 0.7)] == [
        "directed_commission", "directed_commission", "open_tender", "open_tender",
    ]  # fmt: skip


def test_by_expected_value_worked() -> None:
    rule = registry.choice("by_expected_value")
    # tender: 0.1 - (46 * 60 + 6000) / 300000 = 0.0708; partner: 0.1 - 720 / 300000 = 0.0976; in house 0.1 - 960 / 300000 = 0.0968
    assert [rule.utility(o, USUAL) for o in ALL] == pytest.approx([0.0708, 0.0976, 0.0968])
    blamed = replace(USUAL, blame=0.05)
    assert [rule.utility(o, blamed) for o in ALL] == pytest.approx([0.0708, 0.0476, 0.0968])
    assert rule.utility(replace(TENDER, standing="approval"), blamed) == pytest.approx(0.0458)
    cautious = replace(USUAL, risk_aversion=1.0)  # 1 * 0.3 / sqrt(1 + 4)
    assert rule.utility(TENDER, cautious) == pytest.approx(0.0708 - 0.3 / 5**0.5)
    biased = replace(USUAL, inhouse_bias=0.2)
    assert best(rule, biased) == "in_house"
    assert best(rule, biased, (TENDER, replace(HOUSE, standing="forbidden"))) == "open_tender"


def test_good_results_win_in_the_end_over_less_work() -> None:
    rule = registry.choice("by_expected_value")
    assert best(rule, USUAL, (replace(TENDER, worth=0.2), PARTNER)) == "open_tender"


def test_by_lot_everything_is_the_same() -> None:
    rule = registry.choice("by_lot")
    assert {rule.utility(o, USUAL) for o in ALL} == {0.0}
