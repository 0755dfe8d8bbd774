"""Seven kinds with aims and money of their own; every fen is booked, every organization's books close."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sector_market import branched, everything
from small_market import frames_of, varied

from gpssim.agents import founding
from gpssim.agents.ledger import OUTSIDE, organization_account
from gpssim.errors import ConservationError, ScenarioError
from gpssim.month import checking
from gpssim.month.money import giving, subsidies
from gpssim.month.money.giving import GRANTS_A_MONTH
from gpssim.scenario import KINDS
from gpssim.scenario.declarations.kinds import Kinds
from gpssim.streams import Luck


def table(**rows: dict[str, float]) -> dict[str, list[float]]:
    """Rows of the table of kinds with single kinds changed."""
    return {
        f"kinds__{name}": [kinds.get(kind, x) for kind, x in zip(KINDS, getattr(Kinds(), name), strict=True)]
        for name, kinds in rows.items()
    }


def test_every_kind_and_every_tax_conserves_money() -> None:
    model = everything()
    present = {KINDS[k] for k in model.organizations.kind_code}
    assert present == set(KINDS)
    booked = set(frames_of(model)["ledger"]["kind"])
    assert {"tax", "subsidy", "fee", "foundation_grant", "dividend", "incubation", "hub_overhead"} <= booked


def test_an_organization_whose_cash_is_not_its_statement_is_found() -> None:
    model = branched(1)
    checking.check(model)
    model.organizations["cash_fen"][0] += 1
    model.organizations["cash_fen"][1] -= 1
    with pytest.raises(ConservationError, match="organization 0 holds other cash"):
        checking.check(model)


def test_a_statement_counts_every_row_once() -> None:
    model = branched()
    before = model.ledger.statement(len(model.organizations))
    assert before.tolist() == model.organizations.cash_fen.tolist()
    model.ledger.transfer(model.month, "fee", OUTSIDE, organization_account(2), 700, model.books)
    after = model.ledger.copy().statement(len(model.organizations))
    assert (after - before).tolist() == [700 if row == 2 else 0 for row in range(after.size)]


def test_seven_shares_with_nothing_new_are_the_four() -> None:
    keys = np.arange(200, dtype=np.uint64)
    four, seven = (
        founding.organization_columns(varied(**change).world, Luck.of(1, 0), keys, True)
        for change in ({}, {"world__organizations__kind_shares": [0.60, 0.15, 0.15, 0.10, 0.0, 0.0, 0.0]})
    )
    assert all(np.array_equal(four[name], seven[name]) for name in four)


def test_what_the_table_says_becomes_the_organization() -> None:
    keys = np.arange(300, dtype=np.uint64)
    only = [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    one, twice = (
        founding.organization_columns(
            varied(world__organizations__kind_shares=only, world__sector__kinds__mission=[1.0] * 4 + [x, 1.0, 1.0]).world,
            Luck.of(1, 0),
            keys,
            True,
        )
        for x in (1.0, 2.0)
    )
    assert set(one["kind_code"]) == {KINDS.index("foundation")}
    assert (2.0 * one["mission"]).tolist() == pytest.approx(twice["mission"].tolist())


def test_members_pay_fees() -> None:
    model = branched(**table(fees={"association": 1234.5}))
    o = model.organizations
    before = o.cash_fen.copy()
    received = giving.give(model)
    associations = o.alive & (o.kind_code == KINDS.index("association"))
    assert received.tolist() == [1234.5 if there else 0.0 for there in associations]
    assert (o.cash_fen - before).tolist() == [123_450 if there else 0 for there in associations]


def test_a_foundation_passes_its_income_on_to_nonprofits_that_work() -> None:
    model = branched(**table(payout={"foundation": 0.5}, endowment={"foundation": 0.0}))
    o = model.organizations
    o["kind_code"][0], o["other_income"][0] = KINDS.index("foundation"), 6000.0
    given = np.zeros(len(o))
    before = int(o.cash_fen.sum())
    giving.grant(model, 0, given)
    assert given.sum() == pytest.approx(3000.0)
    assert np.count_nonzero(given) == GRANTS_A_MONTH
    assert o.nonprofit[given > 0].all()
    assert int(o.cash_fen.sum()) == before


def test_a_soft_budget_is_covered_by_the_treasury() -> None:
    model = branched(**table(soft_budget={"company": 1.0}))
    o = model.organizations
    row = int(np.flatnonzero(o.alive & (o.kind_code == KINDS.index("company")))[0])
    owed = int(o.cash_fen[row]) + 5_000
    o["owed_fen"][row] = owed
    model.flows["subsidy"] = np.zeros_like(model.appropriations)
    received = subsidies.cover_deficits(model)
    assert received[row] == 50.0
    assert model.flows["subsidy"].sum() == pytest.approx(received.sum())


def test_owners_of_companies_take_their_part_and_nonprofits_may_not() -> None:
    kept, taken = (branched(12, **table(distributed={"company": x})) for x in (0.0, 0.8))
    booked = frames_of(taken)["ledger"]
    paid = booked[booked["kind"] == "dividend"]
    companies = np.flatnonzero(taken.organizations.kind_code == KINDS.index("company"))
    assert set(paid["source"]) <= {f"organization/{row}" for row in companies}
    assert paid["fen"].sum() > 0
    assert "dividend" not in set(frames_of(kept)["ledger"]["kind"])
    with pytest.raises(ScenarioError, match="0 for every kind but companies"):
        branched(**table(distributed={"association": 0.1}))


@pytest.mark.parametrize(
    ("dials", "words"),
    [
        ({"kinds__offers": [0.5] + [1.0] * 6}, "each 0 or 1"),
        ({"kinds__staff": [-1.0] + [1.0] * 6}, "at least 0"),
        ({"kinds__fees": [1.0]}, "7 numbers"),
        ({"institutions__staff": 50.0}, "at most the posts"),
        ({"hubs__kept": 0.0}, "from 0.01 to 1"),
    ],
)
def test_an_impossible_table_is_refused_in_one_line(dials: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words) as refusal:
        branched(**dials)
    assert "\n" not in str(refusal.value)


def test_donations_and_idle_wages_follow_the_kind() -> None:
    model, twice = branched(), branched(**table(donations={"association": 2.0}))
    once, more = giving.donate(model), giving.donate(twice)
    associations = model.organizations.kind_code == KINDS.index("association")
    assert more[associations].sum() == pytest.approx(2.0 * once[associations].sum(), abs=0.1)
    assert more[~associations].tolist() == once[~associations].tolist()
