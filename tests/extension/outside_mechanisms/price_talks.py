"""A dummy like a negotiation: offers, the lowest is disclosed, final offers, the lowest wins."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import no_award_reason
from gpssim.plugins import plugin
from gpssim.rules.scoring import ranking
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param


@plugin
class PriceTalks(Mechanism):
    """Three organizations drawn at random talk about the price in several rounds."""

    name: ClassVar[str] = "price_talks"
    label: ClassVar[str] = "price talks"
    label_zh: ClassVar[str] = "议价"
    source: ClassVar[str] = "assumption"

    n_invited: int = param(3, "organizations", "organizations at the table", ge=1, le=20)
    n_rounds: int = param(2, "rounds", "rounds of offers", ge=1, le=10)

    @property
    def min_bids(self) -> int:
        return 2

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        capable = np.flatnonzero(purchase.view.public.capable)
        lots = purchase.luck.uniforms("table", capable)
        return tuple(sorted(capable[np.argsort(lots)[: self.n_invited]].tolist()))

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        if round_ >= self.n_rounds or (round_ and not offers):
            return None
        return Request("sealed", standing_offer=min((bid.price for bid in offers), default=float("nan")))

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        valid = [bid for bid in bids if bid.valid]
        scores = tuple(Score(bid.bidder, -bid.price, valid=bid.valid, reason=bid.reason) for bid in bids)
        if len(valid) < self.min_bids:
            return Decision(reason=no_award_reason(bids), scores=scores)
        prices = np.array([bid.price for bid in valid])
        lots = purchase.luck.uniforms("tie", np.array([bid.bidder for bid in valid]))
        best = valid[ranking(-prices, prices, lots)[0]]
        return Decision(awards=(self.award(purchase, best),), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        return -np.asarray(prices)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(lead_months=1, official_hours=10.0 * self.n_rounds, cost=1_000.0, bidder_hours=12.0)

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return standard_terms(project, levers)

    def legal_basis(self, project: Project) -> LegalBasis:
        return "non_tender_approved"
