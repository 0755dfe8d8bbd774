"""Make or buy by hand."""

from __future__ import annotations

import pytest

from gpssim.market import ContractTerms
from gpssim.rules.ownership import Claims, Technology, claims, efforts, quality_change, welfare

CONTRACTOR, EMPLOYEE = ContractTerms(), ContractTerms(residual_claim=0.6)


def test_claims_of_contractor_and_employee() -> None:
    assert claims(CONTRACTOR, keeps_control=True) == Claims(1.0, 0.0, 0.5)
    assert claims(EMPLOYEE, keeps_control=False) == Claims(0.3, 0.3, 0.3)


def test_a_contractor_ignores_the_damage_and_an_employee_does_not() -> None:
    harmless, harmful = Technology(1.0, 0.0, 0.8), Technology(1.0, 0.9, 0.8)
    assert efforts(harmful, claims(CONTRACTOR, True)) == pytest.approx((1.0, 0.16))
    assert efforts(harmless, claims(CONTRACTOR, True)) == pytest.approx((1.0, 0.16))
    assert efforts(harmful, claims(EMPLOYEE, False)) == pytest.approx((0.0009, 0.0576))


def test_nobody_cuts_cost_at_a_net_loss() -> None:
    assert efforts(Technology(1.0, 1.5, 0.8), claims(EMPLOYEE, False))[0] == 0.0


def test_consequences() -> None:
    technology = Technology(1.0, 0.5, 0.8)
    assert technology.saved(0.25) == pytest.approx(1.0)
    assert quality_change(technology, (0.25, 0.16)) == pytest.approx(0.64 - 0.5)
    assert welfare(technology, (0.25, 0.16)) == pytest.approx(1.0 + 0.14 - 0.41)
