"""What anybody can look up about past competitive purchases of a domain: results only, nothing of anybody's records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class History:
    """Disclosed results of one domain."""

    price: tuple[float, ...] = ()
    """Winning unit prices as shares of their ceilings, oldest first."""


NOTHING_DISCLOSED = History()
