"""Bayesian learning about a quality that wanders: the Kalman filter, the model's own."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.information.beliefs import drifted, update
from gpssim.information.reputation.base import Record, ReputationSystem, Signals, Standing
from gpssim.plugins import plugin
from gpssim.scenario.fields import param


@plugin
class Kalman(ReputationSystem):
    """Posterior mean and variance of a normal quality; each signal moves the mean by its gain, and old news loses weight by drift.

    Evaluations of other purchasers enter like one's own when they are disclosed. Record: mean, variance.
    """

    name: ClassVar[str] = "kalman"
    label: ClassVar[str] = "Bayesian (Kalman filter)"
    label_zh: ClassVar[str] = "贝叶斯学习（卡尔曼滤波）"
    source: ClassVar[str] = "DeGroot 1970; core model, eq. (9)"
    order_free: ClassVar[bool] = True

    prior_sd: float = param(
        0.6, "latent sd", "uncertainty about an unknown organization", "assumption, range 0.4-0.9", ge=0.001, le=10.0
    )
    drift: float = param(
        0.01, "latent variance per month", "how fast old information loses value", "assumption, range 0.005-0.02", ge=0.0, le=10.0
    )

    def begin(self, shape: tuple[int, ...], start: float) -> Record:
        return Record(np.full(shape, start), np.full(shape, self.prior_sd**2))

    def age(self, record: Record, months: float) -> Record:
        return Record(record.first, np.asarray(drifted(record.second, self.drift, months)))

    def learn(self, record: Record, signals: Signals) -> Record:
        return Record(*update(record.first, record.second, signals.value, signals.precision))

    def score(self, record: Record) -> Standing:
        return Standing(record.first, record.second)
