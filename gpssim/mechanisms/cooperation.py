"""Cooperation 合作."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np

from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import no_award_reason
from gpssim.plugins import plugin
from gpssim.rules.scoring import ranking
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months


@plugin
class Cooperation(Mechanism):
    """The purchaser takes the partner with the highest expected joint surplus, and shares cost and benefit with it.

    Joint surplus is what believed quality is worth less expected cost, both from the purchaser's own record; neither ties nor
    incumbency count in it. The partner names its cost with its part of the gain over the ceiling. Pay is that price plus part of
    what the service really costs beyond it (or less part of what it costs below), plus part of what quality above the promise is
    worth to the purchaser: gain and risk are shared 共享收益、共担风险. Continuation follows the purchaser's own record.

    Several partners (``most_partners``) share the places alike.

    Simplified: one bargain with each; who partners with whom does not change what both know. Source: Zhou Lei's modes of
    purchase (合作); McAfee & McMillan 1986, RAND 17 (sharing of cost); single source: Law art. 31, VERIFIED.
    """

    name: ClassVar[str] = "cooperation"
    label: ClassVar[str] = "cooperation"
    label_zh: ClassVar[str] = "合作"
    rule_zh: ClassVar[str] = (
        "购买主体选择预期共同剩余最大的伙伴，并与之分担成本、分享收益。共同剩余为所信质量的价值减预期成本，"
        "二者均来自购买主体自身的记录；关系与是否现承接均不计入。伙伴报出成本及其在低于最高限价部分中的份额；"
        "付款为该价格，加上实际成本超出部分的一定比例（或减去节约部分的一定比例），"
        "再加上质量高于承诺部分的价值的一定比例：共享收益、共担风险。是否续约依据购买主体自身的记录；"
        "伙伴不止一家时均分名额。简化：与每家各议价一次，与谁合作不改变双方所知。"
    )
    source: ClassVar[str] = "Zhou Lei: 共享收益、共担风险; McAfee & McMillan 1986; Government Procurement Law art. 31, 39"
    admissible = "own"

    cost_share: float = share(
        0.5,
        "part of realized cost beyond (below) the price that the purchaser bears (gets)",
        "assumption, range 0.2-0.8",
        swept=(0.2, 0.8),
    )
    benefit_share: float = share(
        0.3, "part of the value of quality above the promise that the partner gets", "assumption, range 0-0.6", swept=(0.0, 0.6)
    )
    freedom: float = share(
        0.7,
        "what its contracts leave open of the service model: both sides design it",
        "assumption, range 0.5-0.9",
    )
    bargaining_share: float = share(
        0.5, "part of the gap between cost and ceiling that goes to the partner", "assumption, range 0.2-0.8", swept=(0.2, 0.8)
    )
    most_partners: int = param(
        1, "organizations", "most partners, the best by expected joint surplus", "one or a few, Zhou Lei; assumption, range 1-3",
        ge=1, le=10,
    )  # fmt: skip
    purchase_limit: float = param(
        500_000.0,
        "yuan",
        "value below which the Law does not apply",
        "财库[2019]69号, cities 500,000-600,000, MEMORY; range 300,000-1,000,000",
        ge=0.0,
        le=1.0e9,
    )
    talks_days: float = param(
        30.0, "days", "choice of the partner and talks about shares", "assumption, range 15-60", ge=1.0, le=180.0
    )
    notice_days: float = param(
        7.0, "days", "notice of a single source above the limit", "5 working days, Regulation art. 38, VERIFIED", ge=0.0, le=90.0
    )
    contract_days: float = param(15.0, "days", "agreement to service", "Law art. 46: within 30 days, VERIFIED", ge=1.0, le=180.0)
    hours: float = param(
        24.0, "hours", "officials' hours: talks, and accounts to be opened", "assumption, range 12-60", ge=0.0, le=1000.0
    )
    hours_above_limit: float = param(
        16.0,
        "hours",
        "further hours above the limit: expert opinion, approval, notice",
        "assumption, range 8-40",
        ge=0.0,
        le=1000.0,
    )
    audit_fee: float = param(
        3_000.0, "yuan", "audit of the partner's cost, a contract", "assumption, range 1,000-10,000", ge=0.0, le=1.0e6
    )
    bidder_hours: float = param(20.0, "hours", "hours the partner spends on talks", "assumption, range 10-60", ge=0.0, le=1000.0)

    @property
    def most_awards(self) -> int:
        return self.most_partners

    @property
    def record_weight(self) -> float:
        return 1.0

    def worth(self, purchase: Purchase) -> np.ndarray:
        """What each organization's quality is expected to be worth, yuan per place-month, shape (n_organizations,)."""
        own = purchase.view.own
        return np.asarray(own.quality_value * own.believed_quality)

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        """The capable organizations with the highest expected joint surplus; equals by lot."""
        capable = np.flatnonzero(purchase.view.public.capable)
        if not capable.size:
            return ()
        cost = purchase.view.own.expected_cost[capable]
        surplus = self.score(cost, self.worth(purchase)[capable], purchase.project.ceiling)
        best = ranking(surplus, cost, purchase.luck.uniforms("tie", purchase.keys(capable)))[: self.most_partners]
        return tuple(sorted(capable[best].tolist()))

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("bargain", bargaining_share=self.bargaining_share) if round_ == 0 else None

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        worth = self.worth(purchase)
        scores = tuple(Score(bid.bidder, float(worth[bid.bidder] - bid.price), valid=bid.valid, reason=bid.reason) for bid in bids)
        partners = [bid for bid in bids if bid.valid][: min(self.most_partners, purchase.project.n_awards)]
        if not partners:
            return Decision(reason=no_award_reason(bids), scores=scores)
        part = purchase.project.places / len(partners)
        alike = (replace(bid, places=min(bid.places, part)) for bid in partners)
        return Decision(awards=tuple(self.award(purchase, bid) for bid in alike), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """Joint surplus: worth of quality less cost, yuan per place-month."""
        return np.asarray(quality - prices)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        above = project.value_at_ceiling >= self.purchase_limit
        return Procedure(
            lead_months=lead_months(self.talks_days + above * self.notice_days + self.contract_days),
            official_hours=self.hours + above * self.hours_above_limit,
            cost=self.audit_fee,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        """Shared cost and benefit; the levers' own shares where they are larger."""
        usual = standard_terms(project, levers)
        return replace(
            usual,
            basis="shared",
            cost_share=max(usual.cost_share, self.cost_share),
            benefit_share=self.benefit_share,
            record="own",
        )

    def legal_basis(self, project: Project) -> LegalBasis:
        return "single_source_published" if project.value_at_ceiling >= self.purchase_limit else "below_limit"
