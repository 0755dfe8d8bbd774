"""Whether promises were kept, counted: a Beta belief about compliance."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from scipy.special import ndtr, ndtri

from gpssim.information.beliefs import compliance, complied
from gpssim.information.reputation.base import Record, ReputationSystem, Signals, Standing
from gpssim.plugins import plugin
from gpssim.scenario.fields import param


@plugin
class BetaCompliance(ReputationSystem):
    """Beta(a + kept, b + broken) over the chance of a kept promise, after inspections and acceptances.

    As a score: quality is taken to be normal around what the prior says, and a chance p stands for the quantile p of it, so that
    the prior chance means the starting score. Record: a, b.
    """

    name: ClassVar[str] = "beta_compliance"
    label: ClassVar[str] = "compliance record"
    label_zh: ClassVar[str] = "履约记录（Beta 信念）"
    source: ClassVar[str] = "DeGroot 1970; core model, eq. (9)"
    order_free: ClassVar[bool] = True

    kept_before: float = param(
        2.0, "promises", "kept promises that the prior counts for", "assumption, range 0.5-10", ge=0.001, le=1.0e6
    )
    broken_before: float = param(
        1.0, "promises", "broken promises that the prior counts for", "assumption, range 0.5-10", ge=0.001, le=1.0e6
    )
    prior_mean: float = param(0.3, "latent", "quality that the prior chance stands for", "assumption, range 0-0.6", ge=-5.0, le=5.0)
    prior_sd: float = param(
        0.6, "latent sd", "spread of quality between organizations", "assumption, range 0.4-0.9", ge=0.001, le=10.0
    )

    @property
    def prior_chance(self) -> float:
        """Chance of a kept promise before anything was seen."""
        return self.kept_before / (self.kept_before + self.broken_before)

    def begin(self, shape: tuple[int, ...], start: float) -> Record:
        weight = self.kept_before + self.broken_before
        chance = self.prior_chance
        if start != self.prior_mean:
            chance = float(ndtr(ndtri(chance) + (start - self.prior_mean) / self.prior_sd))
        kept = self.kept_before if start == self.prior_mean else chance * weight
        return Record(np.full(shape, kept), np.full(shape, weight - kept))

    def learn(self, record: Record, signals: Signals) -> Record:
        heard = signals.precision > 0.0
        kept = np.where(heard, signals.kept, 0.0)
        broken = np.where(heard, np.asarray(signals.n) - signals.kept, 0.0)
        first, second = complied(record.first, record.second, kept, broken)
        return Record(np.asarray(first), np.asarray(second))

    def chance(self, record: Record) -> Standing:
        """Mean and variance of the chance of a kept promise."""
        return Standing(*compliance(record.first, record.second))

    def score(self, record: Record) -> Standing:
        chance = self.chance(record)
        quantile = ndtri(chance.mean)
        slope = self.prior_sd * np.sqrt(2.0 * np.pi) * np.exp(0.5 * quantile**2)  # latent units per unit of chance
        return Standing(self.prior_mean + self.prior_sd * (quantile - ndtri(self.prior_chance)), chance.variance * slope**2)
