"""What mechanisms with a committee share: its parameters, its rating of offers, its points."""

from __future__ import annotations

from abc import ABC
from collections.abc import Sequence
from dataclasses import replace
from typing import Self

import numpy as np
from pydantic import model_validator
from scipy.special import ndtr

from gpssim.errors import impossible
from gpssim.information.committee import Panel, Papers, combined, errors, ratings
from gpssim.market import Bid
from gpssim.mechanisms.base import Mechanism
from gpssim.mechanisms.purchase import Purchase
from gpssim.plugins import plugin
from gpssim.scenario.fields import param, share

BIG = 1.0e12
GRADE_STEP = 0.3
"""Latent units of published quality to one step of the grade (0.1 of the shown scale, around 0.7)."""


@plugin
class JuryMechanism(Mechanism, ABC):
    """A mechanism in which a committee rates offers; its points go from 0 to 100."""

    committee: int = param(5, "jurors", "size of the committee", "Order 87: at least 5, odd, VERIFIED", ge=1, le=101)
    committee_large: int = param(
        7, "jurors", "size of the committee for large budgets", "Order 87: at least 7 from 10 million yuan, VERIFIED", ge=1, le=101
    )
    large_budget: float = param(
        10.0e6, "yuan", "value at the ceiling from which the large committee sits", "Order 87, VERIFIED", ge=0.0, le=BIG
    )
    representatives: float = param(
        1.0 / 3.0,
        "share",
        "seats of the purchaser's own people, at most",
        "Order 87: experts at least two thirds, VERIFIED",
        ge=0.0,
        le=1.0 / 3.0,
    )
    representative_weight: float = param(
        1.0, "1", "how much of a tie a representative's rating shows (times 1 - integrity)", "assumption, range 0-1", ge=0.0, le=5.0
    )
    juror_noise: float = param(0.5, "latent sd", "error of one juror's rating", "assumption", ge=0.0, le=10.0, swept=(0.2, 1.0))
    juror_correlation: float = share(
        0.3, "intraclass correlation of jurors' errors on one offer", "assumption, range 0-0.7", swept=(0.0, 0.7)
    )
    promise_weight: float = param(
        0.5, "1", "rating per latent unit of promised quality", "assumption, range 0-1", ge=0.0, le=5.0, swept=(0.2, 0.8)
    )
    halo: float = param(
        0.04,
        "latent per grade",
        "rating per step of the published grade (1A-5A), an organization's reputation",
        "assumption, range 0-0.1",
        ge=0.0,
        le=1.0,
    )
    lay_noise: float = param(
        1.0,
        "1",
        "error of a representative's rating relative to an expert's; 1: they judge alike",
        "assumption, range 1-2; neutral 1",
        ge=0.0,
        le=10.0,
    )
    familiarity: float = param(
        0.0,
        "latent",
        "rating added for the organization that does the work now",
        "assumption, range 0-0.3; neutral 0",
        ge=0.0,
        le=5.0,
    )
    rating_scale: float = param(
        5.0,
        "latent",
        "latent units of rating to one standard deviation of the 0-100 scale: about 40 / scale points a unit",
        "calibrated: equilibrium discounts of 5-12 % (Shanghai 2009 at least 6 %, Wujin 2020 11.6 %, VERIFIED); "
        "varied while these hold",
        ge=0.01,
        le=100.0,
        swept=(4.2, 5.8),
    )

    trim: int = param(
        0,
        "ratings",
        "highest and as many lowest ratings dropped before the mean; 0: none",
        "government purchases take all ratings (Order 87, VERIFIED); contests often drop one of each",
        ge=0,
        le=50,
    )

    @model_validator(mode="after")
    def _somebody_left(self) -> Self:
        if 2 * self.trim >= min(self.committee, self.committee_large):
            least = min(self.committee, self.committee_large)
            raise impossible(f"{self.name}.trim", self.trim, f"less than half of the {least} jurors")
        if self.trim and self.lay_noise != 1.0:
            raise impossible(f"{self.name}.lay_noise", self.lay_noise, "1 where extremes are dropped (trim)")
        return self

    @property
    def record_weight(self) -> float:
        return self.halo / GRADE_STEP

    def seats(self, budget: float) -> int:
        """Size of the committee for a purchase worth ``budget`` yuan at the ceiling."""
        return self.committee_large if budget >= self.large_budget else self.committee

    def panel(self, budget: float = 0.0) -> Panel:
        """The committee for a purchase worth ``budget`` yuan at the ceiling."""
        seats = self.seats(budget)
        return Panel(
            n_jurors=seats,
            n_representatives=int(seats * self.representatives + 1e-9),
            noise=self.juror_noise,
            correlation=self.juror_correlation,
            promise_weight=self.promise_weight,
            halo=self.halo,
            representative_weight=self.representative_weight,
            trim=self.trim,
            lay_noise=self.lay_noise,
            familiarity=self.familiarity,
        )

    @property
    def rating_noise(self) -> float:
        return self.panel().mean_noise

    def unerring(self) -> Self:
        return replace(self, juror_noise=0.0, halo=0.0, familiarity=0.0)

    def points(self, rating: np.ndarray) -> np.ndarray:
        """The committee's mean rating (latent) as points from 0 to 100: 100 Phi(rating / scale)."""
        return np.asarray(100.0 * ndtr(np.asarray(rating) / self.rating_scale))

    def quality_points(self, purchase: Purchase, bids: Sequence[Bid]) -> np.ndarray:
        """Points of the committee for each offer, shape (n_bids,): dossier, promise, grade, ties of representatives, errors."""
        panel = self.panel(purchase.project.value_at_ceiling)
        rows = np.array([bid.bidder for bid in bids], dtype=np.int64)
        papers = Papers(
            dossier=np.array([bid.dossier for bid in bids], dtype=np.float64),
            promised=np.array([bid.promised_quality for bid in bids], dtype=np.float64),
            grade=purchase.view.public.grade[rows],
            push=purchase.view.representative_push[rows],
            incumbent=rows == purchase.project.incumbent,
        )
        rated = ratings(panel, papers, errors(panel, purchase.luck, purchase.keys(rows)))
        return self.points(combined(panel, rated))
