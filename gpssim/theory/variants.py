"""Further tenders for theory cases: those that can fail, that prefer a class, or in which lots decide."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np

from gpssim.errors import GpssimError
from gpssim.market import Bid
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.rules.scoring import ranking
from gpssim.streams import Luck
from gpssim.theory.evidence import FEWEST_DRAWS
from gpssim.theory.tendering import N_DECIDED, decided, purchase

N_WITH_LOTS: Final = FEWEST_DRAWS
"""Draws where every tender has an invitation or lots of its own."""


def held_by_lot(mechanism: OpenTender, prices: np.ndarray, ceiling: float) -> tuple[np.ndarray, np.ndarray]:
    """As ``tendering.held`` where offers are often equal: with the lots that decide() draws for each tender.

    Raises
    ------
    GpssimError : the mechanism decides one of the first tenders otherwise.
    """
    n = prices.shape[1]
    lots = np.array([purchase(mechanism, n, ceiling, key).luck.uniforms("tie", np.arange(n)) for key in range(len(prices))])
    winner = ranking(mechanism.score(prices, np.zeros_like(prices), ceiling), prices, lots)[:, 0]
    nobody = np.isinf(prices).all(axis=1)
    paid = np.where(nobody, np.nan, mechanism.pays(prices, winner, ceiling))
    winner = np.where(nobody, -1, winner)
    for row in range(min(N_DECIDED, len(prices))):
        if not nobody[row] and decided(mechanism, prices[row], ceiling, row)[:2] != (winner[row], paid[row]):
            raise GpssimError(f"{mechanism.name} decides tender {row} otherwise than its score, payment and lots say")
    return winner, paid


def held_or_failed(mechanism: OpenTender, prices: np.ndarray, ceiling: float, attempt: int) -> tuple[np.ndarray, np.ndarray]:
    """As ``tendering.held``, with tenders that fail for want of valid offers; the first ones are decided one by one as well.

    Raises
    ------
    GpssimError : the mechanism decides one of them otherwise than its vectorized evaluation does.
    """
    best = mechanism.score(prices, np.zeros_like(prices), ceiling).argmax(axis=1)
    enough = np.isfinite(prices).sum(axis=1) >= mechanism.min_bids
    winner, paid = np.where(enough, best, -1), np.where(enough, mechanism.pays(prices, best, ceiling), np.nan)
    for row in range(min(N_DECIDED // (attempt + 1) ** 2, len(prices))):
        won, price, reason = decided(mechanism, prices[row], ceiling, row, attempt)
        agree = (won, price) == (winner[row], paid[row]) if enough[row] else won == -1 and reason in ("no_bids", "too_few_bids")
        if not agree:
            raise GpssimError(f"{mechanism.name} decides tender {row} otherwise than its score and payment say")
    return winner, paid


def held_preferring(
    mechanism: OpenTender, prices: np.ndarray, preferred: np.ndarray, ceiling: float
) -> tuple[np.ndarray, np.ndarray]:
    """Winner and price paid of each tender in which ``preferred`` bidders (bool, shape (n,)) have a preference.

    Raises
    ------
    GpssimError : the mechanism decides one of the first tenders otherwise than its vectorized evaluation does.
    """
    levels = mechanism.evaluated(prices, preferred)
    winner = mechanism.score(levels, np.zeros_like(prices), ceiling).argmax(axis=1)
    paid = mechanism.pays(prices, winner, ceiling, preferred)
    for row in range(min(N_DECIDED, len(prices))):
        if _decided_preferring(mechanism, prices[row], preferred, ceiling, row) != (winner[row], paid[row]):
            raise GpssimError(f"{mechanism.name} decides tender {row} otherwise than its score and payment say")
    return winner, paid


def _decided_preferring(
    mechanism: OpenTender, prices: np.ndarray, preferred: np.ndarray, ceiling: float, key: int
) -> tuple[int, float]:
    one = purchase(mechanism, len(prices), ceiling, key)
    one = replace(one, view=replace(one.view, public=replace(one.view.public, small=preferred)))
    award = mechanism.decide(one, [Bid(i, float(p), 1.0, 0.0, 0.0) for i, p in enumerate(prices)]).awards[0]
    return award.bidder, award.price


def costs_in(tenders: np.ndarray, costs: Any, n: int, luck: Luck) -> np.ndarray:
    """Private costs of n bidders in these tenders (numbers, shape (k,)) alone: array (k, n), as ``costs_of`` draws them."""
    return np.asarray(costs.ppf(luck.uniforms("cost", tenders[:, None], np.arange(n)[None, :])))


def present(tenders: np.ndarray, chance: float, n: int, luck: Luck) -> np.ndarray:
    """Which of n potential bidders offer in these tenders, each with this chance: bool (k, n)."""
    return luck.uniforms("offers", tenders[:, None], np.arange(n)[None, :]) < chance
