"""Commissioning 委托购买 (医疗资源购买)."""

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
from gpssim.rules.scoring import ranking
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months


@plugin
class Commissioning(Mechanism):
    """The purchaser pays accredited organizations a tariff for what they do; places go to the best published records first.

    Accredited is who is capable, has the grade and is not below the line of the published record. Those who take the tariff get
    places in the order of the record, each at most a part of all, until the places are given out. The purchaser assigns citizens.

    Simplified: one tariff for all cases; accreditation costs no inspection of its own. Source: purchase of medical and care
    resources in Zhou Lei's list of modes, MEMORY; activity-based tariffs (Ellis & McGuire 1986).
    """

    name: ClassVar[str] = "commissioning"
    label: ClassVar[str] = "commissioning"
    label_zh: ClassVar[str] = "委托购买"
    rule_zh: ClassVar[str] = (
        "购买主体按规定价格向获认定的社会组织付费，名额先给公开记录最好者。"
        "获认定者须有能力、达到等级且公开记录不低于底线；接受价格者按记录依次取得名额，各不超过总数的一定部分，直至分完，"
        "由购买主体分派服务对象。简化：各种情形同价，认定本身不需检查。"
    )
    source: ClassVar[str] = "Zhou Lei: 医疗资源购买; Ellis & McGuire 1986"

    tariff: float = share(0.95, "price of a place as a share of the ceiling", "assumption, range 0.8-1", swept=(0.8, 1.0))
    most_share: float = param(
        0.5,
        "share",
        "most places of one organization, part of all",
        "several must be commissioned; size: assumption, range 0.25-1",
        ge=0.01,
        le=1.0,
        swept=(0.25, 1.0),
    )
    most_commissioned: int = param(10, "organizations", "most organizations for one line", "assumption, range 2-20", ge=1, le=1000)
    min_grade: int = param(0, "grade", "lowest published grade accredited (0: none needed)", "assumption, range 0-3", ge=0, le=5)
    record_floor: float = param(
        -0.5, "latent", "lowest published record accredited", "assumption, range -1 to 0", ge=-10.0, le=10.0, swept=(-1.0, 0.0)
    )
    accreditation_days: float = param(30.0, "days", "accreditation and allocation", "assumption, range 15-60", ge=1.0, le=180.0)
    contract_days: float = param(15.0, "days", "allocation to service", "assumption, range 5-30", ge=1.0, le=180.0)
    hours: float = param(24.0, "hours", "officials' hours for one allocation", "assumption, range 12-60", ge=0.0, le=1000.0)
    hours_per_offer: float = param(
        4.0, "hours", "officials' hours to accredit one organization", "assumption, range 2-10", ge=0.0, le=100.0
    )
    bidder_hours: float = param(
        12.0, "hours", "hours an organization spends on accreditation", "assumption, range 4-40", ge=0.0, le=1000.0
    )

    @property
    def most_awards(self) -> int:
        return self.most_commissioned

    @property
    def record_weight(self) -> float:
        return 1.0

    def price(self, project: Project) -> float:
        """Yuan per place-month, the same for everybody commissioned."""
        return self.tariff * project.ceiling

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        public = purchase.view.public
        accredited = public.capable & (public.grade >= self.min_grade) & (public.published_quality >= self.record_floor)
        return tuple(np.flatnonzero(accredited).tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("accept", price=self.price(purchase.project)) if round_ == 0 else None

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Whoever asks for more than the tariff is not commissioned."""
        most = self.price(purchase.project) * (1.0 + BUDGET_SLACK)
        return tuple(refuse(bid, "above_price") if bid.price > most else bid for bid in bids)

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        record = purchase.view.public.published_quality
        scores = tuple(
            Score(
                bid.bidder, float(record[bid.bidder]), quality_points=float(record[bid.bidder]), valid=bid.valid, reason=bid.reason
            )
            for bid in bids
        )
        valid = [bid for bid in bids if bid.valid]
        if not valid:
            return Decision(reason=no_award_reason(bids), scores=scores)
        return Decision(awards=self._allocated(purchase, valid), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """The record; price does not count, an absent offer scores ``-inf``."""
        return np.where(np.isfinite(prices), quality, -np.inf)

    @property
    def price_only(self) -> bool:
        return False

    @property
    def rates_papers(self) -> bool:
        """The published record decides."""
        return False

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.accreditation_days + self.contract_days),
            official_hours=self.hours + self.hours_per_offer * n_bids,
            cost=0.0,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return standard_terms(project, levers, basis="per_unit", cycle_years=1)

    def legal_basis(self, project: Project) -> LegalBasis:
        """Insurance and health budgets buy under rules of their own."""
        return "below_limit"

    def _allocated(self, purchase: Purchase, valid: Sequence[Bid]) -> tuple[Award, ...]:
        """Places in the order of the record, equals by lot, until they are given out."""
        project, rows = purchase.project, np.array([bid.bidder for bid in valid])
        record, lots = purchase.view.public.published_quality[rows], purchase.luck.uniforms("tie", purchase.keys(rows))
        most = min(self.most_commissioned, project.n_awards)
        left, awards = project.places, []
        for place in ranking(record, np.zeros(rows.size), lots)[:most]:
            given = min(valid[place].places, self.most_share * project.places, left)
            if given > BUDGET_SLACK * project.places:
                awards.append(self.award(purchase, replace(valid[place], places=given), price=self.price(project)))
                left -= given
        return tuple(awards)
