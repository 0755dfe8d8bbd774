"""Contracts end, are renewed, bridged or replaced; terms freeze here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

import numpy as np

from gpssim.agents.contracts import Line, Signature
from gpssim.market import ContractTerms, LegalBasis
from gpssim.month import (
    banning,
    budget,
    costing,
    incentives,
    instalments,
    institutions,
    passing_on,
    planning,
    sanctions,
    step_rows,
    steps,
    withdrawing,
)
from gpssim.rules.renewal import renewed
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

LEGAL_BASES: Final = get_args(LegalBasis)
LARGEST_ADDITION: Final = 0.1
"""Additions to a purchase as a share of it, at most (Government Procurement Law, art. 49, VERIFIED)."""
END_REASONS: Final = ("in_force", "completed", "terminated", "insolvent", "defaulted", "ended_early")
ANSWERS: Final = (
    "slope", "yardstick", "benefit_share", "cost_share", "residual_claim", "bonus", "audit_rate", "detection", "fine", "debarment",
    "bond", "liability", "renegotiation", "hazard", "unpaid", "fee", "exemption", "exemption_paid", "idle_cost", "investment",
    "retention", "retention_months", "late_interest",
)  # fmt: skip
"""Terms of pay and liability that a contract keeps under the same names, and hands on to the one that follows it."""


def sign(model: PublicServiceMarket) -> None:
    """Close what ran out, sign what was awarded for this month, renew within the cycle, bridge what is late."""
    ending = model.in_turn("endings", np.flatnonzero(model.contracts.active & (model.contracts.end == model.month)).tolist())
    for row in ending:
        close(model, row, "completed")
    due = model.in_turn("signatures", [s for s in model.signatures if s.month <= model.month])
    model.signatures = [s for s in model.signatures if s.month > model.month]
    for signature in due:
        sign_award(model, signature)
    for row in ending:
        go_on(model, row)
    for line in model.lines:
        line.in_gap = not line.closed and line.contract < 0 and line.last_contract >= 0


def close(model: PublicServiceMarket, row: int, reason: str) -> None:
    """Take a contract out of force and free its provider's capacity."""
    c = model.contracts
    c["active"][row] = False
    c["ended"][row] = model.month
    c["end_reason"][row] = END_REASONS.index(reason)
    model.organizations["contracted"][c.organization[row], c.domain[row]] -= c.places[row]
    model.organizations["volunteered"][c.organization[row], c.domain[row]] -= c.unpaid[row] * c.places[row]
    line = model.lines[c.line[row]]
    if line.contract == row:
        line.contract = -1


def sign_award(model: PublicServiceMarket, signature: Signature) -> None:
    """Sign an award; it lapses if the winner has left the market, was debarred or steps back (the line is then tendered again)."""
    line, terms = model.lines[signature.line], signature.terms
    assert isinstance(terms, ContractTerms)
    value = (signature.price - terms.fee) * signature.places * terms.months
    budget.reserve(model, line, -value)
    line.pending = False
    gone = not model.organizations.alive[signature.bidder] or banning.banned(model, signature.bidder, line.purchaser, line.domain)
    if gone or withdrawing.withdraws(model, line, signature) or steps.withdraws(model, signature):
        step_rows.write_signing(model, line, signature, ("stopped", "winner_gone" if gone else "winner_withdrew"))
        planning.reopen(model, line)
        return
    if line.contract >= 0:
        close(model, line.contract, "completed")
    cycle = max(terms.months, line.first_months or MONTHS_PER_YEAR * terms.cycle_years)
    line.cycle_months, line.first_months, line.bridged = cycle, 0, 0
    before = line.last_contract
    row = add(
        model,
        line,
        terms,
        organization=signature.bidder,
        mechanism=model.mechanism_names.index(signature.mechanism),
        legal_basis=LEGAL_BASES.index(signature.legal_basis),
        project=np.uint64(signature.project),
        attempt=signature.attempt,
        price=signature.price,
        places=signature.places,
        promised=signature.promised,
        sincere=signature.sincere,
        hub=signature.hub,
        ceiling=signature.ceiling,
        utility=np.array(signature.utility or (0.0,) * len(GROUPS)),
        cycle_end=model.month + cycle,
        record_weight=costing.mechanism_of(model, signature.mechanism).record_weight,
    )
    step_rows.write_signing(model, line, signature, ("passed", ""))
    hand_over(model, before, row)


