"""Contracts are signed: terms freeze here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
    over = market.in_turn("endings", np.flatnonzero(market.contracts.active & (market.contracts.end == market.month)).tolist())
    for row in over:
        ending.end(market, row, "completed")
    due = market.in_turn("signatures", market.signatures.take_due(market.month))
    for signature in due:
        sign_award(market, signature)
    for row in over:
        renewal.go_on(market, row)
    for line in market.lines:
        line.see_gap()


def sign_award(market: MarketState, signature: Signature) -> None:
    """Sign an award; it lapses if the winner has left the market, was debarred or steps back (the line is then tendered again)."""
    line, terms = market.lines[signature.line], signature.terms
    value = (signature.price - terms.fee) * signature.places * terms.months
    budget.reserve(market, line, -value)
    line.wait_no_longer()
    gone = not market.organizations.alive[signature.bidder] or legality.banned(market, signature.bidder, line)
    if gone or withdrawal.steps_back_at_a_loss(market, line, signature) or withdrawal.fails_to_sign(market, signature):
        six_steps.write_signing(market, line, signature, ("stopped", "winner_gone" if gone else "winner_withdrew"))
        scheduling.reopen(market, line)
        return
    if line.contract >= 0:
        ending.end(market, line.contract, "completed")
    cycle = max(terms.months, line.first_months or MONTHS_PER_YEAR * terms.cycle_years)
    line.begin_cycle(cycle)
    before = line.last_contract
    row = force.enter_into_force(market, line, terms, force.Engagement.awarded(market, signature, market.month + cycle))
    six_steps.write_signing(market, line, signature, ("passed", ""))
    handover.hand_over(market, before, row)
