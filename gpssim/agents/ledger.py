"""Money: every transfer a row, whole fen, nothing made and nothing lost."""

from __future__ import annotations

from typing import Final

import numpy as np

from gpssim.errors import ConservationError
from gpssim.units import to_fen

TREASURY: Final = 0
OUTSIDE: Final = 1
PURCHASER: Final = 2
ORGANIZATION: Final = 1_000_000

KINDS: Final = (
    "appropriation", "lapse", "payment", "final_payment", "grant", "procedure", "delivery", "overhead", "arrears", "hiring",
    "offer", "setup", "donation", "opening", "closing",
)  # fmt: skip


def purchaser_account(row: int) -> int:
    """Account number of a purchaser."""
    return PURCHASER + row


def organization_account(row: int) -> int:
    """Account number of an organization."""
    return ORGANIZATION + row


def account_name(code: int) -> str:
    """``treasury``, ``outside``, ``purchaser/3``, ``organization/17``."""
    if code >= ORGANIZATION:
        return f"organization/{code - ORGANIZATION}"
    return ("treasury", "outside")[code] if code < PURCHASER else f"purchaser/{code - PURCHASER}"


class Ledger:
    """Books transfers between the treasury, purchasers, organizations and everybody else.

    Balances of purchasers and organizations are their own columns (``account_fen``, ``cash_fen``), handed in at each booking, so
    that there is one number and not two.
    """

    def __init__(self) -> None:
        self.treasury = 0
        self.outside = 0
        self._blocks: list[tuple[int, int, np.ndarray, np.ndarray, np.ndarray]] = []

    def book(self, month: int, kind: str, source: int, target: int, yuan: float, books: Books) -> int:
        """Book one transfer of ``yuan`` >= 0, rounded here and nowhere else; returns the fen booked."""
        fen = to_fen(yuan)
        if fen:
            self.book_fen(month, kind, np.array([source]), np.array([target]), np.array([fen], dtype=np.int64), books)
        return fen

    def book_fen(self, month: int, kind: str, sources: np.ndarray, targets: np.ndarray, fen: np.ndarray, books: Books) -> None:
        """Book many transfers of one kind at once; arrays broadcast to the shape of ``fen``."""
        keep = fen != 0
        if not keep.all():
            sources, targets = np.broadcast_to(sources, fen.shape)[keep], np.broadcast_to(targets, fen.shape)[keep]
            fen = fen[keep]
        if not fen.size:
            return
        if (fen < 0).any():
            raise ConservationError(f"a transfer of {kind} is negative: {int(fen.min())} fen")
        sources, targets = np.broadcast_to(sources, fen.shape), np.broadcast_to(targets, fen.shape)
        self._move(sources, -fen, books)
        self._move(targets, fen, books)
        self._blocks.append((month, KINDS.index(kind), sources, targets, fen))

    def _move(self, accounts: np.ndarray, fen: np.ndarray, books: Books) -> None:
        self.treasury += int(fen[accounts == TREASURY].sum())
        self.outside += int(fen[accounts == OUTSIDE].sum())
        organizations = accounts >= ORGANIZATION
        np.add.at(books.cash, accounts[organizations] - ORGANIZATION, fen[organizations])
        purchasers = (accounts >= PURCHASER) & ~organizations
        np.add.at(books.accounts, accounts[purchasers] - PURCHASER, fen[purchasers])

    def rows(self) -> dict[str, np.ndarray]:
        """All transfers as columns: month, kind, source, target, fen."""
        if not self._blocks:
            empty = np.empty(0, dtype=np.int64)
            return {"month": empty, "kind": empty, "source": empty, "target": empty, "fen": empty}
        sizes = [b[4].size for b in self._blocks]
        return {
            "month": np.repeat([b[0] for b in self._blocks], sizes),
            "kind": np.repeat([b[1] for b in self._blocks], sizes),
            "source": np.concatenate([b[2] for b in self._blocks]),
            "target": np.concatenate([b[3] for b in self._blocks]),
            "fen": np.concatenate([b[4] for b in self._blocks]),
        }

    def check(self, books: Books) -> None:
        """Raise :class:`ConservationError` unless all balances sum to zero: money only moves."""
        total = self.treasury + self.outside + int(books.cash.sum()) + int(books.accounts.sum())
        if total:
            raise ConservationError(f"money is not conserved: the balances sum to {total} fen instead of 0")


class Books:
    """The two balance columns a booking changes; made anew at each use."""

    __slots__ = ("accounts", "cash")

    def __init__(self, accounts: np.ndarray, cash: np.ndarray) -> None:
        self.accounts = accounts
        self.cash = cash
