"""January's decisions about money by purchaser and domain, as rows, where scope is chosen or budgets answer to performance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.state import money, performance, scope
from gpssim.state.domains import names as domain_names

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

EVALUATED = (*performance.MEASURED, "score")


def write_budgets(market: MarketState, measured: dict[str, np.ndarray]) -> None:
    """A row of ``budgets`` for each purchaser and domain."""
    chosen = market.world.scope.narrowing > 0.0
    if not measured and not chosen:
        return
    p, shape = market.purchasers, market.appropriations.shape
    purchaser, domain = np.indices(shape)
    missing = np.full(shape, np.nan)
    columns = {name: measured.get(name, missing) for name in EVALUATED} | {
        "true_quality": performance.delivered_truth(market) if measured else missing,
        "appeal": scope.appeal(market) if chosen else missing,
        "suppliers": scope.suppliers(market),
        "setbacks": p.setbacks,
        "scope": p.scope,
        "performance": p.performance,
        "usual": market.appropriations * money.growth(market),
        "appropriation": money.years_money(market),
    }
    market.recorder.block(
        "budgets",
        month=market.since_switch,
        purchaser=purchaser.ravel(),
        domain=domain_names(market)[domain.ravel()],
        **{name: values.ravel() for name, values in columns.items()},
    )
