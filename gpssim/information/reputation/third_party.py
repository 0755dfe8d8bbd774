"""Evaluation by a third party, which looks on its own account, costs money, and may be captured by whom it evaluates."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np

from gpssim.information.beliefs import drifted, update
from gpssim.information.reputation.base import Heard, Record, ReputationSystem, Signals, Standing
from gpssim.plugins import plugin
from gpssim.scenario.fields import param, share


@plugin
class ThirdParty(ReputationSystem):
    """An evaluator hears the signals with an error of its own; with some probability it is captured and adds a bias upward.

    Readers know the error and not the capture, so that a captured evaluator inflates the record. Record: mean, variance.
    """

    name: ClassVar[str] = "third_party"
    label: ClassVar[str] = "third-party evaluator"
    label_zh: ClassVar[str] = "第三方评估（可能被俘获）"
    source: ClassVar[str] = "Laffont & Tirole 1991 (capture), as a probability and a bias"
    order_free: ClassVar[bool] = True
    draws: ClassVar[bool] = True

    noise: float = param(0.2, "latent sd", "error that the evaluator adds", "assumption, range 0-0.6", ge=0.0, le=10.0)
    capture: float = share(0.1, "chance that an evaluation is captured", "assumption, range 0-0.5")
    capture_bias: float = param(0.5, "latent", "what a captured evaluation adds", "assumption, range 0-1.5", ge=0.0, le=10.0)
    fee: float = param(3_000.0, "yuan", "fee of one published evaluation", "assumption, range 0-20,000", ge=0.0, le=1.0e6)
    prior_sd: float = param(
        0.6, "latent sd", "uncertainty about an unknown organization", "assumption, range 0.4-0.9", ge=0.001, le=10.0
    )
    drift: float = param(
        0.01, "latent variance per month", "how fast old information loses value", "assumption, range 0.005-0.02", ge=0.0, le=10.0
    )

    @property
    def cost(self) -> float:
        return self.fee

    def begin(self, shape: tuple[int, ...], start: float) -> Record:
        return Record(np.full(shape, start), np.full(shape, self.prior_sd**2))

    def age(self, record: Record, months: float) -> Record:
        return Record(record.first, np.asarray(drifted(record.second, self.drift, months)))

    def hear(self, signals: Signals) -> Heard:
        precise = np.asarray(signals.precision, dtype=np.float64)
        captured = (precise > 0.0) & (np.asarray(signals.uniform) < self.capture)
        value = signals.value + self.noise * np.asarray(signals.normal) + self.capture_bias * captured
        return Heard(replace(signals, value=value, precision=precise / (1.0 + precise * self.noise**2)), captured)

    def learn(self, record: Record, signals: Signals) -> Record:
        return Record(*update(record.first, record.second, signals.value, signals.precision))

    def score(self, record: Record) -> Standing:
        return Standing(record.first, record.second)
