"""Purchases to try mechanisms on: small registers, round prices, many ties, a few offers that must be refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from gpssim.information.view import MarketView, OwnRecord, PublicRecord
from gpssim.market import Bid, Decision, Project, Request
from gpssim.mechanisms.base import Mechanism
from gpssim.mechanisms.purchase import Purchase
from gpssim.scenario.declarations.levers import Levers
from gpssim.streams import Luck

N = 9
LEVERS = Levers()
PRICES = np.array([70.0, 80.0, 80.0, 90.0, 100.0, 101.0])


@dataclass(frozen=True)
class Case:
    """One purchase with everything in it that anybody may know, and the offers that would come."""

    project: Project
    view: MarketView
    bids: tuple[Bid, ...]
    luck: Luck
    levers: Levers = LEVERS

    def handed(self, mechanism: Mechanism) -> Purchase:
        return mechanism.purchase(self.project, self.view, self.levers, self.luck)

    def offers(self, mechanism: Mechanism) -> tuple[Bid, ...]:
        """The offers as the mechanism would get them: asked for, at the posted price where there is one."""

        def answer(request: Request, invited: tuple[int, ...], before: tuple[Bid, ...]) -> Sequence[Bid]:
            if request.kind == "revise":
                own = {bid.bidder: bid.price for bid in self.bids}
                return [replace(bid, price=min(bid.price, max(request.price, own[bid.bidder]))) for bid in before]
            asked = [bid for bid in self.bids if bid.bidder in invited]
            if request.kind == "accept":
                paid = 1.0 - request.unpaid
                return [replace(bid, price=request.price) for bid in asked if paid * bid.price <= request.price]
            return asked

        return mechanism.gather(self.handed(mechanism), answer)

    def decision(self, mechanism: Mechanism, bids: Sequence[Bid] | None = None) -> Decision:
        return mechanism.decide(self.handed(mechanism), self.offers(mechanism) if bids is None else bids)

    def with_luck(self, word: int) -> Case:
        return replace(self, luck=Luck.of(word, 0))


def case(number: int, n: int = N) -> Case:
    """A purchase made from a number: arrays read-only, prices and qualities from short lists, so that ties are common."""
    luck, rows = Luck.of(number, 0), np.arange(n)

    def pick(purpose: str, values: Sequence[float]) -> np.ndarray:
        chosen = np.array(values)[(luck.uniforms(purpose, rows) * len(values)).astype(int)]
        chosen.setflags(write=False)
        return chosen

    public = PublicRecord(
        capable=pick("capable", (True, True, True, False)),
        grade=pick("grade", (0, 0, 3)).astype(np.int8),
        age_months=pick("age", (6, 60)),
        small=pick("small", (True, True, False)),
        active_grants=pick("grants", (0, 0, 0, 1)),
        published_quality=pick("published", (0.0, 0.3)),
    )
    own = OwnRecord(pick("believed", (0.0, 0.5)), pick("cost", (70.0, 80.0)), pick("tie", (0.0, 1.0)), 30.0, 0.2, 2.0)
    bids = tuple(
        Bid(int(i), float(price), float(places), float(promise), float(dossier), *spoiled)
        for i, price, places, promise, dossier, spoiled in zip(
            rows,
            pick("price", PRICES.tolist()),
            pick("places", (60.0, 200.0)),
            pick("promise", (0.2, 0.2, -2.0)),
            pick("dossier", (0.0, 0.0, 0.4)),
            [((False, "withdrawn") if u > 0.9 else ()) for u in luck.uniforms("spoiled", rows)],
            strict=True,
        )
    )
    return Case(project(key=number + 2**63), MarketView(public, own, pick("push", (0.0, 0.1))), bids, luck)


def alike(number: int = 1, n: int = 5) -> Case:
    """A purchase in which nothing tells the organizations apart."""
    public = PublicRecord(
        capable=np.ones(n, dtype=bool),
        grade=np.zeros(n, dtype=np.int8),
        age_months=np.full(n, 24),
        small=np.ones(n, dtype=bool),
        active_grants=np.zeros(n, dtype=int),
        published_quality=np.zeros(n),
    )
    own = OwnRecord(np.zeros(n), np.full(n, 80.0), np.zeros(n), 30.0, 0.2, 2.0)
    bids = tuple(Bid(i, 80.0, 60.0, 0.2, 0.0) for i in range(n))
    return Case(project(key=number), MarketView(public, own, np.zeros(n)), bids, Luck.of(number, 0))


def project(**changes: float) -> Project:
    """A line of 200 places for a year under a ceiling of 100 yuan; room for several small grants."""
    usual = Project(
        key=1,
        purchaser=0,
        domain=0,
        district=0,
        fiscal_year=0,
        ordinal=0,
        attempt=0,
        month=0,
        places=200.0,
        months=12,
        ceiling=100.0,
        quality_floor=-1.0,
        n_awards=3,
        grant_cap=80_000.0,
        budget=300_000.0,
        incumbent=-1,
        outside_price=95.0,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # the fields' own types


def bid(bidder: int, price: float, dossier: float = 0.0, **changes: float) -> Bid:
    """An offer for all places that promises what is usual."""
    return replace(Bid(bidder, price, 200.0, 0.0, dossier), **changes)  # type: ignore[arg-type]  # the fields' own types
