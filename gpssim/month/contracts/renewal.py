"""What follows a contract that ran out: the cycle's next year, a bridge, or the end of the line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gpssim.month.contracts import force, handover
from gpssim.month.planning import scheduling
from gpssim.rules.renewal import renewed
from gpssim.state import legality, lines
from gpssim.state.line import Line
from gpssim.state.money import cash_free, free_for

if TYPE_CHECKING:
    from gpssim.state.contract_row import EndReason
    from gpssim.state.market_state import MarketState


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
    """Sign the cycle's next year at the same price, unless there is a reason against it, the provider is gone or money is short."""
    c = market.contracts
    against = reason_against(market, line, row)
    if against is not None:
        c.refuse(row, against)
        scheduling.reopen(market, line)
        return False
    months = min(market.policy_state.levers.contract_months, int(c.cycle_end[row]) - market.month)
    value = float((c.price[row] - c.fee[row]) * c.places[row] * months)
    money = min(free_for(market, line), cash_free(market, line.purchaser))
    if not market.organizations.alive[c.organization[row]] or value > money + 1.0:
        return False
    terms, year = replace(c.terms[row], months=months), int(c.cycle_year[row]) + 1
    new = force.enter_into_force(market, line, terms, force.Engagement.of(c, row), cycle_year=year)
    handover.hand_over(market, row, new)
    return True


def reason_against(market: MarketState, line: Line, row: int) -> EndReason | None:
    """Why the next year of a cycle is not signed, ``None`` where nothing speaks against it.

    The work was found wanting (which agreed effort cannot be), its provider may not be signed, or rules or signals are against it.
    """
    c, levers, who = market.contracts, market.policy_state.levers, int(market.contracts.organization[row])
    if float(c.promised[row] - c.found[row]) > levers.termination and not c.effort_agreed[row]:
        return "terminated"
    if legality.banned(market, who, line):
        return "eliminated" if legality.only_eliminated(market, who, line) else "banned"
    lawful = market.rules is None or market.rules.terms.renewal
    return None if lawful and renewed(c.signal_sum[row], c.n_signals[row], levers.renewal_threshold) else "not_renewed"


def bridge(market: MarketState, line: Line, row: int) -> None:
    """Extend an expired contract by a month at its old price while its replacement is on the way, as far as cash and law go.

    Who was found wanting may have to serve on, lest citizens stand without service; who may not be signed may not be extended.
    """
    c = market.contracts
    if legality.banned(market, int(c.organization[row]), line):
        return
    if float((c.price[row] - c.fee[row]) * c.places[row]) > cash_free(market, line.purchaser):
        return
    line.extend()
    terms, year = replace(c.terms[row], months=1), int(c.cycle_year[row])
    new = force.enter_into_force(market, line, terms, force.Engagement.of(c, row), cycle_year=year, bridge=True)
    handover.hand_over(market, row, new)
