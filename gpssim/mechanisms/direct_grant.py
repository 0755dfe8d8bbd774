"""Direct grant 直接资助."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

import numpy as np

from gpssim.market import Award, Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import BUDGET_SLACK, no_award_reason, refuse
from gpssim.plugins import plugin
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months

NONPROFIT = tuple(word for word in KINDS if word not in ("company", "public_institution"))
ASSOCIATIONS = ("association", "industry_association")
"""Functions are handed over to associations of both sorts 社会团体、行业协会."""


@plugin
class DirectGrant(Mechanism):
    """Organizations of a kind get a grant by a formula; nothing is promised for it, and nothing is taken back for bad work.

    Per bed: a rate for each place that an organization has room for, in advance. Per case: the rate for each unit delivered. Lump:
    the same sum for everybody, in advance, for as many places as it pays at the rate. Where there are more applicants than grants,
    a lot decides; where they have more room than was planned, everybody's places are cut alike. With ``recipients = "association"``
    functions are handed over to associations 职能转移.

    Simplified: a recipient works for the rate alone, whoever cannot does not apply. Source: subsidies to providers in Zhou Lei's
    list of modes (直接资助), per bed and per case in care of the elderly, MEMORY.
    """

    name: ClassVar[str] = "direct_grant"
    label: ClassVar[str] = "direct grant"
    label_zh: ClassVar[str] = "直接资助"
    rule_zh: ClassVar[str] = (
        "某类社会组织按公式取得资助，既不承诺什么，做得不好也不收回。按床位：每个有容量的名额一定金额，预先支付；按人次："
        "每个交付单位一定金额；定额：各家金额相同、预先支付，名额以按标准所能支付者为限。申请者多于资助数时抽签；"
        "容量超出计划时各家名额同比例缩减。对象为社会团体时即职能转移。简化：受助者只凭该标准工作，做不到者不申请。"
    )
    source: ClassVar[str] = "Zhou Lei: 直接资助; 职能转移"

    formula: Literal["per_bed", "per_case", "lump"] = param(
        "per_bed", "rule", "what the grant follows: places, units delivered, or nothing", "subsidies per bed and per case, MEMORY"
    )
    recipients: Literal[
        "nonprofits",
        "social_service_agency",
        "association",
        "community_organization",
        "company",
        "industry_association",
        "everybody",
    ] = param("nonprofits", "kind", "whom the grant is for", "民办非企业单位 and associations, MEMORY")
    rate: float = share(0.95, "grant for a place a month as a share of the ceiling", "assumption, range 0.8-1", swept=(0.8, 1.0))
    lump: float = param(
        50_000.0, "yuan", "lump: sum for one organization and term", "assumption, range 20,000-200,000", ge=1.0, le=1.0e8
    )
    most_grants: int = param(5, "organizations", "most grants for one line", "assumption, range 1-20", ge=1, le=1000)
    freedom: float = share(
        0.8,
        "what its contracts leave open of the service model: a grant supports the recipient's own work",
        "assumption, range 0.5-1",
    )
    decision_days: float = param(20.0, "days", "application and check of the kind", "assumption, range 10-60", ge=1.0, le=180.0)
    payment_days: float = param(10.0, "days", "decision to service", "assumption, range 0-30", ge=0.0, le=180.0)
    hours: float = param(8.0, "hours", "officials' hours for one line", "assumption, range 4-20", ge=0.0, le=1000.0)
    hours_per_offer: float = param(1.0, "hours", "officials' hours for each application", "assumption, range 0-4", ge=0.0, le=100.0)
    bidder_hours: float = param(4.0, "hours", "hours an organization spends on it", "assumption, range 2-10", ge=0.0, le=1000.0)

    @property
    def most_awards(self) -> int:
        return self.most_grants

    @property
    def offered_by(self) -> tuple[str, ...]:
        return {"nonprofits": NONPROFIT, "everybody": KINDS, "association": ASSOCIATIONS}.get(self.recipients, (self.recipients,))

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        public = purchase.view.public
        kinds = tuple(KINDS.index(word) for word in self.offered_by)
        return tuple(np.flatnonzero(public.capable & public.of_kind(kinds)).tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("accept", price=self.price(purchase.project)) if round_ == 0 else None

    def price(self, project: Project) -> float:
        """Yuan per place-month, the same for everybody."""
        return self.rate * project.ceiling

    def places(self, project: Project, bid: Bid) -> float:
        """Places for which an organization gets a grant: those it has room for, or those that the lump pays."""
        if self.formula != "lump":
            return bid.places
        return min(bid.places, self.lump / max(self.price(project) * project.months, 1e-9))

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Whoever asks for more than the rate gets nothing."""
        most = self.price(purchase.project) * (1.0 + BUDGET_SLACK)
        return tuple(refuse(bid, "above_price") if bid.price > most else bid for bid in bids)

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        scores = tuple(Score(bid.bidder, float("nan"), valid=bid.valid, reason=bid.reason) for bid in bids)
        valid = [bid for bid in bids if bid.valid]
        if not valid:
            return Decision(reason=no_award_reason(bids), scores=scores)
        return Decision(awards=self._granted(purchase, valid), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """The same for everybody who applies."""
        return np.where(np.isfinite(prices), 0.0, -np.inf)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.decision_days + self.payment_days),
            official_hours=self.hours + self.hours_per_offer * n_bids,
            cost=0.0,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        """No incentive and no sanction: the money comes in advance (per case: as usual, for what was delivered)."""
        usual = standard_terms(project, levers)
        per_case = self.formula == "per_case"
        return ContractTerms(
            basis="per_unit" if per_case else "fixed",
            months=usual.months,
            schedule=usual.schedule if per_case else (1.0, 0.0, 0.0),
        )

    def legal_basis(self, project: Project) -> LegalBasis:
        """A subsidy is no purchase in the sense of the Law."""
        return "below_limit"

    def _granted(self, purchase: Purchase, valid: Sequence[Bid]) -> tuple[Award, ...]:
        """Grants by lot as far as they go, each for its places by the formula."""
        project = purchase.project
        lots = purchase.luck.uniforms("grant", purchase.keys([bid.bidder for bid in valid]))
        drawn = np.argsort(lots)[: min(self.most_grants, project.n_awards)]
        granted = (replace(valid[k], places=self.places(project, valid[k])) for k in drawn)
        return tuple(self.award(purchase, bid, price=self.price(project)) for bid in granted)
