"""Approximate equilibrium where several things count: iterated best response through the mechanism's own evaluation.

What is solved for is a table: the chance of winning with a price and an expected rating when rivals, drawn from the World's
generators, play as well. Every bidder's offer is its best response to that table. Source: Brown 1951 (fictitious play). It is
approximate: what grid, draws and iteration leave is reported as regret.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from scipy.special import ndtr

from gpssim.bidding.base import PromiseTerms
from gpssim.bidding.one_pass import best_of_each
from gpssim.bidding.rivals import Field, TenderClass, Types
from gpssim.mechanisms.base import Mechanism
from gpssim.mechanisms.scoring import ScoringMechanism
from gpssim.rules.pricing import promise_cost
from gpssim.streams import Luck

N_PRICES: Final = 25
"""A finer grid follows the steps of the rivals drawn: with 33 prices regret rose tenfold where price counts for nearly all."""
N_RATINGS: Final = 25
EXTRAS: Final = np.linspace(0.0, 1.6, 9)
"""Promises above one's usual quality that are tried, latent."""
BISECTIONS: Final = 9
"""Halvings in the search for the rating that wins: 1/500 of the range of ratings."""
ROUNDS: Final = 40
STEP: Final = 0.5
"""Part of the way to the best response gone in a round: damping, against cycles."""
SETTLED: Final = 3e-4
"""Mean move of prices (share of the ceiling) at which the iteration stops."""
LEAST_NOISE: Final = 0.02
"""Ratings are blurred at least this much (latent), so that the table has slopes where a committee makes no errors."""


@dataclass(frozen=True, slots=True)
class Table:
    """Chance of winning by price (share of the ceiling) and expected rating (relative to a typical rival, latent)."""

    prices: np.ndarray
    ratings: np.ndarray
    chance: np.ndarray
    """Shape (n_prices, n_ratings)."""


@dataclass(frozen=True, slots=True)
class Play:
    """What types do, arrays (n_types,)."""

    price: np.ndarray
    """Share of the ceiling."""
    extra: np.ndarray
    """Promise above one's usual quality, latent."""


@dataclass(frozen=True, slots=True)
class Solution:
    """An approximate equilibrium of one class of tenders; prices and profits as shares of the ceiling."""

    table: Table
    mean_price: float
    mean_margin: float
    """Price less cost."""
    mean_extra: float
    rounds: int
    settled: bool
    regret: float
    """What a bidder drawn afresh, against rivals drawn afresh, would gain at most by another offer, on average."""


def solve(tender: TenderClass) -> Solution:
    """The approximate equilibrium of a class of tenders: a pure function of the class."""
    field = Field(tender, Luck.of(0, 0))
    prices, ratings = _grids(field)
    play = Play(price=0.5 * (1.0 + field.types.cost), extra=np.maximum(0.0, field.types.least_extra))
    rounds, moved = 0, np.inf
    while rounds < ROUNDS and moved > SETTLED:
        better = best_play(tender, field.types, _table(field, play, prices, ratings))
        moved = float(np.abs(better.price - play.price).mean())
        play = Play(play.price + STEP * (better.price - play.price), play.extra + STEP * (better.extra - play.extra))
        rounds += 1
    table = _table(field, play, prices, ratings)
    return Solution(
        table=table,
        mean_price=float(play.price.mean()),
        mean_margin=float((play.price - field.types.cost).mean()),
        mean_extra=float(play.extra.mean()),
        rounds=rounds,
        settled=moved <= SETTLED,
        regret=_regret(tender, table),
    )


def best_play(tender: TenderClass, types: Types, table: Table) -> Play:
    """The best offer of each type against a table: the best point of a grid of prices and promises, refined by parabolas."""
    play, _ = best_plays(tender, types, side_by_side(table))
    return Play(play.price[0], play.extra[0])


def prospects(tender: TenderClass, types: Types, table: Table, play: Play) -> tuple[np.ndarray, np.ndarray]:
    """Chance of winning and expected profit (share of the ceiling) of each type's offer, arrays (n_types,)."""
    chance = chances(tender, types, side_by_side(table), Play(play.price[None], play.extra[None]))[0]
    return chance, chance * _margin(tender.promise, types, play.price[:, None], play.extra[:, None])[:, 0]


def side_by_side(*tables: Table) -> Table:
    """Tables of one size as one: grids (n_tables, n), chances (n_prices, n_tables * n_ratings)."""
    chance = tables[0].chance if len(tables) == 1 else np.concatenate([t.chance for t in tables], axis=1)
    return Table(np.array([t.prices for t in tables]), np.array([t.ratings for t in tables]), chance)


