"""Competitive consultation 竞争性磋商."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

import numpy as np

from gpssim.information.committee import Panel
from gpssim.market import Bid, LegalBasis, Project, Request
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.mechanisms.purchase import Purchase
from gpssim.plugins import plugin
from gpssim.rules.negotiating import price_asked
from gpssim.scenario.fields import param, share


@plugin
class CompetitiveConsultation(OpenTender):
    """Organizations answer a notice, talk with a consultation group, make final offers; the highest comprehensive score wins.

    Stage one: first offers, as in a tender. Talks clear up the requirements, which takes out part of the group's errors, and press
    on prices: the group asks everybody for a price between the ceiling and the lowest first offer; whoever can, comes down to it.
    Stage two: final offers are scored, price weight 10 to 30 %, price points by the lowest final price over the own. Two valid
    offers suffice for purchased services, one never does.

    Simplified: bidders do not hold back in their first offer; the purchaser recommends nobody. Source: 财库[2014]214号,
    财库[2015]124号, Government Procurement Law art. 26, VERIFIED.
    """

    name: ClassVar[str] = "competitive_consultation"
    label: ClassVar[str] = "competitive consultation"
    label_zh: ClassVar[str] = "竞争性磋商"
    rule_zh: ClassVar[str] = (
        "社会组织响应公告，与磋商小组磋商并提交最后报价，综合评分最高者成交。第一阶段如招标提交首次报价；磋商使需求明确，"
        "从而减少小组的部分误差，并压低价格：小组向各家提出介于最高限价与最低首次报价之间的价格，能做到者降至该价。"
        "第二阶段对最后报价评分，价格权重为10%至30%，价格分为最低最后报价与自身报价之比。购买服务有两份有效响应即可，"
        "仅一份不可。简化：首次报价不留余地，购买主体不推荐承接主体。"
    )
    source: ClassVar[str] = "Government Procurement Law art. 26; 财库[2014]214号; 财库[2015]124号"

    rule: Literal["comprehensive_score"] = param(
        "comprehensive_score", "rule", "what wins: 综合评分法, nothing else", "财库[2014]214号, VERIFIED"
    )
    price_weight: float = param(
        0.2,
        "share",
        "weight of price in the score",
        "services 10-30 %, 财库[2014]214号 art. 24, VERIFIED; 20 %: assumption",
        ge=0.1,
        le=0.3,
        swept=(0.1, 0.3),
    )
    price_rule: Literal["lowest_ratio"] = param(
        "lowest_ratio", "rule", "price points: lowest final price over own", "财库[2014]214号 art. 24, VERIFIED"
    )
    payment: Literal["own"] = param("own", "rule", "the winner is paid its own price", "财库[2014]214号, VERIFIED")
    n_min: int = param(
        2,
        "offers",
        "valid final offers without which consultation fails",
        "3; for purchased services 2 suffice, 1 never, 财库[2015]124号, VERIFIED",
        ge=2,
        le=20,
    )
    freedom: float = share(
        0.5,
        "what its contracts leave open of the service model: requirements are settled in talks",
        "for needs not specified beforehand, 财库[2014]214号, MEMORY; number: assumption, range 0.3-0.7",
    )
    clarity: float = share(
        0.3, "part of an expert's error that talks take out", "assumption, range 0-0.6; neutral 0", swept=(0.0, 0.6)
    )
    pressure: float = share(
        0.5,
        "where the price asked in talks lies between the ceiling (0: nobody is asked) and the lowest first offer (1)",
        "assumption, range 0-1; neutral 0",
        swept=(0.0, 1.0),
    )
    committee: int = param(
        3, "experts", "size of the consultation group", "财库[2014]214号: 3 or more, odd, VERIFIED", ge=3, le=101
    )
    committee_large: int = param(
        5,
        "experts",
        "size of the group for large budgets",
        "as in negotiation, Order 74: at least 5, assumption here",
        ge=3,
        le=101,
    )
    large_budget: float = param(
        2.0e6,
        "yuan",
        "value at the ceiling from which the large group sits",
        "limit of cities for open tenders, 1-4 million yuan, MEMORY",
        ge=0.0,
        le=1.0e12,
    )
    purchase_limit: float = param(
        500_000.0,
        "yuan",
        "value below which the Law does not apply",
        "财库[2019]69号, MEMORY; range 0.3-1 million",
        ge=0.0,
        le=1.0e9,
    )
    notice_days: float = param(
        10.0, "days", "documents to first offers", "财库[2014]214号: at least 10 days, VERIFIED", ge=10.0, le=180.0
    )
    evaluation_days: float = param(10.0, "days", "talks, final offers, decision, notice", "assumption, range 5-20", ge=1.0, le=90.0)
    hours: float = param(36.0, "hours", "officials' hours for one consultation", "assumption, range 18-70", ge=0.0, le=1000.0)
    hours_per_offer: float = param(4.0, "hours", "officials' hours for each party", "assumption, range 2-10", ge=0.0, le=100.0)
    agent_fee: float = param(
        0.015, "share", "fee of the agent, share of the value at the ceiling", "计价格[2002]1980号, MEMORY", ge=0.0, le=0.1
    )
    bidder_hours: float = param(
        45.0, "hours", "hours a bidder spends on offers and talks", "assumption, range 20-90", ge=0.0, le=1000.0
    )

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        """First offers; then the price that the group asks for in view of the lowest; then the books are closed."""
        if round_ == 0:
            return Request("sealed")
        ceiling = purchase.project.ceiling
        lowest = min((bid.price for bid in offers if bid.valid), default=np.inf)
        if round_ > 1 or self.pressure == 0.0 or not lowest < ceiling:
            return None
        return Request("revise", price=price_asked(ceiling, self.pressure * (1.0 - lowest / ceiling), 1))

    def panel(self, budget: float = 0.0) -> Panel:
        """The group as it judges after the talks."""
        usual = super().panel(budget)
        return replace(usual, noise=(1.0 - self.clarity) * usual.noise)

    def legal_basis(self, project: Project) -> LegalBasis:
        return "non_tender_approved" if project.value_at_ceiling >= self.purchase_limit else "below_limit"
