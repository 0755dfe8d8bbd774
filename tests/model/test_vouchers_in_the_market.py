"""Money follows the citizen: what providers are paid for is what residents used, whatever a survey unit stands for."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import small_scenario

from gpssim.model import PublicServiceMarket
from gpssim.month.service import following
from gpssim.scenario import replace
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


def lead_of_the_better(sensitivity: float) -> float:
    """By how much clients' providers are abler than those admitted, latent, over projects and the second year; two seeds."""
    changes = {"world.citizens.choice_quality": sensitivity, "world.city.n_citizens": 1500, "world.organizations.ability_sd": 0.8}
    found = []
    for seed in (4, 5):
        model = PublicServiceMarket(replace(small_scenario(), changes), "citizen_voucher", seed=seed).run(12)
        for _ in range(12):
            model.step()
            c, o, rows = model.contracts, model.organizations, chosen(model)
            ability = 0.5 * (o.ability_verifiable + o.ability_nonverifiable)[c.organization[rows]]
            for project in np.unique(c.project[rows]):
                here, clients = c.project[rows] == project, model.heard[rows, 0]
                if clients[here].sum() > 0.0:
                    found.append(np.average(ability[here], weights=clients[here]) - ability[here].mean())
    return float(np.mean(found))


def test_the_better_serve_more_the_more_citizens_mind_quality() -> None:
    blind, usual, keen = (lead_of_the_better(x) for x in (0.0, 1.0, 8.0))
    assert keen > usual > blind
    assert keen > blind + 0.05  # latent


def test_money_goes_with_the_places_and_none_is_lost(market: PublicServiceMarket) -> None:
    c, rows = market.contracts, chosen(market)
    months = (c.end - c.start)[rows]
    assert c.value[rows] == pytest.approx(c.price[rows] * c.places[rows] * months)
    rows = rows[c.project[rows] == c.project[rows][0]]
    before, money, owed = c.places[rows].copy(), c.value[rows].sum(), market.organizations.contracted.sum()
    units = survey_units(market)
    units[rows] = np.where(np.arange(rows.size) == 0, market.heard[rows, 0], market.heard[rows, 0] + 9)  # the first alone is full
    units[rows[0]] = market.heard[rows[0], 0] = max(1.0, market.heard[rows[0], 0])
    c["delivered_places"][rows] = 0.5 * before
    c["delivered"][rows] = c["paid_fen"][rows] = 0
    market.organizations["staff"][c.organization[rows[0]]] += 100.0
    full = market.heard[rows, 0] >= units[rows]
    following.move_among(market, rows, full, c.places_move[rows] * following.idle_places(market, rows, full), {})
    assert c.places[rows[0]] == pytest.approx(before[0] + 0.25 * 0.5 * before[1:].sum())
    assert (c.places[rows[1:]] < before[1:]).all()
    assert (c.places[rows].sum(), c.value[rows].sum()) == pytest.approx((before.sum(), money))
    assert market.organizations.contracted.sum() == pytest.approx(owed)
