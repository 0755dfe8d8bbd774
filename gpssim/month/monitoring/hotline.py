"""The complaints hotline 投诉热线: a channel of its own, which sends inspectors where citizens complain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.monitoring.beliefs import Observed
from gpssim.rules.participating import brings_inspection

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def hotline_inspections(market: MarketState, rows: np.ndarray) -> list[Observed]:
    """Inspections that complaints brought beside the routine ones; their hours are missing next month. None without a hotline."""
    chance = market.policy_state.levers.hotline
    if chance <= 0.0:
        return []
    c, month, noise = market.contracts, market.luck.at(market.month), market.world.information.monitoring_noise
    complaints = market.heard[rows, 2] * market.world.residents_per_citizen
    chosen = month.uniforms("hotline", c.luck[rows]) < brings_inspection(complaints, chance)
    signal = c.quality_verifiable[rows] + noise * month.normals("hotline error", c.luck[rows])
    sent = rows[chosen]
    cell, hours = (c.purchaser[sent], c.domain[sent]), market.world.purchasers.inspection_hours
    np.add.at(market.flows["n_inspections"], cell, 1)
    np.add.at(market.flows["monitoring_hours"], cell, hours)
    np.add.at(market.purchasers["hours_used"], c.purchaser[sent], hours)
    market.called = np.bincount(c.district[sent], minlength=market.called.size).astype(np.float64)
    if sent.size:
        market.recorder.block(
            "inspections",
            month=market.since_switch,
            contract=sent,
            organization=c.organization[sent],
            purchaser=c.purchaser[sent],
            kind="hotline",
            signal=signal[chosen],
            truth=c.quality_verifiable[sent],
        )
    return [Observed("hotline", chosen, signal, noise)]
