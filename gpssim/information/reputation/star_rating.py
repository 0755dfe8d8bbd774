"""Ratings from 1A to 5A: what social organizations are known by in China."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar, Self

import numpy as np
from pydantic import model_validator
from scipy.special import ndtri

from gpssim.errors import impossible
from gpssim.information.beliefs import drifted, update
from gpssim.information.reputation.base import Record, ReputationSystem, Signals, Standing
from gpssim.plugins import plugin
from gpssim.scenario.fields import param
from gpssim.units import shown_quality


@plugin
class StarRating(ReputationSystem):
    """Five grades of published quality; whoever looks sees the grade and takes the middle of its range for the quality.

    Evaluations are pooled as in the Kalman filter; the grade alone is shown. Record: mean, variance of the pooled evaluations.
    Simplified: points come from quality alone, not from bookkeeping, governance and the other headings of the rating rules.
    """

    name: ClassVar[str] = "star_rating"
    label: ClassVar[str] = "star rating 1A-5A"
    label_zh: ClassVar[str] = "社会组织等级评估（1A–5A）"
    source: ClassVar[str] = "rating rules of Luoyang 2025: points out of 1000, VERIFIED"
    order_free: ClassVar[bool] = True
    coarse: ClassVar[bool] = True

    thresholds: tuple[float, float, float, float] = param(
        (0.6, 0.7, 0.8, 0.9),
        "share",
        "shown quality from which 2A, 3A, 4A and 5A are given",
        "Luoyang 2025: points out of 1000, VERIFIED",
    )
    rating_age: int = param(
        24, "months", "months after registration before a rating can be asked for", "Luoyang 2025, VERIFIED", ge=0, le=1200
    )
    prior_sd: float = param(
        0.6, "latent sd", "uncertainty about an unknown organization", "assumption, range 0.4-0.9", ge=0.001, le=10.0
    )
    drift: float = param(
        0.0, "latent variance per month", "how fast old evaluations lose value", "assumption, range 0-0.02", ge=0.0, le=10.0
    )
    quality_reference: float = param(0.0, "latent", "latent quality shown as 0.5", "convention", ge=-10.0, le=10.0)
    quality_scale: float = param(
        1.0, "latent", "latent units to one standard deviation of the 0-1 scale", "convention", ge=0.01, le=10.0
    )

    @model_validator(mode="after")
    def _rising(self) -> Self:
        edges = (0.0, *self.thresholds, 1.0)
        if any(low >= high for low, high in pairwise(edges)):
            raise impossible("star_rating.thresholds", self.thresholds, "four rising shares between 0 and 1")
        return self

    def grades(self, latent: np.ndarray, rated: np.ndarray | bool = True) -> np.ndarray:
        """Grades 1 to 5 for latent quality, 0 where nothing is ``rated``."""
        shown = shown_quality(latent, self.quality_reference, self.quality_scale)
        return np.where(rated, 1 + np.searchsorted(np.array(self.thresholds), shown, side="right"), 0)

    def begin(self, shape: tuple[int, ...], start: float) -> Record:
        return Record(np.full(shape, start), np.full(shape, self.prior_sd**2))

    def age(self, record: Record, months: float) -> Record:
        return Record(record.first, np.asarray(drifted(record.second, self.drift, months)))

    def learn(self, record: Record, signals: Signals) -> Record:
        return Record(*update(record.first, record.second, signals.value, signals.precision))

    def score(self, record: Record) -> Standing:
        edges = np.array([self.thresholds[0] - (self.thresholds[1] - self.thresholds[0]), *self.thresholds, 1.0])
        middles = np.maximum(0.5 * (edges[:-1] + edges[1:]), 0.5 * self.thresholds[0])
        latent = self.quality_reference + self.quality_scale * ndtri(middles)
        return Standing(latent[self.grades(record.first) - 1], np.asarray(record.second))
