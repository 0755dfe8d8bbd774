"""The ledger by hand: every transfer a row, both sides to the fen, statements that follow, books that refuse what is wrong."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.agents.ledger import (
    CITIZENS,
    FUND,
    KINDS,
    OUTSIDE,
    TREASURY,
    Books,
    Ledger,
    account_name,
    organization_account,
    purchaser_account,
)
from gpssim.errors import ConservationError


def opened() -> tuple[Ledger, Books]:
    return Ledger(), Books(accounts=np.zeros(2, dtype=np.int64), cash=np.zeros(3, dtype=np.int64))


def standing(ledger: Ledger, books: Books) -> dict[str, object]:
    return {
        "treasury": ledger.treasury,
        "outside": ledger.outside,
        "citizens": ledger.citizens,
        "fund": ledger.fund,
        "purchasers": books.accounts.tolist(),
        "organizations": books.cash.tolist(),
    }


NOBODY = {"treasury": 0, "outside": 0, "citizens": 0, "fund": 0, "purchasers": [0, 0], "organizations": [0, 0, 0]}


def test_accounts_have_names() -> None:
    codes = [CITIZENS, FUND, TREASURY, OUTSIDE, purchaser_account(0), purchaser_account(7), organization_account(0)]
    assert [account_name(code) for code in (*codes, organization_account(17))] == [
        "citizens", "fund", "treasury", "outside", "purchaser/0", "purchaser/7", "organization/0", "organization/17",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "moved"),
    [
        (TREASURY, purchaser_account(1), {"treasury": -1250, "purchasers": [0, 1250]}),
        (purchaser_account(0), organization_account(2), {"purchasers": [-1250, 0], "organizations": [0, 0, 1250]}),
        (organization_account(1), OUTSIDE, {"outside": 1250, "organizations": [0, -1250, 0]}),
        (CITIZENS, organization_account(0), {"citizens": -1250, "organizations": [1250, 0, 0]}),
        (OUTSIDE, FUND, {"outside": -1250, "fund": 1250}),
        (FUND, TREASURY, {"treasury": 1250, "fund": -1250}),
    ],
)
def test_a_transfer_takes_from_one_and_gives_to_the_other(source: int, target: int, moved: dict[str, object]) -> None:
    ledger, books = opened()
    ledger.transfer(4, "payment", source, target, 1250, books)
    assert standing(ledger, books) == {**NOBODY, **moved}
    assert {name: column.tolist() for name, column in ledger.rows().items()} == {
        "month": [4], "kind": [KINDS.index("payment")], "source": [source], "target": [target], "fen": [1250],
    }  # fmt: skip
    ledger.check(books)


def test_yuan_become_whole_fen_once_half_to_even() -> None:
    ledger, books = opened()
    assert ledger.book(0, "grant", TREASURY, organization_account(0), 10.126, books) == 1013
    assert ledger.book(0, "grant", TREASURY, organization_account(0), 0.125, books) == 12
    assert books.cash.tolist() == [1025, 0, 0]
    assert ledger.treasury == -1025


def test_nothing_is_not_written_and_less_than_nothing_is_refused() -> None:
    ledger, books = opened()
    ledger.transfer(0, "payment", TREASURY, OUTSIDE, 0, books)
    assert ledger.rows()["fen"].size == 0
    with pytest.raises(ConservationError, match="payment is negative: -1 fen"):
        ledger.transfer(0, "payment", TREASURY, OUTSIDE, -1, books)
    with pytest.raises(ConservationError, match="fine is negative: -5 fen"):
        ledger.transfer_many(0, "fine", np.array([0, 1]), np.array([7, -5]), books, to_them=False)
    assert standing(ledger, books) == NOBODY


def test_many_transfers_are_one_each_and_empty_ones_none() -> None:
    ledger, books = opened()
    ledger.transfer_many(2, "donation", np.array([0, 1, 2]), np.array([300, 0, 500]), books, to_them=True)
    assert standing(ledger, books) == {**NOBODY, "outside": -800, "organizations": [300, 0, 500]}
    ledger.transfer_many(3, "delivery", np.array([2, 1]), np.array([120, 40]), books, to_them=False)
    assert standing(ledger, books) == {**NOBODY, "outside": -640, "organizations": [300, -40, 380]}
    ledger.transfer_many(4, "delivery", np.array([2, 1]), np.array([0, 0]), books, to_them=False)
    assert {name: column.tolist() for name, column in ledger.rows().items()} == {
        "month": [2, 2, 3, 3],
        "kind": [KINDS.index("donation")] * 2 + [KINDS.index("delivery")] * 2,
        "source": [OUTSIDE, OUTSIDE, organization_account(2), organization_account(1)],
        "target": [organization_account(0), organization_account(2), OUTSIDE, OUTSIDE],
        "fen": [300, 500, 120, 40],
    }
    assert ledger.statement(3).tolist() == books.cash.tolist()
    ledger.check(books)


def test_a_statement_is_what_came_less_what_went_and_goes_on_where_it_stopped() -> None:
    ledger, books = opened()
    ledger.transfer(0, "opening", OUTSIDE, organization_account(1), 900, books)
    assert ledger.statement(3).tolist() == [0, 900, 0]
    ledger.transfer(1, "payment", purchaser_account(0), organization_account(0), 250, books)
    ledger.transfer(1, "delivery", organization_account(1), OUTSIDE, 100, books)
    assert ledger.statement(3).tolist() == [250, 800, 0]
    assert ledger.statement(5).tolist() == [250, 800, 0, 0, 0]  # two have been founded since
    ledger.statement(5)[0] = 7  # what is handed out is a copy
    assert ledger.statement(5).tolist() == [250, 800, 0, 0, 0]


def test_organizations_in_other_rows_keep_their_money() -> None:
    ledger, books = opened()
    ledger.transfer(0, "payment", purchaser_account(1), organization_account(0), 70, books)
    ledger.transfer_many(0, "opening", np.array([1, 2]), np.array([11, 13]), books, to_them=True)
    before = ledger.statement(3)
    ledger.renumber(np.array([2, 0, 1]))
    assert ledger.statement(3).tolist() == [11, 13, 70] == before[[1, 2, 0]].tolist()
    assert [account_name(code) for code in ledger.rows()["target"]] == ["organization/2", "organization/0", "organization/1"]
    assert [account_name(code) for code in ledger.rows()["source"]] == ["purchaser/1", "outside", "outside"]


def test_a_copy_is_written_on_apart() -> None:
    ledger, books = opened()
    for account in (TREASURY, CITIZENS, FUND):
        ledger.transfer(0, "payment", account, organization_account(0), 10 + account, books)
    twin, theirs = ledger.copy(), Books(books.accounts.copy(), books.cash.copy())
    assert standing(twin, theirs) == standing(ledger, books)
    twin.transfer(1, "fine", organization_account(0), TREASURY, 5, theirs)
    assert (ledger.treasury, twin.treasury, ledger.rows()["fen"].size, twin.rows()["fen"].size) == (-10, -5, 3, 4)
    twin.check(theirs)
    ledger.check(books)


@pytest.mark.parametrize("account", ["treasury", "outside", "citizens", "fund"])
def test_money_made_anywhere_is_found(account: str) -> None:
    ledger, books = opened()
    ledger.check(books)
    setattr(ledger, account, 1)
    with pytest.raises(ConservationError, match="sum to 1 fen instead of 0"):
        ledger.check(books)


def test_cash_moved_without_a_row_is_found_at_its_first_holder() -> None:
    ledger, books = opened()
    books.cash += np.array([0, 4, -4])
    with pytest.raises(ConservationError, match="organization 1 holds other cash"):
        ledger.check(books)
    books.cash[:], books.accounts[:] = 0, (3, -2)
    with pytest.raises(ConservationError, match="sum to 1 fen"):
        ledger.check(books)