def add(model: PublicServiceMarket, line: Line, terms: ContractTerms, **given: Any) -> int:
    """Append a contract row in force from this month, commit its value, set its instalments."""
    c, o = model.contracts, int(given["organization"])
    year = int(given.get("cycle_year", 0)) + (100 if given.get("bridge") else 0) + line.bridged * 1000
    lot = (line.key,) if line.pooled else ()
    luck_key = combine(int(given["project"]), int(given["attempt"]), int(model.organizations.key[o]), year, *lot)
    months = 1 if given.get("bridge") else terms.months
    value = (given["price"] - terms.fee) * given["places"] * months
    spared = terms.fee * terms.exemption * terms.exemption_paid * given["places"] * months
    reserve = incentives.set_aside(model, line, terms, value, spared)
    before = line.last_contract
    kind = costing.project_cost_type(model, int(given["project"]), np.array([o]))[0] * (1.0 - terms.unpaid)
    rows = c.append(
        **given,
        luck=np.uint64(luck_key),
        line=line.row,
        purchaser=line.purchaser,
        domain=line.domain,
        district=line.district,
        start=model.month,
        end=model.month + months,
        active=True,
        predecessor=before,
        repeat=before >= 0 and int(c.organization[before]) == o,
        by_choice=terms.assignment == "citizen",
        per_unit=terms.basis == "per_unit",
        own_record=terms.record == "own",
        unit_cost=costing.unit_costs(model, np.array([o]), line.domain, line.district)[0] * kind,
        project_cost_type=kind,
        penalty_rate=terms.penalty,
        **{name: getattr(terms, name) for name in ANSWERS},
        strategic=terms.audit == "strategic",
        reserve=reserve,
        misfit=steps.misfit_now(model, line),
        coaching=terms.coaching,
        effort_agreed=terms.effort_agreed,
        per_post=terms.per_post,
        grant=terms.basis == "grant",
        value=value,
    )
    row = rows.start
    instalments.plan(model, row, terms, months)
    c["due"][row, instalments.LAST] += steps.last_payment_later(model)
    budget.commit(model, line, value + reserve)
    sanctions.choose_conduct(model, row)
    passing_on.choose(model, row)
    model.organizations["contracted"][o, line.domain] += given["places"]
    model.organizations["volunteered"][o, line.domain] += terms.unpaid * given["places"]
    model.organizations["incubated"][o] |= terms.basis == "grant"
    line.contract = line.last_contract = row
    line.last_price = float(given["price"] - terms.investment) / (1.0 - terms.unpaid)  # what it would cost if all work were paid
    model.prices.last_paid[line.purchaser, line.domain] = line.last_price
    return row


def hand_over(model: PublicServiceMarket, before: int, row: int) -> None:
    """Link a line's old and new contract; another provider needs time to settle in and takes over part of the staff."""
    c = model.contracts
    if before < 0:
        return
    c["successor"][before] = row
    c["invested"][row] = c.invested[before]  # equipment stays with the line
    same = int(c.organization[before]) == int(c.organization[row])
    c["same_provider"][before] = same
    if same:
        return
    p, o = model.world.organizations, model.organizations
    c["handover"][row] = p.handover_months
    old, new, domain = int(c.organization[before]), int(c.organization[row]), int(c.domain[row])
    leaving = min(float(c.places[before] / costing.caseload(model)[domain]), float(o.staff[old])) * p.handover_staff
    posts = np.broadcast_to(institutions.most_staff(model), o.staff.shape)
    leaving = min(leaving, max(0.0, float(posts[new] - o.staff[new])))
    share = leaving / max(float(o.staff[old]), 1e-9)
    moved = share * float(o.experience[old, domain])
    o["staff"][old] -= leaving
    o["staff"][new] += leaving
    o["experience"][old, domain] -= moved
    o["experience"][new, domain] += moved


