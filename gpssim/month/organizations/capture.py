"""Administrative capture: unpaid tasks, refusals, autonomy, wandering, and the time that is left for delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules import capture as rules
from gpssim.scenario.declarations.sector import Capture, TimeCosts
from gpssim.state import capacity

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

FREE, TIMELESS = Capture(), TimeCosts()
"""Nobody is captured; nothing but delivery takes time."""


def press_tasks(market: MarketState) -> None:
    """Officials ask for unpaid work, organizations do it or refuse; autonomy answers; whose mission is lost wanders."""
    if market.world.sector.time_costs != TIMELESS:
        take_time(market)
    capture = market.world.sector.capture
    if capture == FREE:
        return
    if capture.tasks > 0.0:
        assign_tasks(market)
    o = market.organizations
    o["autonomy"][:] = rules.autonomy_after(
        o.autonomy, o.unpaid_tasks, capture.tasks_autonomy, capacity.seconded(market), capture.seconded_autonomy
    )
    if capture.wander > 0.0:
        wander(market)


def assign_tasks(market: MarketState) -> None:
    """Unpaid tasks of each organization: asked for where it works, by ties and integrity; refusing costs the tie."""
    c, o, p, capture = market.contracts, market.organizations, market.purchasers, market.world.sector.capture
    rows = c.active.nonzero()[0]
    org, g = c.organization[rows], c.purchaser[rows]
    asked = rules.tasks_asked(capture.tasks, o.tie[org, g] * market.frictions.ties, p.integrity[g])
    held = np.maximum(1, np.bincount(org, minlength=len(o)))
    mean = np.bincount(org, weights=asked, minlength=len(o)) / held
    o["unpaid_tasks"][:] = rules.tasks_done(mean, capture.refusal, o.autonomy)
    if capture.refusal_cost > 0.0:
        pairs = np.unique(np.stack([org, g])[:, asked > 0.0], axis=1)
        refused = capture.refusal * o.autonomy[pairs[0]]
        o["tie"][pairs[0], pairs[1]] = rules.tie_after_refusal(o.tie[pairs[0], pairs[1]], capture.refusal_cost, refused)


def wander(market: MarketState) -> None:
    """Organizations whose mission fades register for one more domain, drawn among those they do not serve."""
    o = market.organizations
    month = market.luck.at(market.month)
    chance = rules.wander_chance(o.mission, o.first_mission, market.world.sector.capture.wander)
    going = (o.alive & o.nonprofit & (month.uniforms("wandering", o.key) < chance) & ~o.serves_domain.all(axis=1)).nonzero()[0]
    lots = month.uniforms("new domain", o.key[going][:, None], np.arange(o.serves_domain.shape[1])[None, :])
    o["serves_domain"][going, np.where(o.serves_domain[going], -1.0, lots).argmax(axis=1)] = True


def take_time(market: MarketState) -> None:
    """Hours of reports and evaluations of this month, missing in the next."""
    c, times = market.contracts, market.world.sector.time_costs
    rows = c.active.nonzero()[0]
    looks = market.purchasers.inspection_rate[c.purchaser[rows]] + (c.end[rows] == market.month + 1)
    hours = times.reporting + times.evaluation * looks
    market.organizations["hours_lost"][:] = np.bincount(c.organization[rows], weights=hours, minlength=len(market.organizations))
