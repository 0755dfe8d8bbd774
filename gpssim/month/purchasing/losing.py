"""Who loses a purchase may stay away from its district: too many rivals there for an offer to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gpssim.month.purchasing.held import Held
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState


def lose_heart(market: MarketState, held: Held, line: Line) -> None:
    """Losers of a published purchase stop offering in its district by chance, unless it is their home or they work there.

    The counterpart of those who go where purchases fail: bidders come and go until an offer is worth its cost (Levin & Smith 1994;
    form and size: assumption). Neutral: chance 0.
    """
    chance = market.world.organizations.loses_heart
    if chance == 0.0 or held.decision.failed or held.mechanism.admissible != "published":
        return
    won = {award.bidder for award in held.decision.awards}
    lost = np.array([bid.bidder for bid in held.offers if bid.valid and bid.bidder not in won], dtype=np.int64)
    if lost.size == 0:
        return
    o = market.organizations
    leaves = market.luck.at(market.month).uniforms("loses heart", o.key[lost], line.key) < chance
    tied = (o.home[lost] == market.district_number[line.district]) | np.isin(lost, _at_work(market, line.district))
    o["serves_district"][lost[leaves & ~tied], line.district] = False


def _at_work(market: MarketState, district: int) -> np.ndarray:
    """Rows of the organizations with a contract in force in a district, or an award that waits for its signature."""
    c = market.contracts
    waiting = np.array([x.bidder for x in market.signatures if market.lines[x.line].district == district], dtype=np.int64)
    return np.append(c.organization[np.flatnonzero(c.active & (c.district == district))], waiting)
