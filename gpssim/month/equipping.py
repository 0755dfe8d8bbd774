"""Concessionaires invest from what users pay: equipment builds up, wears out, and passes on with the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.charging import equipment_gain
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def equipment(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """Equipment of some contracts in years of usual cost of their places, shape of ``rows``."""
    c = model.contracts
    unit = np.array([d.unit_cost for d in model.world.domains])[c.domain[rows]]
    return np.asarray(c.invested[rows] / np.maximum(c.places[rows] * unit * MONTHS_PER_YEAR, 1e-9))


def better(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray | float:
    """Quality that equipment adds, latent; 0 where nobody has any."""
    if not model.contracts.invested[rows].any():
        return 0.0
    return equipment_gain(equipment(model, rows), model.world.fees.equipment_quality)


def roomier(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray | float:
    """Factor on the places that staff can serve; 1 where nobody has equipment."""
    if not model.contracts.invested[rows].any():
        return 1.0
    return 1.0 + equipment_gain(equipment(model, rows), model.world.fees.equipment_capacity)


def invest(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """The month's investment of some contracts: a cost of theirs; what is there wears out."""
    c = model.contracts
    if not (c.investment[rows].any() or c.invested[rows].any()):
        return
    spent = c.investment[rows] * c.delivered_places[rows]
    c["month_cost"][rows] += spent
    lasting = 1.0 - 1.0 / (MONTHS_PER_YEAR * model.world.fees.equipment_life)
    c["invested"][rows] = lasting * c.invested[rows] + spent
