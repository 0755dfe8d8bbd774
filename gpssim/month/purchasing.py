"""Purchases: offers are asked for, judged, awarded, or they fail with a reason."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.contracts import Line, Signature
from gpssim.agents.ledger import OUTSIDE, TREASURY, organization_account
from gpssim.market import Award, Decision, Project
from gpssim.mechanisms.base import Mechanism
from gpssim.month import (
    budget,
    capture,
    clearing,
    costing,
    detecting,
    failing,
    hubs,
    institutions,
    knowing,
    lessons,
    planning,
    pooling,
    portfolio,
    proposing,
    step_rows,
    steps,
    tying,
    writing,
)
from gpssim.month.calendar import fiscal_year
from gpssim.month.offering import Answering
from gpssim.month.viewing import SMALLEST_PROPOSAL, view_of
from gpssim.rules.purchasing import outside_price
from gpssim.streams import combine

if TYPE_CHECKING:
    from gpssim.market import Bid, Procedure
    from gpssim.mechanisms.purchase import Purchase
    from gpssim.model import PublicServiceMarket

WIN_MEMORY = 0.1
"""Weight of the latest result in an organization's idea of its chances (assumption, range 0.05-0.3)."""
PROCEDURE_RESERVE = 10_000.0
"""What a purchaser thinks a tender would cost it, yuan (assumption: fee of 1.5 % and five jurors)."""
CONTEST_MARGIN = 0.3
"""How far above the usual ceiling a contest lets unit costs go: it compares ideas under a cap (assumption, range 0-0.5)."""
REFUSED = 1.1
"""Cost, as a share of the ceiling, that a purchaser supposes of a partner with whom no agreement was reached (assumption)."""
DELAY_SHARE = 0.02
"""What a purchaser thinks two months' delay is worth, as a share of the price (assumption, range 0-0.05)."""


def purchase(model: PublicServiceMarket) -> None:
    """Hold this month's purchases in order of their keys, then its contests in order of purchasers' numbers and domains."""
    due = [line for line in model.lines if line.open_month == model.month and not line.closed and not line.pending]
    for lot in model.in_turn("purchases", pooling.lots_of(model, sorted(due, key=lambda x: x.key))):
        buy(model, lot)
    number, year = model.purchasers.number, fiscal_year(model)
    opened = (call for call in model.calls if call[0] == model.month)
    calls = sorted(opened, key=lambda call: (combine(int(number[call[1]]), call[2], year), *call[3:]))
    model.calls = [call for call in model.calls if call[0] > model.month]
    for _, purchaser, domain, mechanism, money, funded in model.in_turn("contests", calls):
        hold_contest(model, purchaser, domain, mechanism, money, funded)


def buy(model: PublicServiceMarket, lot: list[Line]) -> None:
    """The purchases of a lot that may be held now: one for all lines that use the same mechanism."""
    cleared = [line for line in lot if clearing.cleared(model, line)]
    for part in pooling.grouped(cleared, lambda line: line.mechanism):
        buy_together(model, part)


def buy_together(model: PublicServiceMarket, lot: list[Line]) -> None:
    """One purchase for a line, or for several together: award, or another attempt, another mechanism, or the end of the line."""
    mechanism = costing.mechanism_of(model, lot[0].mechanism)
    projects = [project_of(model, line, mechanism) for line in lot]
    project = pooling.together(projects)
    held = decide(model, mechanism, project, lot)
    for line, own in zip(lot, projects, strict=True):
        line.open_month, line.pooled = -1, len(lot) > 1
        if held.decision.failed:
            retry(model, line, mechanism)
        else:
            sign_up(model, line, replace(held, project=replace(own, key=project.key)), project)


def sign_up(model: PublicServiceMarket, line: Line, held: writing.Held, whole: Project) -> None:
    """A line's part of every award of a purchase waits for its signature; ``held`` carries the line's own project."""
    part = min(1.0, whole.places / fsum(award.places for award in held.decision.awards))
    awards = [pooling.part_of(replace(award, places=part * award.places), whole, held.project) for award in held.decision.awards]
    for number, (award, hub) in enumerate(hubs.passed_on(model, held, awards)):
        model.organizations["serves_district"][award.bidder, line.district] |= line.pooled
        await_signature(model, line if number == 0 else side_line(model, line, award), held, award, hub)


