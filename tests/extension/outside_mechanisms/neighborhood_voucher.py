"""A dummy like a voucher: a posted price, everybody admitted who takes it, citizens choose."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np

from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import ChoiceTable, Purchase
from gpssim.mechanisms.screening import no_award_reason
from gpssim.plugins import plugin
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param


@plugin
class NeighborhoodVoucher(Mechanism):
    """The purchaser posts a price; every capable organization that takes it is admitted; the money follows the citizen."""

    name: ClassVar[str] = "neighborhood_voucher"
    label: ClassVar[str] = "neighborhood voucher"
    label_zh: ClassVar[str] = "社区服务券"
    source: ClassVar[str] = "assumption"

    posted_share: float = param(0.95, "share", "posted price as a share of the ceiling", ge=0.1, le=1.0)
    group_weights: tuple[float, float, float, float, float] = param(
        (1.0,) * len(GROUPS), "1", "weight of published quality by group"
    )

    @property
    def most_awards(self) -> int:
        return 100

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        return tuple(np.flatnonzero(purchase.view.public.capable).tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("accept", price=self.posted_share * purchase.project.ceiling) if round_ == 0 else None

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        admitted = [bid for bid in bids if bid.valid]
        scores = tuple(Score(b.bidder, float("nan"), valid=b.valid, reason=b.reason) for b in bids)
        if not admitted:
            return Decision(reason=no_award_reason(bids), scores=scores)
        posted = self.posted_share * purchase.project.ceiling
        first = sorted(admitted, key=lambda bid: purchase.luck.uniform("place", bid.bidder))[: purchase.project.n_awards]
        return Decision(awards=tuple(self.award(purchase, bid, price=posted) for bid in first), scores=scores)

    def choice(self, purchase: Purchase, decision: Decision) -> ChoiceTable | None:
        rows = tuple(sorted(award.bidder for award in decision.awards))
        quality = purchase.view.public.published_quality[np.array(rows, dtype=np.int64)]
        return ChoiceTable(bidders=rows, utility=np.outer(quality, self.group_weights))

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        return np.zeros(np.shape(prices))

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(lead_months=2, official_hours=20.0 + n_bids, cost=0.0, bidder_hours=6.0)

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return replace(standard_terms(project, levers), basis="per_unit", assignment="citizen", cycle_years=1)

    def legal_basis(self, project: Project) -> LegalBasis:
        return "below_limit"
