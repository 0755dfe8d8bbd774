"""Money that is given: donations, members' fees, grants of foundations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import organization_account
from gpssim.rules.sector import donors_turn, grant_from
from gpssim.state import money
from gpssim.state.kinds import by_kind
from gpssim.units import MONTHS_PER_YEAR, shown_quality

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

GRANTS_A_MONTH = 3
"""Organizations to which a foundation gives in a month (assumption)."""

KEPT = 0.5
"""Part of its endowment below which a foundation gives nothing (assumption)."""


def donate(market: MarketState) -> np.ndarray:
    """Donations to nonprofits, yuan: more with a good record, fewer with dependence (crowding out) or without work."""
    o, p, scales = market.organizations, market.world.organizations, market.world.scales
    record = shown_quality(o.published_mean, scales.quality_reference, scales.quality_scale) / 0.5
    given = p.donations * record * np.maximum(0.0, 1.0 - p.crowding_out * money.dependence(market)) * by_kind(market, "donations")
    given = donors_turn(given, o.idle_months, MONTHS_PER_YEAR, p.donations_idle)
    fen = np.where(o.alive & o.nonprofit & ~o.dormant, np.rint(given * 100.0), 0).astype(np.int64)
    rows = np.flatnonzero(fen)
    market.ledger.transfer_many(market.month, "donation", rows, fen[rows], market.books, to_them=True)
    return fen / 100.0


def give(market: MarketState) -> np.ndarray:
    """Members pay fees, foundations give grants; yuan received by organization."""
    n, rate = len(market.organizations), 1.0 / MONTHS_PER_YEAR
    fees, grants = collect(market), np.zeros(n)
    for row in np.flatnonzero(market.organizations.alive & (by_kind(market, "payout") > 0.0)):
        grant(market, int(row), grants)
    for name, values in (("fee_income", fees + market.organizations.month_fees), ("foundation_income", grants)):
        market.organizations[name][:] = (1.0 - rate) * market.organizations[name] + rate * values
    return fees + grants


def collect(market: MarketState) -> np.ndarray:
    """Members' fees of the month, yuan by organization."""
    o = market.organizations
    fen = np.where(o.alive & ~o.dormant, np.rint(100.0 * by_kind(market, "fees")), 0).astype(np.int64)
    rows = np.flatnonzero(fen)
    market.ledger.transfer_many(market.month, "fee", rows, fen[rows], market.books, to_them=True)
    return fen / 100.0


def grant(market: MarketState, row: int, grants: np.ndarray) -> None:
    """A foundation gives to a few nonprofits of its domain, the better recorded more likely; added to ``grants``, yuan."""
    o, kinds = market.organizations, market.world.sector.kinds
    kind = int(o.kind_code[row])
    kept = KEPT * kinds.endowment[kind]
    yuan = float(grant_from(o.other_income[row], kinds.payout[kind], o.cash_fen[row] / 100.0, kept))
    able = o.alive & o.nonprofit & ~o.dormant & (by_kind(market, "offers") > 0.0) & (by_kind(market, "soft_budget") == 0.0)
    fit = np.flatnonzero(able & o.serves_domain[:, int(o.founding_domain[row])])
    if yuan <= 0.0 or fit.size == 0:
        return
    luck = market.luck.at(market.month).normals("foundation grant", o.key[row], o.key[fit])
    chosen = fit[np.argsort(-(o.published_mean[fit] + market.world.information.prior_sd * luck))[:GRANTS_A_MONTH]]
    fen = int(100.0 * yuan) // chosen.size
    for other in chosen:
        source, target = organization_account(row), organization_account(int(other))
        market.ledger.transfer(market.month, "foundation_grant", source, target, fen, market.books)
        grants[other] += fen / 100.0
