"""The best offer of each bidder in one pass over a table's prices and promises, for compiled code: no array is made on the way.

It does what :mod:`gpssim.bidding.best_response` does with arrays, in the same order of operations, so that both have the same bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gpssim.rules.pricing import promise_cost


def best_of_each(tables: Any, types: Any, extras: np.ndarray, terms: Any, offers: Any) -> None:
    """Write price, promise and chance of winning of each type's best offer against each table.

    Parameters
    ----------
    tables : grids of prices and of ratings, arrays (n_tables, n), and chances (n_prices, n_tables * n_ratings).
    types : cost, rating, honesty and least promise, arrays (n_types,).
    extras : promises that are tried, array (n_extras,).
    terms : rating by unit of promise, cost of effort, deduction as a share of the price, tolerance; four numbers.
    offers : three arrays (n_tables, n_types) that are written.
    """
    prices, ratings, chance = tables
    cost, rating, honesty, least = types
    weight, effort_cost, deduction, tolerance = terms
    asked, promised, won = offers
    size = ratings.shape[1]
    extra, profit = np.empty(extras.size), np.empty((prices.shape[1], extras.size))
    left: np.ndarray = np.empty(extras.size, dtype=np.int64)
    part = np.empty(extras.size)
    for t in range(prices.shape[0]):
        for i in range(cost.size):
            for e in range(extras.size):
                extra[e] = np.maximum(extras[e], least[i])
                left[e], part[e] = place_of(ratings[t], rating[i] + weight * extra[e])
                left[e] += t * size
            at_price, at_extra = 0, 0
            for p in range(prices.shape[1]):
                price = prices[t, p]
                for e in range(extras.size):
                    wins = chance[p, left[e]] * (1.0 - part[e]) + chance[p, left[e] + 1] * part[e]
                    burden = promise_cost(extra[e], honesty[i], effort_cost * cost[i], deduction * price, tolerance)
                    profit[p, e] = wins * (price - cost[i] - burden)
                    if profit[p, e] > profit[at_price, at_extra]:
                        at_price, at_extra = p, e
            best = top_of(prices[t], profit[:, at_extra], at_price)
            asked[t, i] = np.minimum(np.maximum(best, cost[i]), 1.0)
            promised[t, i] = np.maximum(top_of(extras, profit[at_price], at_extra), least[i])
            row, on = place_of(prices[t], asked[t, i])
            column, over = place_of(ratings[t], rating[i] + weight * promised[t, i])
            column += t * size
            here = chance[row, column] * (1.0 - over) + chance[row, column + 1] * over
            then = chance[row + 1, column] * (1.0 - over) + chance[row + 1, column + 1] * over
            won[t, i] = here * (1.0 - on) + then * on


def place_of(grid: np.ndarray, at: float) -> tuple[int, float]:
    """Index of the point of a grid to the left of ``at``, and the part of the way on."""
    place = np.minimum(np.maximum((at - grid[0]) / (grid[1] - grid[0]), 0.0), grid.size - 1.000001)
    left = int(place)
    return left, place - left


def top_of(grid: np.ndarray, values: np.ndarray, at: int) -> float:
    """Top of the parabola through the best point of a grid and its neighbors; the point itself at an end of the grid."""
    if at in (0, grid.size - 1):
        return float(grid[at])
    left, here, right = values[at - 1], values[at], values[at + 1]
    bend = left - 2.0 * here + right
    shift = 0.5 * (left - right) / bend if bend < -1e-15 else 0.0
    return float(grid[at] + np.minimum(np.maximum(shift, -0.5), 0.5) * (grid[1] - grid[0]))
