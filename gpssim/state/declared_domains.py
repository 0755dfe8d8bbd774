"""What a world declares of its service domains, as arrays in the order of the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from gpssim.rules.needs import ending_probability, onset_probability
from gpssim.scenario.declarations.world import World


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
