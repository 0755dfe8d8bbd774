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

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

ROOM = 0.999
"""Part of the places asked for that an organization must have room for."""

SMALLEST_PROPOSAL = 20.0
"""Places for which a proposer must have room."""


def view_of(
    market: MarketState, purchaser: int, domain: int, districts: np.ndarray, places: float, mechanism: Mechanism
) -> MarketView:
    """Public record of all organizations, the purchaser's own record, and what its representatives would push.

    ``districts`` (bool, shape (n_districts,)) are those in which the service may be given: one, or a contest's all.
    """
    ties = market.organizations.tie[:, purchaser]
    begins = market.month + procedures.lead_months(market, mechanism.name)
    public = public_record(market, domain, districts, places, begins)
    weight = (
        (1.0 - float(market.purchasers.integrity[purchaser])) * market.frictions.ties * (1.0 - market.policy_state.levers.checks)
    )
    return MarketView(
        public=replace(public, capable=legality.admitted(market, purchaser, domain, mechanism, public.capable)),
        own_record=own_record(market, purchaser, domain, weight),
        representative_push=weight * ties,
    )


def public_record(market: MarketState, domain: int, districts: np.ndarray, places: float, begins: int) -> PublicRecord:
    """What anybody can look up, with each organization's own declaration that it will have room when the work ``begins``."""
    o, c = market.organizations, market.contracts
    room = places_free(market, domain, begins) >= ROOM * places
    grants = np.bincount(c.organization[np.flatnonzero(c.active & c.grant)], minlength=len(o))
    for signature in market.signatures:
        grants[signature.bidder] += market.lines[signature.line].is_grant
    return PublicRecord(
        capable=o.alive
        & offering(market)
        & (o.debarred_until <= market.month)
        & o.serves_domain[:, domain]
        & o.serves_district[:, districts].any(axis=1)
        & room,
        grade=o.grade.copy(),
        age_months=np.asarray(market.month - o.born),
        small=o.staff < market.world.organizations.small_limit,
        active_grants=grants,
        published_quality=o.published_mean.copy(),
        awards=np.bincount(c.organization[np.flatnonzero(~c.bridge)], minlength=len(o)),
        kind=o.kind_code.copy(),
        used=used_by_choice(market, domain, districts),
        key=o.key.copy(),
    )


def used_by_choice(market: MarketState, domain: int, districts: np.ndarray) -> np.ndarray | None:
    """Places used a month with each organization in running contracts of a domain that citizens choose; ``None`` without any."""
    c = market.contracts
    rows = np.flatnonzero(c.active & c.by_choice & (c.domain == domain))
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
    o = market.organizations
    noise = market.world.information.cost_belief_noise * market.luck.normals(
        "cost belief", int(market.purchasers.number[purchaser]), domain, o.key
    )
    expected = costs.surveyed_cost(market, domain) * np.exp(noise)
    for (g, i, d), price in market.prices.paid_to.items():
        if g == purchaser and d == domain:
            expected[i] = price
    return expected


def without_institutions(market: MarketState, mechanism: Mechanism, view: MarketView) -> MarketView:
    """The view without public institutions where they may not offer: they are employed, or of the second class and free to bid."""
    o, rules = market.organizations, market.world.sector.institutions
    institution = o.kind_code == INSTITUTION
    if rules.tenders or mechanism.employs or not institution.any():
        return view
    return replace(view, public=replace(view.public, capable=view.public.capable & ~institution))
