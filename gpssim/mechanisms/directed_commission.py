"""Directed commission 定向委托."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import no_award_reason, refuse
from gpssim.plugins import plugin
from gpssim.rules.experimentation import Exploration, explored
from gpssim.rules.scoring import ranking
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months


@plugin
class DirectedCommission(Mechanism):
    """The purchaser asks one partner, the one it thinks best, and bargains about the price.

    The partner is the capable organization with the highest v m - c + (1 - integrity) v tie + incumbent bonus: believed quality m
    and expected cost c from the purchaser's own record. It makes a directed bid between its cost and what the purchaser would pay
    elsewhere; above the ceiling or above that outside price there is no award. Continuation follows the purchaser's own record.

    Simplified: one partner, one bargain, no second choice. Source: market rule C 13; single source: Law art. 31 and 39, Regulation
    art. 27 and 38, VERIFIED; below the purchase limit the Law does not apply.
    """

    name: ClassVar[str] = "directed_commission"
    label: ClassVar[str] = "directed commission"
    label_zh: ClassVar[str] = "定向委托"
    rule_zh: ClassVar[str] = (
        "购买主体只询问一个伙伴，即其认为最好的一个，并就价格议价。伙伴为有能力者中下式最大者：所信质量的价值，"
        "减预期成本，加关系的作用（以1减廉洁度为度），加现承接加分；质量与成本均来自购买主体自身的记录。"
        "其报价介于自身成本与购买主体转向他处所付价格之间；高于最高限价或高于该价格则不授予。"
        "是否续约依据购买主体自身的记录。简化：一个伙伴、一次议价、没有第二人选。"
    )
    source: ClassVar[str] = "Government Procurement Law art. 31, 39; Regulation art. 27, 38; market rule C 13"
    admissible = "own"
    direct: ClassVar[bool] = True

    bargaining_share: float = share(
        0.5,
        "part of the gap between cost and outside price that goes to the partner",
        "assumption, range 0.2-0.8",
        swept=(0.2, 0.8),
    )
    purchase_limit: float = param(
        500_000.0,
        "yuan",
        "value below which the Law does not apply",
        "财库[2019]69号, cities 500,000-600,000, MEMORY; range 300,000-1,000,000",
        ge=0.0,
        le=1.0e9,
    )
    talks_days: float = param(15.0, "days", "choice of the partner and talks", "assumption, range 5-30", ge=1.0, le=180.0)
    notice_days: float = param(
        7.0, "days", "notice of a single source above the limit", "5 working days, Regulation art. 38, VERIFIED", ge=0.0, le=90.0
    )
    contract_days: float = param(15.0, "days", "agreement to service", "Law art. 46: within 30 days, VERIFIED", ge=1.0, le=180.0)
    hours: float = param(12.0, "hours", "officials' hours for one commission", "assumption, range 6-30", ge=0.0, le=1000.0)
    hours_above_limit: float = param(
        16.0,
        "hours",
        "further hours above the limit: expert opinion, approval, notice",
        "assumption, range 8-40",
        ge=0.0,
        le=1000.0,
    )
    cost_above_limit: float = param(
        2_000.0, "yuan", "experts and notice above the limit", "assumption, range 0-5,000", ge=0.0, le=1.0e6
    )
    bidder_hours: float = param(10.0, "hours", "hours the partner spends on its offer", "assumption, range 5-30", ge=0.0, le=1000.0)

    freedom: float = share(
        0.5,
        "what its contracts leave open of the service model: talked over with the partner",
        "assumption, range 0.3-0.7",
    )
    exploration: Exploration = param(
        "greedy",
        "rule",
        "whom it tries: the best by belief, logit, by a draw from each belief, or by the worth of trying (Gittins)",
        "core model: the best by belief; Thompson 1933, Gittins 1979",
    )
    temperature: float = param(0.2, "latent", "scale of the shocks of softmax", "assumption, range 0-1", ge=0.0, le=10.0)
    trial_noise: float = param(
        0.3,
        "latent sd",
        "error of what one contract tells, as the Gittins rule takes it",
        "assumption, range 0.1-1",
        ge=0.01,
        le=10.0,
    )
    trial_discount: float = param(
        0.94,
        "share",
        "discount factor from one contract to the next, as the Gittins rule takes it",
        "assumption, range 0.8-0.97",
        ge=0.0,
        le=0.99,
    )

    @property
    def record_weight(self) -> float:
        return 1.0

    def worth(self, purchase: Purchase) -> np.ndarray:
        """What each organization's work is worth to the purchaser before cost, yuan per place-month, shape (n_organizations,)."""
        own = purchase.view.own
        bonus = own.incumbent_bonus * (np.arange(own.believed_quality.size) == purchase.project.incumbent)
        return np.asarray(own.quality_value * (self.looked_at(purchase) + own.tie_weight * own.tie) + bonus)

    def looked_at(self, purchase: Purchase) -> np.ndarray:
        """Believed quality as the rule of exploration looks at it, latent, shape (n_organizations,)."""
        own = purchase.view.own
        if self.exploration == "greedy":
            return own.believed_quality
        keys = purchase.keys(np.arange(own.believed_quality.size))
        luck = (purchase.luck.uniforms("exploration", keys), purchase.luck.normals("sampled belief", keys))
        trial = (self.temperature, self.trial_noise, self.trial_discount)
        return explored(self.exploration, (own.believed_quality, np.square(own.believed_sd)), luck, trial)

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        capable = purchase.view.public.capable.nonzero()[0]
        if not capable.size:
            return ()
        expected = purchase.view.own.expected_cost[capable]
        value = self.score(expected, self.worth(purchase)[capable], purchase.project.ceiling)
        best = ranking(value, expected, purchase.luck.uniforms("tie", purchase.keys(capable)))[0]
        return (int(capable[best]),)

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("bargain", bargaining_share=self.bargaining_share) if round_ == 0 else None

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """An offer above what the purchaser expects to pay elsewhere is turned down."""
        outside = purchase.project.outside_price
        return tuple(refuse(bid, "above_outside_price") if bid.price > outside else bid for bid in bids)

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        worth = self.worth(purchase)
        scores = tuple(Score(bid.bidder, float(worth[bid.bidder] - bid.price), valid=bid.valid, reason=bid.reason) for bid in bids)
        partner = next((bid for bid in bids if bid.valid), None)
        if partner is None:
            return Decision(reason=no_award_reason(bids), scores=scores)
        return Decision(awards=(self.award(purchase, partner),), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """Worth less price, yuan per place-month."""
        return np.asarray(quality - prices)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        above = project.value_at_ceiling >= self.purchase_limit
        return Procedure(
            lead_months=lead_months(self.talks_days + above * self.notice_days + self.contract_days),
            official_hours=self.hours + above * self.hours_above_limit,
            cost=above * self.cost_above_limit,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return standard_terms(project, levers, record="own")

    def legal_basis(self, project: Project) -> LegalBasis:
        return "single_source_published" if project.value_at_ceiling >= self.purchase_limit else "below_limit"
