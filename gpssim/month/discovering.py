"""Bottom-up discovery: proposals of rooted organizations tell of needs, which blurs next year's survey less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.sector import known_from_proposals

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def told(model: PublicServiceMarket) -> np.ndarray:
    """Part of each survey's error that stays after last year's proposals, shape (districts, domains); they are used up by this."""
    o, removed = model.organizations, model.world.sector.newcomers.discovery
    rooted = o.embeddedness.T @ (o.proposed & o.alive[:, None]).astype(np.float64)
    o["proposed"][:] = False
    return known_from_proposals(removed, rooted)
