"""What comes to light of a purchase: red flags that anybody sees, violations found out, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.market import Bid, Decision
from gpssim.month import planning
from gpssim.month.splitting import threshold
from gpssim.month.tying import Plain, Scheming
from gpssim.records.truth import RedFlag, Truth
from gpssim.rules import favoring
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.mechanisms.purchase import Purchase
    from gpssim.model import PublicServiceMarket

CLOSE = 0.06
"""Spread of prices, share of the lowest, that looks agreed on (assumption, range 0.03-0.1)."""
JUST_BELOW = 0.9
"""Part of the threshold from which a value looks like one that was kept below it (assumption, range 0.8-0.95)."""
NEVER = 0.0

Case = tuple[Truth, tuple[int, ...]]
"""A violation of a purchase and the organizations that took part in it (none: the official alone)."""


@dataclass(slots=True)
class Findings:
    """A purchase after everybody has looked at it."""

    decision: Decision
    truth: int = 0
    red_flag: int = 0
    detected: int = 0
    of_bids: dict[int, int] = field(default_factory=dict)
    """Violations by bidder."""
    covers: frozenset[int] = frozenset()


def uncover(
    model: PublicServiceMarket, scheme: Plain, handed: Purchase, offers: tuple[Bid, ...], decision: Decision, split: bool
) -> Findings:
    """Mark what is true, flag what shows, find out what comes to light; an award that was found out is void."""
    flags = red_flags(model, scheme, offers, decision)
    cases = list(cases_of(scheme, handed, decision, split))
    if not cases:
        return Findings(decision, red_flag=flags)
    found = [case for case in cases if comes_to_light(model, scheme, case)]
    for case in cases:
        punish(model, scheme, case, case in found)
    findings = Findings(irregular(decision, cases), red_flag=flags, covers=frozenset(scheme.covers))
    for kind, who in cases:
        findings.truth |= kind
        findings.detected |= kind if (kind, who) in found else 0
        for row in who:
            findings.of_bids[row] = findings.of_bids.get(row, 0) | kind
    findings.decision = void(findings.decision, found)
    return findings


def cases_of(scheme: Plain, handed: Purchase, decision: Decision, split: bool) -> Iterator[Case]:
    """Every violation of the purchase."""
    ring = colluding(scheme, decision)
    if ring:
        yield Truth.COLLUSION, ring
    if not isinstance(scheme, Scheming):
        return
    favored = favored_by_ties(scheme, decision)
    if favored:
        yield Truth.FAVORITISM, favored
    for kind in (Truth.TAILORED, Truth.LEAK, Truth.LOCAL_PROTECTION):
        if kind in scheme.truth:
            yield kind, (scheme.favorite,) if kind is Truth.LEAK else ()
    if scheme.covers:
        yield Truth.ACCOMPANYING, (scheme.favorite, *sorted(scheme.covers))
    if split:
        yield Truth.SPLITTING, ()
    for row in sorted(scheme.forged, key=lambda row: int(scheme.model.organizations.key[row])):
        yield Truth.FAKE_DOCUMENTS, (row,)


def colluding(scheme: Plain, decision: Decision) -> tuple[int, ...]:
    """Members of a ring who offered, where the bidders' family has one and two of them met."""
    asked, ring_of = scheme.answering.asked, getattr(scheme.answering.model.bidding, "ring", None)
    if asked is None or ring_of is None:
        return ()
    rows, info = asked
    offered = {score.bidder for score in decision.scores}
    ring = [row for row in rows[ring_of(info)].tolist() if row in offered]
    return tuple(ring) if len(ring) > 1 else ()


def favored_by_ties(scheme: Scheming, decision: Decision) -> tuple[int, ...]:
    """Winners with a tie who would not have won without it: the mechanism decides again, on honest offers and blind to ties."""
    push = scheme.view.representative_push
    winners = [award.bidder for award in decision.awards if push[award.bidder] > 0.0]
    if not winners:
        return ()
    purchase = scheme.handed(scheme.blind)
    invited = set(scheme.mechanism.invite(purchase))
    honest = tuple(bid for row, bid in sorted(scheme.honest.items()) if row in invited)
    again = {award.bidder for award in scheme.mechanism.decide(purchase, honest).awards}
    return tuple(sorted(set(winners) - again))


def chance_of(model: PublicServiceMarket, kind: Truth) -> float:
    """What officials find out by themselves, by kind of violation."""
    v = model.world.violations
    return {
        Truth.FAVORITISM: v.favoritism_detection,
        Truth.TAILORED: v.tailoring_detection,
        Truth.ACCOMPANYING: v.accompanying_detection,
        Truth.LEAK: v.leak_detection,
        Truth.SPLITTING: v.splitting_detection,
        Truth.LOCAL_PROTECTION: v.local_detection,
        Truth.COLLUSION: v.collusion_detection if v.on else NEVER,
        Truth.FAKE_DOCUMENTS: v.fake_detection,
        Truth.PASSED_ON: v.passing_on_detection,
    }[kind]


