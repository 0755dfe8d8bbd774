"""What bidders take their cost to be: the truth, or an estimate from a noisy signal, corrected for what winning tells."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from gpssim.bidding.common_cost import expected_lowest
from gpssim.rules.estimating import estimated_factor, winners_curse

if TYPE_CHECKING:
    from gpssim.market import Project
    from gpssim.model import PublicServiceMarket


def variances(model: PublicServiceMarket) -> tuple[float, float]:
    """Of the log of a project's cost beside what an organization knows of itself: its own part, and the part common to all."""
    p = model.world.organizations
    own = (1.0 - p.common_cost) ** 2 * p.cost_sd**2 * (1.0 - p.cost_persistence)
    return own, (p.common_cost * p.cost_sd) ** 2


def believed_cost_type(
    model: PublicServiceMarket, project: Project, rows: np.ndarray, true: np.ndarray, n_bidders: int
) -> np.ndarray:
    """The cost of a project relative to other work as bidders see it, shape of ``rows``; ``true`` where they see it as it is."""
    noise = model.world.bidding.cost_noise
    if noise <= 0.0:
        return true
    o = model.organizations
    known = o.cost_type[rows] ** -model.world.organizations.common_cost
    error = noise * model.luck.normals("cost signal", np.uint64(project.key), o.key[rows])
    own, common = variances(model)
    estimate = estimated_factor(np.log(true / known) + error, own + common, noise**2)
    return known * estimate * correction(model, n_bidders)


def correction(model: PublicServiceMarket, n_bidders: int) -> float:
    """By what factor bidders raise their estimate because winning would tell them that all others' were higher."""
    bidding = model.world.bidding
    if bidding.cost_noise <= 0.0 or bidding.curse_correction <= 0.0 or n_bidders < 2:
        return 1.0
    curse = winners_curse(*variances(model), bidding.cost_noise**2, highest_of(n_bidders))
    return float(np.exp(bidding.curse_correction * curse))


@lru_cache(maxsize=64)
def highest_of(n: int) -> float:
    """Mean of the highest of n standard normals."""
    return -expected_lowest(stats.norm(), n)
