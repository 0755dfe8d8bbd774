"""The complaints hotline 投诉热线: a channel of its own, which sends inspectors where citizens complain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month import believing
from gpssim.rules.participating import brings_inspection

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def observed(model: PublicServiceMarket, rows: np.ndarray) -> list[believing.Observed]:
    """Inspections that complaints brought beside the routine ones; their hours are missing next month. None without a hotline."""
    chance = model.policy_state.levers.hotline
    if chance <= 0.0:
        return []
    c, month, noise = model.contracts, model.luck.at(model.month), model.world.information.monitoring_noise
    complaints = model.heard[rows, 2] * model.world.residents_per_citizen
    chosen = month.uniforms("hotline", c.luck[rows]) < brings_inspection(complaints, chance)
    signal = c.quality_verifiable[rows] + noise * month.normals("hotline error", c.luck[rows])
    sent = rows[chosen]
    cell, hours = (c.purchaser[sent], c.domain[sent]), model.world.purchasers.inspection_hours
    np.add.at(model.flows["n_inspections"], cell, 1)
    np.add.at(model.flows["monitoring_hours"], cell, hours)
    np.add.at(model.purchasers["hours_used"], c.purchaser[sent], hours)
    model.called = np.bincount(c.district[sent], minlength=model.called.size).astype(np.float64)
    if sent.size:
        model.recorder.block(
            "inspections",
            month=model.since_switch,
            contract=sent,
            organization=c.organization[sent],
            purchaser=c.purchaser[sent],
            kind="hotline",
            signal=signal[chosen],
            truth=c.quality_verifiable[sent],
        )
    return [believing.Observed("hotline", chosen, signal, noise)]
