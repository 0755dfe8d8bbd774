"""What an organization asks for: effective cost, mark-up, a bargained price, a proposal, and what promising costs it.

Prices and costs in yuan per place-month; every argument may be a number or an array, shapes broadcast.
"""

from __future__ import annotations

import numpy as np

Numbers = np.ndarray | float


def effective_cost(cost: Numbers, mission_value: Numbers, indifference: Numbers, reserves: Numbers) -> np.ndarray:
    """The cost that a bid is built on: a nonprofit accepts a lower price for the sake of what it does.

    c - w V / (1 - nu), but never so low that price and reserves together do not cover expected cost.

    Parameters
    ----------
    mission_value : value w V of doing the work, yuan per place-month; 0 for companies.
    indifference : part nu of a surplus that is worth nothing to the organization, in [0, 1].
    reserves : yuan per place-month of this contract that it can add, >= 0.

    Source: market rule B 12; neutral: mission_value 0.
    """
    kept = 1.0 - np.asarray(indifference, dtype=np.float64)
    if kept.size and kept.min() > 0.0:  # as nearly always: a plain division
        worth = np.asarray(mission_value) / kept
    else:
        worth = np.divide(mission_value, kept, out=np.full(np.broadcast(mission_value, kept).shape, np.inf), where=kept > 0.0)
    discount = np.where(np.asarray(mission_value) > 0.0, worth, 0.0)
    return cost - np.minimum(discount, reserves)


def markup_price(cost: Numbers, markup: Numbers, ceiling: Numbers) -> np.ndarray:
    """(1 + m) times cost, at most the ceiling; NaN (no offer) where cost is above the ceiling.

    >>> markup_price(np.array([50.0, 95.0, 120.0]), 0.10, 100.0).round(9).tolist()
    [55.0, 100.0, nan]
    """
    return np.where(np.asarray(cost) <= ceiling, np.minimum((1.0 + np.asarray(markup)) * cost, ceiling), np.nan)


def wanted_markup(markup: Numbers, need: float, idle: Numbers) -> np.ndarray:
    """Mark-up of an organization that wants work: m (1 - need * idle), ``need`` and the idle part of staff in [0, 1].

    Source: bids fall with idle capacity (Jofre-Bonet & Pesendorfer 2003, bidders far from their capacity); linear form assumed.
    Neutral: need 0.

    >>> float(wanted_markup(0.08, 0.5, 0.5))
    0.06
    """
    return np.asarray(markup * (1.0 - need * np.asarray(idle)))


def bargained_price(cost: Numbers, ceiling: Numbers, outside: Numbers, share: Numbers) -> np.ndarray:
    """Price of a directed bid: c + share * (min(ceiling, outside) - c); NaN where cost exceeds what the purchaser would pay.

    Source: market rule C 13 (定向投标), Nash bargaining with the organization's share in [0, 1].

    >>> float(bargained_price(80.0, 100.0, 95.0, 0.5))
    87.5
    """
    most = np.minimum(ceiling, outside)
    return np.where(np.asarray(cost) <= most, cost + share * (most - cost), np.nan)


def proposal_places(price: Numbers, months: int, cap: float, capacity: Numbers) -> np.ndarray:
    """Places a month of a proposal: what the cap (yuan) pays for at the price, at most what the organization can serve.

    >>> float(proposal_places(100.0, 12, 80_000.0, 200.0).round(3))
    66.667
    """
    return np.minimum(cap / (np.asarray(price, dtype=np.float64) * months), capacity)


def promise_cost(extra: Numbers, honesty: Numbers, curvature: Numbers, deduction: Numbers, tolerance: Numbers) -> np.ndarray:
    """What promising ``extra`` latent units more than one's usual quality costs: the part kept takes effort, the rest
    risks a deduction.

    (K / 2) (h x)^2 + D max(0, (1 - h) x - tolerance)

    Parameters
    ----------
    extra : x >= 0, latent.
    honesty : h, part of a promise that is kept, in [0, 1].
    curvature : K, yuan per place-month per squared latent unit.
    deduction : D, deduction expected per latent unit of shortfall found, yuan per place-month.
    tolerance : shortfall that acceptance overlooks, latent.

    Source: core model eq. (3) and (7); assumption that the two parts add up.
    """
    kept = honesty * extra
    return 0.5 * curvature * kept * kept + deduction * np.maximum(0.0, extra - kept - tolerance)
