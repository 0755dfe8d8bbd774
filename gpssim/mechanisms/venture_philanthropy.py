"""Venture philanthropy 公益创投."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

import numpy as np

from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import standard_terms
from gpssim.mechanisms.jury import JuryMechanism
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import BUDGET_SLACK, no_award_reason, refuse, value
from gpssim.plugins import plugin
from gpssim.rules.scoring import ranking
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.declarations.world import World
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months


@plugin
class VenturePhilanthropy(JuryMechanism):
    """Once a year small organizations propose projects of their own under a cap; a jury funds the best, and coaches them.

    The jury sees dossiers and promises, no price. It funds the best part of the proposals that reach the funding line, as far as
    the year's money goes: several small staged grants with coaching that raises ability. One grant in force per organization.
    Proposals can tell the purchaser about needs that its survey misjudged (``local_need``).

    Simplified: a proposal that no longer fits the money left is passed over for the next. Source: venture contests of Shanghai
    (2009), Taicang (2018) and Kunshan (2012-15), VERIFIED.
    """

    name: ClassVar[str] = "venture_philanthropy"
    label: ClassVar[str] = "venture philanthropy"
    label_zh: ClassVar[str] = "公益创投"
    rule_zh: ClassVar[str] = (
        "小型社会组织每年一次在限额之内自提项目，评审团资助其中最好的并予以辅导。评审团看材料与承诺，不看价格；"
        "在达到资助线的申请中，按当年资金资助最好的部分：若干笔分期的小额资助，附带提升能力的辅导，每个组织同时至多一笔。"
        "申请可以告诉购买主体其调查误判的需求。简化：余款不足的申请跳过，看下一份。"
    )
    source: ClassVar[str] = "Taicang 2018, Kunshan 2012-15, Shanghai 2009 venture contests"
    buys: ClassVar[Literal["project", "call"]] = "call"

    grant_cap: float = param(
        80_000.0,
        "yuan",
        "most for one project",
        "Taicang 60,000, a new district 70,000 and Kunshan 137,000 a project, VERIFIED",
        ge=1.0,
        le=1.0e7,
        swept=(60_000.0, 137_000.0),
    )
    funded_share: float = share(
        0.38, "part of the proposals that is funded, at most", "59 of 154 proposals, Shanghai 2009, VERIFIED", swept=(0.2, 0.6)
    )
    funding_line: float = param(45.0, "points", "lowest points that are funded", "assumption, range 0-55", ge=0.0, le=100.0)
    min_grade: int = param(
        0, "grade", "lowest published rating of a proposer (0: none needed)", "2A in Taicang 2018, VERIFIED", ge=0, le=5
    )
    small_only: bool = param(True, "flag", "only small organizations may propose", "assumption")
    months: int = param(12, "months", "length of a project", "at least 8 months, Taicang 2018, VERIFIED", ge=8, le=36)
    local_need: float = share(
        0.0,
        "part of a survey's error that a proposal removes whose author is at home: in the next survey, and in where it works",
        "convention: off; assumption, range 0-0.5",
    )
    freedom: float = share(
        0.9,
        "what its contracts leave open of the service model: a proposal is the proposer's own",
        "assumption, range 0.6-1",
    )
    call_days: float = param(30.0, "days", "call for proposals", "assumption, range 15-45", ge=1.0, le=180.0)
    jury_days: float = param(20.0, "days", "jury and publication", "assumption, range 10-40", ge=1.0, le=180.0)
    contract_days: float = param(30.0, "days", "decision to start", "assumption, range 15-45", ge=1.0, le=180.0)
    hours: float = param(40.0, "hours", "officials' hours for one call", "assumption, range 20-80", ge=0.0, le=1000.0)
    hours_per_proposal: float = param(3.0, "hours", "officials' hours for each proposal", "assumption, range 1-8", ge=0.0, le=100.0)
    expert_fee: float = param(
        800.0, "yuan per juror", "fee of a juror for one call", "assumption, range 500-1,500", ge=0.0, le=10_000.0
    )
    bidder_hours: float = param(
        24.0, "hours", "hours an organization spends on its proposal", "assumption, range 10-60", ge=0.0, le=1000.0
    )

    @property
    def award_cap(self) -> float:
        return self.grant_cap

    @property
    def price_only(self) -> bool:
        return False

    def contract_months(self, levers: Levers) -> int:
        return self.months

    def lacking(self, world: World) -> str:
        if self.small_only and world.organizations.small_limit == 0.0:
            return "only small organizations may propose, and with world.organizations.small_limit = 0 none is small"
        return super().lacking(world)

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        public = purchase.view.public
        fit = public.capable & (public.active_grants == 0) & (public.grade >= self.min_grade)
        return tuple((fit & public.small if self.small_only else fit).nonzero()[0].tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("proposal") if round_ == 0 else None

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        cap = min(self.grant_cap, purchase.project.grant_cap) * (1.0 + BUDGET_SLACK)
        return tuple(refuse(bid, "above_cap") if value(bid, purchase.project) > cap else bid for bid in bids)

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        valid = [bid for bid in bids if bid.valid]
        if not valid:
            return Decision(reason=no_award_reason(bids), scores=_scores(bids, {}))
        points = self.quality_points(purchase, valid)
        funded = self._funded(purchase, valid, points)
        scores = _scores(bids, dict(zip((bid.bidder for bid in valid), points.tolist(), strict=True)))
        reason = "" if funded else "below_funding_line"
        return Decision(awards=tuple(self.award(purchase, bid) for bid in funded), reason=reason, scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """The jury's points; price does not count, an absent proposal scores ``-inf``."""
        return np.where(np.isfinite(prices), quality, -np.inf)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.call_days + self.jury_days + self.contract_days),
            official_hours=self.hours + self.hours_per_proposal * n_bids,
            cost=self.expert_fee * self.seats(project.value_at_ceiling),
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return standard_terms(project, levers, basis="grant", cycle_years=1, coaching=levers.coaching)

    def legal_basis(self, project: Project) -> LegalBasis:
        return "below_limit"

    def _funded(self, purchase: Purchase, valid: Sequence[Bid], points: np.ndarray) -> list[Bid]:
        """The best proposals above the line, at most the funded share of all, as far as the money goes."""
        prices = np.array([bid.price for bid in valid])
        lots = purchase.luck.uniforms("tie", purchase.keys([bid.bidder for bid in valid]))
        most = min(purchase.project.n_awards, max(1, int(self.funded_share * len(valid) + 0.5)))
        left = purchase.project.budget * (1.0 + BUDGET_SLACK)
        funded: list[Bid] = []
        for place in ranking(points, prices, lots):
            cost = value(valid[place], purchase.project)
            if len(funded) < most and points[place] >= self.funding_line and cost <= left:
                funded.append(valid[place])
                left -= cost
        return funded


def _scores(bids: Sequence[Bid], points: dict[int, float]) -> tuple[Score, ...]:
    totals = ((bid, points.get(bid.bidder, float("nan"))) for bid in bids)
    return tuple(Score(bid.bidder, total, quality_points=total, valid=bid.valid, reason=bid.reason) for bid, total in totals)
