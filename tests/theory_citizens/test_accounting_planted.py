"""Every identity of A9.05 sees a table that was spoiled: otherwise it would say nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
import test_accounting as identities
from small_market import frames

Spoil = Callable[[pd.DataFrame], pd.DataFrame]
POLICY = "status_quo"


def first(column: str, change: Any, of: Callable[[pd.DataFrame], pd.Series] = lambda t: t.index == t.index) -> Spoil:
    """Change a column in the first row that fits: add a number, or set what is not one."""

    def spoil(table: pd.DataFrame) -> pd.DataFrame:
        table = table.astype({column: object}) if not isinstance(change, int | float) else table.copy()
        row = table.index[of(table)][0]
        old = table.at[row, column]
        table.at[row, column] = old + change if isinstance(change, int | float) and not isinstance(change, bool) else change
        return table

    return spoil


def won_by(mechanism: str) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda bids: (bids["mechanism"] == mechanism) & bids["won"]


def awarded_by(mechanism: str) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda projects: (projects["mechanism"] == mechanism) & (projects["outcome"] == "awarded")


def booked(kind: str) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda ledger: (ledger["kind"] == kind) & (ledger["month"] >= 0)


def won_by_another(mechanism: str) -> Spoil:
    """The award of one purchase goes to another valid offer."""

    def spoil(bids: pd.DataFrame) -> pd.DataFrame:
        bids, keys = bids.copy(), ["project", "attempt", "month"]
        for row in bids.index[won_by(mechanism)(bids)]:
            same = (bids[keys] == bids.loc[row, keys]).all(axis=1) & bids["valid"] & ~bids["won"]
            if same.any():
                bids.loc[[row, bids.index[same][0]], "won"] = [False, True]
                return bids
        raise LookupError("no purchase with a loser")

    return spoil


def paid_after_leaving(ledger: pd.DataFrame) -> pd.DataFrame:
    left = frames(POLICY)["exits"].iloc[0]
    ledger = ledger.astype({"target": str})
    ledger.loc[ledger.index[ledger["month"] > left["month"]][-1], "target"] = f"organization/{left['organization']}"
    return ledger


ONE, TWO, THREE = "test_01_purchasers_close", "test_02_what_providers", "test_03_providers_close"
STAGES, SIZE = "test_05_everybody", "test_06_organizations_are"
CASES: list[tuple[str, str, Spoil]] = [
    (ONE, "ledger", first("fen", 1, booked("appropriation"))),
    (ONE, "ledger", first("fen", 1, booked("payment"))),
    (TWO, "ledger", first("source", "outside", booked("payment"))),
    (THREE, "ledger", first("fen", 1, booked("delivery"))),
    ("test_03_costs_are_paid", "ledger", first("fen", 1, booked("delivery"))),
    ("test_04_contracts", "services", first("n_contracts", 1)),
    ("test_04_awards", "projects", first("n_awards", 99, awarded_by("open_tender"))),
    (STAGES, "monthly", first("n_queued", 1)),
    (STAGES, "monthly", first("n_onset", 1, lambda t: t["month"] == 5)),
    (SIZE, "organizations", lambda t: t.drop(t.index[10])),
    (SIZE, "exits", lambda t: t.drop(t.index[0])),
    ("test_06_nobody_is_paid", "ledger", paid_after_leaving),
    ("test_07_payment", "contracts", lambda t: t.assign(paid=3.0 * t["paid"])),
    ("test_07_payment", "bids", first("valid", False, won_by("open_tender"))),
    ("test_07_payment", "projects", first("n_valid_bids", -20, awarded_by("open_tender"))),
    ("test_08_the_winner", "bids", first("total", 40.0, won_by("open_tender"))),
    ("test_08_the_winner", "bids", first("price_points", 1e-3, won_by("open_tender"))),
    ("test_08_the_winner", "bids", won_by_another("open_tender")),
    ("test_08_a_commission", "projects", first("winner", 1, awarded_by("directed_commission"))),
    ("test_08_a_contest", "bids", won_by_another("venture_philanthropy")),
    ("test_09_transfers", "ledger", first("fen", 100, booked("payment"))),
    ("test_09_transfers", "services", first("cost_effort", 5.0)),
    ("test_10_shares", "public", first("trust_government", 1e6)),
]


@pytest.mark.parametrize(("name", "table", "spoil"), CASES, ids=[f"{name}-{table}-{k}" for k, (name, table, _) in enumerate(CASES)])
def test_a_spoiled_table_is_noticed(name: str, table: str, spoil: Spoil, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = next(f for key, f in vars(identities).items() if key.startswith(name))
    identity(POLICY)
    spoiled = {**frames(POLICY), table: spoil(frames(POLICY)[table])}
    monkeypatch.setattr(identities, "frames", lambda _: spoiled)
    with pytest.raises(AssertionError):
        identity(POLICY)
