"""What a notebook shows of a running market: when it is, and who is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.scenario.shown import portfolio
from gpssim.texts.html import table

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def market_as_html(market: MarketState) -> str:
    """The month, the policy, and how many citizens, organizations, purchasers and contracts there are."""
    specification, organizations = market.specification, market.organizations
    rows = [
        ("month", f"{market.since_switch} since the switch, of {specification.months} (warm-up: {specification.warm_up})"),
        ("policy", f"{market.policy.name}: {portfolio(market.policy)}"),
        ("citizens", f"{len(market.citizens):,} survey units"),
        ("organizations", f"{int(organizations.alive.sum())} alive of {len(organizations)} ever founded"),
        ("purchasers", f"{len(market.purchasers)}"),
        ("contracts", f"{len(market.contracts)} signed so far"),
    ]
    told = f"seed {market.seed_of_study}, replication {market.replication}"
    return table(f"Market of {specification.title or specification.name}", rows, note=told)
