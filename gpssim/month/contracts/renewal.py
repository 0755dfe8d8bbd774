"""What follows a contract that ran out: the cycle's next year, a bridge, or the end of the line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gpssim.market import ContractTerms
from gpssim.month.contracts import handover, signing
from gpssim.month.planning import scheduling
from gpssim.rules.renewal import renewed
from gpssim.state import legality, lines
from gpssim.state.contract_row import END_REASONS
from gpssim.state.line import Line
from gpssim.state.money import cash_free, free_for
from gpssim.state.pay import CHECKS, LAST

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

ANSWERS: Final = (
    "slope", "yardstick", "benefit_share", "cost_share", "residual_claim", "bonus", "audit_rate", "detection", "fine", "debarment",
    "bond", "liability", "renegotiation", "hazard", "unpaid", "fee", "exemption", "exemption_paid", "idle_cost", "investment",
    "retention", "retention_months", "late_interest",
)  # fmt: skip
"""Terms of pay and liability that a contract keeps under the same names, and hands on to the one that follows it."""


def go_on(market: MarketState, row: int) -> None:
    """What follows a contract that ended and was not replaced: the cycle's next year, a bridge, or the end of the line."""
    c = market.contracts
    line = market.lines[c.line[row]]
    if line.contract >= 0 or line.closed:
        return
    if int(c.cycle_end[row]) > market.month and renew(market, line, row):
        return
    waiting = line.pending or line.open_month >= market.month
    if not waiting:
        line.close()
    elif line.bridged < lines.longest_bridge(market, line) and market.organizations.alive[c.organization[row]]:
        bridge(market, line, row)


def renew(market: MarketState, line: Line, row: int) -> bool:
    """Sign the cycle's next year at the same price, unless the work was found wanting (which agreed effort cannot be), the provider
    is gone or money is short.
    """
    c, levers = market.contracts, market.policy_state.levers
    wanting = float(c.promised[row] - c.found[row]) > levers.termination and not c.effort_agreed[row]
    failed = wanting or legality.banned(market, int(c.organization[row]), line.purchaser, line.domain)
    failed |= market.rules is not None and not market.rules.terms.renewal
    failed |= not renewed(c.signal_sum[row], c.n_signals[row], levers.renewal_threshold)
    months = min(levers.contract_months, int(c.cycle_end[row]) - market.month)
    value = float((c.price[row] - c.fee[row]) * c.places[row] * months)
    if failed:
        c["end_reason"][row] = END_REASONS.index("terminated")
        scheduling.reopen(market, line)
        return False
    money = min(free_for(market, line), cash_free(market, line.purchaser))
    if not market.organizations.alive[c.organization[row]] or value > money + 1.0:
        return False
    new = signing.enter_into_force(
        market, line, _terms(market, row, months), cycle_year=int(c.cycle_year[row]) + 1, **_same(market, row)
    )
    handover.hand_over(market, row, new)
    return True


def bridge(market: MarketState, line: Line, row: int) -> None:
    """Extend an expired contract by a month at its old price while its replacement is on the way, as far as cash goes."""
    c = market.contracts
    if float((c.price[row] - c.fee[row]) * c.places[row]) > cash_free(market, line.purchaser):
        return
    line.extend()
    new = signing.enter_into_force(
        market, line, _terms(market, row, 1), bridge=True, cycle_year=int(market.contracts.cycle_year[row]), **_same(market, row)
    )
    handover.hand_over(market, row, new)


def _terms(market: MarketState, row: int, months: int) -> ContractTerms:
    """Terms of a contract that follows another one unchanged."""
    c = market.contracts
    return ContractTerms(
        basis="per_unit" if c.per_unit[row] else "shared" if c.cost_share[row] > 0.0 else "fixed",
        assignment="citizen" if c.by_choice[row] else "purchaser",
        months=months,
        schedule=schedule_of(market, row),
        stage_check=CHECKS[int(c.stage_check[row])],
        penalty=float(c.penalty_rate[row]),
        coaching=float(c.coaching[row]),
        record="own" if c.own_record[row] else "published",
        audit="strategic" if c.strategic[row] else "fixed",
        **{name: c[name][row].item() for name in ANSWERS},
        effort_agreed=bool(c.effort_agreed[row]),
        per_post=bool(c.per_post[row]),
    )


def _same(market: MarketState, row: int) -> dict[str, Any]:
    c = market.contracts
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


def schedule_of(market: MarketState, row: int) -> tuple[float, ...]:
    """The schedule a contract was signed with, from its cumulative shares."""
    c = market.contracts
    share = c.due_share[row, np.append(np.arange(int(c.n_instalments[row]) - 1), LAST)]
    if c.retention[row] > 0.0:
        share[:-1] /= 1.0 - c.retention[row]
    return (float(share[0]), *(float(later - before) for before, later in pairwise(share)))
