"""Competitive negotiation 竞争性谈判."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import no_award_reason
from gpssim.plugins import plugin
from gpssim.rules.negotiating import price_asked
from gpssim.rules.scoring import ranking
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param
from gpssim.units import lead_months


@plugin
class CompetitiveNegotiation(Mechanism):
    """A few organizations talk with the purchaser in rounds; everybody sees the standing offer and may go below it.

    The price asked falls from the ceiling by one decrement a round. Whoever follows lowers its offer to it, the others keep theirs.
    Talks end when at most one follows, or after the last round. The lowest final offer among those that meet the requirements
    wins; equal ones by lot. Where nobody follows, that is one of the last who did, at the price before.

    Simplified: requirements are fixed beforehand, the table is drawn by lot. Source: Government Procurement Law art. 30 and 38,
    Order 74 (2013), VERIFIED; as a descending clock: Milgrom & Weber 1982.
    """

    name: ClassVar[str] = "competitive_negotiation"
    label: ClassVar[str] = "competitive negotiation"
    label_zh: ClassVar[str] = "竞争性谈判"
    rule_zh: ClassVar[str] = (
        "少数社会组织与购买主体多轮谈判，各家都看到当前报价并可再降。要价自最高限价起每轮下降一档：跟进者降至该价，"
        "其余保持原价；至多一家跟进或轮次用尽时谈判结束。符合要求者中最后报价最低者成交，相同者抽签；无人跟进时，"
        "由上一轮跟进者按前一价格成交。简化：需求事先确定，参加者抽签产生。"
    )
    source: ClassVar[str] = "Government Procurement Law art. 30, 38; Order 74 (2013); Milgrom & Weber 1982"

    n_invited: int = param(
        4, "organizations", "at the table, drawn by lot", "Law art. 38: three or more, VERIFIED; 4: assumption", ge=1, le=1000
    )
    n_min: int = param(3, "offers", "valid offers without which talks fail", "Law art. 38, VERIFIED", ge=1, le=20)
    decrement: float = param(
        0.02,
        "share",
        "by how much the price asked falls in a round, part of the ceiling",
        "assumption, range 0.01-0.1",
        ge=0.001,
        le=1.0,
    )
    rounds: int = param(50, "rounds", "most rounds after the first offers", "assumption: until nobody follows", ge=1, le=1000)
    purchase_limit: float = param(
        500_000.0,
        "yuan",
        "value below which the Law does not apply",
        "财库[2019]69号, MEMORY; range 0.3-1 million",
        ge=0.0,
        le=1.0e9,
    )
    committee: int = param(3, "experts", "size of the negotiating team", "Law art. 38: three or more, odd, VERIFIED", ge=1, le=101)
    notice_days: float = param(
        5.0, "days", "documents to first offers", "Order 74: at least 3 working days, VERIFIED", ge=1.0, le=90.0
    )
    talks_days: float = param(5.0, "days", "talks, decision, notice", "assumption, range 3-15", ge=1.0, le=90.0)
    contract_days: float = param(
        30.0, "days", "award to service", "Law art. 46: contract within 30 days, VERIFIED", ge=1.0, le=180.0
    )
    hours: float = param(30.0, "hours", "officials' hours for one negotiation", "assumption, range 15-60", ge=0.0, le=1000.0)
    hours_per_offer: float = param(4.0, "hours", "officials' hours for each party", "assumption, range 2-10", ge=0.0, le=100.0)
    agent_fee: float = param(
        0.015, "share", "fee of the agent, share of the value at the ceiling", "计价格[2002]1980号, MEMORY", ge=0.0, le=0.1
    )
    expert_fee: float = param(500.0, "yuan per expert", "fee of an expert", "assumption, range 300-800", ge=0.0, le=10_000.0)
    bidder_hours: float = param(30.0, "hours", "hours a bidder spends on talks", "assumption, range 15-60", ge=0.0, le=1000.0)

    @property
    def min_bids(self) -> int:
        return self.n_min

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        capable = np.flatnonzero(purchase.view.public.capable)
        lots = purchase.luck.uniforms("invitation", purchase.keys(capable))
        return tuple(sorted(capable[np.argsort(lots)[: self.n_invited]].tolist()))

    def asked(self, ceiling: float) -> list[float]:
        """Prices asked in the first and all further rounds; none below 0."""
        prices = (price_asked(ceiling, self.decrement, round_) for round_ in range(self.rounds + 1))
        return [price for price in prices if price > -1e-9 * ceiling]

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        asked = self.asked(purchase.project.ceiling)
        if round_ == 0:
            return Request("accept", price=asked[0])
        lowest = min((bid.price for bid in offers), default=np.inf)
        following = [bid for bid in offers if bid.price <= asked[round_ - 1]]
        if len(following) <= 1 or round_ == len(asked):
            return None
        return Request("revise", price=asked[round_], standing_offer=lowest)

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        valid = [bid for bid in bids if bid.valid]
        scores = tuple(Score(bid.bidder, -bid.price, valid=bid.valid, reason=bid.reason) for bid in bids)
        if len(valid) < self.n_min:
            return Decision(reason=no_award_reason(bids), scores=scores)
        prices = np.array([bid.price for bid in valid])
        lots = purchase.luck.uniforms("tie", purchase.keys([bid.bidder for bid in valid]))
        best = ranking(self.score(prices, prices, purchase.project.ceiling), prices, lots)[0]
        return Decision(awards=(self.award(purchase, valid[best]),), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """Less price, more points, yuan per place-month."""
        return -np.asarray(prices)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.notice_days + self.talks_days + self.contract_days),
            official_hours=self.hours + self.hours_per_offer * n_bids,
            cost=self.agent_fee * project.value_at_ceiling + self.expert_fee * self.committee,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return standard_terms(project, levers)

    def legal_basis(self, project: Project) -> LegalBasis:
        return "non_tender_approved" if project.value_at_ceiling >= self.purchase_limit else "below_limit"
