"""A month of the hand-made market is written down: five citizens in need, a contract of each purchaser, their money."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import NEEDY, hand_made

from gpssim.agents import kernel
from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.planning.policy import set_policy
from gpssim.month.recording.monthly import record
from gpssim.scenario.declarations.citizens import GROUPS


def lived(warm_up: int = 0) -> PublicServiceMarket:
    """The first month: three of five are served, by a contract of 40 places and one of 30, of which 15 are delivered."""
    market = hand_made({"warm_up": warm_up, "world.city.share_elderly": 0.0})
    set_policy(market)
    sign(market, organization=0, district=0, purchaser=0, places=40.0, delivered_places=40.0, quality=0.5, price=100.0)
    sign(market, organization=1, district=1, purchaser=1, places=30.0, delivered_places=15.0, quality=-0.2, price=90.0)
    market.cells = np.zeros((2, 1, len(GROUPS), len(kernel.CELL_COLUMNS)))
    market.cells[0, 0, 0, kernel.NEED], market.cells[0, 0, 0, kernel.SERVED] = 3, 2
    market.cells[1, 0, 0, kernel.NEED], market.cells[1, 0, 0, kernel.SERVED] = 2, 1
    return market


def sign(market: PublicServiceMarket, **values: float) -> None:
    """A contract in force with this month behind it, at 80 yuan a place."""
    market.contracts.sign(ContractTerms(), month_cost=80.0 * values["delivered_places"], start=0, end=12, **values)


def rows(market: PublicServiceMarket, table: str) -> list[dict[str, Any]]:
    """Rows of a table."""
    found: list[dict[str, Any]] = market.tables()[table].to_pylist()
    return found


def test_people_are_counted_by_cell() -> None:
    market = lived()
    record(market)
    told = [(r["district"], r["group"], r["n_citizens"], r["n_need"], r["n_served"]) for r in rows(market, "monthly")]
    assert told == [(0, "ordinary", 25, 3, 2), (1, "ordinary", 25, 2, 1)]
    assert sum(r[3] for r in told) == len(NEEDY)


def test_minds_are_summed_over_citizens() -> None:
    market = lived()
    market.citizens.columns["trust_government"][:] = 0.4
    market.citizens.columns["trust_government"][:2] = 0.9
    record(market)
    trust = [r["trust_government"] for r in rows(market, "public") if r["n_citizens"]]
    assert trust == pytest.approx([23 * 0.4 + 2 * 0.9, 25 * 0.4])  # 11.0 and 10.0


def test_services_are_summed_over_places() -> None:
    market = lived()
    record(market)
    first, second = rows(market, "services")
    assert (first["n_contracts"], first["places_contracted"], first["places_delivered"]) == (1, 40.0, 40.0)
    assert (second["n_contracts"], second["places_contracted"], second["places_delivered"]) == (1, 30.0, 15.0)
    assert first["delivered_latent"] == pytest.approx(20.0)  # 40 * 0.5
    assert second["delivered_latent"] == pytest.approx(-3.0)  # 15 * -0.2
    assert (first["contract_value"], second["contract_value"]) == pytest.approx((4_000.0, 1_350.0))  # 40 * 100, 15 * 90
    assert (first["cost_delivery"], second["cost_delivery"]) == (3_200.0, 1_200.0)  # 80 a place


def test_money_and_errors_of_belief_are_by_purchaser() -> None:
    market = lived()
    o = market.organizations
    market.flows["paid"][1, 0] = 321.09
    o["delivered_quality"][:] = [0.5, -0.2, 0.0]
    o["believed_mean"][:, 0], o["n_signals"][:, 0] = [0.3, 0.1, 9.0], [2, 1, 0]
    record(market)
    first, second = rows(market, "purchasers")
    assert (first["paid"], second["paid"]) == (0.0, 321.09)
    # off by -0.2 and 0.3; of the third it knows nothing, the second purchaser of nobody
    assert (first["n_beliefs"], first["belief_bias"], first["belief_error"]) == pytest.approx((2, 0.1, 0.13))
    assert (second["n_beliefs"], second["belief_bias"], second["belief_error"]) == (0, 0.0, 0.0)


def test_organizations_are_written_at_the_end_of_a_quarter_and_nothing_in_the_warm_up() -> None:
    market = lived(warm_up=2)
    market.organizations["alive"][2] = False
    written = []
    for month in range(2 + 6):
        market.month = month
        record(market)
        written.append([len(rows(market, table)) for table in ("services", "organizations")])
    assert written == [[0, 0], [0, 0], [2, 0], [4, 0], [6, 2], [8, 2], [10, 2], [12, 4]]
