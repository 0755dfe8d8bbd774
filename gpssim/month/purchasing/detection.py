"""What comes to light of a purchase: red flags that anybody sees, violations found out, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gpssim.market import Bid, Decision
from gpssim.month.monitoring import violations
from gpssim.month.offers.corruption import Plain, Scheming
from gpssim.records.truth import RedFlag, Truth
from gpssim.rules import favoring
from gpssim.state.legality import purchase_threshold

if TYPE_CHECKING:
    from gpssim.mechanisms.purchase import Purchase
    from gpssim.state.market_state import MarketState

CLOSE = 0.06
"""Spread of prices, share of the lowest, that looks agreed on (assumption, range 0.03-0.1)."""

JUST_BELOW = 0.9
"""Part of the threshold from which a value looks like one that was kept below it (assumption, range 0.8-0.95)."""

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
    market: MarketState, scheme: Plain, handed: Purchase, offers: tuple[Bid, ...], decision: Decision, split: bool
) -> Findings:
    """Mark what is true, flag what shows, find out what comes to light; an award that was found out is void."""
    flags = red_flags(market, scheme, offers, decision)
    cases = list(cases_of(scheme, handed, decision, split))
    if not cases:
        return Findings(decision, red_flag=flags)
    found = [case for case in cases if comes_to_light(market, scheme, case)]
    for case in cases:
        punish(market, scheme, case, case in found)
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
    for row in sorted(scheme.forged, key=lambda row: int(scheme.market.organizations.key[row])):
        yield Truth.FAKE_DOCUMENTS, (row,)


def colluding(scheme: Plain, decision: Decision) -> tuple[int, ...]:
    """Members of a ring who offered, where the bidders' family has one and two of them met."""
    asked = scheme.answering.asked
    if asked is None:
        return ()
    rows, info = asked
    offered = {score.bidder for score in decision.scores}
    ring = [row for row in rows[scheme.answering.market.bidding.ring(info)].tolist() if row in offered]
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


def comes_to_light(market: MarketState, scheme: Plain, case: Case) -> bool:
    """One draw for each violation (for each forger of its own)."""
    kind, who = case
    keys = [int(market.organizations.key[who[0]])] if kind is Truth.FAKE_DOCUMENTS else []
    luck = scheme.answering.luck.uniform(f"detection of {kind.word}", *keys)
    return luck < violations.detection(market, kind, scheme.answering.project.district)


def punish(market: MarketState, scheme: Plain, case: Case, found: bool) -> None:
    """Write the violation down; where it was found out, fines and bans for organizations, a scandal for the official."""
    kind, who = case
    project = scheme.answering.project
    organizations = who if kind is not Truth.FAVORITISM else ()
    for row in who or (-1,):
        fined = violations.fine_and_ban(market, row, project.value_at_ceiling) if found and row in organizations else 0.0
        sanction = ("void_fine_ban" if row in organizations else "void") if found else ""
        violations.record_violation(market, kind, (project.key, project.attempt, project.purchaser, row), (found, sanction, fined))
    if found and kind not in (Truth.COLLUSION, Truth.FAKE_DOCUMENTS):
        market.purchasers["scandal_month"][project.purchaser] = market.month


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


def red_flags(market: MarketState, scheme: Plain, offers: tuple[Bid, ...], decision: Decision) -> int:
    """What anybody could see of the purchase."""
    project, limit = scheme.answering.project, purchase_threshold(market)
    valid = {score.bidder for score in decision.scores if score.valid}
    prices = [bid.price for bid in offers if bid.bidder in valid]
    shown = {
        RedFlag.SINGLE_BID: len(prices) == 1 and scheme.answering.mechanism.admissible == "published",
        RedFlag.CLOSE_PRICES: favoring.close_prices(prices, CLOSE),
        RedFlag.SAME_WINNER: project.incumbent >= 0 and [a.bidder for a in decision.awards] == [project.incumbent],
        RedFlag.BELOW_THRESHOLD: JUST_BELOW * limit <= project.value_at_ceiling < limit,
        RedFlag.COMPLAINT: isinstance(scheme, Scheming) and complained(scheme, offers),
    }
    return int(sum((n for n, on in shown.items() if on), start=0))


def complained(scheme: Plain, offers: tuple[Bid, ...]) -> bool:
    """Whether a rival complains: more often with reason than without."""
    v = scheme.answering.market.world.violations
    wronged = bool(scheme.truth & (Truth.TAILORED | Truth.LOCAL_PROTECTION))
    rivals = len(offers) > len(scheme.covers) + (scheme.favorite >= 0)
    return rivals and scheme.answering.luck.uniform("complaint") < (v.complaint if wronged else v.false_complaint)
