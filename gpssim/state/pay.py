"""What contracts pay: the public's part of a price, incentives, what is set aside and what is earned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.market import ContractTerms
from gpssim.rules.paying import payable_share
from gpssim.rules.sector import earned_by_posts
from gpssim.state.line import Line
from gpssim.state.money import free_for
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

MOST_ABOVE: Final = 1.0
"""Latent units above the promise for which money is set aside (assumption, range 0.5-2)."""

MOST_OVERRUN: Final = 0.2
"""Overrun of cost over value for which money is set aside, share of the value (assumption, range 0.1-0.5)."""

MOST: Final = 6
"""Most instalments of a contract, the last one after acceptance."""

LAST: Final = MOST - 1

RETAINED: Final = MOST
"""Place of what is held back after acceptance."""


def public_price(market: MarketState, rows: np.ndarray | int) -> np.ndarray:
    """What the purchaser pays for a place a month: the price less the fee that users pay."""
    return np.asarray(market.contracts.price[rows] - market.contracts.fee[rows])


def set_aside(market: MarketState, line: Line, terms: ContractTerms, value: float, spared: float = 0.0) -> float:
    """Yuan that a contract may cost beyond its value, as far as the year's free money goes: it bounds what is paid in the end.

    ``spared`` are fees of the exempt that the purchaser may have to make good, yuan.
    """
    per_unit = terms.slope + terms.benefit_share * _quality_value(market, line.purchaser)
    most = per_unit * MOST_ABOVE + terms.cost_share * MOST_OVERRUN + terms.bonus + float(rent(market, terms.renegotiation))
    if most <= 0.0 and spared <= 0.0:
        return 0.0
    return min(most * value + spared, max(0.0, free_for(market, line) - value))


def rent(market: MarketState, agreed: np.ndarray | float) -> np.ndarray | float:
    """What a provider wins after signing, as a share of the contract's value: by its terms and by renegotiation."""
    return agreed + market.world.conduct.renegotiation


def _quality_value(market: MarketState, purchaser: int) -> float:
    return float(market.purchasers.quality_value[purchaser])


def slopes(market: MarketState, rows: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """Pay per latent unit of found quality, as a share of the contract's value, shape of ``rows``; ``unit`` is unit cost, yuan."""
    c = market.contracts
    value = market.purchasers.quality_value[c.purchaser[rows]]
    return c.slope[rows] + c.benefit_share[rows] * value * unit / np.maximum(public_price(market, rows), 1e-9)


def marginal(
    market: MarketState, rows: np.ndarray, unit: np.ndarray, distance: np.ndarray, spread: np.ndarray | float
) -> np.ndarray:
    """Marginal reward of found quality, unit costs per latent unit: the slope, and the bonus where acceptance is a close call.

    ``distance`` is the expected shortfall beyond the tolerance in standard deviations ``spread`` of what acceptance finds.
    """
    c = market.contracts
    close = np.exp(-0.5 * distance * distance) / (spread * np.sqrt(2.0 * np.pi))
    return (slopes(market, rows, unit) + c.bonus[rows] * close) * public_price(market, rows) / unit


def comparable(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """Mean quality found above the promise in contracts of other providers accepted within a year in the domain; 0 without any."""
    c = market.contracts
    if not c.yardstick[rows].any():
        return np.zeros(rows.size)
    recent = ~np.isnan(c.found) & (c.end > market.month + 1 - MONTHS_PER_YEAR) & ~c.bridge
    above = c.found - c.promised
    means = np.zeros(rows.size)
    for k, row in enumerate(rows):
        others = recent & (c.domain == c.domain[row]) & (c.organization != c.organization[row])
        means[k] = above[others].mean() if others.any() else 0.0
    return means


def earned(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """What contracts have earned: the delivered part of their value, less deductions, plus or less incentive pay; yuan."""
    c, posts = market.contracts, market.contracts.per_post[rows]
    value, volume = c.value[rows], c.places[rows] * (c.end[rows] - c.start[rows])
    delivered = value * np.minimum(1.0, c.delivered[rows] / np.maximum(volume, 1e-9))
    found = np.maximum(0.0, delivered - c.deducted[rows] + c.extra[rows])
    return np.where(posts, earned_by_posts(value, c.posts_filled[rows], volume), found) if posts.any() else found


def payable_parts(market: MarketState, rows: np.ndarray, slots: np.ndarray) -> np.ndarray:
    """Part of the value of contracts that may have been paid with these instalments (none of them the last)."""
    c = market.contracts
    checked = np.array([c.terms[row].stage_check != "none" for row in rows.tolist()], dtype=bool)
    if not checked.any():
        return np.asarray(c.due_share[rows, slots])
    return np.array([payable(market, row, k) for row, k in zip(rows.tolist(), slots.tolist(), strict=True)])


def payable(market: MarketState, row: int, k: int) -> float:
    """Part of a contract's value that may have been paid with instalment ``k`` (not the last): by schedule, or as a check finds."""
    c = market.contracts
    until_now, check = float(c.due_share[row, k]), c.terms[row].stage_check
    if check == "none" or k == 0:
        return until_now
    due = float(c.places[row]) * (min(market.month + 1, int(c.end[row])) - int(c.start[row]))  # nothing after the term
    seen = float(c.signal_sum[row]) / int(c.n_signals[row]) if c.n_signals[row] else float(c.promised[row])
    passed = check == "delivered" or c.promised[row] - seen <= market.policy_state.levers.tolerance
    return payable_share(float(c.due_share[row, 0]), until_now, min(1.0, float(c.delivered[row]) / max(due, 1e-9)), bool(passed))
