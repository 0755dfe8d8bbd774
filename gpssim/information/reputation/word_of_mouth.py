"""What people say: citizens' own experience, told in the neighborhood and carried from district to district."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.information.beliefs import drifted, update
from gpssim.information.reputation.base import Record, ReputationSystem, Signals, Standing
from gpssim.plugins import plugin
from gpssim.scenario.fields import param, share


@plugin
class WordOfMouth(ReputationSystem):
    """Opinion in a district follows its clients' mean experience and drifts towards what other districts say.

    Every client's tale is a noisy signal; inspections and acceptances are not listened to. A purchaser's own record is what is said
    in its district; the published record is what is said everywhere, and citizens who may choose go by it. Record: opinion,
    its variance.
    """

    name: ClassVar[str] = "word_of_mouth"
    label: ClassVar[str] = "word of mouth"
    label_zh: ClassVar[str] = "居民口碑"
    source: ClassVar[str] = "DeGroot 1974 (diffusion of opinion)"
    order_free: ClassVar[bool] = True
    from_citizens: ClassVar[bool] = True

    tale_noise: float = param(
        1.5, "latent sd", "error of one client's tale of a month", "assumption, range 0.5-3", ge=0.001, le=100.0
    )
    diffusion: float = share(0.05, "monthly part of the gap to the other districts' opinion that closes", "assumption, range 0-0.3")
    prior_sd: float = param(
        0.6, "latent sd", "uncertainty about an unknown organization", "assumption, range 0.4-0.9", ge=0.001, le=10.0
    )
    drift: float = param(
        0.01, "latent variance per month", "how fast old information loses value", "assumption, range 0.005-0.02", ge=0.0, le=10.0
    )

    def begin(self, shape: tuple[int, ...], start: float) -> Record:
        return Record(np.full(shape, start), np.full(shape, self.prior_sd**2))

    def age(self, record: Record, months: float) -> Record:
        opinion = record.first
        if opinion.ndim > 1:
            closes = 1.0 - (1.0 - self.diffusion) ** months
            opinion = opinion + closes * (opinion.mean(axis=-1, keepdims=True) - opinion)
        return Record(opinion, np.asarray(drifted(record.second, self.drift, months)))

    def learn(self, record: Record, signals: Signals) -> Record:
        told = np.where(signals.precision > 0.0, np.asarray(signals.n) / self.tale_noise**2, 0.0)
        return Record(*update(record.first, record.second, signals.value, told))

    def score(self, record: Record) -> Standing:
        return Standing(record.first, record.second)
