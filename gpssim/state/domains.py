"""Service domains as arrays: what is declared of each, in the order of the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from gpssim.rules.needs import ending_probability, onset_probability
from gpssim.scenario.declarations.world import World

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


@dataclass(frozen=True, slots=True)
class DeclaredDomains:
    """What a world declares of its domains, as arrays of shape (domains,), or as stated, that nobody may change."""

    world: World
    unit_cost: np.ndarray
    verifiability: np.ndarray
    caseload: np.ndarray
    work: np.ndarray
    """Staff that a place takes, the inverse of ``caseload``."""
    onset: np.ndarray
    """Monthly chance that a need arises, shape (domains, groups)."""
    ending: np.ndarray
    """Monthly chance that a need ends."""

    @classmethod
    def of(cls, world: World) -> Self:
        """Read off the declarations."""
        p = world.organizations
        caseload = np.array([p.wage / (p.wage_share * d.unit_cost) for d in world.domains])
        onset = np.array([[onset_probability(x, d.duration) for x in d.prevalence] for d in world.domains])
        ending = np.array([ending_probability(d.duration) for d in world.domains])
        arrays = (np.array([d.unit_cost for d in world.domains]), np.array([d.verifiability for d in world.domains]),
                  caseload, 1.0 / caseload, onset, ending)  # fmt: skip
        for array in arrays:
            array.flags.writeable = False
        return cls(world, *arrays)


def declared(market: MarketState) -> DeclaredDomains:
    """What the market's world declares of its domains: read once, and anew where the world was replaced."""
    return market.declared.recall(
        id(market.world), lambda: DeclaredDomains.of(market.world)
    )  # which keeps it, so that no other has its id


def unit_costs_declared(market: MarketState) -> np.ndarray:
    """What a place costs an average organization, yuan a month, shape (domains,)."""
    return declared(market).unit_cost


def verifiabilities(market: MarketState) -> np.ndarray:
    """Part of quality that a third party can verify, shape (domains,)."""
    return declared(market).verifiability


def names(market: MarketState) -> np.ndarray:
    """Names as labels, shape (domains,)."""
    return np.array([d.name for d in market.world.domains], dtype=object)
