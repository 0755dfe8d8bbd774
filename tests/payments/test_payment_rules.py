"""Every payment rule keeps every law, and every law can be broken; then each rule by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import payment_laws as laws
import pytest
from payment_laws import LAWS, PROJECT, Law

from gpssim import registry
from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.market import ContractTerms, Project
from gpssim.mechanisms.payments.base import PaymentRule, instalments, paid_by
from gpssim.mechanisms.payments.fixed import Fixed
from gpssim.mechanisms.payments.in_advance import InAdvance
from gpssim.mechanisms.payments.on_outcome import OnOutcome
from gpssim.mechanisms.payments.per_post import PerPost
from gpssim.mechanisms.payments.per_unit import PerUnit
from gpssim.mechanisms.payments.shared import Shared
from gpssim.mechanisms.payments.staged import Staged
from gpssim.mechanisms.venture_philanthropy import VenturePhilanthropy
from gpssim.plugins import plugin
from gpssim.scenario import load_scenario
from gpssim.scenario import replace as changed
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param

SHIPPED = [cls() for cls in registry.payment_rule_classes().values()]
VARIANTS = [
    PerUnit(advance=0.0, dates=2),
    PerUnit(advance=1.0, dates=6),
    OnOutcome(rate=0.0, advance=0.0),
    Shared(part=1.0),
    Staged(advance=0.0, last=0.0, stages=3),
    InAdvance(advance=1.0),
]
USUAL = ContractTerms(schedule=(0.5, 0.4, 0.1), penalty=0.25)


def test_the_folder_is_found() -> None:
    names = {rule.name for rule in SHIPPED}
    assert {"fixed", "per_unit", "on_outcome", "shared", "staged", "in_advance"} <= names
    assert not names & set(registry.mechanisms())


@pytest.mark.conformance
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("rule", SHIPPED + VARIANTS, ids=lambda rule: rule.name)
def test_law(rule: PaymentRule, law: Law) -> None:
    law(rule)


class Generous(Fixed):
    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(usual, schedule=(0.9, 0.9, 0.9))


class Endless(Fixed):
    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(usual, schedule=(0.125,) * 8)


class Patron(Fixed):
    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(usual, cost_share=1.5)


class Donor(Fixed):
    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(usual, basis="grant")


class Meddler(Fixed):
    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(usual, months=24)


class Creeping(Fixed):
    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(usual, slope=usual.slope + 0.1)


class Moody(Fixed):
    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(usual, slope=0.1 * (project.key == 1))


@plugin
class Loose(Fixed):
    taste: float = param(0.5, "1", "nothing", "assumption")

    def __hash__(self) -> int:
        return id(self)


@pytest.mark.parametrize(
    ("law", "broken"),
    [
        (laws.instalments_sum_to_the_whole, Generous),
        (laws.instalments_sum_to_the_whole, Endless),
        (laws.shares_are_shares, Patron),
        (laws.words_are_known, Donor),
        (laws.everything_but_pay_stays_as_it_was, Meddler),
        (laws.twice_is_once, Creeping),
        (laws.what_is_paid_does_not_hang_on_luck_or_keys, Moody),
        (laws.it_is_a_value_and_says_what_it_is, Loose),
    ],
    ids=lambda x: getattr(x, "__name__", "x"),
)
def test_each_law_can_be_broken(law: Law, broken: Any) -> None:
    with pytest.raises(AssertionError):
        law(broken())


def test_terms_by_hand() -> None:
    assert Fixed().terms(replace(USUAL, slope=0.3, cost_share=0.5), PROJECT) == USUAL
    posts = PerPost().terms(replace(USUAL, penalty=0.25, slope=0.3), PROJECT)
    assert (posts.per_post, posts.basis, posts.penalty, posts.slope) == (True, "fixed", 0.0, 0.0)
    unit = PerUnit(advance=0.0, dates=5).terms(USUAL, PROJECT)
    assert (unit.basis, unit.schedule, unit.stage_check) == ("per_unit", (0.0, 0.25, 0.25, 0.25, 0.25), "delivered")
    outcome = OnOutcome().terms(USUAL, PROJECT)
    assert (outcome.basis, outcome.schedule, outcome.slope, outcome.penalty) == ("outcome", (0.5, 0.0, 0.5), 0.25, 0.0)
    assert Shared().terms(USUAL, PROJECT) == replace(USUAL, basis="shared", cost_share=0.5)
    staged = Staged().terms(USUAL, PROJECT)
    assert staged.schedule == pytest.approx((0.3, 0.2, 0.2, 0.2, 0.1))
    assert staged.stage_check == "accepted"
    assert InAdvance().terms(USUAL, PROJECT).schedule == pytest.approx((0.8, 0.0, 0.2))
    assert instalments(0.4, 0.0, 2) == (0.4, 0.6)


def test_the_lever_pays_contracts_and_leaves_grants_alone() -> None:
    tender = registry.mechanism("open_tender")
    asked = Levers(payment="staged", payment_settings="advance=0.2, last=0.2, stages=4")
    assert tender.agreed_terms(PROJECT, Levers()) == tender.terms(PROJECT, Levers())
    assert tender.agreed_terms(PROJECT, asked).schedule == pytest.approx((0.2, 0.3, 0.3, 0.2))
    contest = VenturePhilanthropy()
    assert contest.agreed_terms(PROJECT, asked) == contest.terms(PROJECT, asked)
    assert paid_by(asked, replace(USUAL, basis="per_unit"), PROJECT).basis == "fixed"


@pytest.mark.parametrize(
    ("levers", "error", "words"),
    [
        ({"payment": "stagd"}, UnknownNameError, "unknown payment rule in policy.levers.payment: 'stagd'; did you mean 'staged'"),
        (
            {"payment": "staged", "payment_settings": "stage=4"},
            UnknownNameError,
            "unknown parameter of staged 'stage'; did you mean 'stages'",
        ),
        (
            {"payment": "staged", "payment_settings": "stages=9"},
            ScenarioError,
            r"staged\.stages = 9 is impossible: it must be a whole number from 3 to 6",
        ),
        (
            {"payment": "staged", "payment_settings": "advance=0.6, last=0.6"},
            ScenarioError,
            r"staged\.advance \+ last = 1\.2 is impossible: it must be at most 1",
        ),
        ({"payment": "shared", "payment_settings": "part"}, ScenarioError, "it must be name=value"),
        ({"payment_settings": "advance=0.1"}, ScenarioError, "empty unless payment names a payment rule"),
        ({"bid_bond": 0.05}, ScenarioError, r"bid_bond = 0\.05 is impossible: it must be a number from 0 to 0\.02"),
        ({"pay_first": 0.7}, ScenarioError, r"pay_first \+ pay_middle = 1\.1 is impossible: it must be at most 1"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(levers: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        registry.check(changed(load_scenario("textbook"), {f"policy.levers.{name}": value for name, value in levers.items()}))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (Fixed(), {"slope": 0.0, "cost_share": 0.0, "benefit_share": 0.0}),
        (InAdvance(), {"slope": 0.0, "cost_share": 0.0, "benefit_share": 0.0}),
        (PerUnit(), {"slope": 0.0, "cost_share": 0.0, "benefit_share": 0.0}),
        (Staged(), {"slope": 0.0, "cost_share": 0.0, "benefit_share": 0.0}),
        (Shared(part=0.7), {"slope": 0.0, "cost_share": 0.7, "benefit_share": 0.0}),
        (OnOutcome(rate=0.4), {"slope": 0.4, "cost_share": 0.0, "penalty": 0.0}),
        (PerPost(), {"slope": 0.0, "cost_share": 0.0, "benefit_share": 0.0, "bonus": 0.0, "penalty": 0.0}),
    ],
    ids=lambda x: getattr(x, "name", ""),
)
def test_a_way_to_pay_takes_the_place_of_others_and_leaves_the_rest(rule: PaymentRule, left: dict[str, float]) -> None:
    before = {"slope": 0.3, "cost_share": 0.5, "benefit_share": 0.2, "bonus": 0.05, "penalty": 0.25}
    terms = rule.terms(replace(USUAL, **before), PROJECT)  # type: ignore[arg-type]  # names of fields
    assert {name: getattr(terms, name) for name in before} == {**before, **left}


def test_shares_that_fill_the_whole_leave_nothing_between_and_never_less() -> None:
    assert instalments(0.9, 0.1, 4) == (0.9, 0.0, 0.0, 0.1)  # 1 - 0.9 - 0.1 is a little below zero in floating point
    assert Staged(advance=0.6, last=0.4, stages=3).terms(USUAL, PROJECT).schedule == pytest.approx((0.6, 0.0, 0.4))
    with pytest.raises(ScenarioError, match="at most 1"):
        Staged(advance=0.6, last=0.401)
