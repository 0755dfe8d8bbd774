"""Money, places and people are conserved after every month; whatever is made or lost by hand is found."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from small_market import POLICIES, finished, frames, small_scenario, warmed

from gpssim.agents import kernel
from gpssim.agents.ledger import OUTSIDE, TREASURY, organization_account
from gpssim.agents.organization import SocialOrganization
from gpssim.errors import ConservationError
from gpssim.model import PublicServiceMarket
from gpssim.month import checking
from gpssim.records import TABLES
from gpssim.scenario import Policy


@pytest.mark.parametrize("policy", POLICIES)
def test_every_month_of_a_run_conserves(policy: str) -> None:
    model = finished(policy)
    assert model.check
    assert model.since_switch == small_scenario().months
    checking.check(model)


def a_running_contract(model: PublicServiceMarket) -> int:
    return int(np.flatnonzero(model.contracts.active & (model.heard[:, 0] > 0))[0])


def an_idle_citizen(model: PublicServiceMarket) -> int:
    return int(np.flatnonzero(~model.citizens.need.any(axis=1))[0])


def money_from_nowhere(model: PublicServiceMarket) -> None:
    model.organizations["cash_fen"][0] += 1


def an_overdrawn_account(model: PublicServiceMarket) -> None:
    left = int(model.purchasers.account_fen[0])
    model.ledger.transfer(model.month, "payment", 2, organization_account(0), left + 1, model.books)


def a_contract_paid_twice(model: PublicServiceMarket) -> None:
    row = a_running_contract(model)
    model.contracts["paid_fen"][row] = 2 * round(float(model.contracts.value[row]) * 100)


def a_price_above_its_ceiling(model: PublicServiceMarket) -> None:
    row = a_running_contract(model)
    model.contracts["price"][row] = 1.001 * float(model.contracts.ceiling[row])


def a_citizen_counted_twice(model: PublicServiceMarket) -> None:
    model.cells[0, 0, 0, kernel.SERVED] += 1


def a_need_that_nobody_counted(model: PublicServiceMarket) -> None:
    model.citizens.columns["need"][an_idle_citizen(model), 0] = 1


def a_place_without_need(model: PublicServiceMarket) -> None:
    model.citizens.columns["contract"][an_idle_citizen(model), 0] = a_running_contract(model)


def a_share_beyond_one(model: PublicServiceMarket) -> None:
    model.citizens.columns["trust_government"][5] = 1.0 + 1e-12


def more_clients_than_places(model: PublicServiceMarket) -> None:
    model.contracts["delivered_places"][a_running_contract(model)] = 0.0


def a_client_who_was_not_served(model: PublicServiceMarket) -> None:
    c = model.citizens.columns
    row, domain = np.argwhere(c.contract >= 0)[0]
    c["contract"][row, domain] = -1


def places_that_nobody_contracted(model: PublicServiceMarket) -> None:
    model.organizations["contracted"][0, 0] += 1.0


def a_provider_without_an_agent(model: PublicServiceMarket) -> None:
    model.agents_by_type[SocialOrganization][0].remove()


def money_of_one_who_left(model: PublicServiceMarket) -> None:
    o = model.organizations
    row = int(np.flatnonzero(o.alive & (o.contracted.sum(axis=1) == 0) & (o.cash_fen > 0))[0])
    next(a for a in model.agents_by_type[SocialOrganization] if a.row == row).remove()
    o["alive"][row] = False


def a_contract_that_outlived_its_provider(model: PublicServiceMarket) -> None:
    o, row = model.organizations, int(model.contracts.organization[a_running_contract(model)])
    cash = int(o.cash_fen[row])
    accounts = (organization_account(row), OUTSIDE) if cash > 0 else (OUTSIDE, organization_account(row))
    model.ledger.transfer(model.month, "closing", *accounts, abs(cash), model.books)
    next(a for a in model.agents_by_type[SocialOrganization] if a.row == row).remove()
    o["alive"][row] = False


def two_of_one_key(model: PublicServiceMarket) -> None:
    model.organizations["key"][1] = model.organizations.key[0]


PLANTED: dict[Callable[[PublicServiceMarket], None], str] = {
    money_from_nowhere: "balances sum to 1 fen",
    an_overdrawn_account: "overdrawn",
    a_contract_paid_twice: "paid more than its value",
    a_price_above_its_ceiling: "above its ceiling",
    a_citizen_counted_twice: "in stages",
    a_need_that_nobody_counted: "in need",
    a_place_without_need: "without need holds a place",
    a_share_beyond_one: "trust_government left",
    more_clients_than_places: "serves more than its places",
    a_client_who_was_not_served: "clients and served months differ",
    places_that_nobody_contracted: "contracted places do not add up",
    a_provider_without_an_agent: "agents",
    money_of_one_who_left: "left holds money",
    a_contract_that_outlived_its_provider: "outlived its provider",
    two_of_one_key: "share a key",
}


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_violation_is_found(plant: Callable[[PublicServiceMarket], None]) -> None:
    model = warmed().branch("status_quo")
    model.step()
    checking.check(model)
    plant(model)
    with pytest.raises(ConservationError, match=PLANTED[plant]):
        checking.check(model)


def test_a_run_that_checks_stops_at_a_violation_and_another_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def leak(model: PublicServiceMarket) -> None:
        model.organizations["cash_fen"][0] -= 1

    monkeypatch.setattr("gpssim.month.recording.monthly.record", leak)
    model = warmed().branch("open_tender")
    with pytest.raises(ConservationError, match="-1 fen"):
        model.step()
    model.check = False
    model.step()


def test_a_negative_transfer_is_refused() -> None:
    model = warmed().branch("open_tender")
    with pytest.raises(ConservationError, match="negative"):
        model.ledger.transfer(0, "payment", TREASURY, OUTSIDE, -1, model.books)
    with pytest.raises(ConservationError, match="negative"):
        model.ledger.transfer_many(0, "hiring", np.array([0, 1]), np.array([5, -5]), model.books, to_them=False)


@pytest.mark.parametrize("policy", POLICIES)
def test_every_row_of_a_table_can_be_told_from_every_other(policy: str) -> None:
    repeated = {name: int(frame.duplicated(list(TABLES[name].key)).sum()) for name, frame in frames(policy).items()}
    assert {name: n for name, n in repeated.items() if n} == {}


@pytest.mark.parametrize("seed", [3, 4])
def test_awards_at_the_ceiling_do_not_overdraw_an_account(seed: int) -> None:
    everything = Policy.of("direct_grant", settings={"rate": 1.0})
    PublicServiceMarket(small_scenario(), everything, seed=seed, check=True).run()
