"""Concession 特许经营."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.market import Award, Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import BUDGET_SLACK, no_award_reason, refuse
from gpssim.plugins import plugin
from gpssim.rules.charging import idle_loading
from gpssim.rules.scoring import ranking
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months


@plugin
class Concession(Mechanism):
    """Everybody capable may offer once, sealed; the winner charges users for many years, the purchaser pays a subsidy at most.

    An offer is the revenue that an organization needs for a used place; the lowest wins. What it is below the ceiling goes to
    users (``lowest_fee``: the subsidy is given), to the purchaser (``smallest_subsidy``: the fee is given) or into equipment
    (``highest_investment``: both are given). Whoever cannot pay stays away, the poor first. Fees and subsidy are earned on
    places that are used: demand is the concessionaire's risk, for an idle place still costs.

    Simplified: the fee stays as signed for the whole term; bidders expect the same use of every line; no buy-out. Source:
    Demsetz 1968; Measures on concessions (2015; 2024), MEMORY; Engel, Fischer & Galetovic 2001.
    """

    name: ClassVar[str] = "concession"
    label: ClassVar[str] = "concession"
    label_zh: ClassVar[str] = "特许经营"
    rule_zh: ClassVar[str] = (
        "有能力者均可密封投标一次，中标者在较长年限内向使用者收费，购买主体至多给予补贴。投标为每个被使用名额所需的收入，"
        "最低者中标；其低于最高限价的部分，视评审办法归使用者（补贴既定）、归购买主体（收费既定）或用于设备（二者既定）。"
        "付不起者不来，首先是贫困者。收费与补贴只按被使用的名额取得，需求风险由承接主体承担，闲置名额仍有成本。简化："
        "收费全程不变，投标人对各项目预期相同的使用量，不设回购。"
    )
    source: ClassVar[str] = "Demsetz 1968; Measures on concessions (2015, 2024), MEMORY; Engel, Fischer & Galetovic 2001"

    criterion: Literal["lowest_fee", "smallest_subsidy", "highest_investment"] = param(
        "lowest_fee", "rule", "what wins: the lowest user fee, the smallest subsidy, or the highest investment", "Demsetz 1968"
    )
    subsidy: float = share(
        0.3,
        "what the purchaser pays for a used place, part of the ceiling (smallest_subsidy: at most)",
        "operating subsidies are allowed, MEMORY; size: assumption, range 0-0.6; 0: users pay all",
        swept=(0.0, 0.6),
    )
    fee: float = share(
        0.6,
        "smallest_subsidy and highest_investment: the user fee, part of the ceiling",
        "assumption, range 0.3-1",
        swept=(0.4, 0.7),
    )
    years: int = param(
        10,
        "years",
        "term of a concession, signed year by year subject to acceptance",
        "at most 30 (Measures of 2015, art. 6; 40 since 2024), MEMORY; range 5-30",
        ge=1,
        le=30,
    )
    exemption: float = share(0.0, "part of the fee that vulnerable groups are spared", "policy choice; neutral 0", swept=(0.0, 1.0))
    exemption_paid: float = share(
        1.0, "part of what they are spared that the purchaser makes good at acceptance", "policy choice, range 0-1"
    )
    idle_cost: float = share(
        0.5, "part of its cost that a place causes when nobody uses it", "assumption, range 0.3-0.8; neutral 0", swept=(0.3, 0.8)
    )
    expected_use: float = param(
        0.95,
        "share",
        "use of their places that bidders reckon with",
        "forecasts of demand are optimistic (Flyvbjerg, Holm & Buhl 2005, MEMORY); size: assumption, range 0.7-1; neutral 1",
        ge=0.05,
        le=1.0,
        swept=(0.7, 1.0),
    )
    n_min: int = param(3, "offers", "valid offers without which nothing is awarded", "as in a tender, Law art. 36", ge=1, le=20)
    notice_days: float = param(30.0, "days", "publication before the deadline", "assumption, range 20-60", ge=20.0, le=365.0)
    evaluation_days: float = param(20.0, "days", "evaluation and notice", "assumption, range 10-40", ge=1.0, le=180.0)
    contract_days: float = param(40.0, "days", "award to service", "assumption, range 30-120", ge=1.0, le=365.0)
    hours: float = param(80.0, "hours", "officials' hours for one concession", "assumption, range 40-200", ge=0.0, le=5000.0)
    hours_per_offer: float = param(4.0, "hours", "officials' hours for each offer", "assumption, range 2-10", ge=0.0, le=100.0)
    study_fee: float = param(
        20_000.0, "yuan", "feasibility study and advisers", "assumption, range 10,000-100,000", ge=0.0, le=1.0e7
    )
    bidder_hours: float = param(80.0, "hours", "hours a bidder spends on its offer", "assumption, range 40-200", ge=0.0, le=5000.0)

    @model_validator(mode="after")
    def _under_the_ceiling(self) -> Self:
        if self.criterion == "highest_investment" and self.fee + self.subsidy > 1.0 + BUDGET_SLACK:
            raise impossible(f"{self.name}.fee + subsidy", round(self.fee + self.subsidy, 6), "at most 1, the ceiling")
        return self

    @property
    def min_bids(self) -> int:
        return self.n_min

    @property
    def idle_loading(self) -> float:
        return idle_loading(self.expected_use, self.idle_cost)

    def most(self, project: Project) -> float:
        """Highest revenue from a used place, yuan per place-month."""
        part = 1.0 if self.criterion == "lowest_fee" else min(1.0, self.fee + self.subsidy)
        return part * project.ceiling

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        return tuple(np.flatnonzero(purchase.view.public.capable).tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("sealed") if round_ == 0 else None

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Whoever needs more than fee and subsidy allow is refused."""
        most = self.most(purchase.project) * (1.0 + BUDGET_SLACK)
        return tuple(refuse(bid, "above_price") if bid.price > most else bid for bid in bids)

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        scores = tuple(Score(bid.bidder, -bid.price, valid=bid.valid, reason=bid.reason) for bid in bids)
        valid = [bid for bid in bids if bid.valid]
        if len(valid) < self.n_min:
            return Decision(reason=no_award_reason(bids), scores=scores)
        prices, rows = np.array([bid.price for bid in valid]), [bid.bidder for bid in valid]
        lots = purchase.luck.uniforms("tie", purchase.keys(rows))
        first = int(ranking(self.score(prices, prices, purchase.project.ceiling), prices, lots)[0])
        return Decision(awards=(self.award(purchase, valid[first]),), scores=scores)

    def award(self, purchase: Purchase, bid: Bid, price: float | None = None) -> Award:
        """The concession at this offer: what a used place earns, and which part of it users pay and goes into equipment."""
        project, needed = purchase.project, bid.price if price is None else price
        invests = self.criterion == "highest_investment"
        revenue = min(self.most(project), project.ceiling) if invests else needed
        given = self.subsidy if self.criterion == "lowest_fee" else 0.0
        fee = revenue - given * project.ceiling if self.criterion == "lowest_fee" else self.fee * project.ceiling
        made = super().award(purchase, bid, revenue)
        charged = min(max(fee, 0.0), revenue)
        return replace(made, terms=replace(made.terms, fee=charged, investment=max(0.0, revenue - needed)))

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """Less revenue needed, more points, yuan per place-month: a lower fee, a smaller subsidy or more investment."""
        return -np.asarray(prices, dtype=np.float64)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.notice_days + self.evaluation_days + self.contract_days),
            official_hours=self.hours + self.hours_per_offer * n_bids,
            cost=self.study_fee,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        """A long term on the concessionaire's own risk: no cost is shared. The fee is set by the award."""
        return replace(
            standard_terms(project, levers),
            basis="per_unit",
            cycle_years=self.years,
            cost_share=0.0,
            exemption=self.exemption,
            exemption_paid=self.exemption_paid,
            idle_cost=self.idle_cost,
        )

    def legal_basis(self, project: Project) -> LegalBasis:
        return "tender"
