"""Inspection games worked by hand, and their equilibria checked by best responses."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.inspection import (
    Stakes,
    audit_gain,
    logit_equilibrium,
    mixed_equilibrium,
    outcome,
    payoffs,
    shirking_gain,
)

GAME = Stakes(saving=3.0, fine=10.0, detection=0.8, audit_cost=1.0, harm=5.0, fine_share=0.5)


def test_payoffs_by_hand() -> None:
    provider, purchaser = payoffs(GAME)
    assert provider.tolist() == [[0.0, 0.0], [3.0, -5.0]]
    assert purchaser.tolist() == [[0.0, -1.0], [-5.0, pytest.approx(2.0)]]  # 0.8 * 5 of the fine, 0.2 * 5 of the harm, 1 of cost


def test_an_outcome_is_what_happened() -> None:
    flags = np.array([[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0], [1, 1, 1]], dtype=float).T
    provider, purchaser = outcome(GAME, *flags)
    assert provider.tolist() == [0.0, 0.0, 3.0, 3.0, -7.0]
    assert purchaser.tolist() == [0.0, -1.0, -5.0, -6.0, 4.0]


def test_in_the_mixed_equilibrium_both_are_indifferent() -> None:
    provider, purchaser = payoffs(GAME)
    shirk, audit = mixed_equilibrium(provider, purchaser)
    assert shirking_gain(provider, audit) == pytest.approx(0.0, abs=1e-12)
    assert audit_gain(purchaser, shirk) == pytest.approx(0.0, abs=1e-12)
    assert (shirk, audit) == pytest.approx((0.125, 0.375))


def test_a_larger_fine_lowers_audits_and_where_it_is_kept_shirking_too() -> None:
    high = Stakes(3.0, 20.0, 0.8, 1.0, 5.0, 0.5)
    before, after = mixed_equilibrium(*payoffs(GAME)), mixed_equilibrium(*payoffs(high))
    assert after[0] < before[0]
    assert after[1] < before[1]


def test_logit_answers_are_a_fixed_point_and_sharpen_to_the_equilibrium() -> None:
    provider, purchaser = payoffs(GAME)
    assert logit_equilibrium(provider, purchaser, 0.0) == pytest.approx((0.5, 0.5))
    shirk, audit = logit_equilibrium(provider, purchaser, 1.3)
    assert np.log(shirk / (1.0 - shirk)) == pytest.approx(1.3 * shirking_gain(provider, audit))
    assert np.log(audit / (1.0 - audit)) == pytest.approx(1.3 * audit_gain(purchaser, shirk))
    assert logit_equilibrium(provider, purchaser, 500.0) == pytest.approx((0.125, 0.375), abs=0.01)


def test_a_false_alarm_fines_whoever_complied_and_was_audited() -> None:
    wary = Stakes(saving=3.0, fine=10.0, detection=0.8, audit_cost=1.0, harm=5.0, fine_share=0.5, false_alarm=0.1)
    provider, purchaser = payoffs(wary)
    assert provider.tolist() == [[0.0, pytest.approx(-1.0)], [3.0, -5.0]]
    assert purchaser.tolist() == [[0.0, pytest.approx(-0.5)], [-5.0, pytest.approx(2.0)]]
    # compliance that is fined, too, deters less: audits must be more frequent (3 = (8 - 1) x)
    assert mixed_equilibrium(provider, purchaser)[1] == pytest.approx(3.0 / 7.0)


def test_whoever_no_audit_deters_shirks_and_is_audited_if_that_pays() -> None:
    assert mixed_equilibrium(*payoffs(Stakes(9.0, 10.0, 0.8, 1.0, 5.0, 0.5))) == (1.0, 1.0)
    assert mixed_equilibrium(*payoffs(Stakes(9.0, 10.0, 0.8, 8.5, 5.0, 0.5))) == (1.0, 0.0)  # an audit brings 8
    assert mixed_equilibrium(*payoffs(Stakes(9.0, 10.0, 0.8, 8.0, 5.0, 0.5))) == (1.0, 0.0)  # no more than it costs
    assert mixed_equilibrium(*payoffs(Stakes(-1.0, 10.0, 0.8, 1.0, 5.0, 0.5))) == (0.0, 0.0)  # shirking costs more than it saves


def test_audits_that_never_pay_leave_shirking_and_free_ones_end_it() -> None:
    assert mixed_equilibrium(*payoffs(Stakes(3.0, 10.0, 0.8, 8.5, 5.0, 0.5))) == (1.0, 0.0)
    paid = Stakes(3.0, 10.0, 0.8, -1.0, 5.0, 0.5)  # whoever audits earns by it
    assert mixed_equilibrium(*payoffs(paid)) == (0.0, 1.0)


def test_the_unit_of_pay_does_not_matter() -> None:
    provider, purchaser = payoffs(GAME)
    for unit in (1e-3, 1e4):
        assert mixed_equilibrium(unit * provider, unit * purchaser) == pytest.approx((0.125, 0.375))
        assert logit_equilibrium(unit * provider, unit * purchaser, 2.0 / unit) == pytest.approx(
            logit_equilibrium(provider, purchaser, 2.0)
        )


def test_sure_moves_do_not_hang_on_the_unit_of_pay_either() -> None:
    for stakes, sure in (
        (Stakes(9.0, 10.0, 0.8, 1.0, 5.0, 0.5), (1.0, 1.0)),
        (Stakes(3.0, 10.0, 0.8, 8.5, 5.0, 0.5), (1.0, 0.0)),
        (Stakes(3.0, 10.0, 0.8, -1.0, 5.0, 0.5), (0.0, 1.0)),
        (Stakes(-1.0, 10.0, 0.8, 1.0, 5.0, 0.5), (0.0, 0.0)),
    ):
        provider, purchaser = payoffs(stakes)
        assert mixed_equilibrium(0.01 * provider, 0.01 * purchaser) == sure