def detection(model: PublicServiceMarket, kind: Truth, district: int) -> float:
    """Chance that a violation in a district comes to light: officials, and the public as far as it is told and takes part."""
    base, oversight = chance_of(model, kind), model.world.violations.oversight * model.world.violations.on
    participation = float(planning.district_mean(model, model.citizens.participation)[district])
    return favoring.seen(base, oversight, model.policy_state.levers.disclosure, participation)


def comes_to_light(model: PublicServiceMarket, scheme: Plain, case: Case) -> bool:
    """One draw for each violation (for each forger of its own)."""
    kind, who = case
    keys = [int(model.organizations.key[who[0]])] if kind is Truth.FAKE_DOCUMENTS else []
    luck = scheme.answering.luck.uniform(f"detection of {kind.word}", *keys)
    return luck < detection(model, kind, scheme.answering.project.district)


def punish(model: PublicServiceMarket, scheme: Plain, case: Case, found: bool) -> None:
    """Write the violation down; where it was found out, fines and bans for organizations, a scandal for the official."""
    kind, who = case
    project = scheme.answering.project
    organizations = who if kind is not Truth.FAVORITISM else ()
    for row in who or (-1,):
        fined = sanctioned(model, row, project.value_at_ceiling) if found and row in organizations else 0.0
        sanction = ("void_fine_ban" if row in organizations else "void") if found else ""
        note(model, kind, (project.key, project.attempt, project.purchaser, row), (found, sanction, fined))
    if found and kind not in (Truth.COLLUSION, Truth.FAKE_DOCUMENTS):
        model.purchasers["scandal_month"][project.purchaser] = model.month


def sanctioned(model: PublicServiceMarket, row: int, value: float) -> float:
    """A fine as far as cash goes, and a ban; returns yuan. Source: Procurement Law art. 77, VERIFIED."""
    o, v = model.organizations, model.world.violations
    fen = min(to_fen(v.sanction * value), max(0, int(o.cash_fen[row])))
    model.ledger.transfer(model.month, "fine", organization_account(row), TREASURY, fen, model.books)
    o["debarred_until"][row] = max(int(o.debarred_until[row]), model.month + 1 + v.ban)
    return fen / 100.0


def note(model: PublicServiceMarket, kind: Truth, where: tuple[int, int, int, int], outcome: tuple[bool, str, float]) -> None:
    """One row of ``violations``; ``where`` is project, attempt, purchaser, organization."""
    columns = dict(zip(("project", "attempt", "purchaser", "organization"), where, strict=True))
    result = dict(zip(("detected", "sanction", "fine"), outcome, strict=True))
    model.recorder.row("violations", month=model.since_switch, kind=kind.word, **columns, **result)


def irregular(decision: Decision, cases: list[Case]) -> Decision:
    """Awards of a purchase in which officials broke the rules have no lawful basis; of one with forgers, theirs have not."""
    forgers = {row for kind, who in cases if kind is Truth.FAKE_DOCUMENTS for row in who}
    whole = any(kind is not Truth.FAKE_DOCUMENTS for kind, _ in cases)
    awards = (replace(a, legal_basis="irregular") if whole or a.bidder in forgers else a for a in decision.awards)
    return replace(decision, awards=tuple(awards))


def void(decision: Decision, found: list[Case]) -> Decision:
    """The decision without the awards that were found out: all of them, or those of forgers."""
    if not found or not decision.awards:
        return decision
    forgers = {row for kind, who in found if kind is Truth.FAKE_DOCUMENTS for row in who}
    whole = any(kind is not Truth.FAKE_DOCUMENTS for kind, _ in found)
    left = () if whole else tuple(award for award in decision.awards if award.bidder not in forgers)
    return replace(decision, awards=left, reason=decision.reason if left else "violation")


def red_flags(model: PublicServiceMarket, scheme: Plain, offers: tuple[Bid, ...], decision: Decision) -> int:
    """What anybody could see of the purchase."""
    project, v, limit = scheme.answering.project, model.world.violations, threshold(model)
    valid = {score.bidder for score in decision.scores if score.valid}
    prices = np.array([bid.price for bid in offers if bid.bidder in valid])
    shown = {
        RedFlag.SINGLE_BID: prices.size == 1 and scheme.answering.mechanism.admissible == "published",
        RedFlag.CLOSE_PRICES: favoring.close_prices(prices, CLOSE),
        RedFlag.SAME_WINNER: project.incumbent >= 0 and [a.bidder for a in decision.awards] == [project.incumbent],
        RedFlag.BELOW_THRESHOLD: JUST_BELOW * limit <= project.value_at_ceiling < limit,
        RedFlag.COMPLAINT: v.on and complained(scheme, offers),
    }
    return int(sum((n for n, on in shown.items() if on), start=0))


def complained(scheme: Plain, offers: tuple[Bid, ...]) -> bool:
    """Whether a rival complains: more often with reason than without."""
    v = scheme.answering.model.world.violations
    wronged = bool(scheme.truth & (Truth.TAILORED | Truth.LOCAL_PROTECTION))
    rivals = len(offers) > len(scheme.covers) + (scheme.favorite >= 0)
    return rivals and scheme.answering.luck.uniform("complaint") < (v.complaint if wronged else v.false_complaint)
