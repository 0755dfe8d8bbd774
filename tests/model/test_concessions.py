"""Concessions in the market: who pays, who stays away, what the purchaser saves, who bears demand, what investment brings."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from small_market import frames_of, varied

from gpssim.agents.ledger import CITIZENS, Books, Ledger, account_name, organization_account
from gpssim.errors import ConservationError
from gpssim.model import PublicServiceMarket
from gpssim.month.service.service import use_only
from gpssim.scenario import Policy
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.state import money, quality

CITY: dict[str, Any] = {
    "world__city__n_citizens": 2400,
    "world__city__residents": 120_000,
    "world__purchasers__project_value": 100_000.0,
    "warm_up": 6,
    "months": 24,
}


@lru_cache
def run(sensitivity: float = 1.5, **settings: Any) -> PublicServiceMarket:
    scenario = varied(**CITY, world__fees__sensitivity=sensitivity)
    policy = Policy.of("concession", settings=settings)
    return PublicServiceMarket(scenario, policy, seed=3, check=True).run()


def coverage(model: PublicServiceMarket, vulnerable: bool) -> float:
    monthly = frames_of(model)["monthly"]
    rows = monthly[(monthly["group"].astype(str) != "ordinary") == vulnerable]
    return float(rows["n_served"].sum() / rows["n_need"].sum())


def total(model: PublicServiceMarket, table: str, column: str) -> float:
    return float(frames_of(model)[table][column].sum())


def test_fees_are_booked_from_citizens_to_providers_to_the_fen() -> None:
    model = run()
    ledger = frames_of(model)["ledger"]
    fees = ledger[ledger["kind"].astype(str) == "user_fee"]
    assert set(fees["source"].astype(str)) == {"citizens"}
    assert fees["target"].astype(str).str.startswith("organization/").all()
    assert fees["fen"].sum() == -model.ledger.citizens
    assert fees["fen"].sum() / 100.0 == pytest.approx(total(model, "monthly", "user_fees"), abs=0.01 * len(fees))


def test_the_purchaser_commits_its_subsidy_only() -> None:
    c = run().contracts
    mine = c.fee > 0.0
    assert mine.any()
    months = np.where(c.bridge, 1, np.minimum(12, c.end - c.start))[mine]
    assert (c.value[mine] <= (c.price - c.fee)[mine] * c.places[mine] * 12 + 1e-6).all()
    assert (c.value[mine] >= (c.price - c.fee)[mine] * c.places[mine] * months - 1e-6).all()
    assert (c.price - c.fee)[mine] == pytest.approx(np.minimum(0.3 * c.ceiling, c.price)[mine])


def test_without_a_subsidy_the_purchaser_pays_nothing() -> None:
    model = run(subsidy=0.0)
    paid = frames_of(model)["contracts"].query("mechanism == 'concession'")["paid"]
    assert len(paid)
    assert paid.sum() == 0.0


def test_a_fee_keeps_people_away_and_the_poor_first() -> None:
    free, dear = run(sensitivity=0.0), run(sensitivity=3.0)
    lost = [1.0 - coverage(dear, vulnerable) / coverage(free, vulnerable) for vulnerable in (False, True)]
    assert lost[1] > 2.0 * max(lost[0], 0.05)  # places that the poor leave are taken by others who wait
    assert not free.tolls.any()
    assert (dear.tolls[..., GROUPS.index("laid_off")] >= dear.tolls[..., 0]).all()


def test_the_exempt_come_back_and_the_purchaser_makes_it_good() -> None:
    usual, spared = run(sensitivity=3.0), run(sensitivity=3.0, exemption=1.0)
    assert coverage(spared, vulnerable=True) > coverage(usual, vulnerable=True)
    monthly = frames_of(spared)["monthly"]
    assert monthly.loc[monthly["group"].astype(str) != "ordinary", "user_fees"].sum() == 0.0
    c = spared.contracts
    settled = (c.fee > 0.0) & (c.forgone > 0.0) & (c.due[:, 2] < 0) & (c.end_reason == 1)
    assert settled.any()
    assert (c.paid_fen[settled] / 100.0 > 0.99 * (c.value * c.delivered / (12 * c.places))[settled]).all()
    assert not run(sensitivity=3.0, exemption=1.0, exemption_paid=0.0).contracts.forgone.any()


def test_an_idle_place_costs_its_part() -> None:
    scenario = varied(**CITY)
    model = PublicServiceMarket(scenario, "concession", seed=3).run(10)
    c = model.contracts
    row = int(np.flatnonzero(c.active & (c.fee > 0.0))[0])

    before, c["month_cost"][row], c["delivered_places"][row] = c.delivered[row], 1000.0, 20.0
    use_only(model, np.array([row]), np.array([5.0]))
    assert c.month_cost[row] == pytest.approx(1000.0 * (0.25 + 0.5 * 0.75))
    assert before - c.delivered[row] == pytest.approx(15.0)


def test_investment_is_a_cost_that_brings_quality_and_room() -> None:
    model = run(criterion="highest_investment", subsidy=0.4)
    c = model.contracts
    rows = np.flatnonzero((c.investment > 0.0) & (c.invested > 0.0))
    assert rows.size
    assert (quality.better_by_equipment(model, rows) > 0.0).all()
    assert (quality.roomier_by_equipment(model, rows) > 1.0).all()
    later = np.flatnonzero((c.predecessor >= 0) & (c.investment > 0.0))
    assert later.size
    assert (c.invested[later] > 0.0).any()


def test_what_users_pay_is_not_spent_a_second_time() -> None:
    model = run()
    c = model.contracts
    saved = money.borne_by_users(model, 0)
    assert saved.sum() == pytest.approx(float((c.fee * c.places * (c.end - c.start)).sum()))
    assert total(model, "purchasers", "paid") < 0.8 * float((c.price * c.delivered).sum())


def test_a_concession_lasts_its_years() -> None:
    c = run(years=4).contracts
    first = (c.fee > 0.0) & (c.cycle_year == 0) & ~c.bridge
    assert set((c.cycle_end - c.start)[first].tolist()) <= {12, 48}
    assert 48 in (c.cycle_end - c.start)[first]
    renewed = (c.fee > 0.0) & (c.cycle_year == 1)
    assert renewed.any()
    assert (c.fee[renewed] == c.fee[c.predecessor[renewed]]).all()  # as signed, for the whole term


def test_a_ledger_that_forgets_who_paid_is_caught() -> None:
    books, ledger = Books(np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)), Ledger()
    assert ledger.book(0, "user_fee", CITIZENS, organization_account(0), 12.345, books) == 1234
    ledger.check(books)
    assert (account_name(CITIZENS), int(books.cash[0]), ledger.copy().citizens) == ("citizens", 1234, -1234)
    ledger.citizens += 1
    with pytest.raises(ConservationError, match="money is not conserved"):
        ledger.check(books)


def test_fees_of_this_month_are_shared_out_by_group() -> None:
    paid = frames_of(run())["monthly"].query("user_fees > 0.0")
    assert {"ordinary", "elderly", "disabled"} <= set(paid["group"].astype(str))
    assert (paid["n_need"] > 0).all()


@pytest.mark.parametrize("off", ["market_power", "adverse_selection", "moral_hazard"])
def test_without_a_friction_fee_and_subsidy_still_add_up(off: str) -> None:
    scenario = varied(**CITY, **{f"world__frictions__{off}": False})
    c = PublicServiceMarket(scenario, "concession", seed=3, check=True).run(12).contracts
    assert (c.fee > 0.0).any()
    assert (c.price - c.fee >= -1e-9).all()
    assert (c.value >= -1e-6).all()
