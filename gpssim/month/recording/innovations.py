"""Service models that were tried, copied or brought by staff, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def write_renewal(market: MarketState, contract: int, at: tuple[int, int], came: tuple[str, int], gain: float, yuan: float) -> None:
    """One row of ``innovations``: a trial, a copy, or staff that came with what it knew, under a contract.

    ``at``: its organization and domain; ``came``: by which channel, and from whom.
    """
    (organization, domain), (channel, source) = at, came
    market.recorder.row(
        "innovations",
        month=market.since_switch,
        organization=organization,
        domain=market.world.domains[domain].name,
        channel=channel,
        source=source,
        contract=contract,
        gain=gain,
        practice=float(market.organizations.practice[at]),
        cost=yuan,
    )
