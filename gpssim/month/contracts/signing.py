"""Contracts are signed: terms freeze here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gpssim.market import ContractTerms
from gpssim.month.contracts import conduct, handover, instalments, renewal, withdrawal
from gpssim.month.contracts.ending import close
from gpssim.month.contracts.renewal import ANSWERS
from gpssim.month.money import budget
from gpssim.month.planning import scheduling
from gpssim.month.recording import six_steps
from gpssim.scenario.world import GROUPS
from gpssim.state import costs, legality, pay, procedures, quality
from gpssim.state.contract_row import LEGAL_BASES
from gpssim.state.line import Line
from gpssim.state.pay import LAST
from gpssim.state.waiting import Signature
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def sign(market: MarketState) -> None:
    """Close what ran out, sign what was awarded for this month, renew within the cycle, bridge what is late."""
    ending = market.in_turn("endings", np.flatnonzero(market.contracts.active & (market.contracts.end == market.month)).tolist())
    for row in ending:
        close(market, row, "completed")
    due = market.in_turn("signatures", market.signatures.take_due(market.month))
    for signature in due:
        sign_award(market, signature)
    for row in ending:
        renewal.go_on(market, row)
    for line in market.lines:
        line.see_gap()


def sign_award(market: MarketState, signature: Signature) -> None:
    """Sign an award; it lapses if the winner has left the market, was debarred or steps back (the line is then tendered again)."""
    line, terms = market.lines[signature.line], signature.terms
    value = (signature.price - terms.fee) * signature.places * terms.months
    budget.reserve(market, line, -value)
    line.wait_no_longer()
    gone = not market.organizations.alive[signature.bidder] or legality.banned(
        market, signature.bidder, line.purchaser, line.domain
    )
    if gone or withdrawal.steps_back_at_a_loss(market, line, signature) or withdrawal.fails_to_sign(market, signature):
        six_steps.write_signing(market, line, signature, ("stopped", "winner_gone" if gone else "winner_withdrew"))
        scheduling.reopen(market, line)
        return
    if line.contract >= 0:
        close(market, line.contract, "completed")
    cycle = max(terms.months, line.first_months or MONTHS_PER_YEAR * terms.cycle_years)
    line.begin_cycle(cycle)
    before = line.last_contract
    row = enter_into_force(
        market,
        line,
        terms,
        organization=signature.bidder,
        mechanism=market.mechanism_names.index(signature.mechanism),
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
        cycle_end=market.month + cycle,
        record_weight=procedures.mechanism_of(market, signature.mechanism).record_weight,
    )
    six_steps.write_signing(market, line, signature, ("passed", ""))
    handover.hand_over(market, before, row)


def enter_into_force(market: MarketState, line: Line, terms: ContractTerms, **given: Any) -> int:
    """Append a contract row in force from this month, commit its value, set its instalments."""
    c, o = market.contracts, int(given["organization"])
    year = int(given.get("cycle_year", 0)) + (100 if given.get("bridge") else 0) + line.bridged * 1000
    lot = (line.key,) if line.pooled else ()
    luck_key = combine(int(given["project"]), int(given["attempt"]), int(market.organizations.key[o]), year, *lot)
    months = 1 if given.get("bridge") else terms.months
    value = (given["price"] - terms.fee) * given["places"] * months
    spared = terms.fee * terms.exemption * terms.exemption_paid * given["places"] * months
    reserve = pay.set_aside(market, line, terms, value, spared)
    before = line.last_contract
    kind = costs.project_cost_type(market, int(given["project"]), np.array([o]))[0] * (1.0 - terms.unpaid)
    rows = c.append(
        **given,
        luck=np.uint64(luck_key),
        line=line.row,
        purchaser=line.purchaser,
        domain=line.domain,
        district=line.district,
        start=market.month,
        end=market.month + months,
        active=True,
        predecessor=before,
        repeat=before >= 0 and int(c.organization[before]) == o,
        by_choice=terms.assignment == "citizen",
        per_unit=terms.basis == "per_unit",
        own_record=terms.record == "own",
        unit_cost=costs.unit_costs(market, np.array([o]), line.domain, line.district)[0] * kind,
        project_cost_type=kind,
        penalty_rate=terms.penalty,
        **{name: getattr(terms, name) for name in ANSWERS},
        strategic=terms.audit == "strategic",
        reserve=reserve,
        misfit=quality.misfit_now(market, line),
        coaching=terms.coaching,
        effort_agreed=terms.effort_agreed,
        per_post=terms.per_post,
        grant=terms.basis == "grant",
        value=value,
    )
    row = rows.start
    instalments.schedule_instalments(market, row, terms, months)
    c["due"][row, LAST] += procedures.last_payment_later(market)
    budget.commit(market, line, value + reserve)
    conduct.choose_conduct(market, row)
    conduct.choose_passing_on(market, row)
    market.organizations["contracted"][o, line.domain] += given["places"]
    market.organizations["volunteered"][o, line.domain] += terms.unpaid * given["places"]
    market.organizations["incubated"][o] |= terms.basis == "grant"
    line.sign(row, float(given["price"] - terms.investment) / (1.0 - terms.unpaid))
    market.prices.last_paid[line.purchaser, line.domain] = line.last_price
    return row