def go_on(model: PublicServiceMarket, row: int) -> None:
    """What follows a contract that ended and was not replaced: the cycle's next year, a bridge, or the end of the line."""
    c = model.contracts
    line = model.lines[c.line[row]]
    if line.contract >= 0 or line.closed:
        return
    if int(c.cycle_end[row]) > model.month and renew(model, line, row):
        return
    waiting = line.pending or line.open_month >= model.month
    if not waiting:
        line.closed = True
    elif line.bridged < longest_bridge(model, line) and model.organizations.alive[c.organization[row]]:
        bridge(model, line, row)


def _terms(model: PublicServiceMarket, row: int, months: int) -> ContractTerms:
    """Terms of a contract that follows another one unchanged."""
    c = model.contracts
    return ContractTerms(
        basis="per_unit" if c.per_unit[row] else "shared" if c.cost_share[row] > 0.0 else "fixed",
        assignment="citizen" if c.by_choice[row] else "purchaser",
        months=months,
        schedule=instalments.schedule_of(model, row),
        stage_check=instalments.CHECKS[int(c.stage_check[row])],
        penalty=float(c.penalty_rate[row]),
        coaching=float(c.coaching[row]),
        record="own" if c.own_record[row] else "published",
        audit="strategic" if c.strategic[row] else "fixed",
        **{name: c[name][row].item() for name in ANSWERS},
        effort_agreed=bool(c.effort_agreed[row]),
        per_post=bool(c.per_post[row]),
    )


def _same(model: PublicServiceMarket, row: int) -> dict[str, Any]:
    c = model.contracts
    names = (
        "organization",
        "mechanism",
        "legal_basis",
        "project",
        "attempt",
        "price",
        "places",
        "promised",
        "sincere",
        "hub",
        "ceiling",
        "cycle_end",
        "record_weight",
        "utility",
    )
    return {name: c[name][row] for name in names}


def renew(model: PublicServiceMarket, line: Line, row: int) -> bool:
    """Sign the cycle's next year at the same price, unless the work was found wanting (which agreed effort cannot be), the provider
    is gone or money is short.
    """
    c, levers = model.contracts, model.policy_state.levers
    wanting = float(c.promised[row] - c.found[row]) > levers.termination and not c.effort_agreed[row]
    failed = wanting or banning.banned(model, int(c.organization[row]), line.purchaser, line.domain)
    failed |= model.rules is not None and not model.rules.terms.renewal
    failed |= not renewed(c.signal_sum[row], c.n_signals[row], levers.renewal_threshold)
    months = min(levers.contract_months, int(c.cycle_end[row]) - model.month)
    value = float((c.price[row] - c.fee[row]) * c.places[row] * months)
    if failed:
        c["end_reason"][row] = END_REASONS.index("terminated")
        planning.reopen(model, line)
        return False
    money = min(budget.free_for(model, line), budget.cash_free(model, line.purchaser))
    if not model.organizations.alive[c.organization[row]] or value > money + 1.0:
        return False
    new = add(model, line, _terms(model, row, months), cycle_year=int(c.cycle_year[row]) + 1, **_same(model, row))
    hand_over(model, row, new)
    return True


def longest_bridge(model: PublicServiceMarket, line: Line) -> int:
    """Months of extension: the lever, and additions of at most a tenth of what was purchased (Procurement Law, art. 49)."""
    return min(model.policy_state.levers.bridge_months, int(LARGEST_ADDITION * line.cycle_months))


def bridge(model: PublicServiceMarket, line: Line, row: int) -> None:
    """Extend an expired contract by a month at its old price while its replacement is on the way, as far as cash goes."""
    c = model.contracts
    if float((c.price[row] - c.fee[row]) * c.places[row]) > budget.cash_free(model, line.purchaser):
        return
    line.bridged += 1
    new = add(model, line, _terms(model, row, 1), bridge=True, cycle_year=int(model.contracts.cycle_year[row]), **_same(model, row))
    hand_over(model, row, new)
