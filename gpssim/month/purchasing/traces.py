"""What a held purchase leaves behind: costs on both sides, published prices, what bidders learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY
from gpssim.bidding.base import Outcome
from gpssim.market import Award
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.month.purchasing.held import Held
    from gpssim.state.market_state import MarketState

WIN_MEMORY = 0.1
"""Weight of the latest result in an organization's idea of its chances (assumption, range 0.05-0.3)."""

REFUSED = 1.1
"""Cost, as a share of the ceiling, that a purchaser supposes of a partner with whom no agreement was reached (assumption)."""


def charge_procedure(market: MarketState, held: Held) -> None:
    """Book what the procedure cost the purchaser's side (treasury) and every bidder; count the officials' hours."""
    project, procedure, bid_cost = held.project, held.procedure, held.answering.bid_cost
    cell = (project.purchaser, project.domain)
    market.ledger.book(market.month, "procedure", TREASURY, OUTSIDE, procedure.cost, market.books)
    market.flows["procedure_cost"][cell] += procedure.cost
    market.flows["official_hours"][cell] += procedure.official_hours
    market.purchasers["hours_used"][project.purchaser] += procedure.official_hours
    if not held.offers:
        return
    o, rows = market.organizations, np.array([bid.bidder for bid in held.offers])
    market.ledger.take_from_each(market.month, "offer", rows, to_fen(bid_cost), market.books)
    offers_take_time(market, rows, procedure.bidder_hours)
    made = o.n_bids[rows] + 1
    o["n_bids"][rows] = made
    o["proposal_skill"][rows] += market.world.organizations.proposal_learning / (1.0 + 0.2 * made)


def count_purchase(market: MarketState, held: Held) -> None:
    """Count a purchase, and one that failed, for what its purchaser remembers of the year."""
    cell = (held.project.purchaser, held.project.domain)
    market.purchasers["n_held"][cell] += 1
    market.purchasers["n_failed"][cell] += held.decision.failed
    market.flows["n_open"][cell] += decided_openly(held)
    market.flows["n_found_out"][cell] += held.findings.detected > 0


def decided_openly(held: Held) -> bool:
    """Whether a purchase was decided on published information among two valid offers or more, in a procedure open to rivals."""
    mechanism, valid = held.mechanism, len([score for score in held.decision.scores if score.valid])
    return not held.decision.failed and mechanism.admissible == "published" and mechanism.min_bids > 1 and valid > 1


def offers_take_time(market: MarketState, bidders: np.ndarray, hours: float) -> None:
    """Hours of each offer that are missing in this month's delivery."""
    part = market.world.sector.time_costs.offers
    if part > 0.0:
        market.organizations["hours_lost"][bidders] += part * hours


def disclose(market: MarketState, held: Held) -> None:
    """Publish price and number of offers of competitive purchases; what the purchaser paid to whom it knows anyway."""
    mechanism, project, decision = held.mechanism, held.project, held.decision
    paid_to = market.prices.paid_to.setdefault((project.purchaser, project.domain), {})
    for award in decision.awards:
        paid_to[award.bidder] = all_paid(award)
    if decision.failed and mechanism.admissible == "own":
        for partner in mechanism.invited(held.purchase):  # asked and not agreed: at least too dear at that price
            paid_to[partner] = REFUSED * project.ceiling
    if mechanism.admissible == "published" and mechanism.buys == "project":
        market.prices.count(market.month, project.domain, sum(s.valid for s in decision.scores))
        for award in decision.awards:
            market.prices.disclose(market.month, project.domain, all_paid(award))
            market.prices.publish(market.month, project.domain, all_paid(award) / project.ceiling)
        read_out(market, held)


def read_out(market: MarketState, held: Held) -> None:
    """At the opening all prices are read out, and what bidders believe of their rivals' costs follows what the prices show.

    Where offers are lower than those of the rivals they believed in, rivals are taken to be cheaper by part of the difference,
    until openings surprise nobody: beliefs that offers bear out. Source: Order 87 (2017) art. 41 (prices are read out); beliefs
    that follow their errors: Nerlove 1958.
    """
    weight = market.world.bidding.rivals_learning
    valid = {score.bidder for score in held.decision.scores if score.valid}
    prices = [bid.price for bid in held.offers if bid.bidder in valid]
    if weight == 0.0 or held.answering.asked is None or not prices:
        return
    usual = market.bidding.usual_price(held.answering.asked[1])
    if np.isfinite(usual):
        market.prices.correct(held.project.domain, float(np.log(np.mean(prices) / usual)), weight)


def all_paid(award: Award) -> float:
    """Price of an award without investment, if no work in it were unpaid, yuan per place-month: what tells something about cost."""
    return (award.price - award.terms.investment) / (1.0 - award.terms.unpaid)


def remember_results(market: MarketState, held: Held) -> None:
    """Every bidder that meant to win updates its idea of winning; the incumbent its idea of keeping a line."""
    o, project, decision = market.organizations, held.project, held.decision
    winners = {award.bidder for award in decision.awards}
    for bid in (bid for bid in held.offers if bid.bidder not in held.findings.covers):
        o["win_rate"][bid.bidder] += WIN_MEMORY * ((bid.bidder in winners) - o.win_rate[bid.bidder])
    for bidder in winners:
        if o.won_first[bidder] < 0:
            o["won_first"][bidder] = market.month
    if project.incumbent >= 0 and not decision.failed:
        kept = project.incumbent in winners
        o["continuation_rate"][project.incumbent] += WIN_MEMORY * (kept - o.continuation_rate[project.incumbent])


def learn_to_bid(market: MarketState, held: Held) -> None:
    """Those who considered a sealed offer keep what their bidding family learns from the result."""
    if held.answering.asked is None or market.bidding.n_state == 0:
        return
    rows, info = held.answering.asked
    price = {bid.bidder: bid.price for bid in held.offers}
    scores = {score.bidder: score for score in held.decision.scores if score.valid}
    paid = {award.bidder: award.price for award in held.decision.awards}
    outcome = Outcome(
        price=np.array([price[row] if row in scores else np.nan for row in rows.tolist()]),
        total=np.array([scores[row].total if row in scores else np.nan for row in rows.tolist()]),
        paid=np.array([paid.get(row, np.nan) for row in rows.tolist()]),
    )
    market.organizations["bidding_state"][rows] = market.bidding.learn(info, outcome)
