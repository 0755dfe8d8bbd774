"""The plain average that administrations keep: a moving mean of what was seen, without regard to who was looked at and why."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.information.reputation.base import Record, ReputationSystem, Signals, Standing
from gpssim.plugins import plugin
from gpssim.scenario.fields import param, share


@plugin
class MovingAverage(ReputationSystem):
    """Mean of about the last ``window`` signals; with a rate above 0, each signal counts that much and all others the rest.

    It ignores how noisy a signal is and is biased where those who did badly are not looked at again. Record: mean, signals counted.
    Simplified: in the window mean a new signal takes the place of an average one, not of the oldest.
    """

    name: ClassVar[str] = "moving_average"
    label: ClassVar[str] = "moving average"
    label_zh: ClassVar[str] = "移动平均"
    source: ClassVar[str] = "administrative practice; Holt 1957 for the exponential form"

    window: int = param(12, "signals", "signals that the mean is taken over", "assumption, range 4-36", ge=1, le=10_000)
    rate: float = share(0.0, "weight of each new signal; 0: all signals in the window count alike", "assumption, range 0-0.5")
    start_weight: float = param(
        1.0,
        "signals",
        "how many signals the starting score counts for; 0: the first signal replaces it",
        "assumption, range 0-4",
        ge=0.0,
        le=1000.0,
    )
    prior_sd: float = param(
        0.6, "latent sd", "uncertainty of a single signal's worth of record", "assumption, range 0.4-0.9", ge=0.001, le=10.0
    )

    def begin(self, shape: tuple[int, ...], start: float) -> Record:
        return Record(np.full(shape, start), np.full(shape, self.start_weight))

    def learn(self, record: Record, signals: Signals) -> Record:
        n = np.where(signals.precision > 0.0, signals.n, 0.0)
        counted = np.minimum(record.second + n, float(self.window))
        weight = np.divide(np.minimum(n, counted), counted, out=np.zeros(np.shape(counted)), where=counted > 0.0)
        if self.rate > 0.0:
            weight = 1.0 - (1.0 - self.rate) ** n
        surprise = np.where(n > 0.0, signals.value - record.first, 0.0)
        return Record(record.first + weight * surprise, np.where(n > 0.0, counted, record.second))

    def score(self, record: Record) -> Standing:
        return Standing(record.first, self.prior_sd**2 / np.maximum(record.second, 1.0))
