"""Contracts are signed: terms freeze here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.month.contracts import ending, force, handover, renewal, withdrawal
from gpssim.month.money import budget
from gpssim.month.planning import scheduling
from gpssim.month.recording import six_steps
from gpssim.state import legality
from gpssim.state.waiting import Signature
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def sign(market: MarketState) -> None:
    """Close what ran out, sign what was awarded for this month, renew within the cycle, bridge what is late."""
    over = market.in_turn("endings", (market.contracts.active & (market.contracts.end == market.month)).nonzero()[0].tolist())
    if over:
        ending.end(market, list(over), "completed")
    signed = Signed(market)
    for signature in market.in_turn("signatures", market.signatures.take_due(market.month)):
        sign_award(market, signature, signed)
    signed.write_down()
    renewal.go_on(market, over)
    for line in market.lines:
        if line.in_gap or (line.contract < 0 and not line.closed):
            line.see_gap()


class Signed:
    """Awards that were signed this month and have no row yet."""

    __slots__ = ("agreed", "awards", "market")

    def __init__(self, market: MarketState) -> None:
        self.market = market
        self.agreed: list[force.Agreed] = []
        self.awards: list[tuple[Signature, int]] = []
        """With the end of their cycle."""

    @property
    def next_row(self) -> int:
        """The row of the next contract."""
        return len(self.market.contracts) + len(self.agreed)

    def write_down(self) -> None:
        """They get their rows."""
        if self.agreed:
            force.enter_into_force(self.market, self.agreed, force.awarded(self.market, self.awards))
        self.agreed, self.awards = [], []


def sign_award(market: MarketState, signature: Signature, signed: Signed) -> None:
    """Sign an award; it lapses if the winner has left the market, was debarred or steps back (the line is then tendered again)."""
    line, terms = market.lines[signature.line], signature.terms
    value = (signature.price - terms.fee) * signature.places * terms.months
    budget.reserve(market, line, -value)
    line.wait_no_longer()
    gone = not market.organizations.alive[signature.bidder] or legality.banned(market, signature.bidder, line)
    if gone or withdrawal.steps_back_at_a_loss(market, line, signature) or withdrawal.fails_to_sign(market, signature):
        six_steps.write_signing(market, line, signature, ("stopped", "winner_gone" if gone else "winner_withdrew"))
        signed.write_down()  # for what is planned meets them
        scheduling.reopen(market, line)
        return
    if line.last_contract >= len(market.contracts):
        signed.write_down()  # a line reopened while its award waited can be signed twice in a month
    if line.contract >= 0:
        ending.end(market, [line.contract], "completed")
    cycle = max(terms.months, line.first_months or MONTHS_PER_YEAR * terms.cycle_years)
    line.begin_cycle(cycle)
    before, row = line.last_contract, signed.next_row
    deal = force.Deal(signature.bidder, float(signature.price), float(signature.places), signature.project, signature.attempt)
    signed.agreed.append(force.agree(market, line, terms, deal, row))
    signed.awards.append((signature, market.month + cycle))
    six_steps.write_signing(market, line, signature, ("passed", ""))
    handover.hand_over(market, before, row, signature.bidder)
