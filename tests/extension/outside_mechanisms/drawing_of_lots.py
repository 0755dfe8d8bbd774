"""A dummy: among all offers a lot decides."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np

from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import no_award_reason
from gpssim.plugins import plugin
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param


@plugin
class DrawingOfLots(Mechanism):
    """Everybody capable offers once; a valid offer is drawn."""

    name: ClassVar[str] = "drawing_of_lots"
    label: ClassVar[str] = "drawing of lots"
    label_zh: ClassVar[str] = "抽签"
    source: ClassVar[str] = "assumption"

    hours: float = param(4.0, "hours", "officials' hours for one drawing", ge=0.0, le=100.0)

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        return tuple(np.flatnonzero(purchase.view.public.capable).tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("sealed") if round_ == 0 else None

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        lots = {bid.bidder: purchase.luck.uniform("lot", bid.bidder) for bid in bids if bid.valid}
        scores = tuple(Score(b.bidder, lots.get(b.bidder, float("nan")), valid=b.valid, reason=b.reason) for b in bids)
        if not lots:
            return Decision(reason=no_award_reason(bids), scores=scores)
        drawn = max(lots, key=lots.__getitem__)
        return Decision(awards=tuple(self.award(purchase, b) for b in bids if b.bidder == drawn), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        return np.zeros(np.shape(prices))

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(lead_months=1, official_hours=self.hours, cost=0.0, bidder_hours=2.0)

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return replace(standard_terms(project, levers), basis="per_unit")

    def legal_basis(self, project: Project) -> LegalBasis:
        return "below_limit"
