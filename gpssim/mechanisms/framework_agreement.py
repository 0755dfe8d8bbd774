"""Framework agreement 框架协议."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.market import Award, Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import ChoiceTable, Purchase
from gpssim.mechanisms.screening import BUDGET_SLACK, no_award_reason, refuse, screened
from gpssim.plugins import plugin
from gpssim.rules.awarding import by_price, by_success, eliminated, in_turn, worth_of_price
from gpssim.rules.scoring import ranking
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months

CallOff = Literal["direct_choice", "second_bidding", "rotation", "citizens_choice", "success", "logit"]
MODE = float(np.exp(-1.0))
"""The uniform at which a Gumbel shock is 0."""


@plugin
class FrameworkAgreement(Mechanism):
    """Stage one makes several organizations members of an agreement; stage two calls the service off from one of them, or from all.

    Closed type: everybody may offer a unit price, sealed; the dearest are eliminated, at least 20 % and at least one. Open
    type: everybody who takes the regulated price is a member. Called off is by direct choice (the best published record, equal
    ones the lower price), by second bidding below the agreed prices, in turn, or by the citizens. Direct choice as it is met in
    practice can also follow past awards (success breeds success), or compare prices with mistakes. Paid is per unit, at most the
    agreed price.

    Simplified: each line has an agreement of its own, made anew when it is purchased again; bidders price as if the lowest price
    won. Source: Order 110 (2022), VERIFIED.
    """

    name: ClassVar[str] = "framework_agreement"
    label: ClassVar[str] = "framework agreement"
    label_zh: ClassVar[str] = "框架协议"
    rule_zh: ClassVar[str] = (
        "第一阶段使多家社会组织入围，第二阶段由其中一家或全部提供服务。封闭式：各家密封报单价，淘汰最贵的，"
        "至少20%且至少一家；开放式：接受规定价格者均入围。第二阶段可直接选定（公开记录最好者，"
        "相同则价低者）、在协议价之下二次竞价、轮候，或由公众选择；直接选定也可如实践中所见，偏向以往成交多者，"
        "或比价有误。按单位付款，不超过协议价。简化：每个服务项目各有协议，重新采购时重订；投标人按最低价中标来定价。"
    )
    source: ClassVar[str] = "Government Procurement Law art. 26; Order 110 (2022)"

    kind: Literal["closed", "open"] = param(
        "closed", "rule", "closed: a contest for membership; open: all who take a regulated price", "Order 110, VERIFIED"
    )
    call_off: CallOff = param(
        "direct_choice",
        "rule",
        "who serves: whom the record favors, who goes lowest, whose turn it is, whom citizens choose; or, as direct choice can be "
        "met in practice, a member drawn by past awards (success) or by price with mistakes (logit)",
        "Order 110: direct choice is the main way, VERIFIED; success, logit: assumption",
    )
    precision: float = param(
        1.0, "per yuan", "logit: how sharply prices are compared; 0: by lot", "assumption, range 0-10", ge=0.0, le=1.0e6
    )
    success_start: float = param(
        1.0, "awards", "success: weight of a member without an award", "assumption, range 0.1-10", ge=0.0, le=1.0e6
    )
    success_exponent: float = param(
        1.0, "1", "success: exponent on start plus awards; 0: by lot", "assumption, range 0-2", ge=0.0, le=10.0
    )
    elimination: float = param(
        0.2, "share", "closed type: part of the offers eliminated, at least one", "Order 110: at least 20 %, VERIFIED",
        ge=0.2, le=0.9, swept=(0.2, 0.5),
    )  # fmt: skip
    least_members: int = param(
        2, "organizations", "members without which there is no agreement", "Order 110: two or more, VERIFIED", ge=2, le=20
    )
    most_members: int = param(
        100, "organizations", "most members from whom citizens choose", "assumption: no limit in practice", ge=2, le=1000
    )
    freedom: float = share(
        0.2,
        "what its contracts leave open of the service model: the framework standardizes it",
        "assumption, range 0-0.5",
    )
    price_share: float = share(0.95, "open type: regulated price as a share of the ceiling", "assumption, range 0.8-1")
    decrement: float = param(
        0.02,
        "share",
        "second bidding: by how much a round goes below the lowest price",
        "assumption, range 0.01-0.1",
        ge=0.001,
        le=0.9,
    )
    rounds: int = param(20, "rounds", "second bidding: most rounds", "assumption: until at most one follows", ge=1, le=200)
    quality_weight: float = param(
        1.0, "1", "citizens' choice: utility per latent unit of published quality", "assumption, range 0-2", ge=0.0, le=20.0
    )
    years: int = param(2, "years", "longest term of an agreement", "Order 110: services at most 2, VERIFIED", ge=1, le=2)
    purchase_limit: float = param(
        500_000.0,
        "yuan",
        "value below which the Law does not apply",
        "财库[2019]69号, MEMORY; range 0.3-1 million",
        ge=0.0,
        le=1.0e9,
    )
    notice_days: float = param(20.0, "days", "notice to the list of members", "assumption, range 10-40", ge=1.0, le=180.0)
    call_off_days: float = param(7.0, "days", "call-off to decision", "assumption, range 1-15", ge=0.0, le=90.0)
    contract_days: float = param(15.0, "days", "decision to service", "assumption, range 5-30", ge=1.0, le=180.0)
    hours: float = param(
        30.0, "hours", "officials' hours for an agreement and its call-off", "assumption, range 15-60", ge=0.0, le=1000.0
    )
    hours_per_offer: float = param(2.0, "hours", "officials' hours for each offer", "assumption, range 1-6", ge=0.0, le=100.0)
    bidder_hours: float = param(20.0, "hours", "hours a bidder spends on its offer", "assumption, range 8-40", ge=0.0, le=1000.0)

    @model_validator(mode="after")
    def _ways_of_the_open_type(self) -> Self:
        if self.kind == "open" and self.call_off in ("second_bidding", "rotation"):
            allowed = "'direct_choice', 'citizens_choice', 'success' or 'logit' where kind = 'open'"
            raise impossible(f"{self.name}.call_off", self.call_off, allowed)
        return self

    @property
    def most_awards(self) -> int:
        return self.most_members if self.call_off == "citizens_choice" else 1

    @property
    def min_bids(self) -> int:
        return self.least_members + (self.kind == "closed")

    @property
    def record_weight(self) -> float:
        return 1.0 if self.call_off == "direct_choice" else 0.0

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        return tuple(np.flatnonzero(purchase.view.public.capable).tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        """Unit prices (or assent to the regulated one); in second bidding a lower price from round to round."""
        if round_ == 0:
            posted = self.regulated_price(purchase.project)
            return Request("sealed") if self.kind == "closed" else Request("accept", price=posted)
        prices = np.array([bid.price for bid in offers if bid.valid])
        if self.call_off != "second_bidding" or round_ > self.rounds or prices.size < self.least_members:
            return None
        lowest = float(prices.min())
        alone = round_ > 1 and np.count_nonzero(prices == lowest) == 1
        return None if alone else Request("revise", price=(1.0 - self.decrement) * lowest, standing_offer=lowest)

    def regulated_price(self, project: Project) -> float:
        """Yuan per place-month paid to every member of the open type."""
        return self.price_share * project.ceiling

    def after_round(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> tuple[Bid, ...]:
        """Stage one of the closed type ends with the first round: the dearest of the offers that count are struck out."""
        if round_ > 0 or self.kind == "open":
            return offers
        offers = screened(offers, purchase.project, self.invite(purchase))
        rows = [bid.bidder for bid in offers if bid.valid]
        prices = np.array([bid.price for bid in offers if bid.valid])
        out = eliminated(prices, self.elimination, purchase.luck.uniforms("elimination", purchase.keys(rows)))
        struck = {row for row, gone in zip(rows, out, strict=True) if gone}
        return tuple(refuse(bid, "eliminated") if bid.bidder in struck else bid for bid in offers)

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Open type: whoever asks for more than the regulated price is no member."""
        if self.kind == "closed":
            return bids
        most = self.regulated_price(purchase.project) * (1.0 + BUDGET_SLACK)
        return tuple(refuse(bid, "above_price") if bid.price > most else bid for bid in bids)

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        members = [bid for bid in bids if bid.valid]
        scores = tuple(Score(bid.bidder, -bid.price, valid=bid.valid, reason=bid.reason) for bid in bids)
        if len(members) < self.least_members:
            reason = no_award_reason(bids)
            return Decision(reason="too_few_bids" if reason == "eliminated" else reason, scores=scores)
        return Decision(awards=self._called_off(purchase, members), scores=scores)

    def choice(self, purchase: Purchase, decision: Decision) -> ChoiceTable | None:
        if self.call_off != "citizens_choice":
            return None
        rows = np.array(sorted(award.bidder for award in decision.awards), dtype=np.int64)
        utility = self.quality_weight * purchase.view.public.published_quality[rows]
        return ChoiceTable(tuple(rows.tolist()), np.outer(utility, np.ones(len(GROUPS))))

    def standing(self, prices: np.ndarray, awards: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
        """What decides a call-off in turn, by success or by price with mistakes: the highest serves. Vectorized over leading axes,
        the last axis is the members; absent: price ``inf``.
        """
        if self.call_off == "rotation":
            standing = in_turn(awards, uniforms)
        elif self.call_off == "success":
            standing = by_success(awards, self.success_start, self.success_exponent, uniforms)
        else:
            standing = by_price(prices, self.precision if self.call_off == "logit" else np.inf, uniforms)
        return np.where(np.isfinite(prices), standing, -np.inf)

    def attractions(self, prices: np.ndarray, awards: np.ndarray) -> np.ndarray:
        """Standing without luck, as utilities at scale 1: the odds of a draw by success or by price with mistakes."""
        if self.call_off == "success":
            return self.standing(prices, awards, np.full(np.shape(prices), MODE))
        return worth_of_price(prices, self.precision)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """Less price, more points, yuan per place-month: membership goes to the cheaper ones."""
        return -np.asarray(prices, dtype=np.float64)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.notice_days + self.call_off_days + self.contract_days),
            official_hours=self.hours + self.hours_per_offer * n_bids,
            cost=0.0,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        usual = standard_terms(project, levers)
        who: Literal["citizen", "purchaser"] = "citizen" if self.call_off == "citizens_choice" else "purchaser"
        return replace(usual, basis="per_unit", assignment=who, cycle_years=min(usual.cycle_years, self.years))

    def legal_basis(self, project: Project) -> LegalBasis:
        return "non_tender_approved" if project.value_at_ceiling >= self.purchase_limit else "below_limit"

    def _called_off(self, purchase: Purchase, members: Sequence[Bid]) -> tuple[Award, ...]:
        """Contracts with the members from whom the service is called off: one, or as many as citizens may choose from."""
        public = purchase.view.public
        rows, prices = np.array([bid.bidder for bid in members]), np.array([bid.price for bid in members])
        lots = purchase.luck.uniforms("tie", purchase.keys(rows))
        if self.call_off == "direct_choice":
            standing = public.published_quality[rows]
        elif self.call_off in ("rotation", "success", "logit"):
            standing = self.standing(prices, public.past_awards[rows], purchase.luck.uniforms("turn", purchase.keys(rows)))
        else:
            standing = -prices
        most = min(self.most_awards, purchase.project.n_awards)
        return tuple(self.award(purchase, members[place]) for place in ranking(standing, prices, lots)[:most])
