"""Who shirks, by hand: against a rate of audits, and where audits answer the temptation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import hand_made
from signed_by_hand import begun, signed

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.contracts.conduct import choose_conduct, choose_passing_on, volume

TEMPTING = {"world.conduct.shirk_saving": 0.125, "world.organizations.honesty_mean": 0.0}
"""On 10 places for 12 months at 100 yuan shirking saves 1,500 yuan."""


def tempted(dials: dict[str, Any] | None = None, **terms: Any) -> tuple[PublicServiceMarket, int]:
    """A contract whose fine is a quarter of 12,000: 3,000 yuan, and audits find whatever there is."""
    market = begun(hand_made({**TEMPTING, **(dials or {})}), 0)
    market.organizations["honesty"][:] = 0.0
    row = signed(market, ContractTerms(**{"fine": 0.25, "detection": 1.0, **terms}))
    choose_conduct(market, np.array([row]))
    return market, row


@pytest.mark.parametrize(("rate", "shirks"), [(0.0, True), (0.499, True), (0.5, False), (0.501, False)])
def test_whom_an_audit_every_second_time_costs_all_it_saves_does_not_shirk(rate: float, shirks: bool) -> None:
    market, row = tempted(audit_rate=rate)
    assert (bool(market.contracts.shirks[row]), market.contracts.audit_chance[row]) == (shirks, rate)


def test_strategic_audits_leave_the_provider_indifferent() -> None:
    market, row = tempted({"world.purchasers.wage_hour": 0.01}, audit="strategic", audit_rate=0.9)
    assert market.contracts.audit_chance[row] == pytest.approx(0.5)  # 1,500 of 3,000 yuan


@pytest.mark.parametrize(("rate", "shirks"), [(0.4999, True), (0.5, False)])
def test_where_more_audits_are_called_for_than_the_rate_allows_the_provider_answers_the_rate(rate: float, shirks: bool) -> None:
    # audits cost next to nothing, so that by logit choice more than every second contract is to be audited
    noisy = {"world.conduct.shirk_noise": 0.01, "world.purchasers.wage_hour": 0.01}
    market, row = tempted(noisy, audit="strategic", audit_rate=rate)
    assert (bool(market.contracts.shirks[row]), market.contracts.audit_chance[row]) == (shirks, rate)


def test_the_honest_do_not_shirk_whatever_they_would_gain() -> None:
    market = begun(hand_made(TEMPTING), 0)
    market.organizations["honesty"][:] = 1.0
    row = signed(market, ContractTerms(fine=0.0))
    choose_conduct(market, np.array([row]))
    assert not market.contracts.shirks[row]


def test_the_volume_of_a_contract_is_that_of_its_own_months() -> None:
    market = begun(hand_made(TEMPTING), 6)
    row = signed(market, start=6, end=15)
    assert volume(market, row) == pytest.approx(9_000.0)  # 10 places x 9 months x 100 yuan


def test_temptation_varies_and_what_tempts_one_leaves_another_cold() -> None:
    # audits three times in five: 1,500 yuan saved less 0.6 x 3,000 are -300; of a tenth of 12,000 yuan times a logistic shock
    # more than 300 are needed: a shock above 0.25, a lot above 1 / (1 + exp(-0.25)) = 0.562177
    market, _ = tempted({"world.conduct.shirk_noise": 0.1}, audit_rate=0.6)
    rows = [signed(market, ContractTerms(fine=0.25, detection=1.0, audit_rate=0.6)) for _ in range(40)]
    for row in rows:
        choose_conduct(market, np.array([row]))
    lots = market.luck.uniforms("temptation", market.contracts.luck[rows])
    assert market.contracts.shirks[rows].tolist() == (lots > 0.562177).tolist()
    assert 5 < market.contracts.shirks[rows].sum() < 35


def test_contracts_are_passed_on_by_chance_as_far_as_honesty_lets_it() -> None:
    market = begun(hand_made({"world.violations.passing_on": 0.8}), 0)
    market.organizations["honesty"][:] = [0.0, 0.5, 1.0]
    rows = [signed(market, organization=k % 3) for k in range(60)]
    for row in rows:
        choose_passing_on(market, np.array([row]))
    lots = np.array([market.luck.uniform("passing on", int(x)) for x in market.contracts.luck[rows]])
    assert market.contracts.passed_on[rows].tolist() == (lots < np.tile([0.8, 0.4, 0.0], 20)).tolist()
    nobody = begun(hand_made(), 0)
    nobody.organizations["honesty"][:] = 0.0
    row = signed(nobody)
    choose_passing_on(nobody, np.array([row]))
    assert not nobody.contracts.passed_on[row]
