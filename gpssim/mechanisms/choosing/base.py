"""The shape all choice rules share: a number for each mechanism that may be chosen; the highest is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from gpssim.rules.legality import Zone


@dataclass(frozen=True, slots=True)
class Option:
    """One mechanism as it stands before a purchaser."""

    name: str
    competitive: bool
    """It judges on published information, among those who offer."""
    relational: bool
    """It may use the purchaser's own experience."""
    in_house: bool
    min_bidders: int
    """Valid offers without which it fails."""
    standing: str
    """What the rules in force say of it at this value: allowed, approval, forbidden."""
    hours: float
    """Officials' hours."""
    cost: float
    """Money the procedure costs, yuan."""
    worth: float
    """What its results were worth so far, as the purchaser believes, in unit costs."""
    n_results: float
    """Results behind that belief, those of others by their weight."""


@dataclass(frozen=True, slots=True)
class Situation:
    """The purchase for which a mechanism is chosen, and the officials who choose."""

    value: float
    """Estimate of the contract's value, yuan."""
    zone: Zone
    """Where the rules in force put it; outside where there are none."""
    n_suppliers: int
    """Capable suppliers the purchaser knows of."""
    verifiability: float
    """Part of the service's quality that a third party can verify."""
    wage_hour: float
    """Cost of an official's hour, yuan."""
    inhouse_bias: float
    """In unit costs."""
    blame: float
    """Blame for a purchase without competition, in unit costs."""
    risk_aversion: float
    """Now: a scandal may have raised it."""
    doubt: float
    """Standard deviation of a belief without results, in unit costs."""


class ChoiceRule(ABC):
    """How a purchaser chooses the mechanism of one purchase. A rule is a frozen class; its fields are its parameters.

    It has no state, draws nothing and sees no agent: it says how much speaks for each option.
    """

    name: ClassVar[str]
    """The name of its file."""
    label: ClassVar[str]
    """For legends, English."""
    label_zh: ClassVar[str]
    """For legends, Chinese."""
    source: ClassVar[str]

    @property
    def noise(self) -> float:
        """Scale of the Gumbel noise in the comparison (logit choice); 0: the highest number always wins, equals by lot."""
        return 0.0

    @abstractmethod
    def utility(self, option: Option, situation: Situation) -> float:
        """What speaks for an option; finite."""

    def reason(self, situation: Situation) -> str:
        """In one word, what decided: it goes into the records."""
        return self.name
