"""Open tender 公开招标."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.scoring import ScoringMechanism
from gpssim.mechanisms.screening import no_award_reason
from gpssim.plugins import plugin
from gpssim.rules.scoring import after_refusal, lowest_rival, ranking, second_lowest
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months


@plugin
class OpenTender(ScoringMechanism):
    """Everybody who is capable may offer once, sealed; the highest comprehensive score of price and quality wins.

    Price points are weight * 100 * lowest valid price / own price; quality points are the mean rating of a noisy committee that
    reads dossiers and promises. Fewer than three valid offers: the tender fails. Instead of the score, the lowest evaluated
    price may decide among offers that meet the quality floor. Prices of a preferred class can be compared with a deduction; bidders
    do not reckon with it, nor with the ceiling of others. The purchaser sees what is published; its own experience with an
    organization is inadmissible.

    Simplified: one lot, no consortia, no challenges by losers. Source: Government Procurement Law art. 26-28 and 35-37, Order 87
    (2017) art. 55, VERIFIED.
    """

    name: ClassVar[str] = "open_tender"
    label: ClassVar[str] = "open tender"
    label_zh: ClassVar[str] = "公开招标"
    rule_zh: ClassVar[str] = (
        "有能力者均可密封投标一次，价格与质量的综合评分最高者中标。"
        "价格分为价格权重乘以100再乘以最低有效报价与自身报价之比；质量分为评标委员会阅读材料与承诺之后评分的均值，"
        "评分有误差。有效投标不足三份即流标。也可改为在达到质量底线的投标中由评标价最低者中标。"
        "优惠对象的价格可先扣除再比较；投标人不考虑这一点，也不考虑其他投标人的限价。购买主体只看到已公开的信息，"
        "不得采用自身与某组织打交道的经验。简化：不分包件，无联合体，落选者不质疑。"
    )
    source: ClassVar[str] = "Government Procurement Law art. 26-28, 35-37; Order 87 (2017) art. 55"

    payment: Literal["own", "threshold"] = param(
        "own",
        "rule",
        "the winner is paid its own price, or the second-lowest (theory only, with the lowest evaluated price)",
        "Vickrey 1961",
    )
    n_min: int = param(3, "offers", "valid offers without which the tender fails", "Law art. 36, VERIFIED", ge=1, le=20)
    n_invited: int = param(
        0,
        "organizations",
        "drawn at random to offer; 0: everybody, as an open tender must",
        "Law art. 29 for invitation",
        ge=0,
        le=1000,
    )
    freedom: float = share(
        0.2,
        "what its contracts leave open of the service model: criteria and requirements are fixed before offers are seen",
        "complete and definite requirements, Order 87 (2017), MEMORY; number: assumption, range 0-0.5",
    )
    basis: Literal["fixed", "per_unit"] = param("fixed", "rule", "what is paid for: the contract, or each unit delivered")
    notice_days: float = param(
        20.0, "days", "publication before the deadline", "Law art. 35: at least 20 days, VERIFIED", ge=20.0, le=180.0
    )
    evaluation_days: float = param(
        10.0, "days", "evaluation, decision, notice", "Regulation art. 43: 2 + 5 + 2 working days, VERIFIED", ge=1.0, le=90.0
    )
    contract_days: float = param(
        30.0, "days", "award to service", "Law art. 46: contract within 30 days, VERIFIED", ge=1.0, le=180.0
    )
    hours: float = param(40.0, "hours", "officials' hours for one tender", "assumption, range 20-80", ge=0.0, le=1000.0)
    hours_per_offer: float = param(2.0, "hours", "officials' hours for each offer", "assumption, range 0-6", ge=0.0, le=100.0)
    agent_fee: float = param(
        0.015,
        "share",
        "fee of the agent, share of the value at the ceiling",
        "计价格[2002]1980号: 1.5 % of services up to 1 million yuan, MEMORY",
        ge=0.0,
        le=0.1,
    )
    expert_fee: float = param(500.0, "yuan per juror", "fee of a juror", "assumption, range 300-800", ge=0.0, le=10_000.0)
    bidder_hours: float = param(40.0, "hours", "hours a bidder spends on its offer", "assumption, range 20-80", ge=0.0, le=1000.0)

    @model_validator(mode="after")
    def _payment_fits(self) -> Self:
        if self.payment == "threshold" and self.rule != "lowest_evaluated_price":
            raise impossible("open_tender.payment", self.payment, "'own' unless rule = 'lowest_evaluated_price'")
        if self.payment == "threshold" and self.pricing.pools:
            raise impossible("open_tender.payment", self.payment, f"'own' where price_rule = {self.price_rule!r}")
        return self

    @property
    def min_bids(self) -> int:
        return self.n_min

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        capable = self.admitted(purchase).nonzero()[0]
        if 0 < self.n_invited < capable.size:
            lots = purchase.luck.uniforms("invitation", purchase.keys(capable))
            capable = np.sort(capable[np.argsort(lots)[: self.n_invited]])
        return tuple(capable.tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("sealed") if round_ == 0 else None

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        valid = [bid for bid in bids if bid.valid]
        if len(valid) < self.n_min:
            return Decision(reason=no_award_reason(bids), scores=tuple(_unscored(bid) for bid in bids))
        ceiling = purchase.project.ceiling
        prices = np.array([bid.price for bid in valid])
        points = np.full(prices.shape, np.nan) if self.price_only else self.quality_points(purchase, valid)
        preferred = self.preferred(purchase)[[bid.bidder for bid in valid]]
        levels = self.evaluated(prices, preferred)
        total = self.score(levels, points, ceiling)
        lots = purchase.luck.uniforms("tie", purchase.keys([bid.bidder for bid in valid]))
        holder = next((k for k, bid in enumerate(valid) if bid.bidder == self.holder(purchase.project)), -1)
        allowed = total if holder < 0 else np.where(np.isinf(self.rivals_of(prices, holder)), -np.inf, total)
        first = np.asarray(ranking(allowed, levels, lots)[0])
        first, paid = self.settled(prices, first, ceiling, holder, preferred)
        award = self.award(purchase, valid[int(first)], float(paid))
        return Decision(awards=(award,), scores=self._scores(bids, levels, points, total, ceiling))

    def settled(
        self, prices: np.ndarray, first: np.ndarray, ceiling: float, holder: int, preferred: np.ndarray | bool = False
    ) -> tuple[np.ndarray, np.ndarray]:
        """Who gets the contract and what is paid, where ``first`` is the best without the holder; vectorized over leading axes."""
        rivals = self.rivals_of(prices, holder)
        paid = self.pays(rivals, first, ceiling, preferred)
        return (first, paid) if rivals is prices else (after_refusal(first, paid, holder, prices[..., holder]), paid)

    def pays(self, prices: np.ndarray, winner: np.ndarray, ceiling: float, preferred: np.ndarray | bool = False) -> np.ndarray:
        """Price paid to the winner (its place on the last axis), vectorized over leading axes: its own, or the highest at which it
        would still have won, which without preferences is the second-lowest offer; at most its ceiling.
        """
        if self.payment == "own":
            return super().pays(prices, winner, ceiling)
        if (self.price_preference, self.additive_preference, self.ceiling_of_others) == (0.0, 0.0, 1.0):
            return second_lowest(prices, ceiling)
        favored = np.broadcast_to(preferred, np.shape(prices))
        chosen = np.take_along_axis(favored, winner[..., None], axis=-1)[..., 0]
        level = lowest_rival(self.evaluated(prices, favored), winner)
        most = np.where(chosen, 1.0, self.ceiling_of_others) * ceiling
        return np.asarray(np.minimum(self.undone(level, chosen), most))

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.notice_days + self.evaluation_days + self.contract_days),
            official_hours=self.hours + self.hours_per_offer * n_bids,
            cost=self.agent_fee * project.value_at_ceiling + self.expert_fee * self.seats(project.value_at_ceiling),
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return standard_terms(project, levers, basis=self.basis)

    def legal_basis(self, project: Project) -> LegalBasis:
        return "tender"

    def _scores(
        self, bids: tuple[Bid, ...], prices: np.ndarray, points: np.ndarray, total: np.ndarray, ceiling: float
    ) -> tuple[Score, ...]:
        weight = 1.0 if self.price_only else {"quality_over_price": 0.0}.get(self.rule, self.price_weight)
        valid = [bid.bidder for bid in bids if bid.valid]
        price = self.price_points(prices, ceiling, weight)
        columns = zip(total.tolist(), price.tolist(), ((1.0 - weight) * points).tolist(), strict=True)
        scored = {row: Score(row, *three) for row, three in zip(valid, columns, strict=True)}
        return tuple(scored.get(bid.bidder) or _unscored(bid) for bid in bids)


def _unscored(bid: Bid) -> Score:
    return Score(bid.bidder, float("nan"), valid=bid.valid, reason=bid.reason)
