"""Taxes: withheld from receipts, due on a year's surplus, foreseen in prices and by founders. Off unless a lever asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.month.kinds import by_kind
from gpssim.rules import taxing as rules
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def untaxed(model: PublicServiceMarket) -> bool:
    """Whether nobody pays taxes now."""
    levers = model.policy_state.levers
    return levers.company_tax == 0.0 and levers.nonprofit_tax == 0.0


def burden(model: PublicServiceMarket) -> np.ndarray:
    """Part of the law's rates that each organization pays, shape (n_organizations,)."""
    levers = model.policy_state.levers
    group = np.where(model.organizations.nonprofit, levers.nonprofit_tax, levers.company_tax)
    return np.asarray(group * by_kind(model, "taxed"))


def on_receipts(model: PublicServiceMarket, income: np.ndarray) -> np.ndarray:
    """The law's part of receipts at a yearly ``income`` (yuan): business tax or VAT, by the date of the rules."""
    tax = model.world.sector.taxes
    if model.world.rules_as_of == "2014":
        return np.broadcast_to(rules.business_tax(tax.business_tax, tax.surcharges), income.shape)
    rate = rules.by_size(income, tax.vat_limit, tax.vat_small, tax.vat)
    return rules.value_added_tax(rate, tax.surcharges)


def parts(model: PublicServiceMarket) -> np.ndarray:
    """Part of its receipts that each organization pays in tax."""
    return burden(model) * on_receipts(model, MONTHS_PER_YEAR * model.organizations.government_income)


def raised(model: PublicServiceMarket, cost: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Break-even prices of organizations whose ``cost`` does not contain taxes."""
    return cost if untaxed(model) else rules.taxed_cost(cost, parts(model)[rows])


def withhold(model: PublicServiceMarket, received: np.ndarray) -> None:
    """Taxes on this month's receipts (yuan by organization) go to the treasury."""
    paid = np.zeros(len(model.organizations))
    if not untaxed(model):
        paid = pay(model, np.rint(100.0 * parts(model) * received).astype(np.int64))
    rate = 1.0 / MONTHS_PER_YEAR
    model.organizations["tax"][:] = (1.0 - rate) * model.organizations.tax + rate * paid


def pay(model: PublicServiceMarket, fen: np.ndarray) -> np.ndarray:
    """Book taxes of each organization, fen; returns yuan."""
    for row in np.flatnonzero(fen):
        model.ledger.transfer(model.month, "tax", organization_account(int(row)), TREASURY, int(fen[row]), model.books)
    return fen / 100.0


def assess(model: PublicServiceMarket) -> None:
    """December: tax on the year's surplus as far as there is cash; what is left of the surplus is free, losses are carried on."""
    if untaxed(model):
        return
    o, tax = model.organizations, model.world.sector.taxes
    rate = rules.by_size(o.year_surplus, tax.profit_limit, tax.profit_tax_small, tax.profit_tax)
    due = np.where(o.alive, rules.surplus_tax(o.year_surplus, burden(model) * rate), 0.0)
    fen = np.minimum(np.rint(100.0 * due).astype(np.int64), np.maximum(0, o.cash_fen))
    paid = pay(model, fen)
    o["tax"][:] += paid / MONTHS_PER_YEAR
    o["year_surplus"][:] -= paid


def founders_margin(model: PublicServiceMarket, margin: float, kind: int) -> float:
    """A founder's margin after its own taxes, where prices contain the usual ones."""
    if untaxed(model):
        return margin
    o, levers, tax = model.organizations, model.policy_state.levers, model.world.sector.taxes
    weight = model.world.sector.kinds.taxed[kind] * (levers.company_tax if KINDS[kind] == "company" else levers.nonprofit_tax)
    own = weight * float(on_receipts(model, np.zeros(1))[0])
    usual = float(parts(model)[o.alive].mean()) if o.alive.any() else own
    return float(rules.margin_after_tax(margin, own, usual, weight * tax.profit_tax_small))
