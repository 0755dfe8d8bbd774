"""What the shared model is given: who lives where, how people and organizations are, the numbers of its rules.

A month, in its order:

1. Every twelfth month each district buys its service by a first-score tender: nine organizations offer a price, which falls with
   what they have learned; the best sum of reputation and relative price wins. The district's budget buys places at that price.
2. Needs end and arise.
3. Those in need claim a place of their district's provider. Where there are too few, the highest claims get them: who has a place
   has a head start, and waiting, frailty and luck count.
4. Clients experience the provider's quality with noise; satisfaction is what they experience against what they expect, moves their
   trust, and may make them complain. Who is left waiting loses trust.
5. Organizations learn by serving clients, forget, and have the reputation that clients give them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from peers.draws import uniforms

BIDDERS = 9
ORGANIZATIONS_A_DISTRICT = 3
CITIZENS_A_DISTRICT = 250
SERIES = ("served", "waiting", "satisfaction", "trust", "complaints", "price")
COUNTS = ("served", "waiting", "complaints")

Series = dict[str, list[float]]


class Manner(NamedTuple):
    """The numbers of the rules."""

    onset: float = 0.03
    ending: float = 0.12
    head_start: float = 1.0
    waiting: float = 0.2
    chance: float = 0.5
    noise: float = 0.4
    steepness: float = 1.0
    trust_gain: float = 0.1
    trust_loss: float = 0.02
    adapting: float = 0.05
    complaining: float = 0.2
    learning_quality: float = 0.3
    learning_cost: float = 0.2
    half_learned: float = 3.0
    memory: float = 0.97
    clients_a_project: float = 100.0
    listening: float = 0.1
    markup: float = 0.3
    weight_reputation: float = 0.6
    budget: float = 0.11


@dataclass(frozen=True)
class World:
    """A world of the shared model; whatever a version does with it, it starts from these arrays."""

    n_citizens: int
    months: int = 24
    seed: int = 7
    manner: Manner = field(default_factory=Manner)

    @property
    def n_districts(self) -> int:
        return max(4, self.n_citizens // CITIZENS_A_DISTRICT)

    @property
    def n_organizations(self) -> int:
        return ORGANIZATIONS_A_DISTRICT * self.n_districts

    @property
    def numbers(self) -> np.ndarray:
        """Numbers of the citizens, which are sorted by district."""
        return np.arange(self.n_citizens)

    @property
    def district(self) -> np.ndarray:
        """District of each citizen."""
        return self.numbers * self.n_districts // self.n_citizens

    @property
    def residents(self) -> np.ndarray:
        """How many live in each district."""
        return np.bincount(self.district, minlength=self.n_districts)

    @property
    def bidders(self) -> np.ndarray:
        """Organizations that bid in each district: those of three neighboring districts, shape (districts, bidders)."""
        first = ORGANIZATIONS_A_DISTRICT * np.arange(self.n_districts)
        return (first[:, None] + np.arange(BIDDERS)) % self.n_organizations

    @property
    def frailty(self) -> np.ndarray:
        return self.luck("frailty", 0, self.numbers)

    @property
    def trust(self) -> np.ndarray:
        """Trust that citizens begin with."""
        return 0.3 + 0.4 * self.luck("trust", 0, self.numbers)

    @property
    def ability(self) -> np.ndarray:
        """What organizations can do before they learn."""
        return 0.3 + 0.4 * self.luck("ability", 0, np.arange(self.n_organizations))

    @property
    def cost(self) -> np.ndarray:
        """What a place costs organizations before they learn."""
        return 0.8 + 0.4 * self.luck("cost", 0, np.arange(self.n_organizations))

    def luck(self, purpose: str, month: int, numbers: np.ndarray) -> np.ndarray:
        """Draws of a purpose and month."""
        return uniforms(self.seed, purpose, month, numbers)

    def luck_of_bids(self, month: int) -> np.ndarray:
        """Draws of all bids of a month, shape (districts, bidders)."""
        bids = np.arange(self.n_districts * BIDDERS)
        return self.luck("bid", month, bids).reshape(self.n_districts, BIDDERS)
