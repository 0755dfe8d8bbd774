"""What a provider gets from quality: worked numbers."""

from __future__ import annotations

import pytest

from gpssim.rules.quality import citizens_surplus, provider_payoff


def test_payoff_is_margin_on_clients_less_cost_of_quality() -> None:
    assert provider_payoff(0.2, 0.125, 4.0, 4.0, 0.0, 0.0) == pytest.approx(0.76875)
    assert provider_payoff(0.5, 2.0, 4.0, 0.0, 0.5, 0.0) == 1.5
    assert provider_payoff(0.0, 2.0, 4.0, 1.0, 0.5, 3.0) == 4.0
    assert provider_payoff(0.25, 0.0, 8.0, 1.0, 1.0, 1.0) == 2.0


def test_surplus_counts_every_providers_cost() -> None:
    assert citizens_surplus(0.5, 2.0, 4.0, 1.0) == 0.5
    assert citizens_surplus(0.0, 2.0, 4.0, 1.0) == 0.0
