"""Tenders for theory cases, held through gpssim's own parts: a mechanism's score and payment, checked against decide()."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator

from gpssim.bidding.base import BidderInfo, PromiseTerms, Rivals
from gpssim.bidding.markup import Markup
from gpssim.bidding.quadrature import equilibrium_price
from gpssim.errors import GpssimError
from gpssim.information.view import MarketView, PublicRecord
from gpssim.market import Bid, Project
from gpssim.mechanisms.base import Mechanism
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.mechanisms.purchase import Purchase
from gpssim.scenario.declarations.levers import Levers
from gpssim.streams import Luck

N_DECIDED: Final = 300
"""Tenders that are also decided one by one: the vectorized evaluation must name the same winner and price."""
N_SOLVED: Final = 601
"""Costs at which bids are solved: cubics between them are as near as the solver itself where the law is smooth."""

FIRST_PRICE: Final = OpenTender(rule="lowest_evaluated_price", n_min=1, low_bid_judgment=0.0)
SECOND_PRICE: Final = OpenTender(rule="lowest_evaluated_price", payment="threshold", n_min=1, low_bid_judgment=0.0)


def costs_of(costs: Any, n: int, luck: Luck, n_draws: int) -> np.ndarray:
    """Private costs of n bidders, shape (n_draws, n)."""
    return np.asarray(costs.ppf(luck.uniforms("cost", np.arange(n_draws)[:, None], np.arange(n)[None, :])))


def number(n: int) -> tuple[float, ...]:
    """Exactly n - 1 rivals."""
    return (0.0,) * (n - 1) + (1.0,)


def equilibrium_bids(cost: np.ndarray, costs: Any, n: int, ceiling: float = np.inf) -> np.ndarray:
    """Bids of the quadrature solver through a table; ``inf`` where a bidder abstains."""
    top = min(ceiling, float(costs.support()[1]))
    table = table_along(costs, lambda c: equilibrium_price(c, costs, number(n), ceiling), top)
    return np.where(cost <= ceiling, table(np.minimum(cost, top)), np.inf)


def markup_bids(cost: np.ndarray, ceiling: float, markup: float = 0.0) -> np.ndarray:
    """Bids of the mark-up family, truthful with mark-up 0; ``inf`` where a bidder abstains."""
    flat, none = cost.ravel(), np.zeros(cost.size)
    info = BidderInfo(SECOND_PRICE, ceiling, -np.inf, Rivals(2.0, 1.0), PromiseTerms(), flat, none, none, none, none)
    price = Markup(markup=markup).offer(info).price
    return np.where(np.isnan(price), np.inf, price).reshape(cost.shape)


def table_of(solve: Callable[[np.ndarray], np.ndarray], low: float, high: float, n_points: int = N_SOLVED) -> CubicSpline:
    """A function that solves for arrays, through a table: quick for draws."""
    grid = np.linspace(low, high, n_points)
    return CubicSpline(grid, solve(grid))


def table_along(costs: Any, solve: Callable[[np.ndarray], np.ndarray], top: float = np.inf) -> Callable[[np.ndarray], np.ndarray]:
    """As ``table_of`` for a law of cost, up to ``top``: more nodes where its density has no bound, for bids are steep there."""
    low, high = float(costs.support()[0]), min(top, float(costs.support()[1]))
    if not steep(costs):
        return table_of(solve, low, high)  # type: ignore[no-any-return]  # a function of arrays
    tail = np.geomspace(1e-9, 0.5, N_SOLVED)
    quantiles = np.concatenate([np.linspace(0.0, 1.0, 4 * N_SOLVED), tail, 1.0 - tail])
    nodes = np.unique(np.concatenate([np.linspace(low, high, N_SOLVED), np.minimum(costs.ppf(quantiles), high)]))
    return PchipInterpolator(nodes, solve(nodes))  # type: ignore[no-any-return]  # a function of arrays


def steep(costs: Any) -> bool:
    """Whether a law has no bounded density at an end of its costs."""
    low, high = costs.support()
    return not np.isfinite(costs.pdf(np.array([low, high]))).all()


def lowest_wins(prices: np.ndarray, mechanism: OpenTender = FIRST_PRICE, holder: int = -1) -> tuple[np.ndarray, np.ndarray]:
    """Winner and price paid among offers that may be negative: money is counted from another zero while the tender is held."""
    zero = 1.0 - float(prices.min())
    winner, paid = held(mechanism, prices + zero, float(prices.max()) + zero + 1.0, holder)
    return winner, paid - zero


def of_winner(values: np.ndarray, winner: np.ndarray) -> np.ndarray:
    """What belongs to the winner of each tender, from an array (n_draws, n)."""
    return np.asarray(values[np.arange(len(values)), winner])


def over_lowest(value: Callable[[np.ndarray], np.ndarray], costs: Any, n: int) -> float:
    """Mean of a function of the lowest of n costs, by integration over its quantiles."""
    nodes, weights = np.polynomial.legendre.leggauss(80)
    q = 0.5 * (nodes + 1.0)
    return float(0.5 * value(np.asarray(costs.ppf(q))) * n * (1.0 - q) ** (n - 1) @ weights)


def held(
    mechanism: OpenTender, prices: np.ndarray, ceiling: float, holder: int = -1, n_decided: int = N_DECIDED
) -> tuple[np.ndarray, np.ndarray]:
    """Winner (its place, -1: none) and price paid (NaN: none) of each tender, arrays (n_draws,); absent offers are ``inf``.

    ``holder`` is the place of who holds a right of first refusal, where the mechanism knows one; the first ``n_decided`` tenders
    are decided one by one as well.

    Raises
    ------
    GpssimError : the mechanism decides one of the first tenders otherwise than its vectorized evaluation does.
    """
    score = mechanism.score(mechanism.rivals_of(prices, holder), np.zeros_like(prices), ceiling)
    winner, paid = mechanism.settled(prices, score.argmax(axis=1), ceiling, holder)
    nobody = np.isinf(prices).all(axis=1)
    winner, paid = np.where(nobody, -1, winner), np.where(nobody, np.nan, paid)
    for row in range(min(n_decided, len(prices))):
        if nobody[row]:
            continue
        who, price, _ = decided(mechanism, prices[row], ceiling, row, holder=holder)
        tied = who >= 0 and who != holder != winner[row] and score[row, who] == score[row, winner[row]]  # a lot decides
        if price != paid[row] or not (who == winner[row] or tied):
            raise GpssimError(f"{mechanism.name} decides tender {row} otherwise than its score and payment say")
    return winner, paid


def decided(
    mechanism: Mechanism, prices: np.ndarray, ceiling: float, key: int, attempt: int = 0, holder: int = -1
) -> tuple[int, float, str]:
    """One tender through decide(): winner, price and reason; -1 and NaN where it fails."""
    bids = [Bid(i, float(p), 1.0, 0.0, 0.0) for i, p in enumerate(prices) if np.isfinite(p)]
    decision = mechanism.decide(purchase(mechanism, len(prices), ceiling, key, attempt, holder), bids)
    if decision.failed:
        return -1, float("nan"), decision.reason
    return decision.awards[0].bidder, decision.awards[0].price, ""


def purchase(mechanism: Mechanism, n: int, ceiling: float, key: int, attempt: int = 0, holder: int = -1) -> Purchase:
    """A purchase of one unit among n organizations that nothing tells apart, except that one may be the incumbent."""
    none: dict[str, Any] = {"quality_floor": -np.inf, "n_awards": 1, "grant_cap": np.inf, "budget": np.inf, "incumbent": holder}
    project = Project(key, 0, 0, 0, 0, 0, attempt, 0, 1.0, 1, ceiling, outside_price=ceiling, **none)
    return mechanism.purchase(project, view(n), Levers(), Luck.of(1, 0))


@lru_cache
def view(n: int) -> MarketView:
    """A register of n organizations, all alike."""
    zero = np.zeros(n)
    yes = np.ones(n, dtype=bool)
    return MarketView(PublicRecord(yes, zero.astype(np.int8), zero.astype(int), yes, zero.astype(int), zero), None, zero)
