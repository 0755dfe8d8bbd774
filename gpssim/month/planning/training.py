"""Officials are trained and coordinate; hours that their work takes are missing for inspections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.agents.ledger import OUTSIDE, TREASURY
from gpssim.rules.process import understanding_next

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def train(market: MarketState) -> None:
    """A month of training and coordination: understanding moves, hours go, the treasury pays."""
    p, levers = market.world.process, market.policy_state.levers
    if levers.training > 0.0 or market.understanding != p.understanding:
        market.understanding = understanding_next(
            market.understanding, levers.training, p.training_gain, p.training_decay, p.understanding
        )
    hours = levers.training * p.training_hours + levers.coordination * p.coordination_hours
    if hours > 0.0 and market.frictions.transaction_cost:
        pay_for_training(market, hours, levers.training * p.training_cost)


def pay_for_training(market: MarketState, hours: float, yuan: float) -> None:
    """Hours and money of every purchaser, counted with what it buys most of."""
    most = market.appropriations.argmax(axis=1)
    for row, domain in enumerate(most):
        market.ledger.book(market.month, "procedure", TREASURY, OUTSIDE, yuan, market.books)
        market.flows["procedure_cost"][row, domain] += yuan
        market.flows["official_hours"][row, domain] += hours
        market.purchasers["hours_used"][row] += hours
