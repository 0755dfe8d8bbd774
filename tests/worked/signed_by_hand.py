"""Contracts of a worked month, written down by hand and not awarded."""

from __future__ import annotations

from typing import Any

import numpy as np

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.planning.policy import set_policy


def begun(market: PublicServiceMarket, month: int) -> PublicServiceMarket:
    """The market at the beginning of a month, without any sums of it yet."""
    set_policy(market)
    market.month = month
    return market


def signed(market: PublicServiceMarket, terms: ContractTerms | None = None, **columns: Any) -> int:
    """A contract for ten places over twelve months at 100 yuan (12,000 yuan), but for what ``columns`` say; returns its row."""
    usual: dict[str, Any] = {
        "organization": 0,
        "purchaser": 0,
        "district": int(columns.get("purchaser", 0)),
        "start": 0,
        "end": 12,
        "price": 100.0,
        "places": 10.0,
        "value": 12_000.0,
        "luck": np.uint64(len(market.contracts) + 1),
        "delivered_places": 10.0,
    }
    row = market.contracts.sign(terms or ContractTerms(), **{**usual, **columns})
    market.heard = np.zeros((len(market.contracts), 3))
    return row


def instalment(market: PublicServiceMarket, row: int, k: int, month: int, share: float) -> None:
    """The ``k``-th instalment (``LAST``: the last) is due in a month; ``share`` of the value is to be paid by then."""
    c = market.contracts
    c["due"][row, k] = c["planned"][row, k] = month
    c["due_share"][row, k] = share