def project_of(model: PublicServiceMarket, line: Line, mechanism: Mechanism) -> Project:
    """The line as a project, with its ceiling and what the purchaser expects elsewhere."""
    key = steps.key_of(model, line)
    levers, bidding, frictions = model.policy_state.levers, model.world.bidding, model.frictions
    top = costing.ceiling_of(model, line, key)
    months = mechanism.contract_months(levers)
    money = budget.free_for(model, line)
    disclosed = model.prices.disclosed(model.month, line.domain, bidding.horizon, bidding.discount)
    incumbent = int(model.contracts.organization[line.last_contract]) if line.last_contract >= 0 else -1
    return Project(
        key=key,
        purchaser=line.purchaser,
        domain=line.domain,
        district=line.district,
        fiscal_year=fiscal_year(model),
        ordinal=line.ordinal,
        attempt=line.attempt,
        month=model.month,
        places=line.places,
        months=months,
        ceiling=top,
        quality_floor=-np.inf,
        n_awards=mechanism.most_awards,
        grant_cap=np.inf,
        budget=max(money, top * line.places * months),
        incumbent=incumbent,
        outside_price=outside_price(
            disclosed, top, PROCEDURE_RESERVE * frictions.transaction_cost, line.places * months, DELAY_SHARE * frictions.delay
        ),
    )


def decide(model: PublicServiceMarket, mechanism: Mechanism, project: Project, lot: list[Line]) -> writing.Held:
    """Run the mechanism on what it may see, charge both sides, publish and record; no lines: a contest."""
    if lot:
        places, districts = room_needed(project, mechanism), np.zeros(model.world.city.n_districts, dtype=np.bool_)
        districts[[line.district for line in lot]] = True
    else:
        places, districts = SMALLEST_PROPOSAL, model.purchasers.jurisdiction[project.purchaser]
    seen = view_of(model, project.purchaser, project.domain, districts, places, mechanism)
    view = institutions.barred(model, mechanism, pooling.able(model, seen, lot))
    answering = Answering(model, mechanism, project)
    scheme = tying.scheme_of(answering, view)
    handed = mechanism.purchase(
        project, knowing.told(scheme.view, answering), model.policy_state.levers, model.luck, model.world.rules_as_of
    )
    offers = scheme.all(mechanism.gather(handed, scheme.answer))
    decision = clearing.enough(model, mechanism, knowing.agreed(knowing.decided(mechanism, handed, offers, answering), answering))
    findings = detecting.uncover(model, scheme, handed, offers, decision, any(line.split > 0 for line in lot))
    decision = findings.decision
    procedure = costing.procedure(model, mechanism, project, len(offers))
    charge(model, project, procedure, offers, answering.bid_cost)
    disclose(model, mechanism, project, handed, decision)
    remember(model, project, tuple(bid for bid in offers if bid.bidder not in findings.covers), decision)
    lessons.learn(model, answering, offers, decision)
    held = writing.Held(mechanism, project, lot[0] if lot else None, handed, offers, decision, procedure, answering, findings)
    writing.write(model, held)
    step_rows.write_purchase(model, project, mechanism.name, decision, procedure.lead_months)
    if len(lot) > 1:
        pooling.share_hours(model, lot, procedure)
    return held


def room_needed(project: Project, mechanism: Mechanism) -> float:
    """Places for which an organization must have room: all of them, or a part where the mechanism divides them."""
    most = mechanism.most_awards
    return project.places if most == 1 else min(project.places, max(SMALLEST_PROPOSAL, project.places / most))


