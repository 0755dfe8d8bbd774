"""What every payment rule must keep, whoever wrote it. A law is a function of a rule; it raises where the law is broken."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable
from dataclasses import fields, replace
from typing import get_args

import pytest

from gpssim.market import ContractTerms, PaymentBasis, Project, StageCheck
from gpssim.mechanisms.payments.base import PaymentRule
from gpssim.state.pay import MOST

Law = Callable[[PaymentRule], None]
LAWS: list[Law] = []
PROJECT = Project(
    key=1, purchaser=0, domain=0, district=0, fiscal_year=0, ordinal=0, attempt=0, month=0, places=100.0, months=12, ceiling=90.0,
    quality_floor=-1.0, n_awards=1, grant_cap=math.inf, budget=2.0e5, incumbent=-1, outside_price=85.0,
)  # fmt: skip
USUAL = (
    ContractTerms(),
    ContractTerms(basis="per_unit", assignment="citizen", months=36, cycle_years=3, schedule=(0.5, 0.4, 0.1), record="own"),
    ContractTerms(penalty=0.25, slope=0.1, yardstick=0.5, cost_share=0.3, benefit_share=0.2, bonus=0.05, bond=0.1, retention=0.05),
    ContractTerms(
        audit="strategic", audit_rate=0.3, fine=1.0, debarment=24, hazard=0.01, unpaid=0.5, late_interest=0.18, coaching=1.0
    ),
)
PAY = {"basis", "schedule", "stage_check", "penalty", "slope", "yardstick", "cost_share", "benefit_share", "bonus",
       "retention", "retention_months", "late_interest", "per_post"}  # fmt: skip
"""What a payment rule may change."""


def law(check: Law) -> Law:
    LAWS.append(check)
    return check


def paid(rule: PaymentRule) -> list[ContractTerms]:
    return [rule.terms(usual, PROJECT) for usual in USUAL]


@law
def instalments_sum_to_the_whole(rule: PaymentRule) -> None:
    for terms in paid(rule):
        assert 2 <= len(terms.schedule) <= MOST
        assert min(terms.schedule) >= 0.0
        assert math.isclose(sum(terms.schedule), 1.0, abs_tol=1e-9)


@law
def shares_are_shares(rule: PaymentRule) -> None:
    for terms in paid(rule):
        assert all(0.0 <= x <= 1.0 for x in (terms.yardstick, terms.cost_share, terms.benefit_share, terms.bonus))
        assert min(terms.penalty, terms.slope, terms.late_interest, terms.retention_months) >= 0.0
        assert 0.0 <= terms.retention < 1.0


@law
def words_are_known(rule: PaymentRule) -> None:
    for terms in paid(rule):
        assert terms.basis in get_args(PaymentBasis)
        assert terms.basis != "grant", "a grant buys no service"
        assert terms.stage_check in get_args(StageCheck)


@law
def everything_but_pay_stays_as_it_was(rule: PaymentRule) -> None:
    for before, after in zip(USUAL, paid(rule), strict=True):
        kept = [f.name for f in fields(ContractTerms) if f.name not in PAY]
        assert [name for name in kept if getattr(before, name) != getattr(after, name)] == []


@law
def twice_is_once(rule: PaymentRule) -> None:
    assert [rule.terms(terms, PROJECT) for terms in paid(rule)] == paid(rule)


@law
def what_is_paid_does_not_hang_on_luck_or_keys(rule: PaymentRule) -> None:
    elsewhere = replace(PROJECT, key=99, purchaser=3, district=2, attempt=1, month=40)
    assert [rule.terms(usual, elsewhere) for usual in USUAL] == paid(rule)


@law
def it_is_a_value_and_says_what_it_is(rule: PaymentRule) -> None:
    assert hash(copy.deepcopy(rule)) == hash(rule)
    assert pickle.loads(pickle.dumps(rule)) == rule
    with pytest.raises(AttributeError, match="cannot assign"):
        rule.own = 1.0  # type: ignore[attr-defined]  # that is what is tried
    assert all(isinstance(text, str) and text for text in (rule.name, rule.label, rule.label_zh, rule.source, type(rule).__doc__))