@lru_cache(maxsize=1)
def _one_pass() -> Callable[..., None] | None:
    """The search as compiled; ``None`` where nothing is compiled, for arrays are faster than plain Python there."""
    import numba

    from gpssim.compiling import compiled

    plain: Any = numba.config  # its settings are made when it is imported
    return None if plain.DISABLE_JIT else compiled(best_of_each)


def best_plays(tender: TenderClass, types: Types, tables: Table) -> tuple[Play, np.ndarray]:
    """The same against each of several tables side by side, and the chance of winning, arrays (n_tables, n_types).

    The class gives mechanism and promise.
    """
    search = _one_pass()
    if search is None:
        play = best_by_arrays(tender, types, tables)
        return play, chances(tender, types, tables, play)
    promise, shape = tender.promise, (tables.prices.shape[0], types.cost.size)
    terms = tender.mechanism.promise_weight, promise.effort_cost, promise.detection * promise.penalty, promise.tolerance
    price, extra, won = np.empty(shape), np.empty(shape), np.empty(shape)
    own = types.cost, types.rating, types.honesty, types.least_extra
    search((tables.prices, tables.ratings, tables.chance), own, EXTRAS, tuple(map(float, terms)), (price, extra, won))
    return Play(price, extra), won


def best_by_arrays(tender: TenderClass, types: Types, tables: Table) -> Play:
    """The best plays without compiled code."""
    extra = np.maximum(EXTRAS, types.least_extra[:, None])
    chance = _chance(tables, (types.rating[:, None] + tender.mechanism.promise_weight * extra)[None])
    profit = chance * _margin(tender.promise, types, tables.prices.T[:, :, None, None], extra)
    shape = profit.shape[1:3]
    by_type = profit.reshape(profit.shape[0], -1, EXTRAS.size).transpose(1, 0, 2)
    rows = np.arange(by_type.shape[0])
    at_price, at_extra = np.divmod(by_type.reshape(rows.size, -1).argmax(axis=1), EXTRAS.size)
    price = _refined(tables.prices, by_type[rows, :, at_extra], at_price)
    promised = _refined(EXTRAS[None], by_type[rows, at_price, :], at_extra)
    return Play(price=_between(price.reshape(shape), types.cost, 1.0), extra=np.maximum(promised.reshape(shape), types.least_extra))


def chances(tender: TenderClass, types: Types, tables: Table, play: Play) -> np.ndarray:
    """Chance of winning of each type's offer against each of several tables side by side, array (n_tables, n_types)."""
    rating = types.rating + tender.mechanism.promise_weight * play.extra
    left, part = _place(tables.prices, play.price)
    at = _chance(tables, rating)
    table, row = np.arange(rating.shape[0])[:, None], np.arange(rating.shape[1])
    return np.asarray(at[left, table, row] * (1.0 - part) + at[left + 1, table, row] * part)


def _grids(field: Field) -> tuple[np.ndarray, np.ndarray]:
    low = 0.75 * float(field.types.cost.min())
    most = float(np.abs(field.types.rating).max()) + field.tender.mechanism.promise_weight * EXTRAS[-1] + 1.0
    return np.linspace(low, 1.0, N_PRICES), np.linspace(-most, most, N_RATINGS)


def _margin(promise: PromiseTerms, types: Types, price: np.ndarray, extra: np.ndarray) -> np.ndarray:
    """Profit given award, share of the ceiling: price less cost, less what the promise (n_types, n_extras) costs."""
    cost, honesty = types.cost[:, None], types.honesty[:, None]
    deduction = promise.detection * promise.penalty * price
    return np.asarray(price - cost - promise_cost(extra, honesty, promise.effort_cost * cost, deduction, promise.tolerance))


def _table(field: Field, play: Play, prices: np.ndarray, ratings: np.ndarray) -> Table:
    """Chances of winning against rivals who play like this."""
    if not field.met.size:
        return Table(prices, ratings, np.ones((prices.size, ratings.size)))
    blur = max(field.tender.rating_sd, LEAST_NOISE)
    needed = _needed(field, play, prices, ratings[-1] + 5.0 * blur)
    chance = ndtr((ratings[None, :, None] - needed[:, None, :]) / blur).mean(axis=-1)
    return Table(prices, ratings, chance)


