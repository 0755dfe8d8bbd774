"""Single source 单一来源."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import no_award_reason
from gpssim.plugins import plugin
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months


@plugin
class SingleSource(Mechanism):
    """The purchaser gives notice that there is one supplier, and bargains with it alone, with no other offer in hand.

    The supplier is the incumbent where it can go on, otherwise one of those who are capable, drawn by lot. The bargain splits the
    gap between its cost and the ceiling. What anybody thinks of the supplier does not count.

    Simplified: the justification always holds, nobody objects to the notice. Source: Government Procurement Law art. 31 and 39,
    Regulation art. 27 and 38, VERIFIED; Nash 1950.
    """

    name: ClassVar[str] = "single_source"
    label: ClassVar[str] = "single source"
    label_zh: ClassVar[str] = "单一来源"
    rule_zh: ClassVar[str] = (
        "购买主体公示只有一家承接主体，并仅与其议价，手中没有其他报价。现承接主体能继续时即为其本身，"
        "否则从有能力者中抽签产生。议价分割其成本与最高限价之间的差额；对承接主体的看法不起作用。简化：理由总能成立，"
        "公示无人提出异议。"
    )
    source: ClassVar[str] = "Government Procurement Law art. 31, 39; Regulation art. 27, 38; Nash 1950"

    bargaining_share: float = share(
        0.5, "part of the gap between cost and ceiling that goes to the supplier", "assumption, range 0.2-0.8", swept=(0.2, 0.8)
    )
    purchase_limit: float = param(
        500_000.0,
        "yuan",
        "value below which the Law does not apply",
        "财库[2019]69号, MEMORY; range 0.3-1 million",
        ge=0.0,
        le=1.0e9,
    )
    notice_days: float = param(7.0, "days", "public notice", "5 working days, Regulation art. 38, VERIFIED", ge=0.0, le=90.0)
    talks_days: float = param(10.0, "days", "expert opinion and talks", "assumption, range 5-30", ge=1.0, le=180.0)
    contract_days: float = param(15.0, "days", "agreement to service", "Law art. 46: within 30 days, VERIFIED", ge=1.0, le=180.0)
    hours: float = param(24.0, "hours", "officials' hours for one purchase", "assumption, range 12-40", ge=0.0, le=1000.0)
    cost: float = param(2_000.0, "yuan", "experts and notice", "assumption, range 0-5,000", ge=0.0, le=1.0e6)
    bidder_hours: float = param(10.0, "hours", "hours the supplier spends on talks", "assumption, range 5-30", ge=0.0, le=1000.0)

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        capable = np.flatnonzero(purchase.view.public.capable)
        if purchase.project.incumbent in capable:
            return (purchase.project.incumbent,)
        lots = purchase.luck.uniforms("supplier", purchase.keys(capable))
        return tuple(capable[np.argsort(lots)[:1]].tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        share_ = self.bargaining_share
        return Request("bargain", price=purchase.project.ceiling, bargaining_share=share_) if round_ == 0 else None

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        scores = tuple(Score(bid.bidder, -bid.price, valid=bid.valid, reason=bid.reason) for bid in bids)
        supplier = next((bid for bid in bids if bid.valid), None)
        if supplier is None:
            return Decision(reason=no_award_reason(bids), scores=scores)
        return Decision(awards=(self.award(purchase, supplier),), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """Less price, more points, yuan per place-month."""
        return -np.asarray(prices)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.notice_days + self.talks_days + self.contract_days),
            official_hours=self.hours,
            cost=self.cost,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return standard_terms(project, levers)

    def legal_basis(self, project: Project) -> LegalBasis:
        return "single_source_published" if project.value_at_ceiling >= self.purchase_limit else "below_limit"
