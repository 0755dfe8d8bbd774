"""A row for each choice of a mechanism: chosen, approved, refused, replaced, given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.state import legality

if TYPE_CHECKING:
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState


def record_choice(market: MarketState, line: Line, mechanism: str, event: str, reason: str) -> None:
    """One row of ``choices``."""
    market.recorder.row(
        "choices",
        month=market.since_switch,
        line=line.row,
        event=event,
        attempt=line.attempt,
        purchaser=line.purchaser,
        domain=market.world.domains[line.domain].name,
        district=line.district,
        planned=line.mechanism,
        mechanism=mechanism,
        reason=reason,
        value=legality.estimate(market, line, mechanism),
    )