def _needed(field: Field, play: Play, prices: np.ndarray, most: float) -> np.ndarray:
    """The rating that just wins each tender at each price, shape (n_prices, N_TYPES), found by halving [-most, most]."""
    mechanism, met = field.tender.mechanism, field.met
    price = np.where(field.present, play.price[met], np.inf)
    rating = field.types.rating[met] + mechanism.promise_weight * play.extra[met] + field.errors
    all_prices = np.empty((prices.size, met.shape[0], 1 + met.shape[1]))
    all_prices[..., 0], all_prices[..., 1:] = prices[:, None], price
    wins_with = _contest(mechanism, all_prices, mechanism.points(rating), field.present)
    low, high = np.full(all_prices.shape[:2], -most), np.full(all_prices.shape[:2], most)
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        wins = wins_with(mechanism.points(middle))
        low, high = np.where(wins, low, middle), np.where(wins, middle, high)
    return 0.5 * (low + high)


def _contest(
    mechanism: Mechanism, prices: np.ndarray, rivals: np.ndarray, present: np.ndarray
) -> Callable[[np.ndarray], np.ndarray]:
    """Whether the first offer of each row wins, as a function of its quality (the shape of ``prices`` but for the last axis).

    Prices and the qualities of rivals stay as they are, so that what they make of each other is found once, where the mechanism can
    tell it apart.
    """
    if isinstance(mechanism, ScoringMechanism) and mechanism.in_two_steps:
        counted = mechanism.from_prices(prices, 1.0)
        own = np.ascontiguousarray(counted[..., 0])
        best = np.where(present, mechanism.with_quality(counted[..., 1:], rivals), -np.inf).max(axis=-1)
        return lambda quality: np.asarray(mechanism.with_quality(own, quality) >= best)
    points = np.empty(prices.shape)
    points[..., 1:] = rivals

    def wins_with(quality: np.ndarray) -> np.ndarray:
        points[..., 0] = quality
        score = mechanism.score(prices, points, 1.0)
        return np.asarray(score[..., 0] >= np.where(present, score[..., 1:], -np.inf).max(axis=-1))

    return wins_with


def _place(grids: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Index of the point of each grid (n_tables, n) to the left of ``at`` (n_tables or 1, ...), and the part of the way on."""
    first, step = (x.reshape(-1, *(1,) * (at.ndim - 1)) for x in (grids[:, 0], grids[:, 1] - grids[:, 0]))
    place = _between((at - first) / step, 0.0, grids.shape[1] - 1.000001)
    left = place.astype(np.int64)
    return left, place - left


def _between(values: np.ndarray, low: np.ndarray | float, high: float) -> np.ndarray:
    """Values within [low, high]: what ``np.clip`` does, which for a handful of bidders costs more than the rest of an offer."""
    return np.asarray(np.minimum(np.maximum(values, low), high))


def _chance(tables: Table, rating: np.ndarray) -> np.ndarray:
    """Rows of tables side by side at ratings (n_tables or 1, ...): shape (n_prices, n_tables, ...)."""
    left, part = _place(tables.ratings, rating)
    n_tables, size = tables.ratings.shape
    left += np.arange(0, n_tables * size, size).reshape(-1, *(1,) * (left.ndim - 1))
    return np.asarray(tables.chance.take(left, axis=1) * (1.0 - part) + tables.chance.take(left + 1, axis=1) * part)


def _refined(grids: np.ndarray, values: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Top of the parabola through the best grid point and its neighbors; the point itself at an end of the grid.

    ``values`` are rows, as many for each grid (n_grids, n); ``at`` is the place of the best point in each.
    """
    rows, middle = np.arange(at.size), np.minimum(np.maximum(at, 1), grids.shape[1] - 2)
    left, here, right = (values[rows, middle + k] for k in (-1, 0, 1))
    bend = left - 2.0 * here + right
    shift = np.divide(0.5 * (left - right), bend, out=np.zeros_like(bend), where=bend < -1e-15)
    grid = rows // (at.size // len(grids))
    step = (grids[:, 1] - grids[:, 0])[grid]
    return np.asarray(np.where(middle == at, grids[grid, middle] + _between(shift, -0.5, 0.5) * step, grids[grid, at]))


def _regret(tender: TenderClass, table: Table) -> float:
    """Mean gain from the best offer over the table's offer when types, rivals and errors are drawn afresh."""
    fresh = Field(tender, Luck.of(0, 1))
    play = best_play(tender, fresh.types, table)
    truth = _table(fresh, play, table.prices, table.ratings)
    best = prospects(tender, fresh.types, truth, best_play(tender, fresh.types, truth))[1]
    return float(np.maximum(best - prospects(tender, fresh.types, truth, play)[1], 0.0).mean())
