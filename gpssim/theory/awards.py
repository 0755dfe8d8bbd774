"""Awards one after another from a supplier pool, many histories side by side, checked against the mechanism's own decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from gpssim.errors import GpssimError
from gpssim.market import Bid
from gpssim.streams import Luck
from gpssim.theory.pool import SupplierPool
from gpssim.theory.tendering import SECOND_PRICE, held, purchase, view

N_DECIDED: Final = 200
"""Awards of a round that are also decided one by one: vectorized and single decisions must follow the same standing."""


def lowest_wins(prices: np.ndarray, ceiling: float, round_: int) -> np.ndarray:
    """Winner of each history's tender by the lowest evaluated price, shape (n_draws,); the first round is decided singly too."""
    if round_ == 0:
        return held(SECOND_PRICE, prices, ceiling)[0]
    return np.asarray(SECOND_PRICE.score(prices, np.zeros_like(prices), ceiling).argmax(axis=1))


def awarded(pool: SupplierPool, prices: np.ndarray, awards: np.ndarray, luck: Luck, round_: int) -> np.ndarray:
    """Winner of each history's next contract, shape (n_draws,), from prices and past awards, shape (n_draws, n).

    Raises
    ------
    GpssimError : the mechanism decides one of the first otherwise than its standing says.
    """
    shape = np.broadcast_shapes(np.shape(prices), np.shape(awards))
    rows, bidders = np.arange(shape[0])[:, None], np.arange(shape[1])[None, :]
    uniforms = luck.uniforms("award", round_, rows, bidders)
    prices, awards = np.broadcast_to(prices, shape), np.broadcast_to(awards, shape)
    winner = pool.standing(prices, awards, uniforms).argmax(axis=1)
    if round_ == 0:
        _check(pool, prices[:N_DECIDED], awards[:N_DECIDED])
    return np.asarray(winner)


def _check(pool: SupplierPool, prices: np.ndarray, awards: np.ndarray) -> None:
    """Single decisions pick whoever stands highest under their own luck."""
    for key, (price, won) in enumerate(zip(prices, awards, strict=True)):
        chosen, highest = decided(pool, price, won, key)
        if chosen != highest:
            raise GpssimError(f"{pool.name} picks bidder {chosen} where its standing says {highest}")


def decided(pool: SupplierPool, prices: np.ndarray, awards: np.ndarray, key: int) -> tuple[int, int]:
    """One contract through decide(): the winner, and the bidder of highest standing under the luck of this purchase."""
    prices = prices - min(0.0, float(prices.min()))  # offers below nothing are refused; what counts is how they differ
    n, ceiling = len(prices), float(np.max(prices)) + 1.0
    held = purchase(pool, n, ceiling, key)
    seen = replace(view(n), public=replace(view(n).public, awards=np.asarray(awards)))
    held = replace(held, view=seen)
    bids = [Bid(i, float(p), 1.0, 0.0, 0.0) for i, p in enumerate(prices)]
    standing = pool.standing(np.asarray(prices), np.asarray(awards), held.luck.uniforms("turn", np.arange(n)))
    return pool.decide(held, bids).awards[0].bidder, int(standing.argmax())
