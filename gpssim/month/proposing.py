"""What proposals tell about need: whoever is at home in a district knows it better than a survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.writing import Held
from gpssim.rules.purchasing import told_by

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def tell_needs(model: PublicServiceMarket, held: Held) -> None:
    """Keep what the proposals of a contest tell its purchaser, for the next survey of the districts their authors serve."""
    knowledge = held.mechanism.local_need
    if knowledge <= 0.0:
        return
    g, d, o = held.project.purchaser, held.project.domain, model.organizations
    for bid in held.offers:
        reach = o.serves_district[bid.bidder] & model.purchasers.jurisdiction[g]
        model.told_need[g, :, d] = told_by(model.told_need[g, :, d], knowledge * o.embeddedness[bid.bidder] * reach)


def need_as_known(model: PublicServiceMarket, purchaser: int, domain: int, bidder: int, knowledge: float) -> np.ndarray:
    """Need by district as a proposer knows it, places: the survey, less the part of its error that being at home removes."""
    surveyed = model.surveyed_need[purchaser, :, domain]
    if knowledge <= 0.0:
        return surveyed
    rooted = knowledge * model.organizations.embeddedness[bidder]
    return np.asarray((1.0 - rooted) * surveyed + rooted * model.true_need[:, domain])
