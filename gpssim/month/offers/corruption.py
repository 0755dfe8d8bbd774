"""Ties in a purchase, the same around every mechanism: who is favored, what its view and the offers become, what is true of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim.information.view import MarketView, OwnRecord
from gpssim.market import Bid, Request
from gpssim.mechanisms.base import Answer
from gpssim.month.offers.offers import Answering
from gpssim.records.truth import Truth
from gpssim.rules import favoring

if TYPE_CHECKING:
    from gpssim.mechanisms.purchase import Purchase

SLOPPY = 1.0
"""How much worse than the favorite's the papers of an accompanying bid are, latent (assumption, range 0.5-2)."""

NOMINAL = 0.01
"""Part of the places that somebody takes on who lends its name at a posted price (assumption)."""

PRICES_TRIED = 41
"""Prices between cost and ceiling among which somebody looks who knows the others' offers."""


class Plain:
    """A purchase in which nobody does anything against the rules: view and answers as they are."""

    def __init__(self, answering: Answering, view: MarketView) -> None:
        self.answering = answering
        self.view = view
        self.answer: Answer = answering
        self.truth = Truth(0)
        self.favorite = -1
        self.covers: dict[int, Bid] = {}
        """Accompanying bids by bidder."""
        self.forged: set[int] = set()
        """Bidders with forged documents."""
        self.refused: dict[int, Bid] = {}
        """Offers kept out by tailoring or local protection."""
        self.honest: dict[int, Bid] = {}
        """What each offer would have been if nobody had done anything."""

    def all(self, offers: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """The offers with those that were kept out, ascending by row."""
        if not self.refused:
            return offers
        return tuple(sorted((*offers, *self.refused.values()), key=lambda bid: bid.bidder))


class Scheming(Plain):
    """A purchase in which ties and violations act, as far as their dials and the purchaser's integrity let them."""

    def __init__(self, answering: Answering, view: MarketView) -> None:
        super().__init__(answering, view)
        self.market, self.mechanism, self.project = answering.market, answering.mechanism, answering.project
        self.dials, self.luck = self.market.world.violations, answering.luck
        self.answer = self.schemed
        integrity = float(self.market.purchasers.integrity[self.project.purchaser])
        self.corruption = (1.0 - integrity) * self.market.frictions.ties * (1.0 - self.market.policy_state.levers.checks)
        self.blind = replace(view, representative_push=np.zeros_like(view.representative_push), own_record=untied(view))
        """The view of an official whom no tie sways."""
        self.favor(view)
        self.outsiders = self.protected()

    def happens(self, purpose: str, chance: float) -> bool:
        """One draw of this purchase."""
        return chance > 0.0 and self.luck.uniform(purpose) < chance

    def drawn(self, purpose: str, rows: np.ndarray) -> np.ndarray:
        """One uniform for each of these organizations."""
        return self.luck.uniforms(purpose, self.market.organizations.key[rows])

    def handed(self, view: MarketView) -> Purchase:
        """The purchase on a view."""
        levers, world = self.market.policy_state.levers, self.market.world
        return self.mechanism.purchase(self.project, view, levers, self.market.luck, world.rules_as_of)

    def favor(self, view: MarketView) -> None:
        """Find the favorite, nominate it where a lot passed it over, add to its record where officials call off or advise."""
        push, dials = view.representative_push, self.dials
        self.tailors = self.leaks = False
        if not (push > 0.0).any():
            return
        if dials.steering > 0.0:
            view = replace(
                view, public=replace(view.public, published_quality=view.public.published_quality + dials.steering * push)
            )
        invited = np.array(self.mechanism.invite(self.handed(view)), dtype=np.int64)
        capable = np.flatnonzero(view.public.capable)
        nominated = self.mechanism.admissible == "published" and self.happens("nomination", dials.nomination * self.corruption)
        self.favorite = strongest(push, capable if nominated else invited)
        if nominated and self.favorite >= 0 and self.favorite not in invited and invited.size:
            view = self.nominate(view, invited)
        self.view = view
        if self.favorite >= 0:
            self.tailors = self.happens("tailoring", self.corruption * (dials.tailoring > 0.0))
            self.leaks = self.happens("leak", dials.leak * self.corruption)

    def nominate(self, view: MarketView, invited: np.ndarray) -> MarketView:
        """Only those drawn by lot are left, with the favorite in the place of one of them."""
        out = invited[int(np.argmin(self.drawn("nominated out", invited)))]
        capable = np.zeros_like(view.public.capable)
        capable[invited] = True
        capable[out], capable[self.favorite] = False, True
        return replace(view, public=replace(view.public, capable=capable))

    def protected(self) -> np.ndarray:
        """Organizations from elsewhere, bool, where this purchase protects its own district."""
        o, district = self.market.organizations, self.market.district_number[self.project.district]
        acts = not self.market.purchasers.bureau[self.project.purchaser] and self.happens(
            "local protection", self.dials.local_protection
        )
        return (o.home != district) & acts

    def schemed(self, request: Request, invited: tuple[int, ...], offers: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """What those who are asked answer, and what becomes of it on the way."""
        if request.kind == "revise":
            given = self.answering(request, invited, offers)
            self.honest.update({b.bidder: replace(self.honest[b.bidder], price=b.price) for b in given if b.bidder in self.honest})
            return tuple(self.covers.get(bid.bidder, bid) for bid in given)
        if request.kind == "bargain" and self.leaks and self.favorite in invited:
            request, self.truth = replace(request, bargaining_share=1.0), self.truth | Truth.LEAK
        given = tuple(self.answering(request, invited, offers))
        self.honest = {bid.bidder: bid for bid in given}
        given = self.papers(self.fit(given))
        given = self.priced(request, given)
        return self.accompanied(request, invited, given)

    def fit(self, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Where no papers are rated, rivals and outsiders are found unfit instead of being marked down."""
        if self.mechanism.rates_papers or not bids or self.mechanism.admissible == "own":
            return bids
        rows = np.array([bid.bidder for bid in bids])
        unfit = (self.drawn("unfit", rows) < self.dials.tailoring) & (rows != self.favorite) & self.tailors
        local = self.outsiders[rows]
        self.mark(Truth.TAILORED, unfit.any())
        self.mark(Truth.LOCAL_PROTECTION, local.any())
        out = {
            bid.bidder: replace(bid, valid=False, reason="found_unfit") for bid, no in zip(bids, unfit | local, strict=True) if no
        }
        self.refused.update(out)
        return tuple(bid for bid in bids if bid.bidder not in out)

    def papers(self, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """What is read of the offers: forged documents, a tailored specification, outsiders marked down."""
        if not bids:
            return bids
        o, dials, rows = self.market.organizations, self.dials, np.array([bid.bidder for bid in bids])
        papers = np.array([bid.dossier for bid in bids])
        forged = self.drawn("forged documents", rows) < dials.fake_documents * (1.0 - o.honesty[rows])
        self.forged = set(rows[forged].tolist())
        papers = papers + dials.fake_gain * forged
        if self.mechanism.rates_papers:
            if self.tailors and (rows == self.favorite).any():
                papers = favoring.tailored(papers, rows == self.favorite, dials.tailoring, dials.tailoring_lead)
                self.mark(Truth.TAILORED, True)
            papers = papers - dials.local_deduction * self.outsiders[rows]
            self.mark(Truth.LOCAL_PROTECTION, self.outsiders[rows].any())
        return tuple(replace(bid, dossier=float(x)) for bid, x in zip(bids, papers, strict=True))

    def priced(self, request: Request, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """A favorite that knows the criteria and the others' offers asks the price that pays best against them."""
        place = next((k for k, bid in enumerate(bids) if bid.bidder == self.favorite), -1)
        if not self.leaks or place < 0 or request.kind != "sealed":
            return bids
        cost = float(self.answering.standing(np.array([self.favorite])).cost[0])
        tried = np.linspace(min(cost, bids[place].price), self.project.ceiling, PRICES_TRIED)
        best = favoring.edge(*self.leads(bids, place, tried), tried - cost)
        self.mark(Truth.LEAK, True)
        return tuple(replace(bid, price=float(tried[best])) if k == place and best >= 0 else bid for k, bid in enumerate(bids))

    def leads(self, bids: tuple[Bid, ...], place: int, tried: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """By how much the favorite's score is above the others' at each price, and what judges add to that."""
        mechanism, ceiling = self.mechanism, self.project.ceiling
        rating = np.array([bid.dossier + mechanism.promise_weight * bid.promised_quality for bid in bids])
        prices = np.tile(np.array([bid.price for bid in bids]), (tried.size, 1))
        prices[:, place] = tried
        scores = np.asarray(mechanism.score(prices, mechanism.points(rating), ceiling))
        rating[place] += np.sqrt(2.0) * mechanism.rating_noise
        better = np.asarray(mechanism.score(prices, mechanism.points(rating), ceiling))
        others = np.delete(scores, place, axis=1).max(axis=1, initial=-np.inf)
        lead = np.where(np.isfinite(others), scores[:, place] - others, 1.0)
        return lead, np.where(np.isfinite(others), np.abs(better[:, place] - scores[:, place]), 0.0)

    def accompanied(self, request: Request, invited: tuple[int, ...], bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Too few valid offers: the favorite brings the missing ones from those who were asked and stayed away."""
        short = self.missing(bids)
        if self.favorite < 0 or short <= 0 or not self.happens("accompanying", self.dials.accompanying * self.corruption):
            return bids
        bids = self.tipped_off(request, invited, bids)
        own = next((bid for bid in bids if bid.bidder == self.favorite), None)
        missing = self.missing(bids)
        if own is None or missing <= 0:
            return bids
        offered = {bid.bidder for bid in bids} | set(self.refused)
        free = np.array([row for row in invited if row not in offered], dtype=np.int64)
        lenders = free[np.argsort(self.drawn("lends its name", free))[:missing]]
        if lenders.size < missing:
            return bids
        self.covers = {bid.bidder: bid for bid in self.cover_bids(request, own, lenders)}
        self.mark(Truth.ACCOMPANYING, True)
        return tuple(sorted((*bids, *self.covers.values()), key=lambda bid: bid.bidder))

    def missing(self, bids: tuple[Bid, ...]) -> int:
        """Valid offers that mechanism or rules still ask for."""
        rules = self.market.rules
        needed = max(self.mechanism.min_bids, 0 if rules is None else rules.of(self.mechanism.name).min_bidders)
        return needed - len([bid for bid in bids if bid.valid and bid.price <= self.project.ceiling])

    def tipped_off(self, request: Request, invited: tuple[int, ...], bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """A favorite that had not heard of the purchase is told by its friends; it offers if that pays."""
        absent = self.favorite in invited and self.favorite not in self.honest
        if not absent or request.kind not in ("sealed", "proposal"):
            return bids
        asked = self.answering.asked
        told = tuple(self.answering(replace(request, personal=True), (self.favorite,), ()))
        self.answering.asked = asked
        self.honest.update({bid.bidder: bid for bid in told})
        return tuple(sorted((*bids, *told), key=lambda bid: bid.bidder))

    def cover_bids(self, request: Request, own: Bid, lenders: np.ndarray) -> tuple[Bid, ...]:
        """Offers made to lose: dearer, with poor papers and no promise beyond the favorite's."""
        standing = self.answering.standing(lenders)
        self.answering.true_cost.update(zip(lenders.tolist(), standing.true_cost.tolist(), strict=True))
        prices = favoring.cover_prices(own.price, self.drawn("accompanying price", lenders), self.project.ceiling)
        prices = np.full(lenders.size, request.price) if request.kind == "accept" else prices
        places = own.places * (NOMINAL if request.kind == "accept" else 1.0)
        papers = np.minimum(standing.dossier, own.dossier) - SLOPPY
        promised = np.minimum(standing.quality, own.promised_quality)
        rows = zip(lenders.tolist(), prices.tolist(), promised.tolist(), papers.tolist(), strict=True)
        return tuple(Bid(row, price, places, promise, paper) for row, price, promise, paper in rows)

    def mark(self, what: Truth, happened: bool | np.bool_) -> None:
        """Keep what was done."""
        if happened:
            self.truth |= what


def untied(view: MarketView) -> OwnRecord | None:
    """The purchaser's own record without its ties."""
    return None if view.own_record is None else replace(view.own_record, tie_weight=0.0)


def strongest(push: np.ndarray, rows: np.ndarray) -> int:
    """Row of the organization with the strongest tie that counts, -1 where none has one."""
    if not rows.size or not push[rows].max() > 0.0:
        return -1
    return int(rows[int(np.argmax(push[rows]))])


def scheme_of(answering: Answering, view: MarketView) -> Plain:
    """How ties and violations act in a purchase; not at all where every dial is at 0."""
    market = answering.market
    happens = market.once("violations", lambda: market.world.violations.on)
    return Scheming(answering, view) if happens else Plain(answering, view)
