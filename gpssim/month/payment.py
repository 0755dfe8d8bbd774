"""Money moves: instalments that are due, costs of the month, donations, arrears."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import organization_account, purchaser_account
from gpssim.month import incubating, instalments, institutions, sharing, taxing
from gpssim.month.delivery import workload
from gpssim.month.kinds import by_kind
from gpssim.rules.sector import earned_by_posts
from gpssim.units import MONTHS_PER_YEAR, to_fen

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def pay(model: PublicServiceMarket) -> None:
    """Purchasers pay what is due, donors give, providers pay for the month."""
    received = pay_due(model)
    fees = model.organizations.month_fees
    taxing.withhold(model, received + fees)
    given = donate(model) + fees + sharing.give(model)
    spent = spend(model)
    received = received + incubating.support(model) + institutions.cover(model)
    sharing.accrue(model, received + given - spent)
    o, rate = model.organizations, 1.0 / MONTHS_PER_YEAR
    o["government_income"][:] = (1.0 - rate) * o.government_income + rate * received
    o["other_income"][:] = (1.0 - rate) * o.other_income + rate * given


def pay_due(model: PublicServiceMarket) -> np.ndarray:
    """Pay instalments due by now; returns yuan received by organization."""
    c = model.contracts
    received = np.zeros(len(model.organizations))
    for row, k in np.argwhere((c.due >= 0) & (c.due <= model.month)):
        paid = pay_instalment(model, int(row), int(k))
        received[c.organization[row]] += paid
        sharing.take_overhead(model, int(row), received, paid)
    return received


def pay_instalment(model: PublicServiceMarket, row: int, k: int) -> float:
    """Pay one instalment: the difference of the rounded cumulative amount; the last one settles the contract."""
    c = model.contracts
    c["due"][row, k] = -1
    value = float(c.value[row])
    if k == instalments.RETAINED:
        paid = release(model, row)
    elif k == instalments.LAST:
        paid = settle(model, row)
    else:
        fen = max(0, to_fen(value * instalments.payable(model, row, k)) - int(c.paid_fen[row]))
        paid = transfer(model, row, fen, "grant" if c.grant[row] else "payment")
    instalments.count_lateness(model, row, k, paid)
    return paid


def earned(model: PublicServiceMarket, row: int) -> float:
    """What a contract has earned: the delivered part of its value, less deductions, plus or less incentive pay."""
    c = model.contracts
    volume = float(c.places[row]) * int(c.end[row] - c.start[row])
    if c.per_post[row]:
        return earned_by_posts(float(c.value[row]), float(c.posts_filled[row]), volume)
    delivered = float(c.value[row]) * min(1.0, float(c.delivered[row]) / max(volume, 1e-9))
    return max(0.0, delivered - float(c.penalty[row]) + float(c.extra[row]))


def settle(model: PublicServiceMarket, row: int) -> float:
    """Final payment; what was committed and not earned is free again, but for what is held back."""
    c = model.contracts
    due = to_fen(earned(model, row))
    c["due"][row] = -1
    held = instalments.hold_back(model, row, due)
    paid = transfer(model, row, max(0, due - held - int(c.paid_fen[row])), "final_payment")
    unpaid = float(c.value[row] + c.reserve[row]) - float(c.paid_fen[row] + held) / 100.0
    model.flows["committed"][c.purchaser[row], c.domain[row]] -= unpaid
    return paid


def release(model: PublicServiceMarket, row: int) -> float:
    """Pay what was held back after acceptance; it is free again if the provider has left."""
    c = model.contracts
    held = int(c.held_fen[row])
    c["held_fen"][row] = 0
    paid = transfer(model, row, held, "final_payment")
    model.flows["committed"][c.purchaser[row], c.domain[row]] -= held / 100.0 - paid
    return paid


def transfer(model: PublicServiceMarket, row: int, fen: int, kind: str) -> float:
    """Book a payment to a provider that is still there; returns yuan."""
    c = model.contracts
    i, g = int(c.organization[row]), int(c.purchaser[row])
    if fen == 0 or not model.organizations.alive[i]:
        return 0.0
    model.ledger.transfer(model.month, kind, purchaser_account(g), organization_account(i), fen, model.books)
    c["paid_fen"][row] += fen
    model.flows["paid"][g, c.domain[row]] += fen / 100.0
    return fen / 100.0


def donate(model: PublicServiceMarket) -> np.ndarray:
    """Donations to nonprofits: more with a good record, fewer with dependence (crowding out). Returns yuan by organization."""
    o, p, scales = model.organizations, model.world.organizations, model.world.scales
    from gpssim.units import shown_quality

    record = shown_quality(o.published_mean, scales.quality_reference, scales.quality_scale) / 0.5
    given = p.donations * record * np.maximum(0.0, 1.0 - p.crowding_out * dependence(model)) * by_kind(model, "donations")
    fen = np.where(o.alive & o.nonprofit & ~o.dormant, np.rint(given * 100.0), 0).astype(np.int64)
    rows = np.flatnonzero(fen)
    model.ledger.transfer_many(model.month, "donation", rows, fen[rows], model.books, to_them=True)
    return fen / 100.0


def dependence(model: PublicServiceMarket) -> np.ndarray:
    """Government's share of income, in [0, 1]; 0 without income."""
    o = model.organizations
    income = o.government_income + o.other_income
    return np.divide(o.government_income, income, out=np.zeros(len(o)), where=income > 0)


def spend(model: PublicServiceMarket) -> np.ndarray:
    """Costs of the month, arrears first; what cannot be paid within the credit limit becomes arrears. Returns yuan paid."""
    o, p = model.organizations, model.world.organizations
    owed = o.owed_fen + costs_fen(model)
    limit = np.rint(p.credit_months * by_kind(model, "credit") * o.staff * o.wage * 100.0).astype(np.int64)
    paid = np.where(o.alive, np.clip(o.cash_fen + limit, 0, owed), 0)
    rows = np.flatnonzero(paid)
    model.ledger.transfer_many(model.month, "delivery", rows, paid[rows], model.books, to_them=False)
    o["owed_fen"][:] = np.where(o.alive, owed - paid, 0)
    return paid / 100.0


def costs_fen(model: PublicServiceMarket) -> np.ndarray:
    """Costs of the month by organization, fen: delivery (overhead included), effort, and staff without work."""
    c, o, p = model.contracts, model.organizations, model.world.organizations
    rows = np.flatnonzero(c.active)
    n = len(o)
    work = np.bincount(c.organization[rows], weights=c.month_cost[rows] + c.month_effort[rows], minlength=n)
    idle = np.maximum(0.0, o.staff - workload(model))
    total = work + (p.overhead + institutions.idle_pay(model) * o.wage) * idle
    return np.where(o.alive, np.rint(total * 100.0), 0).astype(np.int64)
