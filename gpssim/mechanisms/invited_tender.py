"""Invited tender 邀请招标."""

from __future__ import annotations

from typing import ClassVar

from gpssim.market import Bid, LegalBasis, Project, Request
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.mechanisms.purchase import Purchase
from gpssim.plugins import plugin
from gpssim.scenario.fields import param


@plugin
class InvitedTender(OpenTender):
    """An open tender among a few: those who may offer are drawn by lot from all who are capable, at least three by law.

    Evaluation, payment and terms are those of an open tender. There are fewer offers to read and fewer rivals to fear. Above the
    limit for open tenders it needs approval.

    Simplified: prequalification admits everybody who is capable. Source: Government Procurement Law art. 29 and 34, VERIFIED.
    """

    name: ClassVar[str] = "invited_tender"
    label: ClassVar[str] = "invited tender"
    label_zh: ClassVar[str] = "邀请招标"
    rule_zh: ClassVar[str] = (
        "在少数人之间的公开招标：从有能力者中抽签产生可投标者，依法至少三家。评审、付款与合同条件同公开招标；"
        "要读的投标较少，要防的对手也较少。达到公开招标数额标准以上须经批准。简化：资格预审使所有有能力者通过。"
    )
    source: ClassVar[str] = "Government Procurement Law art. 29, 34; Order 87 (2017)"

    n_invited: int = param(
        5,
        "organizations",
        "drawn by lot to offer",
        "Law art. 34: three or more, at random, VERIFIED",
        ge=1,
        le=1000,
    )
    open_limit: float = param(
        2.0e6,
        "yuan",
        "value at the ceiling from which an open tender would be due: above it, approval",
        "limit of cities for open tenders, 1-4 million yuan, MEMORY",
        ge=0.0,
        le=1.0e12,
    )
    hours: float = param(30.0, "hours", "officials' hours for one tender", "assumption, range 15-60", ge=0.0, le=1000.0)
    agent_fee: float = param(
        0.015,
        "share",
        "fee of the agent, share of the value at the ceiling",
        "计价格[2002]1980号: as for open tenders, MEMORY",
        ge=0.0,
        le=0.1,
    )

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("sealed", personal=True) if round_ == 0 else None

    def legal_basis(self, project: Project) -> LegalBasis:
        return "non_tender_approved" if project.value_at_ceiling >= self.open_limit else "tender"
