"""Volunteer service 志愿服务."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

import numpy as np

from gpssim.market import Award, Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import BUDGET_SLACK, no_award_reason, refuse
from gpssim.plugins import plugin
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months

NONPROFIT = tuple(word for word in KINDS if word not in ("company", "public_institution"))


@plugin
class VolunteerService(Mechanism):
    """Nonprofits bring volunteers; only expenses are paid; volunteers may stay away from one month to the next.

    Volunteers take over part of the work and cost of a place. Whoever can work for the expenses offers its room; by lot, each gets
    at most a part of the places until all are matched. A group of volunteers breaks up with a chance a month: its contract then
    ends before its term through nobody's fault, and the line is purchased anew. Paid is per unit; there are no sanctions.

    Simplified: every nonprofit finds as many volunteers as it has room for; their work is as good as that of staff, and takes as
    much less of the staff as it costs less. Source: 志愿服务 in Zhou Lei's list of modes; sizes: assumptions.
    """

    name: ClassVar[str] = "volunteer_service"
    label: ClassVar[str] = "volunteer service"
    label_zh: ClassVar[str] = "志愿服务"
    rule_zh: ClassVar[str] = (
        "非营利组织带来志愿者，只支付费用；志愿者可能某个月起不再来。志愿者承担一个名额的部分工作与成本。"
        "能凭费用工作者申报其容量，按抽签依次取得名额，各不超过总数的一定部分，直至配完。志愿者队伍每月有一定概率解散："
        "合同随之提前结束，不归咎于谁，服务项目重新采购。按单位付款，没有处罚。简化："
        "每个非营利组织都能找到与其容量相当的志愿者；其工作与员工一样好，少占员工的程度与少花的成本相同。"
    )
    source: ClassVar[str] = "Zhou Lei: 志愿服务; Regulation on Volunteer Services (2017), MEMORY"

    unpaid: float = param(
        0.6,
        "share",
        "part of a place's work and cost that volunteers take over",
        "wages are 0.65-0.85 of cost, and somebody must organize: assumption, range 0.4-0.75; neutral 0",
        ge=0.0,
        le=0.95,
        swept=(0.4, 0.75),
    )
    expenses: float = share(
        0.95, "expenses paid, part of what is left of the ceiling without unpaid work", "assumption, range 0.8-1", swept=(0.8, 1.0)
    )
    breakup: float = share(
        0.05, "chance a month that a group of volunteers breaks up", "assumption, range 0.02-0.1; neutral 0", swept=(0.02, 0.1)
    )
    most_share: float = param(
        0.5, "share", "most places of one group, part of all", "assumption, range 0.2-1", ge=0.01, le=1.0, swept=(0.2, 1.0)
    )
    most_groups: int = param(10, "organizations", "most groups for one line", "assumption, range 1-20", ge=1, le=1000)
    matching_days: float = param(20.0, "days", "call and matching", "assumption, range 7-40", ge=1.0, le=180.0)
    start_days: float = param(10.0, "days", "training to service", "assumption, range 3-30", ge=0.0, le=180.0)
    hours: float = param(16.0, "hours", "officials' hours for one matching", "assumption, range 8-40", ge=0.0, le=1000.0)
    hours_per_offer: float = param(2.0, "hours", "officials' hours for each group", "assumption, range 0-6", ge=0.0, le=100.0)
    bidder_hours: float = param(4.0, "hours", "hours a group spends on it", "assumption, range 1-10", ge=0.0, le=1000.0)

    @property
    def most_awards(self) -> int:
        return self.most_groups

    @property
    def offered_by(self) -> tuple[str, ...]:
        return NONPROFIT

    def price(self, project: Project) -> float:
        """Expenses of a place, yuan per place-month."""
        return self.expenses * (1.0 - self.unpaid) * project.ceiling

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        public = purchase.view.public
        kinds = tuple(KINDS.index(word) for word in NONPROFIT)
        return tuple(np.flatnonzero(public.capable & public.of_kind(kinds)).tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("accept", price=self.price(purchase.project), unpaid=self.unpaid) if round_ == 0 else None

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Whoever asks for more than expenses is not matched."""
        most = self.price(purchase.project) * (1.0 + BUDGET_SLACK)
        return tuple(refuse(bid, "above_price") if bid.price > most else bid for bid in bids)

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        scores = tuple(Score(bid.bidder, float("nan"), valid=bid.valid, reason=bid.reason) for bid in bids)
        valid = [bid for bid in bids if bid.valid]
        if not valid:
            return Decision(reason=no_award_reason(bids), scores=scores)
        return Decision(awards=self._matched(purchase, valid), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """The same for everybody who offers."""
        return np.where(np.isfinite(prices), 0.0, -np.inf)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.matching_days + self.start_days),
            official_hours=self.hours + self.hours_per_offer * n_bids,
            cost=0.0,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        """Expenses for what was delivered; nobody answers for volunteers who stay away."""
        usual = standard_terms(project, levers)
        return ContractTerms(
            basis="per_unit", months=usual.months, schedule=usual.schedule, hazard=self.breakup, unpaid=self.unpaid
        )

    def legal_basis(self, project: Project) -> LegalBasis:
        """Expenses of volunteers are no purchase in the sense of the Law."""
        return "below_limit"

    def _matched(self, purchase: Purchase, valid: Sequence[Bid]) -> tuple[Award, ...]:
        """Places by lot, each group as many as it has room for and may have, until all are matched."""
        project = purchase.project
        lots = purchase.luck.uniforms("matching", purchase.keys([bid.bidder for bid in valid]))
        left, awards = project.places, []
        for place in np.argsort(lots)[: min(self.most_groups, project.n_awards)]:
            given = min(valid[place].places, self.most_share * project.places, left)
            if given > BUDGET_SLACK * project.places:
                awards.append(replace(self.award(purchase, valid[place], price=self.price(project)), places=given))
                left -= given
        return tuple(awards)
