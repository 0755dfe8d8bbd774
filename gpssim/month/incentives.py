"""Pay that answers to results: money set aside at signing, what it does to effort, what is due at acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.agents.contracts import Line
from gpssim.market import ContractTerms
from gpssim.month import charging
from gpssim.month.budget import free_for
from gpssim.rules.anticipation import shared_difference
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

MOST_ABOVE: Final = 1.0
"""Latent units above the promise for which money is set aside (assumption, range 0.5-2)."""
MOST_OVERRUN: Final = 0.2
"""Overrun of cost over value for which money is set aside, share of the value (assumption, range 0.1-0.5)."""


def set_aside(model: PublicServiceMarket, line: Line, terms: ContractTerms, value: float, spared: float = 0.0) -> float:
    """Yuan that a contract may cost beyond its value, as far as the year's free money goes: it bounds what is paid in the end.

    ``spared`` are fees of the exempt that the purchaser may have to make good, yuan.
    """
    per_unit = terms.slope + terms.benefit_share * _quality_value(model, line.purchaser)
    most = per_unit * MOST_ABOVE + terms.cost_share * MOST_OVERRUN + terms.bonus + float(rent(model, terms.renegotiation))
    if most <= 0.0 and spared <= 0.0:
        return 0.0
    return min(most * value + spared, max(0.0, free_for(model, line) - value))


def rent(model: PublicServiceMarket, agreed: np.ndarray | float) -> np.ndarray | float:
    """What a provider wins after signing, as a share of the contract's value: by its terms and by renegotiation."""
    return agreed + model.world.conduct.renegotiation


def _quality_value(model: PublicServiceMarket, purchaser: int) -> float:
    return float(model.purchasers.quality_value[purchaser])


def slopes(model: PublicServiceMarket, rows: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """Pay per latent unit of found quality, as a share of the contract's value, shape of ``rows``; ``unit`` is unit cost, yuan."""
    c = model.contracts
    value = model.purchasers.quality_value[c.purchaser[rows]]
    return c.slope[rows] + c.benefit_share[rows] * value * unit / np.maximum(charging.public_price(model, rows), 1e-9)


def marginal(
    model: PublicServiceMarket, rows: np.ndarray, unit: np.ndarray, distance: np.ndarray, spread: np.ndarray | float
) -> np.ndarray:
    """Marginal reward of found quality, unit costs per latent unit: the slope, and the bonus where acceptance is a close call.

    ``distance`` is the expected shortfall beyond the tolerance in standard deviations ``spread`` of what acceptance finds.
    """
    c = model.contracts
    close = np.exp(-0.5 * distance * distance) / (spread * np.sqrt(2.0 * np.pi))
    return (slopes(model, rows, unit) + c.bonus[rows] * close) * charging.public_price(model, rows) / unit


def settle(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """At acceptance: slope times quality above the promise, shared cost, bonus and rent; never more than was set aside.

    A yardstick takes out what comparable contracts delivered above their promises.
    """
    c = model.contracts
    unit = np.array([d.unit_cost for d in model.world.domains])[c.domain[rows]]
    above = c.found[rows] - c.promised[rows]
    above = above - c.yardstick[rows] * comparable(model, rows)
    shared = shared_difference(c.price[rows] * c.delivered[rows], c.cost_sum[rows], c.cost_share[rows])
    sure = c.bonus[rows] * c.accepted[rows] + rent(model, c.renegotiation[rows])
    extra = c.value[rows] * (slopes(model, rows, unit) * above + sure) + shared + c.forgone[rows]
    c["extra"][rows] = np.minimum(extra, c.reserve[rows])


def comparable(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """Mean quality found above the promise in contracts of other providers accepted within a year in the domain; 0 without any."""
    c = model.contracts
    if not c.yardstick[rows].any():
        return np.zeros(rows.size)
    recent = ~np.isnan(c.found) & (c.end > model.month + 1 - MONTHS_PER_YEAR) & ~c.bridge
    above = c.found - c.promised
    means = np.zeros(rows.size)
    for k, row in enumerate(rows):
        others = recent & (c.domain == c.domain[row]) & (c.organization != c.organization[row])
        means[k] = above[others].mean() if others.any() else 0.0
    return means
