"""What a mechanism may see of a purchase: the only place where agents' columns become a view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim.information.view import MarketView, OwnRecord, PublicRecord
from gpssim.month import banning, costing
from gpssim.month.development import places_free
from gpssim.month.kinds import offering

if TYPE_CHECKING:
    from gpssim.mechanisms.base import Mechanism
    from gpssim.model import PublicServiceMarket

ROOM = 0.999
"""Part of the places asked for that an organization must have room for."""
SMALLEST_PROPOSAL = 20.0
"""Places for which a proposer must have room."""


def view_of(
    model: PublicServiceMarket, purchaser: int, domain: int, districts: np.ndarray, places: float, mechanism: Mechanism
) -> MarketView:
    """Public record of all organizations, the purchaser's own record, and what its representatives would push.

    ``districts`` (bool, shape (n_districts,)) are those in which the service may be given: one, or a contest's all.
    """
    ties = model.organizations.tie[:, purchaser]
    public = public_record(model, domain, districts, places)
    weight = (1.0 - float(model.purchasers.integrity[purchaser])) * model.frictions.ties * (1.0 - model.policy_state.levers.checks)
    return MarketView(
        public=replace(public, capable=banning.admitted(model, purchaser, domain, mechanism, public.capable)),
        own_record=own_record(model, purchaser, domain, weight),
        representative_push=weight * ties,
    )


def public_record(model: PublicServiceMarket, domain: int, districts: np.ndarray, places: float) -> PublicRecord:
    """What anybody can look up, with each organization's own declaration that it has room."""
    o, c = model.organizations, model.contracts
    room = places_free(model, domain) >= ROOM * places
    grants = np.bincount(c.organization[np.flatnonzero(c.active & c.grant)], minlength=len(o))
    for signature in model.signatures:
        grants[signature.bidder] += model.lines[signature.line].is_grant
    return PublicRecord(
        capable=o.alive
        & offering(model)
        & (o.debarred_until <= model.month)
        & o.serves_domain[:, domain]
        & o.serves_district[:, districts].any(axis=1)
        & room,
        grade=o.grade.copy(),
        age_months=np.asarray(model.month - o.born),
        small=o.staff < model.world.organizations.small_limit,
        active_grants=grants,
        published_quality=o.published_mean.copy(),
        awards=np.bincount(c.organization[np.flatnonzero(~c.bridge)], minlength=len(o)),
        kind=o.kind_code.copy(),
        key=o.key.copy(),
    )


def own_record(model: PublicServiceMarket, purchaser: int, domain: int, tie_weight: float) -> OwnRecord:
    """What one purchaser knows: its beliefs, what it thinks work would cost it, its ties."""
    o, p = model.organizations, model.world.purchasers
    base = model.world.domains[domain].unit_cost
    return OwnRecord(
        believed_quality=o.believed_mean[:, purchaser].copy(),
        expected_cost=expected_costs(model, purchaser, domain),
        tie=o.tie[:, purchaser].copy(),
        quality_value=float(model.purchasers.quality_value[purchaser]) * base,
        tie_weight=tie_weight,
        incumbent_bonus=p.incumbent_bonus * base,
        believed_sd=np.sqrt(o.believed_variance[:, purchaser]),
    )


def expected_costs(model: PublicServiceMarket, purchaser: int, domain: int) -> np.ndarray:
    """The last price of those it has bought from, else surveyed cost with the purchaser's own error about each."""
    o = model.organizations
    noise = model.world.information.cost_belief_noise * model.luck.normals(
        "cost belief", int(model.purchasers.number[purchaser]), domain, o.key
    )
    expected = costing.surveyed_cost(model, domain) * np.exp(noise)
    for (g, i, d), price in model.prices.paid_to.items():
        if g == purchaser and d == domain:
            expected[i] = price
    return expected
