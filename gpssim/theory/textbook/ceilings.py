"""Independent reference for ``bidding.quadrature``: the ceiling that is best for the purchaser, through what bidders ask."""

from __future__ import annotations

import numpy as np

from gpssim.bidding.quadrature import CostLaw, equilibrium_price
from gpssim.errors import impossible
from gpssim.theory.peaks import maximizer


def expected_surplus(ceiling: float, law: CostLaw, value: float) -> float:
    """What a purchaser to whom the service is worth ``value`` can expect of a single bidder under a ceiling.

    That bidder asks its equilibrium price if its cost is at most the ceiling, and stays away otherwise.
    """
    lowest = np.array([law.support()[0]])
    price = float(equilibrium_price(lowest, law, (1.0,), ceiling)[0])
    return (value - price) * (1.0 - float(law.sf(np.asarray(ceiling))))


def best_ceiling(law: CostLaw, value: float) -> float:
    """The ceiling that gives the purchaser the largest expected surplus; for regular laws it is the same for any number of bidders.

    Parameters
    ----------
    law : law of every bidder's cost.
    value : what the service is worth to the purchaser, in the unit of cost, above the lowest cost.

    Raises
    ------
    ScenarioError : the service is worth no more than the lowest cost.

    Source: Myerson 1981; Riley & Samuelson 1981.
    """
    low, high = law.support()
    if not value > low:
        raise impossible("value", value, f"above the lowest cost, {low}")
    return maximizer(lambda ceiling: expected_surplus(ceiling, law, value), low, min(high, value))