def charge(model: PublicServiceMarket, project: Project, procedure: Procedure, offers: tuple[Bid, ...], bid_cost: float) -> None:
    """Book what the procedure cost the purchaser's side (treasury) and every bidder; count the officials' hours."""
    cell = (project.purchaser, project.domain)
    model.ledger.book(model.month, "procedure", TREASURY, OUTSIDE, procedure.cost, model.books)
    model.flows["procedure_cost"][cell] += procedure.cost
    model.flows["official_hours"][cell] += procedure.official_hours
    model.purchasers["hours_used"][project.purchaser] += procedure.official_hours
    p, o = model.world.organizations, model.organizations
    for bid in offers:
        model.ledger.book(model.month, "offer", organization_account(bid.bidder), OUTSIDE, bid_cost, model.books)
        capture.offer_takes_time(model, bid.bidder, procedure.bidder_hours)
        o["n_bids"][bid.bidder] += 1
        o["proposal_skill"][bid.bidder] += p.proposal_learning / (1.0 + 0.2 * float(o.n_bids[bid.bidder]))


def disclose(model: PublicServiceMarket, mechanism: Mechanism, project: Project, handed: Purchase, decision: Decision) -> None:
    """Publish price and number of offers of competitive purchases; what the purchaser paid to whom it knows anyway."""
    for award in decision.awards:
        model.prices.paid_to[project.purchaser, award.bidder, project.domain] = all_paid(award)
    if decision.failed and mechanism.admissible == "own":
        for partner in mechanism.invite(handed):  # asked and not agreed: at least too dear at that price
            model.prices.paid_to[project.purchaser, partner, project.domain] = REFUSED * project.ceiling
    if mechanism.admissible == "published" and mechanism.buys == "project":
        model.prices.count(model.month, project.domain, sum(s.valid for s in decision.scores))
        for award in decision.awards:
            model.prices.disclose(model.month, project.domain, all_paid(award))
            model.prices.publish(model.month, project.domain, all_paid(award) / project.ceiling)


def all_paid(award: Award) -> float:
    """Price of an award without investment, if no work in it were unpaid, yuan per place-month: what tells something about cost."""
    return (award.price - award.terms.investment) / (1.0 - award.terms.unpaid)


def remember(model: PublicServiceMarket, project: Project, offers: tuple[Bid, ...], decision: Decision) -> None:
    """Every bidder updates its idea of winning; the incumbent its idea of keeping a line."""
    o = model.organizations
    winners = {award.bidder for award in decision.awards}
    for bid in offers:
        o["win_rate"][bid.bidder] += WIN_MEMORY * ((bid.bidder in winners) - o.win_rate[bid.bidder])
    for bidder in winners:
        if o.won_first[bidder] < 0:
            o["won_first"][bidder] = model.month
    if project.incumbent >= 0 and not decision.failed:
        kept = project.incumbent in winners
        o["continuation_rate"][project.incumbent] += WIN_MEMORY * (kept - o.continuation_rate[project.incumbent])


def retry(model: PublicServiceMarket, line: Line, mechanism: Mechanism) -> None:
    """After a failure: the same again, then another mechanism with approval, then the line is given up."""
    levers = model.policy_state.levers
    if model.rules is not None:
        failing.follow(model, line)
        return
    after = portfolio.after_failure(model, line.purchaser)
    line.attempt += 1
    if line.attempt <= levers.retenders:
        line.open_month = model.month + max(1, costing.lead_months(model, mechanism.name) - 1)
    elif after and after != line.mechanism and line.attempt <= levers.retenders + 1:
        line.mechanism, line.open_month = after, model.month + 1
    elif line.contract < 0:
        line.closed = True


def side_line(model: PublicServiceMarket, line: Line, award: Award) -> Line:
    """A line for a further award of the same purchase: it lives as long as its cycle, the first line is purchased again."""
    key = combine(line.key, int(model.organizations.key[award.bidder]))
    row = len(model.lines)
    side = replace(line, row=row, key=key, contract=-1, last_contract=-1, open_month=-1, pending=False, in_gap=False, is_side=True)
    model.lines.append(side)
    return side


def public_value(award: Award) -> float:
    """What an award will cost the purchaser, yuan."""
    return (award.price - award.terms.fee) * award.places * award.terms.months


def within_money(model: PublicServiceMarket, line: Line, award: Award) -> Award:
    """The award for as many places as the purchaser's cash pays: offers at the ceiling may cost more than was planned."""
    value, free = public_value(award), budget.cash_free(model, line.purchaser)
    return award if value <= free else replace(award, places=award.places * max(0.0, free) / value)


