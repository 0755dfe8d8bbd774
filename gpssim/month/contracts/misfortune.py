"""Misfortune: contracts end early, or meet a shock that a provider bears, or walks away from and forfeits its bond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.month.contracts import ending
from gpssim.rules.anticipation import defaults
from gpssim.state import stakes
from gpssim.units import monthly_rate, to_fen

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def strike(market: MarketState) -> None:
    """Strike contracts that go on beyond this month by their luck, the same under every policy."""
    c, conduct = market.contracts, market.world.conduct
    running = (c.active & (c.end > market.month + 1)).nonzero()[0]
    month, hazard = market.luck.at(market.month), monthly_rate(conduct.hazard)
    for row in running[month.uniforms("hazard", c.luck[running]) < hazard + c.hazard[running]]:
        ending.end_early(market, int(row), "ended_early")
    running = running[c.active[running]]
    for row in running[month.uniforms("shock", c.luck[running]) < monthly_rate(conduct.shock_chance)]:
        shock(market, int(row))


def shock(market: MarketState, row: int) -> None:
    """A shock to cost: borne (owed from next month), or the provider walks away and loses what it answers for.

    That is never more than the shock less what was still to be earned, or it would not walk away.
    """
    c, o = market.contracts, market.organizations
    i, value = int(c.organization[row]), float(c.value[row])
    loss = market.world.conduct.shock_size * value
    margin = float((c.price[row] - c.unit_cost[row]) * c.places[row]) * int(c.end[row] - market.month - 1)
    cash = max(0, int(o.cash_fen[i]))
    answers_for = min(cash / 100.0, float(c.bond[row] + stakes.liability(market, c.liability[row])) * value)
    if not defaults(margin, loss, answers_for):
        o["owed_fen"][i] += to_fen(loss)
        return
    market.ledger.transfer(market.month, "bond", organization_account(i), TREASURY, to_fen(answers_for), market.books)
    ending.end_early(market, row, "defaulted")
