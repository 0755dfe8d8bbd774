"""Records of past work as purchasers and the public keep them, and what was found of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gpssim.information.reputation.base import Record
from gpssim.rules.ability import of_both_tasks
from gpssim.rules.adoption import result_worth
from gpssim.rules.voice import reporting_bias
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def record_of(market: MarketState, which: str, at: Any = slice(None)) -> Record:
    """Records (``which``: record or published) of the rows ``at``."""
    o = market.organizations
    return Record(o[f"{which}_first"][at], o[f"{which}_second"][at])


def reported(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """What clients told of these contracts this month, summed over clients: what they felt, moved by who tells."""
    c, p = market.contracts, market.world.citizens
    bias = reporting_bias(c.quality[rows], p.experience_noise, p.report_threshold, *p.reporting)
    return np.asarray(market.heard[rows, 1] + market.heard[rows, 0] * bias)


def judged(market: MarketState, domain: int) -> tuple[np.ndarray, np.ndarray]:
    """Living providers with contracts of the domain accepted within a year, and the mean quality found, weighted by places."""
    c, o = market.contracts, market.organizations
    recent = (c.end > market.month - MONTHS_PER_YEAR) & (c.end <= market.month) & np.isfinite(c.found)
    rows = np.flatnonzero(recent & (c.domain == domain) & ~c.bridge & o.alive[c.organization])
    places = np.bincount(c.organization[rows], weights=c.places[rows], minlength=len(o))
    found = np.bincount(c.organization[rows], weights=c.places[rows] * c.found[rows], minlength=len(o))
    providers = np.flatnonzero(places > 0.0)
    return providers, found[providers] / places[providers]


def worth_of(market: MarketState, row: int) -> float:
    """What a contract was worth by the quality found at acceptance, in unit costs; work of volunteers counts as if it were paid."""
    c = market.contracts
    unit = market.world.domains[int(c.domain[row])].unit_cost
    price = float(c.price[row]) / (1.0 - float(c.unpaid[row])) / unit
    return float(result_worth(c.found[row], price, market.purchasers.quality_value[c.purchaser[row]]))


def true_quality(market: MarketState, domain: int, rows: np.ndarray) -> np.ndarray:
    """True ability in a domain: the two tasks weighted by its verifiability."""
    o, nu = market.organizations, market.world.domains[domain].verifiability
    return of_both_tasks(o.ability_verifiable[rows], o.ability_nonverifiable[rows], nu)


def belief_errors(market: MarketState) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Squared error, error and count of beliefs about organizations known, shape (purchasers, domains)."""
    o = market.organizations
    rows, purchasers = np.nonzero((o.n_signals > 0) & o.alive[:, None])
    gap = o.believed_mean[rows, purchasers] - o.delivered_quality[rows]
    sums = [np.zeros_like(market.appropriations) for _ in range(3)]
    for target, weight in zip(sums, (gap * gap, gap, np.ones(gap.size)), strict=True):
        np.add.at(target, (purchasers, o.founding_domain[rows]), weight)
    return sums[0], sums[1], sums[2]
