"""Taxes of organizations: what the law takes of receipts, what prices and founders reckon with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules import taxing as rules
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.state.kinds import by_kind
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def untaxed(market: MarketState) -> bool:
    """Whether nobody pays taxes now."""
    levers = market.policy_state.levers
    return levers.company_tax == 0.0 and levers.nonprofit_tax == 0.0


def burden(market: MarketState) -> np.ndarray:
    """Part of the law's rates that each organization pays, shape (n_organizations,)."""
    levers = market.policy_state.levers
    group = np.where(market.organizations.nonprofit, levers.nonprofit_tax, levers.company_tax)
    return np.asarray(group * by_kind(market, "taxed"))


def on_receipts(market: MarketState, income: np.ndarray) -> np.ndarray:
    """The law's part of receipts at a yearly ``income`` (yuan): business tax or VAT, by the date of the rules."""
    tax = market.world.sector.taxes
    if market.world.rules_as_of == "2014":
        return np.broadcast_to(rules.business_tax(tax.business_tax, tax.surcharges), income.shape)
    rate = rules.by_size(income, tax.vat_limit, tax.vat_small, tax.vat)
    return rules.value_added_tax(rate, tax.surcharges)


def parts_of_receipts(market: MarketState) -> np.ndarray:
    """Part of its receipts that each organization pays in tax."""
    return burden(market) * on_receipts(market, MONTHS_PER_YEAR * market.organizations.government_income)


def raised_by_taxes(market: MarketState, cost: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Break-even prices of organizations whose ``cost`` does not contain taxes."""
    return cost if untaxed(market) else rules.taxed_cost(cost, parts_of_receipts(market)[rows])


def founders_margin(market: MarketState, margin: float, kind: int) -> float:
    """A founder's margin after its own taxes, where prices contain the usual ones."""
    if untaxed(market):
        return margin
    o, levers, tax = market.organizations, market.policy_state.levers, market.world.sector.taxes
    weight = market.world.sector.kinds.taxed[kind] * (levers.company_tax if KINDS[kind] == "company" else levers.nonprofit_tax)
    own = weight * float(on_receipts(market, np.zeros(1))[0])
    usual = float(parts_of_receipts(market)[o.alive].mean()) if o.alive.any() else own
    return float(rules.margin_after_tax(margin, own, usual, weight * tax.profit_tax_small))
