"""What follows contracts that ran out: the cycle's next year, a bridge, or the end of the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gpssim.month.contracts import force
from gpssim.month.planning import scheduling
from gpssim.rules.renewal import renewed
from gpssim.state import legality, lines
from gpssim.state.line import Line
from gpssim.state.money import CashFree, free_for

if TYPE_CHECKING:
    from gpssim.market import ContractTerms
    from gpssim.state.contract_row import EndReason
    from gpssim.state.market_state import MarketState


class GoingOn:
    """Contracts of this month that go on from others and have no row yet, and what money their purchasers have left."""

    __slots__ = ("agreed", "before", "cash", "market")

    def __init__(self, market: MarketState) -> None:
        self.market = market
        self.cash = CashFree(market)
        self.agreed: list[force.Agreed] = []
        self.before: list[int] = []
        """The contracts that they go on from."""

    def agree(self, line: Line, row: int, terms: ContractTerms, year: int, *, bridge: bool) -> None:
        """One more goes on from the contract ``row`` with the same provider."""
        c = self.market.contracts
        deal = force.Deal(
            int(c.organization[row]), float(c.price[row]), float(c.places[row]), int(c.project[row]), int(c.attempt[row])
        )
        new = force.agree(self.market, line, terms, deal, len(c) + len(self.agreed), cycle_year=year, bridge=bridge)
        self.cash.owe(line.purchaser, new.value + new.reserve)
        self.agreed.append(new)
        self.before.append(row)

    def write_down(self) -> None:
        """They get their rows."""
        if self.agreed:
            force.enter_into_force(self.market, self.agreed, force.continued(self.market.contracts, self.before))
        self.agreed, self.before = [], []


def go_on(market: MarketState, over: Sequence[int]) -> None:
    """What follows contracts that ended, one after the other."""
    if not over:
        return
    c, going = market.contracts, GoingOn(market)
    fit = renewed(c.signal_sum[over], c.n_signals[over], market.policy_state.levers.renewal_threshold)
    for row, fits in zip(over, fit.tolist(), strict=True):
        follow(market, going, row, fits)
    going.write_down()


def follow(market: MarketState, going: GoingOn, row: int, fit: bool) -> None:
    """What follows a contract that was not replaced: the cycle's next year, a bridge, or the end of the line.

    ``fit``: whether the signals seen of it speak for its renewal.
    """
    c = market.contracts
    line = market.lines[c.line[row]]
    if line.contract >= 0 or line.closed:
        return
    if int(c.cycle_end[row]) > market.month and renew(market, going, line, row, fit):
        return
    waiting = line.pending or line.open_month >= market.month
    if not waiting:
        line.close()
    elif line.bridged < lines.longest_bridge(market, line) and market.organizations.alive[c.organization[row]]:
        bridge(market, going, line, row)


def renew(market: MarketState, going: GoingOn, line: Line, row: int, fit: bool) -> bool:
    """Sign the cycle's next year at the same price, unless there is a reason against it, the provider is gone or money is short."""
    c = market.contracts
    against = reason_against(market, line, row, fit)
    if against is not None:
        c.refuse(row, against)
        going.write_down()  # for what is planned meets them
        scheduling.reopen(market, line)
        return False
    months = min(market.policy_state.levers.contract_months, int(c.cycle_end[row]) - market.month)
    value = float((c.price[row] - c.fee[row]) * c.places[row] * months)
    money = min(free_for(market, line), going.cash.of(line.purchaser))
    if not market.organizations.alive[c.organization[row]] or value > money + 1.0:
        return False
    going.agree(line, row, of_months(c.terms[row], months), int(c.cycle_year[row]) + 1, bridge=False)
    return True


def of_months(terms: ContractTerms, months: int) -> ContractTerms:
    """The same terms for so many months."""
    return terms if terms.months == months else replace(terms, months=months)


def reason_against(market: MarketState, line: Line, row: int, fit: bool) -> EndReason | None:
    """Why the next year of a cycle is not signed, ``None`` where nothing speaks against it.

    The work was found wanting (which agreed effort cannot be), its provider may not be signed, or rules or signals are against it.
    """
    c, levers, who = market.contracts, market.policy_state.levers, int(market.contracts.organization[row])
    if float(c.promised[row] - c.found[row]) > levers.termination and not c.effort_agreed[row]:
        return "terminated"
    if legality.banned(market, who, line):
        return "eliminated" if legality.only_eliminated(market, who, line) else "banned"
    lawful = market.rules is None or market.rules.terms.renewal
    return None if lawful and fit else "not_renewed"


def bridge(market: MarketState, going: GoingOn, line: Line, row: int) -> None:
    """Extend an expired contract by a month at its old price while its replacement is on the way, as far as cash and law go.

    Who was found wanting may have to serve on, lest citizens stand without service; who may not be signed may not be extended.
    """
    c = market.contracts
    if legality.banned(market, int(c.organization[row]), line):
        return
    if float((c.price[row] - c.fee[row]) * c.places[row]) > going.cash.of(line.purchaser):
        return
    line.extend()
    going.agree(line, row, of_months(c.terms[row], 1), int(c.cycle_year[row]), bridge=True)
