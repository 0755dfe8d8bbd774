"""Money follows the citizen: what providers are paid for is what residents used, whatever a survey unit stands for."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import small_scenario

from gpssim.model import PublicServiceMarket
from gpssim.state.capacity import survey_units


@pytest.fixture(scope="module")
def market() -> PublicServiceMarket:
    return PublicServiceMarket(small_scenario(), "citizen_voucher", seed=4, check=True).run()


def chosen(market: PublicServiceMarket) -> np.ndarray:
    return np.flatnonzero(market.contracts.active & market.contracts.by_choice)


def test_providers_of_a_project_are_rounded_apart(market: PublicServiceMarket) -> None:
    """With one draw for all, whoever has more places than a provider with a survey unit would have one, too."""
    c, units, rows = market.contracts, survey_units(market), chosen(market)
    places = c.delivered_places / market.world.residents_per_citizen
    overtaken = [
        (i, j)
        for project in np.unique(c.project[rows])
        for i in rows[c.project[rows] == project]
        for j in rows[c.project[rows] == project]
        if places[i] < places[j] and units[i] > units[j]
    ]
    assert overtaken


def test_what_is_paid_for_is_what_residents_used(market: PublicServiceMarket) -> None:
    rows = chosen(market)
    used, served = market.contracts.delivered_places[rows].sum(), market.heard[rows, 0].sum() * market.world.residents_per_citizen
    assert used == pytest.approx(served, rel=0.4)  # a provider has few survey units
    assert 0.0 < used < market.contracts.places[rows].sum()
