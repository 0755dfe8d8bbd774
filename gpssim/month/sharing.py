"""Money among organizations and owners: members' fees, grants of foundations, what is distributed at the end of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import organization_account
from gpssim.month import taxing
from gpssim.month.calendar import month_of_year
from gpssim.month.kinds import by_kind
from gpssim.rules.sector import dividend, grant_from
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

GRANTS_A_MONTH = 3
"""Organizations to which a foundation gives in a month (assumption)."""
KEPT = 0.5
"""Part of its endowment below which a foundation gives nothing (assumption)."""


def give(model: PublicServiceMarket) -> np.ndarray:
    """Members pay fees, foundations give grants; yuan received by organization."""
    n, rate = len(model.organizations), 1.0 / MONTHS_PER_YEAR
    fees, grants = collect(model), np.zeros(n)
    for row in np.flatnonzero(model.organizations.alive & (by_kind(model, "payout") > 0.0)):
        grant(model, int(row), grants)
    for name, values in (("fee_income", fees + model.organizations.month_fees), ("foundation_income", grants)):
        model.organizations[name][:] = (1.0 - rate) * model.organizations[name] + rate * values
    return fees + grants


def collect(model: PublicServiceMarket) -> np.ndarray:
    """Members' fees of the month, yuan by organization."""
    o = model.organizations
    fen = np.where(o.alive & ~o.dormant, np.rint(100.0 * by_kind(model, "fees")), 0).astype(np.int64)
    rows = np.flatnonzero(fen)
    model.ledger.transfer_many(model.month, "fee", rows, fen[rows], model.books, to_them=True)
    return fen / 100.0


def grant(model: PublicServiceMarket, row: int, grants: np.ndarray) -> None:
    """A foundation gives to a few nonprofits of its domain, the better recorded more likely; added to ``grants``, yuan."""
    o, kinds = model.organizations, model.world.sector.kinds
    kind = int(o.kind_code[row])
    kept = KEPT * kinds.endowment[kind]
    yuan = float(grant_from(o.other_income[row], kinds.payout[kind], o.cash_fen[row] / 100.0, kept))
    able = o.alive & o.nonprofit & ~o.dormant & (by_kind(model, "offers") > 0.0) & (by_kind(model, "soft_budget") == 0.0)
    fit = np.flatnonzero(able & o.serves_domain[:, int(o.founding_domain[row])])
    if yuan <= 0.0 or fit.size == 0:
        return
    luck = model.luck.at(model.month).normals("foundation grant", o.key[row], o.key[fit])
    chosen = fit[np.argsort(-(o.published_mean[fit] + model.world.information.prior_sd * luck))[:GRANTS_A_MONTH]]
    fen = int(100.0 * yuan) // chosen.size
    for other in chosen:
        source, target = organization_account(row), organization_account(int(other))
        model.ledger.transfer(model.month, "foundation_grant", source, target, fen, model.books)
        grants[other] += fen / 100.0


def accrue(model: PublicServiceMarket, surplus: np.ndarray) -> None:
    """Add a month's surplus (yuan by organization); in December it is taxed, and owners take their part of what is left."""
    o = model.organizations
    o["year_surplus"][:] += surplus
    if month_of_year(model) != MONTHS_PER_YEAR - 1:
        return
    taxing.assess(model)
    taken = np.where(o.alive, dividend(o.year_surplus, by_kind(model, "distributed"), o.cash_fen / 100.0), 0.0)
    fen = np.floor(100.0 * taken).astype(np.int64)
    rows = np.flatnonzero(fen)
    model.ledger.transfer_many(model.month, "dividend", rows, fen[rows], model.books, to_them=False)
    o["year_surplus"][:] = np.minimum(0.0, o.year_surplus)


def take_overhead(model: PublicServiceMarket, contract: int, received: np.ndarray, yuan: float) -> None:
    """A hub keeps its overhead of a payment for a part; moves it in ``received`` (yuan by organization) as well."""
    c, o = model.contracts, model.organizations
    member, hub = int(c.organization[contract]), int(c.hub[contract])
    if hub < 0 or not o.alive[hub] or yuan <= 0.0:
        return
    fen = round(100.0 * yuan * model.world.sector.hubs.overhead)
    source, target = organization_account(member), organization_account(hub)
    model.ledger.transfer(model.month, "hub_overhead", source, target, fen, model.books)
    received[member] -= fen / 100.0
    received[hub] += fen / 100.0
