"""Full information where a friction is switched off: what purchasers know, what committees read, what contracts pay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim.market import Award, Bid, Decision, Project
from gpssim.mechanisms.base import Mechanism
from gpssim.mechanisms.purchase import Purchase
from gpssim.rules.effort import effort_cost, honest_floor
from gpssim.state import stakes

if TYPE_CHECKING:
    from gpssim.information.view import MarketView
    from gpssim.month.offers.offers import Answering


def full_view(view: MarketView, answering: Answering) -> MarketView:
    """Without adverse selection the purchaser's own record holds the truth: quality, cost, and who would not agree at any price."""
    record, project = view.own_record, answering.project
    if answering.market.frictions.adverse_selection or record is None or answering.mechanism.admissible != "own":
        return view
    true = answering.standing(np.arange(record.believed_quality.size))
    agrees = true.cost <= min(project.ceiling, project.outside_price)
    known = replace(record, believed_quality=true.quality, expected_cost=np.where(agrees, true.true_cost, np.inf))
    return replace(view, own_record=known)


def decided_on_truth(mechanism: Mechanism, handed: Purchase, offers: tuple[Bid, ...], answering: Answering) -> Decision:
    """The decision; without adverse selection a mechanism that judges offers reads true quality and true cost in them.

    Its rule and weights stay: they are the policy. Prices and promises of the contract are those that were offered.
    """
    if answering.market.frictions.adverse_selection or mechanism.admissible == "own":
        return mechanism.decide(handed, offers)
    read = {bid.bidder: bid for bid in truthful(offers, answering)}
    decision = mechanism.unerring().decide(handed, tuple(read.values()))
    offered = {bid.bidder: bid for bid in offers}
    most = answering.project.places
    awards = tuple(as_offered(award, read[award.bidder], offered[award.bidder], most) for award in decision.awards)
    return replace(decision, awards=awards)


def truthful(offers: tuple[Bid, ...], answering: Answering) -> tuple[Bid, ...]:
    """The offers with true cost (at most the ceiling) for price, true ability for dossier and true quality for promise."""
    if not offers:
        return ()
    true = answering.standing(np.array([bid.bidder for bid in offers]))
    costs = np.minimum(true.true_cost, answering.project.ceiling)
    columns = zip(offers, costs.tolist(), true.quality.tolist(), true.ability.tolist(), strict=True)
    return tuple(
        replace(bid, price=cost, places=bid.places * min(1.0, bid.price / cost), promised_quality=quality, dossier=ability)
        for bid, cost, quality, ability in columns
    )


def as_offered(award: Award, read: Bid, offered: Bid, most: float) -> Award:
    """The award on what was offered: places, promise, and the price where the mechanism pays the winner's own."""
    price = offered.price if award.price == read.price else award.price
    share = award.places / read.places  # first: who is awarded all it offered gets that to the last bit
    places = award.places if offered.places == read.places else min(offered.places * share, most)
    return replace(award.repriced(price), places=places, promised_quality=offered.promised_quality)


def agreed_at_cost(decision: Decision, answering: Answering) -> Decision:
    """The decision with what full information changes in its contracts: effort as part of them, and payment at true cost."""
    frictions, project = answering.market.frictions, answering.project
    if frictions.moral_hazard and frictions.market_power:
        return decision
    awards = decision.awards
    if not frictions.moral_hazard:
        awards = tuple(replace(a, terms=replace(a.terms, effort_agreed=True)) for a in awards)
    if not frictions.market_power:
        awards = tuple(at_cost(a, expected_cost(a, answering), project) for a in awards)
    return replace(decision, awards=awards)


def at_cost(award: Award, cost: float, project: Project) -> Award:
    """The award paid at its cost and what it invests, as far as the ceiling goes: what the ceiling cuts is not invested."""
    price = min(cost + award.terms.investment, project.ceiling)
    paid = award.repriced(price)
    terms = replace(paid.terms, investment=max(0.0, min(award.terms.investment, price - cost)))
    return replace(paid, terms=terms, places=min(award.places, project.grant_cap / (price * project.months)))


def expected_cost(award: Award, answering: Answering) -> float:
    """True unit cost of the winner: with its usual effort, what an honest one adds for its promise, less cuts out of sight."""
    market, row = answering.market, np.array([award.bidder])
    o, p, base = market.organizations, market.world.organizations, market.world.domains[answering.project.domain].unit_cost
    tasks, _ = answering.usual_effort(o.mission[row])
    usual = effort_cost(*tasks, p.effort_cost, p.effort_substitution)
    if market.frictions.moral_hazard:
        abilities = (o.ability_verifiable[row], o.ability_nonverifiable[row])
        promised = np.array([award.promised_quality])
        kept = [honest_floor(e, promised, a, o.honesty[row], p.effort_max) for e, a in zip(tasks, abilities, strict=True)]
    else:
        kept = list(tasks)
    more = effort_cost(kept[0], kept[1], p.effort_cost, p.effort_substitution) - usual
    saved = stakes.foreseen_saving(market, award.terms, answering.project, o.mission[row], o.honesty[row])
    return float(answering.standing(row).true_cost[0] + base * more[0] - saved[0])
