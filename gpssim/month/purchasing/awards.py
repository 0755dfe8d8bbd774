"""Awards wait for their signature, with the money for them reserved; who lost may stay away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim.market import Award
from gpssim.month.money import budget
from gpssim.month.purchasing.held import Held, basis
from gpssim.state import money
from gpssim.state.line import Line
from gpssim.state.waiting import Signature, Whose
from gpssim.streams import combine

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def side_line(market: MarketState, line: Line, award: Award) -> Line:
    """A line for a further award of the same purchase: it lives as long as its cycle, the first line is purchased again."""
    key = combine(line.key, int(market.organizations.key[award.bidder]))
    row = len(market.lines)
    side = line.beside(row, key)
    market.lines.append(side)
    return side


def public_value(award: Award) -> float:
    """What an award will cost the purchaser, yuan."""
    return (award.price - award.terms.fee) * award.places * award.terms.months


def within_money(market: MarketState, line: Line, award: Award) -> Award:
    """The award for as many places as the purchaser's cash pays: offers at the ceiling may cost more than was planned."""
    value, free = public_value(award), money.cash_free(market, line.purchaser)
    return award if value <= free else replace(award, places=award.places * max(0.0, free) / value)


def await_signature(market: MarketState, line: Line, held: Held, award: Award, hub: int = -1) -> None:
    """Reserve the money of an award, which may come through a hub, until it is signed, when its lead time has passed."""
    award = within_money(market, line, award)
    value = public_value(award)
    if award.places <= 0.0:
        line.give_up()
        return
    budget.reserve(market, line, value)
    line.await_signature()
    market.signatures.expect(
        Signature(
            month=market.month + held.procedure.lead_months,
            line=line.row,
            attempt=held.project.attempt,
            bidder=award.bidder,
            price=award.price,
            places=award.places,
            promised=award.promised_quality,
            ceiling=held.project.ceiling,
            mechanism=held.mechanism.name,
            legal_basis=basis(market, held, award),
            project=held.project.key,
            terms=award.terms,
            utility=expected_by_citizens(held, award),
            sincere=award.bidder not in held.answering.insincere,
            hub=hub,
        )
    )


def expected_by_citizens(held: Held, award: Award) -> tuple[float, ...]:
    """What each group expects of a provider, from the mechanism's table, where citizens choose."""
    table = held.mechanism.choice(held.purchase, held.decision)
    if table is None or award.bidder not in table.bidders:
        return ()
    return tuple(float(x) for x in table.utility[table.bidders.index(award.bidder)])


def lose_heart(market: MarketState, held: Held, line: Line) -> None:
    """Losers of a published purchase stop offering in its district by chance, unless it is their home or they work there.

    The counterpart of those who go where purchases fail: bidders come and go until an offer is worth its cost (Levin & Smith 1994;
    form and size: assumption). Neutral: chance 0.
    """
    chance = market.world.organizations.loses_heart
    if chance == 0.0 or held.decision.failed or held.mechanism.admissible != "published":
        return
    won = {award.bidder for award in held.decision.awards}
    lost = np.array([bid.bidder for bid in held.offers if bid.valid and bid.bidder not in won], dtype=np.int64)
    if lost.size == 0:
        return
    o = market.organizations
    leaving = lost[market.luck.at(market.month).uniforms("loses heart", o.key[lost], line.key) < chance]
    if leaving.size == 0:
        return
    tied = (o.home[leaving] == market.district_number[line.district]) | _at_work(market, line.district)[leaving]
    o["serves_district"][leaving[~tied], line.district] = False


def _at_work(market: MarketState, district: int) -> np.ndarray:
    """Which organizations have a contract in force in a district, or an award that waits for its signature, bool."""
    there = market.once(("at work", district), lambda: _under_contract(market, district)).copy()
    waiting = market.once("whose awards wait", lambda: Whose(lambda award: market.lines[award.line].district))
    there[waiting.of(market.signatures, district)] = True
    return np.asarray(there)


def _under_contract(market: MarketState, district: int) -> np.ndarray:
    c, there = market.contracts, np.zeros(len(market.organizations), dtype=np.bool_)
    there[c.organization[np.flatnonzero(c.active & (c.district == district))]] = True
    return there
