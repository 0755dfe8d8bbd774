"""Citizens' voucher 服务券."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

import numpy as np

from gpssim.market import Award, Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.payments.per_unit import PerUnit
from gpssim.mechanisms.purchase import ChoiceTable, Purchase
from gpssim.mechanisms.screening import BUDGET_SLACK, no_award_reason, refuse
from gpssim.plugins import plugin
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months


@plugin
class CitizenVoucher(Mechanism):
    """The purchaser fixes the price; every capable organization that takes it is admitted; citizens choose, money follows them.

    Citizens like published quality, as far as they see it, and where there is a default organization they need a reason to leave
    it. Admission is renewed at every purchase of the line. The purchaser sees what is published only.

    Simplified: no top-ups, one price for all groups. Source: regulated prices
    and choice (Gravelle 1999; Brekke, Nuscheler & Straume 2006); 居家养老服务券 in several cities, MEMORY.
    """

    name: ClassVar[str] = "citizen_voucher"
    label: ClassVar[str] = "citizens' voucher"
    label_zh: ClassVar[str] = "服务券"
    rule_zh: ClassVar[str] = (
        "购买主体规定价格，有能力且接受该价格的社会组织均获准入；公众自行选择，资金随人走。公众看重所知的公开质量；"
        "设有默认组织时，须有理由才会离开。服务项目每次重新采购时准入一并更新。购买主体只看到已公开的信息。简化："
        "不得加价，各人群同价。"
    )
    source: ClassVar[str] = "Gravelle 1999; Brekke, Nuscheler & Straume 2006"

    price_share: float = share(0.95, "regulated price as a share of the ceiling", "assumption, range 0.8-1", swept=(0.8, 1.0))
    quality_weight: float = param(
        1.0, "1", "utility per latent unit of published quality", "assumption, range 0-2", ge=0.0, le=20.0, swept=(0.5, 2.0)
    )
    group_weight: float = share(
        1.0, "part of the quality weight that vulnerable groups have (information is harder to use)", "assumption, range 0.5-1"
    )
    n_min: int = param(
        3, "organizations", "admitted organizations without which there is nothing to choose", "assumption, range 1-3", ge=1, le=20
    )
    most_admitted: int = param(
        100, "organizations", "most organizations admitted for one line", "assumption: no limit in practice", ge=1, le=1000
    )
    places_move: float = share(
        0.25,
        "part of unused places that moves each month to admitted organizations that are full while citizens wait",
        "money follows the citizen; size: assumption, range 0-1; neutral 0",
        swept=(0.0, 1.0),
    )
    places_follow: float = share(
        0.5,
        "how far the places of the next admission follow what citizens used, rather than what organizations have room for",
        "assumption, range 0-1; neutral 0",
        swept=(0.0, 1.0),
    )
    default: Literal["none", "best_published", "incumbent"] = param(
        "none", "rule", "with whom citizens are unless they choose: nobody, the best published, or who served the line"
    )
    inertia: float = param(
        0.0,
        "latent",
        "utility of the default for being the default: whoever likes no other by more stays there",
        "default effects (Johnson & Goldstein 2003); size: assumption, range 0-3",
        ge=0.0,
        le=20.0,
        swept=(0.0, 3.0),
    )
    admission_days: float = param(
        15.0, "days", "publication and check of the standard", "assumption, range 10-30", ge=1.0, le=180.0
    )
    contract_days: float = param(15.0, "days", "admission to service", "assumption, range 5-30", ge=1.0, le=180.0)
    hours: float = param(20.0, "hours", "officials' hours to publish and settle", "assumption, range 10-60", ge=0.0, le=1000.0)
    hours_per_offer: float = param(
        2.0, "hours", "officials' hours to check one organization", "assumption, range 1-6", ge=0.0, le=100.0
    )
    bidder_hours: float = param(
        6.0, "hours", "hours an organization spends on admission", "assumption, range 2-20", ge=0.0, le=1000.0
    )

    @property
    def most_awards(self) -> int:
        return self.most_admitted

    @property
    def min_bids(self) -> int:
        return self.n_min

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        return tuple(np.flatnonzero(purchase.view.public.capable).tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("accept", price=self.regulated_price(purchase.project)) if round_ == 0 else None

    def regulated_price(self, project: Project) -> float:
        """Yuan per place-month, the same for everybody admitted."""
        return self.price_share * project.ceiling

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Whoever asks for more than the regulated price is not admitted."""
        most = self.regulated_price(purchase.project) * (1.0 + BUDGET_SLACK)
        return tuple(refuse(bid, "above_price") if bid.price > most else bid for bid in bids)

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        valid = [bid for bid in bids if bid.valid]
        scores = tuple(Score(bid.bidder, float("nan"), valid=bid.valid, reason=bid.reason) for bid in bids)
        if len(valid) < self.n_min:
            return Decision(reason=no_award_reason(bids), scores=scores)
        return Decision(awards=self._admitted(purchase, valid), scores=scores)

    def choice(self, purchase: Purchase, decision: Decision) -> ChoiceTable | None:
        rows = np.array(sorted(award.bidder for award in decision.awards), dtype=np.int64)
        quality = purchase.view.public.published_quality[rows]
        weights = self.quality_weight * np.array([1.0] + [self.group_weight] * (len(GROUPS) - 1))
        default = self._default(purchase.project, rows, quality)
        utility = np.outer(quality, weights) + self.inertia * (rows == default)[:, None]
        return ChoiceTable(tuple(rows.tolist()), utility, default)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """Nothing: everybody who takes the price is admitted."""
        return np.zeros(np.shape(prices))

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.admission_days + self.contract_days),
            official_hours=self.hours + self.hours_per_offer * n_bids,
            cost=0.0,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        """Paid for those who came, a part in advance: what nobody used need not be paid back."""
        return replace(
            PerUnit().terms(standard_terms(project, levers), project),
            assignment="citizen",
            cycle_years=1,
            places_move=self.places_move,
        )

    def legal_basis(self, project: Project) -> LegalBasis:
        return "below_limit"

    def _admitted(self, purchase: Purchase, valid: Sequence[Bid]) -> tuple[Award, ...]:
        """Everybody; by lot, as many as there may be, where there are too many."""
        price, most = self.regulated_price(purchase.project), min(self.most_admitted, purchase.project.n_awards)
        by_lot = sorted(valid, key=lambda bid: purchase.luck.uniform("place", int(purchase.keys([bid.bidder])[0])))
        return tuple(self.award(purchase, bid, price=price) for bid in self._following(purchase, by_lot[:most]))

    def _following(self, purchase: Purchase, admitted: Sequence[Bid]) -> Sequence[Bid]:
        """Their places, as far as places follow citizens: in proportion to last use, newcomers like the mean of the others."""
        public = purchase.view.public
        if self.places_follow <= 0.0 or public.used is None:
            return admitted
        used, room = public.used[[bid.bidder for bid in admitted]], np.array([bid.places for bid in admitted])
        if not used.any():
            return admitted
        sought = np.where(used > 0.0, used, used[used > 0.0].mean())
        parts = (1.0 - self.places_follow) * room / room.sum() + self.places_follow * sought / sought.sum()
        places = np.minimum(room, parts * purchase.project.places)
        return [replace(bid, places=float(x)) for bid, x in zip(admitted, places, strict=True)]

    def _default(self, project: Project, rows: np.ndarray, quality: np.ndarray) -> int:
        if self.default == "incumbent":
            return project.incumbent if project.incumbent in rows else -1
        return int(rows[quality.argmax()]) if self.default == "best_published" else -1
