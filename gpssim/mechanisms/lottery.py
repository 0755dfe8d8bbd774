"""Award by lot 随机分配: the null model."""

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
class Lottery(Mechanism):
    """One price is posted; of all who accept it, one is drawn by lot. Neither price, nor quality, nor ties count.

    The null model: what a mechanism adds is its difference from this one. Simplified: nobody is asked for documents.
    Source: convention (random assignment).
    """

    name: ClassVar[str] = "lottery"
    label: ClassVar[str] = "lottery"
    label_zh: ClassVar[str] = "随机分配"
    rule_zh: ClassVar[str] = (
        "公布一个价格，从接受者中抽签产生一家；价格、质量、关系均不起作用。它是零模型：一种方式的作用即其与随机分配之差。"
        "简化：不要求任何材料。"
    )
    source: ClassVar[str] = "convention: null model"

    discount: float = share(0.05, "posted price below the ceiling, part of it", "assumption, range 0-0.1", swept=(0.0, 0.1))
    freedom: float = share(
        0.2,
        "what its contracts leave open of the service model: as much as under open tender",
        "as open_tender, so that the lot alone differs",
    )
    days: float = param(30.0, "days", "posting to service", "assumption, range 10-60", ge=1.0, le=180.0)
    hours: float = param(10.0, "hours", "officials' hours for one drawing", "assumption, range 4-20", ge=0.0, le=1000.0)
    bidder_hours: float = param(4.0, "hours", "hours an organization spends on it", "assumption, range 1-10", ge=0.0, le=1000.0)

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        return tuple(np.flatnonzero(purchase.view.public.capable).tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("accept", price=(1.0 - self.discount) * purchase.project.ceiling) if round_ == 0 else None

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        scores = tuple(Score(bid.bidder, 0.0, valid=bid.valid, reason=bid.reason) for bid in bids)
        valid = [bid for bid in bids if bid.valid]
        if not valid:
            return Decision(reason=no_award_reason(bids), scores=scores)
        lots = purchase.luck.uniforms("lot", purchase.keys([bid.bidder for bid in valid]))
        return Decision(awards=(self.award(purchase, valid[int(lots.argmin())]),), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """The same for everybody who offers."""
        return np.where(np.isfinite(prices), 0.0, -np.inf)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(lead_months(self.days), self.hours, 0.0, self.bidder_hours)

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return standard_terms(project, levers)

    def legal_basis(self, project: Project) -> LegalBasis:
        return "irregular"
