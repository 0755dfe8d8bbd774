"""What this process reckoned for plug-ins from outside is forgotten when studies begin: what their code calls may have changed."""

from __future__ import annotations

import sys


def forget_outsiders() -> None:
    """Forget solutions and common prices of mechanisms and price rules from outside the package; what is shipped never changes."""
    keeping, pooling, equilibrium = (sys.modules.get(f"gpssim.bidding.{name}") for name in ("keeping", "pooling", "equilibrium"))
    if keeping is not None:  # nothing was reckoned before it was imported
        keeping.forget_outsiders()
    if pooling is not None:
        pooling.pooling_price.cache_clear()
    if equilibrium is not None:
        equilibrium.at_levels.cache_clear()
