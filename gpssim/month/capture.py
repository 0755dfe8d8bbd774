"""Administrative capture: unpaid tasks, refusals, autonomy, wandering, and the time that is left for delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month import costing
from gpssim.rules import capture as rules
from gpssim.scenario.declarations.sector import Capture, TimeCosts

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

FREE, TIMELESS = Capture(), TimeCosts()
"""Nobody is captured; nothing but delivery takes time."""


def working_staff(model: PublicServiceMarket) -> np.ndarray:
    """Staff of each organization that is left for delivery, persons."""
    o = model.organizations
    if not (o.unpaid_tasks.any() or o.hours_lost.any()):
        return o.staff
    return rules.working_staff(o.staff, o.unpaid_tasks, o.hours_lost, model.world.sector.time_costs.hours_per_month)


def fit(model: PublicServiceMarket, organizations: np.ndarray) -> np.ndarray | float:
    """Non-verifiable quality that autonomy adds, latent, by contract."""
    gain = model.world.sector.capture.fit
    return gain * (model.organizations.autonomy[organizations] - model.world.organizations.autonomy) if gain else 0.0


def press(model: PublicServiceMarket) -> None:
    """Officials ask for unpaid work, organizations do it or refuse; autonomy answers; whose mission is lost wanders."""
    if model.world.sector.time_costs != TIMELESS:
        take_time(model)
    capture = model.world.sector.capture
    if capture == FREE:
        return
    if capture.tasks > 0.0:
        assign(model)
    o = model.organizations
    o["autonomy"][:] = rules.autonomy_after(
        o.autonomy, o.unpaid_tasks, capture.tasks_autonomy, seconded(model), capture.seconded_autonomy
    )
    if capture.wander > 0.0:
        wander(model)


def assign(model: PublicServiceMarket) -> None:
    """Unpaid tasks of each organization: asked for where it works, by ties and integrity; refusing costs the tie."""
    c, o, p, capture = model.contracts, model.organizations, model.purchasers, model.world.sector.capture
    rows = np.flatnonzero(c.active)
    org, g = c.organization[rows], c.purchaser[rows]
    asked = rules.tasks_asked(capture.tasks, o.tie[org, g] * model.frictions.ties, p.integrity[g])
    held = np.maximum(1, np.bincount(org, minlength=len(o)))
    mean = np.bincount(org, weights=asked, minlength=len(o)) / held
    o["unpaid_tasks"][:] = rules.tasks_done(mean, capture.refusal, o.autonomy)
    if capture.refusal_cost > 0.0:
        pairs = np.unique(np.stack([org, g])[:, asked > 0.0], axis=1)
        refused = capture.refusal * o.autonomy[pairs[0]]
        o["tie"][pairs[0], pairs[1]] = rules.tie_after_refusal(o.tie[pairs[0], pairs[1]], capture.refusal_cost, refused)


def seconded(model: PublicServiceMarket) -> np.ndarray:
    """Part of each organization's staff that is seconded to streets."""
    c, o = model.contracts, model.organizations
    rows = np.flatnonzero(c.active & c.per_post)
    posts = np.bincount(c.organization[rows], weights=c.places[rows] / costing.caseload(model)[c.domain[rows]], minlength=len(o))
    return np.minimum(1.0, posts / np.maximum(o.staff, 0.1))


def wander(model: PublicServiceMarket) -> None:
    """Organizations whose mission fades register for one more domain, drawn among those they do not serve."""
    o = model.organizations
    month = model.luck.at(model.month)
    chance = rules.wander_chance(o.mission, o.first_mission, model.world.sector.capture.wander)
    going = np.flatnonzero(o.alive & o.nonprofit & (month.uniforms("wandering", o.key) < chance) & ~o.serves_domain.all(axis=1))
    lots = month.uniforms("new domain", o.key[going][:, None], np.arange(o.serves_domain.shape[1])[None, :])
    o["serves_domain"][going, np.where(o.serves_domain[going], -1.0, lots).argmax(axis=1)] = True


def take_time(model: PublicServiceMarket) -> None:
    """Hours of reports and evaluations of this month, missing in the next."""
    c, times = model.contracts, model.world.sector.time_costs
    rows = np.flatnonzero(c.active)
    looks = model.purchasers.inspection_rate[c.purchaser[rows]] + (c.end[rows] == model.month + 1)
    hours = times.reporting + times.evaluation * looks
    model.organizations["hours_lost"][:] = np.bincount(c.organization[rows], weights=hours, minlength=len(model.organizations))


def offer_takes_time(model: PublicServiceMarket, bidder: int, hours: float) -> None:
    """Hours of an offer that are missing in this month's delivery."""
    part = model.world.sector.time_costs.offers
    if part > 0.0:
        model.organizations["hours_lost"][bidder] += part * hours
