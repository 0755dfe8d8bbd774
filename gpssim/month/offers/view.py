"""What a mechanism may see of a purchase: the only place where agents' columns become a view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim.information.view import MarketView, OwnRecord, PublicRecord
from gpssim.mechanisms.base import Mechanism
from gpssim.state import costs, legality, procedures
from gpssim.state.capacity import places_free
from gpssim.state.kinds import INSTITUTION, offering
from gpssim.state.waiting import Awaited

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

ROOM = 0.999
"""Part of the places asked for that an organization must have room for."""

SMALLEST_PROPOSAL = 20.0
"""Places for which a proposer must have room."""


def view_of(
    market: MarketState, purchaser: int, domain: int, districts: np.ndarray, places: float, mechanism: Mechanism
) -> MarketView:
    """Public record of all organizations, the purchaser's own record where it counts, what its representatives would push.

    ``districts`` (bool, shape (n_districts,)) are those in which the service may be given: one, or a contest's all.
    """
    begins = market.month + procedures.lead_months(market, mechanism.name)
    capable = legality.admitted(market, purchaser, domain, mechanism, able(market, domain, districts, places, begins))
    weight = (
        (1.0 - float(market.purchasers.integrity[purchaser])) * market.frictions.ties * (1.0 - market.policy_state.levers.checks)
    )
    return MarketView(
        public=public_record(market, capable, used_by_choice(market, domain, districts)),
        own_record=own_record(market, purchaser, domain, weight) if mechanism.admissible == "own" else None,
        representative_push=weight * market.organizations.tie[:, purchaser],
    )


def able(market: MarketState, domain: int, districts: np.ndarray, places: float, begins: int) -> np.ndarray:
    """Who may do the work and can, bool (n_organizations,): each declares itself whether it has room when the work ``begins``."""
    o = market.organizations
    in_domain = market.once(("offering", domain), lambda: o.alive & offering(market) & o.serves_domain[:, domain])
    served = districts.nonzero()[0]
    nearby = o.serves_district[:, served[0]] if served.size == 1 else o.serves_district[:, served].any(axis=1)
    room = places_free(market, domain, begins) >= ROOM * places
    return np.asarray(in_domain & (o.debarred_until <= market.month) & nearby & room)


def public_record(market: MarketState, capable: np.ndarray, used: np.ndarray | None) -> PublicRecord:
    """What anybody can look up: in one month the same for all purchases, but for who is ``capable`` and what users ``used``."""
    lines = market.lines
    awaited = market.once("grants", lambda: Awaited(grants_in_force(market), lambda award: lines[award.line].is_grant))
    grants = awaited.with_awards(market.signatures)
    return PublicRecord(capable=capable, active_grants=grants, used=used, **market.once("register", lambda: as_registered(market)))


def grants_in_force(market: MarketState) -> np.ndarray:
    """Venture projects in force with each organization."""
    c = market.contracts
    return np.bincount(c.organization[(c.active & c.grant).nonzero()[0]], minlength=len(market.organizations))


def as_registered(market: MarketState) -> dict[str, np.ndarray]:
    """What the register and published evaluations say, in copies that nobody may change."""
    o, c = market.organizations, market.contracts
    columns = {
        "grade": o.grade.copy(),
        "age_months": np.asarray(market.month - o.born),
        "small": np.asarray(o.staff < market.world.organizations.small_limit),
        "published_quality": o.published_mean.copy(),
        "awards": np.bincount(c.organization[(~c.bridge).nonzero()[0]], minlength=len(o)),
        "kind": o.kind_code.copy(),
        "key": o.key.copy(),
    }
    for column in columns.values():
        column.flags.writeable = False
    return columns


def used_by_choice(market: MarketState, domain: int, districts: np.ndarray) -> np.ndarray | None:
    """Places used a month with each organization in running contracts of a domain that citizens choose; ``None`` without any."""
    c = market.contracts
    rows = market.once(("chosen", domain), lambda: (c.active & c.by_choice & (c.domain == domain)).nonzero()[0])
    if not rows.size:
        return None
    rows = rows[districts[c.district[rows]] & (c.start[rows] < market.month)]
    if not rows.size:
        return None
    return np.bincount(
        c.organization[rows], c.delivered[rows] / (market.month - c.start[rows]), minlength=len(market.organizations)
    )


def own_record(market: MarketState, purchaser: int, domain: int, tie_weight: float) -> OwnRecord:
    """What one purchaser knows: its beliefs, what it thinks work would cost it, its ties."""
    o, p = market.organizations, market.world.purchasers
    base = market.world.domains[domain].unit_cost
    return OwnRecord(
        believed_quality=o.believed_mean[:, purchaser].copy(),
        expected_cost=expected_costs(market, purchaser, domain),
        tie=o.tie[:, purchaser].copy(),
        quality_value=float(market.purchasers.quality_value[purchaser]) * base,
        tie_weight=tie_weight,
        incumbent_bonus=p.incumbent_bonus * base,
        believed_sd=np.sqrt(o.believed_variance[:, purchaser]),
    )


def expected_costs(market: MarketState, purchaser: int, domain: int) -> np.ndarray:
    """The last price of those it has bought from, else surveyed cost with the purchaser's own error about each."""
    expected = costs.surveyed_cost(market, domain) * cost_errors(market, int(market.purchasers.number[purchaser]), domain)
    for organization, price in market.prices.paid_to.get((purchaser, domain), {}).items():
        expected[organization] = price
    return expected


def cost_errors(market: MarketState, number: int, domain: int) -> np.ndarray:
    """How wrong a purchaser is about the cost of each organization, a factor: for good, so that it is drawn once for each."""
    luck, world, keys = market.luck, market.world, market.organizations.key
    return market.cost_errors.recall(
        (number, domain),
        (luck, world, keys),
        lambda: np.exp(world.information.cost_belief_noise * luck.normals("cost belief", number, domain, keys)),
    )


def without_institutions(market: MarketState, mechanism: Mechanism, view: MarketView) -> MarketView:
    """The view without public institutions where they may not offer: they are employed, or of the second class and free to bid."""
    o, rules = market.organizations, market.world.sector.institutions
    if rules.tenders or mechanism.employs:
        return view
    institution = o.kind_code == INSTITUTION
    if not market.once("institutions", institution.any):
        return view
    return replace(view, public=replace(view.public, capable=view.public.capable & ~institution))
