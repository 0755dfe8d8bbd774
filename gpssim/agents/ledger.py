"""Money: every transfer a row, whole fen, nothing made and nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

import numpy as np

from gpssim.errors import ConservationError
from gpssim.units import to_fen

CITIZENS: Final = -2
"""Those who use services, where they pay for them."""
FUND: Final = -1
"""The dedicated fund 福彩公益金."""
TREASURY: Final = 0
OUTSIDE: Final = 1
PURCHASER: Final = 2
ORGANIZATION: Final = 1_000_000

KINDS: Final = (
    "appropriation", "lapse", "payment", "final_payment", "grant", "procedure", "delivery", "overhead", "arrears", "hiring",
    "severance", "offer", "setup", "donation", "opening", "closing", "fine", "bond", "user_fee", "bid_bond", "late_interest",
    "fund_income", "fund", "fund_return", "goods",
    "tax", "subsidy", "fee", "foundation_grant", "dividend", "incubation", "hub_overhead", "own_work",
    "development",
)  # fmt: skip

CODES: Final = {kind: code for code, kind in enumerate(KINDS)}


def purchaser_account(row: int) -> int:
    """Account number of a purchaser."""
    return PURCHASER + row


def organization_account(row: int) -> int:
    """Account number of an organization."""
    return ORGANIZATION + row


def account_name(code: int) -> str:
    """``citizens``, ``fund``, ``treasury``, ``outside``, ``purchaser/3``, ``organization/17``."""
    if code >= ORGANIZATION:
        return f"organization/{code - ORGANIZATION}"
    return ("citizens", "fund", "treasury", "outside")[code - CITIZENS] if code < PURCHASER else f"purchaser/{code - PURCHASER}"


class Ledger:
    """Books transfers between the treasury, purchasers, organizations and everybody else.

    Balances of purchasers and organizations are their own columns (``account_fen``, ``cash_fen``), handed in at each booking, so
    that there is one number and not two.
    """

    def __init__(self) -> None:
        self.treasury = 0
        self.outside = 0
        self.citizens = 0
        self.fund = 0
        self._blocks: list[tuple[int, Any, Any, Any, Any]] = []
        """Month, kind, sources, targets, fen: single numbers for one transfer, arrays for many (of one kind, or of several)."""
        self._stated, self._read = np.zeros(0, dtype=np.int64), 0
        """Balances of organizations as booked, and how many blocks they contain."""

    def copy(self) -> Ledger:
        """The same books, to be written on apart from these (what is booked is never changed)."""
        twin = Ledger()
        twin.treasury, twin.outside, twin.citizens, twin.fund = self.treasury, self.outside, self.citizens, self.fund
        twin._blocks, twin._stated, twin._read = list(self._blocks), self._stated.copy(), self._read
        return twin

    def book(self, month: int, kind: str, source: int, target: int, yuan: float, books: Books) -> int:
        """Book one transfer of ``yuan`` >= 0, rounded here and nowhere else; returns the fen booked."""
        fen = to_fen(yuan)
        self.transfer(month, kind, source, target, fen, books)
        return fen

    def transfer(self, month: int, kind: str, source: int, target: int, fen: int, books: Books) -> None:
        """Book one transfer of whole fen >= 0."""
        if fen == 0:
            return
        _refuse_negative(kind, fen)
        self._change(source, -fen, books)
        self._change(target, fen, books)
        self._blocks.append((month, CODES[kind], source, target, fen))

    def transfer_each(
        self, month: int, kinds: np.ndarray, accounts: tuple[np.ndarray, np.ndarray], fen: np.ndarray, books: Books
    ) -> None:
        """Book transfers of whole fen >= 0 one after the other, from the first of ``accounts`` to the other.

        ``kinds`` are places in ``KINDS``.
        """
        some = np.flatnonzero(fen)
        if not some.size:
            return
        codes, sources, targets, sums = kinds[some], accounts[0][some], accounts[1][some], fen[some]
        _refuse_negative(KINDS[int(kinds[fen.argmin()])], int(fen.min()))
        self._change_each(sources, -sums, books)
        self._change_each(targets, sums, books)
        self._blocks.append((month, codes, sources, targets, sums))

    def _change_each(self, accounts: np.ndarray, fen: np.ndarray, books: Books) -> None:
        theirs, ours = accounts >= ORGANIZATION, (accounts >= PURCHASER) & (accounts < ORGANIZATION)
        np.add.at(books.cash, accounts[theirs] - ORGANIZATION, fen[theirs])
        np.add.at(books.accounts, accounts[ours] - PURCHASER, fen[ours])
        others = ~(theirs | ours)
        for account, sum_ in zip(accounts[others].tolist(), fen[others].tolist(), strict=True):
            self._change(account, sum_, books)

    def transfer_many(self, month: int, kind: str, rows: np.ndarray, fen: np.ndarray, books: Books, *, to_them: bool) -> None:
        """Book one transfer between each organization of ``rows`` (different ones) and everybody else.

        ``fen`` (int64, >= 0) flows to them or from them.
        """
        if not fen.all():
            keep = fen != 0
            rows, fen = rows[keep], fen[keep]
        if not fen.size:
            return
        _refuse_negative(kind, int(fen.min()))
        total, sign = int(fen.sum()), 1 if to_them else -1
        books.cash[rows] += sign * fen
        self.outside -= sign * total
        theirs, ours = ORGANIZATION + rows, np.full(rows.size, OUTSIDE)
        self._blocks.append((month, CODES[kind], ours if to_them else theirs, theirs if to_them else ours, fen))

    def take_from_each(self, month: int, kind: str, rows: np.ndarray, fen: int, books: Books) -> None:
        """Book one transfer of as many whole fen >= 0 from each organization of ``rows`` (different ones) to everybody else."""
        if fen == 0 or not rows.size:
            return
        _refuse_negative(kind, fen)
        books.cash[rows] -= fen
        self.outside += fen * rows.size
        self._blocks.append((month, CODES[kind], ORGANIZATION + rows, np.full(rows.size, OUTSIDE), np.full(rows.size, fen)))

    def _change(self, account: int, fen: int, books: Books) -> None:
        if account >= ORGANIZATION:
            books.cash[account - ORGANIZATION] += fen
        elif account >= PURCHASER:
            books.accounts[account - PURCHASER] += fen
        elif account == TREASURY:
            self.treasury += fen
        elif account == CITIZENS:
            self.citizens += fen
        elif account == FUND:
            self.fund += fen
        else:
            self.outside += fen

    def renumber(self, rows: np.ndarray) -> None:
        """Write organizations under other rows: ``rows[k]`` is the new row of what was row k."""

        def moved(accounts: object) -> object:
            codes = np.asarray(accounts)
            new = np.where(codes >= ORGANIZATION, ORGANIZATION + rows[np.maximum(codes - ORGANIZATION, 0)], codes)
            return new if np.ndim(codes) else int(new)

        self._blocks = [(month, kind, moved(source), moved(target), fen) for month, kind, source, target, fen in self._blocks]
        self._stated, self._read = np.zeros(0, dtype=np.int64), 0

    def rows(self) -> dict[str, np.ndarray]:
        """All transfers as columns: month, kind, source, target, fen."""
        if not self._blocks:
            empty = np.empty(0, dtype=np.int64)
            return {"month": empty, "kind": empty, "source": empty, "target": empty, "fen": empty}
        months, kinds, sources, targets, fen = zip(*self._blocks, strict=True)
        sizes = [f.size if isinstance(f, np.ndarray) else 1 for f in fen]
        each = [np.full(n, kind) if n > 1 and isinstance(kind, int) else kind for n, kind in zip(sizes, kinds, strict=True)]
        return {
            "month": np.repeat(months, sizes),
            "kind": _strung(each),
            "source": _strung(sources),
            "target": _strung(targets),
            "fen": _strung(fen),
        }

    def statement(self, n: int) -> np.ndarray:
        """What each of ``n`` organizations received less what it paid since the start, from the rows booked, fen."""
        stated = np.zeros(n, dtype=np.int64)
        stated[: self._stated.size] = self._stated
        for _, _, source, target, fen in self._blocks[self._read :]:
            for accounts, sign in ((source, -1), (target, 1)):
                codes, amounts = np.broadcast_arrays(np.asarray(accounts), np.asarray(fen))
                own = codes >= ORGANIZATION
                np.add.at(stated, codes[own] - ORGANIZATION, sign * amounts[own])
        self._stated, self._read = stated, len(self._blocks)
        return stated.copy()

    def check(self, books: Books) -> None:
        """Raise :class:`ConservationError` unless all balances sum to zero, money only moves, and each statement is its cash."""
        total = self.treasury + self.outside + self.citizens + self.fund + int(books.cash.sum()) + int(books.accounts.sum())
        if total:
            raise ConservationError(f"money is not conserved: the balances sum to {total} fen instead of 0")
        wrong = np.flatnonzero(self.statement(books.cash.size) != books.cash)
        if wrong.size:
            raise ConservationError(f"organization {int(wrong[0])} holds other cash than it received less what it paid")


def _strung(parts: Sequence[int | np.ndarray]) -> np.ndarray:
    """Numbers and arrays one after the other; numbers between two arrays are taken together."""
    runs = groupby(parts, key=lambda part: isinstance(part, np.ndarray))
    return np.concatenate([array for is_array, run in runs for array in (run if is_array else (np.array([*run]),))])


def _refuse_negative(kind: str, fen: int) -> None:
    if fen < 0:
        raise ConservationError(f"a transfer of {kind} is negative: {fen} fen")


class Books:
    """The two balance columns a booking changes; made anew at each use."""

    __slots__ = ("accounts", "cash")

    def __init__(self, accounts: np.ndarray, cash: np.ndarray) -> None:
        self.accounts = accounts
        self.cash = cash
