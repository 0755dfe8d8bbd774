"""Every identity notices books that were spoiled: otherwise it would say nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd
import pytest

from gpssim.analysis.identities import IDENTITIES, Books, apart, imbalances
from gpssim.theory.kinds.accounting_identities import closed_books


@lru_cache
def books() -> Books:
    return closed_books("status_quo")


def changed(table: str, column: str, by: float, kind: str = "") -> Books:
    """The books with one number of a table (in the last row that fits) changed."""
    rows = books().tables[table].copy()
    fits = rows["kind"].astype(str) == kind if kind else pd.Series(True, index=rows.index)
    rows.loc[rows.index[fits][-1], column] += by
    return replace(books(), tables={**books().tables, table: rows})


def edited(table: str, edit: Callable[[pd.DataFrame], Any]) -> Books:
    return replace(books(), tables={**books().tables, table: edit(books().tables[table])})


def another_winner(bids: pd.DataFrame) -> pd.DataFrame:
    """The award of one tender goes to a loser."""
    bids = bids.copy()
    tenders = bids[(bids["mechanism"] == "open_tender") & bids["valid"]]
    for _, rows in tenders.groupby(["project", "attempt", "month"]):
        if rows["won"].any() and not rows["won"].all():
            bids.loc[rows.index, "won"] = ~rows["won"]
            return bids
    raise LookupError("no tender with a loser")


SPOILED: dict[str, list[Callable[[], Books]]] = {
    "purchasers_close": [
        lambda: changed("ledger", "fen", 100_000, "appropriation"),
        lambda: replace(books(), accounts_fen=books().accounts_fen + 50_000),
    ],
    "providers_receive": [
        lambda: edited("ledger", lambda t: t.assign(source=t["source"].astype(str).str.replace("purchaser", "outside")))
    ],
    "providers_close": [
        lambda: changed("ledger", "fen", 100_000, "delivery"),
        lambda: replace(books(), cash_fen=books().cash_fen + 9),
    ],
    "contracts_end_or_last": [lambda: changed("services", "n_contracts", 1)],
    "citizens_are_counted_once": [lambda: changed("monthly", "n_queued", 1), lambda: changed("monthly", "n_onset", 1)],
    "organizations_are_counted_once": [
        lambda: edited("exits", lambda t: t.iloc[1:]),
        lambda: replace(books(), n_initial=books().n_initial + 1),
    ],
    "payments_need_awards": [
        lambda: edited("contracts", lambda t: t.assign(paid=3.0 * t["paid"])),
        lambda: edited("bids", lambda t: t.assign(valid=False)),
    ],
    "winners_score_highest": [
        lambda: edited("bids", another_winner),
        lambda: edited("bids", lambda t: t.assign(price_points=1.01 * t["price_points"])),
    ],
    "transfers_cancel": [lambda: changed("services", "cost_effort", 1e6), lambda: replace(books(), welfare=books().welfare + 0.01)],
    "shares_stay_shares": [lambda: changed("public", "trust_government", 1e6), lambda: changed("public", "awareness", -1e6)],
}


def test_a_real_run_is_balanced() -> None:
    assert set(SPOILED) == set(IDENTITIES)
    assert max(imbalances(books()).values()) < 1e-12


@pytest.mark.parametrize(("name", "k"), [(name, k) for name, ways in SPOILED.items() for k in range(len(ways))])
def test_spoiled_books_are_noticed(name: str, k: int) -> None:
    assert IDENTITIES[name](SPOILED[name][k]()) > 1e-9


def test_distance_is_relative_above_one() -> None:
    assert apart([1.0, 200.0], [1.0, 100.0]) == 0.5
    assert apart([0.2], [0.1]) == pytest.approx(0.1)
    assert apart([], []) == 0.0
