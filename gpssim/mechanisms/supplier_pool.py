"""Supplier pool 供应商库."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import no_award_reason
from gpssim.plugins import plugin
from gpssim.rules.awarding import by_price, by_success, in_turn, worth_of_price
from gpssim.rules.scoring import ranking
from gpssim.scenario.fields import param
from gpssim.scenario.policy import Levers
from gpssim.units import lead_months


@plugin
class SupplierPool(Mechanism):
    """Every capable member of the pool may offer once; who gets the contract is picked by a rule.

    The lowest price (neutral), a member in turn, a member drawn in proportion to past awards (success breeds success), or a price
    compared with mistakes (logit). The winner is paid its own price.

    Simplified: membership is capability, nobody is struck off. Source: framework agreements (Order 110 (2022), art. 35: direct
    choice, second bidding, rotation), MEMORY.
    """

    name: ClassVar[str] = "supplier_pool"
    label: ClassVar[str] = "supplier pool"
    label_zh: ClassVar[str] = "供应商库"
    source: ClassVar[str] = "Order 110 (2022) art. 35, MEMORY"

    pick: Literal["lowest_price", "logit", "success", "rotation"] = param(
        "lowest_price", "rule", "who gets the contract: lowest price, price with mistakes, success so far, or whose turn it is"
    )
    n_min: int = param(3, "offers", "valid offers without which nothing is awarded", "as in a tender, assumption", ge=1, le=20)
    precision: float = param(
        1.0, "per yuan", "logit: how sharply prices are compared; 0: by lot", "assumption, range 0-10", ge=0.0, le=1.0e6
    )
    success_start: float = param(
        1.0, "awards", "success: weight of a member without an award", "assumption, range 0.1-10", ge=0.0, le=1.0e6
    )
    success_exponent: float = param(
        1.0, "1", "success: exponent on start plus awards; 0: by lot", "assumption, range 0-2", ge=0.0, le=10.0
    )
    notice_days: float = param(7.0, "days", "request to decision", "assumption, range 3-20", ge=1.0, le=180.0)
    contract_days: float = param(15.0, "days", "award to service", "assumption, range 5-30", ge=1.0, le=180.0)
    hours: float = param(12.0, "hours", "officials' hours for one award", "assumption, range 4-40", ge=0.0, le=1000.0)
    bidder_hours: float = param(8.0, "hours", "hours a bidder spends on its offer", "assumption, range 2-20", ge=0.0, le=1000.0)

    @property
    def min_bids(self) -> int:
        return self.n_min

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        return tuple(np.flatnonzero(purchase.view.public.capable).tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        return Request("sealed") if round_ == 0 else None

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        valid = [bid for bid in bids if bid.valid]
        scores = tuple(Score(bid.bidder, -bid.price, valid=bid.valid, reason=bid.reason) for bid in bids)
        if len(valid) < self.n_min:
            return Decision(reason=no_award_reason(bids), scores=scores)
        prices, rows = np.array([bid.price for bid in valid]), np.array([bid.bidder for bid in valid])
        standing = self.standing(
            prices, purchase.view.public.past_awards[rows], purchase.luck.uniforms("pick", purchase.keys(rows))
        )
        first = int(ranking(standing, prices, purchase.luck.uniforms("tie", purchase.keys(rows)))[0])
        return Decision(awards=(self.award(purchase, valid[first]),), scores=scores)

    def standing(self, prices: np.ndarray, awards: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
        """What decides: the highest is picked. Vectorized over leading axes, the last axis is the bidders."""
        if self.pick == "success":
            standing = by_success(awards, self.success_start, self.success_exponent, uniforms)
        elif self.pick == "rotation":
            standing = in_turn(awards, uniforms)
        else:
            standing = by_price(prices, self.precision if self.pick == "logit" else np.inf, uniforms)
        return np.where(np.isfinite(prices), standing, -np.inf)

    def attractions(self, prices: np.ndarray, awards: np.ndarray) -> np.ndarray:
        """Standing without luck, as utilities at scale 1: who is picked is drawn with these odds where luck decides."""
        if self.pick == "success":
            return self.standing(prices, awards, np.full(np.shape(prices), MODE))
        return worth_of_price(prices, self.precision)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """Minus the price: what an offer adds to its chance, if anything does."""
        return -np.asarray(prices, dtype=np.float64)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(
            lead_months=lead_months(self.notice_days + self.contract_days),
            official_hours=self.hours,
            cost=0.0,
            bidder_hours=self.bidder_hours,
        )

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        return standard_terms(project, levers)

    def legal_basis(self, project: Project) -> LegalBasis:
        return "below_limit"


MODE = float(np.exp(-1.0))
"""The uniform at which a Gumbel shock is 0."""