def await_signature(model: PublicServiceMarket, line: Line, held: writing.Held, award: Award, hub: int = -1) -> None:
    """Reserve the money of an award, which may come through a hub, until it is signed, when its lead time has passed."""
    award = within_money(model, line, award)
    value = public_value(award)
    if award.places <= 0.0:
        line.closed = line.contract < 0
        return
    budget.reserve(model, line, value)
    line.pending = True
    model.signatures.append(
        Signature(
            month=model.month + held.procedure.lead_months,
            line=line.row,
            attempt=held.project.attempt,
            bidder=award.bidder,
            price=award.price,
            places=award.places,
            promised=award.promised_quality,
            ceiling=held.project.ceiling,
            mechanism=held.mechanism.name,
            legal_basis=clearing.basis(model, held, award),
            project=held.project.key,
            terms=award.terms,
            utility=expected_by_citizens(held, award),
            sincere=award.bidder not in held.answering.insincere,
            hub=hub,
        )
    )


def expected_by_citizens(held: writing.Held, award: Award) -> tuple[float, ...]:
    """What each group expects of a provider, from the mechanism's table, where citizens choose."""
    table = held.mechanism.choice(held.purchase, held.decision)
    if table is None or award.bidder not in table.bidders:
        return ()
    return tuple(float(x) for x in table.utility[table.bidders.index(award.bidder)])


def hold_contest(model: PublicServiceMarket, purchaser: int, domain: int, name: str, money: float, funded: bool) -> None:
    """A yearly contest of a purchaser in a domain: every winner becomes a line of its own for one cycle."""
    mechanism = costing.mechanism_of(model, name)
    district, ordinal = planning.contest_district(model, purchaser, domain), planning.CONTEST + funded
    key = combine(
        int(model.purchasers.number[purchaser]), domain, int(model.district_number[district]), fiscal_year(model), ordinal
    )
    call = Line(-1, purchaser, domain, district, fiscal_year(model), ordinal, key, name, 0.0)
    project = contest_of(model, call, mechanism, money)
    held = decide(model, mechanism, project, [])
    proposing.tell_needs(model, held)
    for award in held.decision.awards:
        served = own_district(model, purchaser, domain, award.bidder, mechanism.local_need)
        own = combine(key, int(model.organizations.key[award.bidder]))
        line = Line(len(model.lines), purchaser, domain, served, call.fiscal_year, ordinal, own, name, award.places, is_grant=True)
        line.standard_month, line.funded = model.month, funded
        model.lines.append(line)
        await_signature(model, line, held, award)


def own_district(model: PublicServiceMarket, purchaser: int, domain: int, bidder: int, knowledge: float = 0.0) -> int:
    """Where a contest's winner works: the neediest district, as it knows need, that it serves and the purchaser buys for."""
    need = proposing.need_as_known(model, purchaser, domain, bidder, knowledge)
    reach = model.organizations.serves_district[bidder] & model.purchasers.jurisdiction[purchaser]
    return planning.highest(np.where(reach, need, -np.inf), model.district_number)


def contest_of(model: PublicServiceMarket, call: Line, mechanism: Mechanism, money: float) -> Project:
    """A contest as a project: many places under one ceiling, a cap for each award."""
    ceiling = (1.0 + CONTEST_MARGIN) * costing.ceiling_of(model, call, call.key)
    months = mechanism.contract_months(model.policy_state.levers)
    cap = min(mechanism.award_cap, money)
    return Project(
        key=call.key,
        purchaser=call.purchaser,
        domain=call.domain,
        district=call.district,
        fiscal_year=call.fiscal_year,
        ordinal=call.ordinal,
        attempt=0,
        month=model.month,
        places=money / (ceiling * months),
        months=months,
        ceiling=ceiling,
        quality_floor=-np.inf,
        n_awards=max(1, int(np.ceil(money / cap))),
        grant_cap=cap,
        budget=money,
        incumbent=-1,
        outside_price=ceiling,
    )
