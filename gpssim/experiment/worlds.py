"""What several experiments change in a world: null controls, quick bidders, a village for a try; and what they call it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

NO_TIES: Final = MappingProxyType({"world.purchasers.tie_density": 0.0, "world.purchasers.tie_growth": 0.0})
"""Nobody knows anybody: effects of ties must be gone."""
_QUALITY: Final = ("dossier_noise", "monitoring_noise", "voice_noise", "acceptance_noise")
NO_NOISE_IN_QUALITY: Final = MappingProxyType({f"world.information.{name}": 0.0 for name in _QUALITY})
"""Nobody errs in what it sees of quality; what others' work costs is misjudged as before."""
NO_NOISE: Final = MappingProxyType({**NO_NOISE_IN_QUALITY, "world.information.cost_belief_noise": 0.0})
"""Nobody errs in what it sees: effects of noise must be gone."""
MARKUP: Final = MappingProxyType({"world.bidding.family": "markup"})
"""Bidders who add a mark-up to their cost: no equilibrium has to be solved."""
VILLAGE: Final = MappingProxyType(
    {
        "world.city.residents": 150_000,
        "world.city.n_citizens": 200,
        "world.city.n_districts": 2,
        "world.organizations.n_initial": 16,
        **MARKUP,
    }
)
"""A city so small that a run takes a moment: for a try, not for a result."""
