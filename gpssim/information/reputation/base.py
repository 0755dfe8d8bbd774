"""The shape all reputation systems share: begin, age, hear, learn, score. Arrays in, arrays out, nothing kept, nothing drawn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Self

import numpy as np

from gpssim.frozen import value
from gpssim.plugins import parameters
from gpssim.scenario.declarations.world import World

Setting = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Record:
    """What a system keeps about organizations: two numbers each, whose meaning the system says; arrays of one shape.

    The shape is (n_organizations,) for a record that is public, (n_organizations, n_purchasers) where every purchaser keeps one.
    """

    first: np.ndarray
    second: np.ndarray


@value
class Signals:
    """What came to ears since the last time, pooled for each place of a record; arrays that broadcast with it.

    The model draws ``uniform`` and ``normal`` for systems whose observer errs; others leave them alone.
    """

    value: np.ndarray
    """Mean of the signals, latent quality, weighted by their precision."""
    precision: np.ndarray
    """Sum of their precisions, 1 / latent squared; 0 where nothing was heard, whatever the other fields say."""
    n: np.ndarray | float = 1.0
    """Number of signals."""
    kept: np.ndarray | float = 1.0
    """How many of them showed a kept promise, from 0 to ``n``."""
    uniform: np.ndarray | float = 0.5
    """In (0, 1)."""
    normal: np.ndarray | float = 0.0


@dataclass(frozen=True, slots=True)
class Heard:
    """Signals as they reach the record, and where somebody bent them on the way (the truth, for records only)."""

    signals: Signals
    captured: np.ndarray = field(default_factory=lambda: np.zeros((), dtype=bool))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a record says about quality: latent mean and variance, arrays of the record's shape."""

    mean: np.ndarray
    variance: np.ndarray


class ReputationSystem(ABC):
    """How a record is kept. A system is a plug-in class, frozen; its fields are its parameters."""

    name: ClassVar[str]
    """The name of its file."""
    label: ClassVar[str]
    """For legends, English."""
    label_zh: ClassVar[str]
    """For legends, Chinese."""
    source: ClassVar[str]
    order_free: ClassVar[bool] = False
    """Signals from independent sources may come in any order."""
    coarse: ClassVar[bool] = False
    """It knows steps only: a starting score becomes that of the nearest step."""
    draws: ClassVar[bool] = False
    """It needs ``uniform`` and ``normal`` of the signals."""
    from_citizens: ClassVar[bool] = False
    """It listens to citizens' own experience, every month, and to nothing else."""

    @classmethod
    def of(cls, world: World, settings: Mapping[str, Setting] | None = None) -> Self:
        """The system as a World sets it: parameters named like one of ``world.information`` or ``world.scales`` are taken from
        there, ``settings`` go before them.
        """
        names = [row.name for row in parameters(cls)]
        shared = {n: getattr(group, n) for group in (world.scales, world.information) for n in names if hasattr(group, n)}
        return cls(**{**shared, **dict(settings or {})})

    @property
    def cost(self) -> float:
        """What one published evaluation costs the purchaser, yuan."""
        return 0.0

    @abstractmethod
    def begin(self, shape: tuple[int, ...], start: float) -> Record:
        """The record of organizations about which nothing is known, whose score is to be ``start`` (latent)."""

    def age(self, record: Record, months: float) -> Record:
        """The record some months later, without news."""
        return record

    def hear(self, signals: Signals) -> Heard:
        """The signals as they reach the record."""
        return Heard(signals)

    @abstractmethod
    def learn(self, record: Record, signals: Signals) -> Record:
        """The record after signals; precision 0 changes nothing."""

    @abstractmethod
    def score(self, record: Record) -> Standing:
        """What the record says about quality, latent."""
