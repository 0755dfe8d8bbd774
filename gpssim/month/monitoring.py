"""Purchasers observe: inspections with the hours left, citizens' voice; beliefs follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month import believing, hotline, officials
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def observe(model: PublicServiceMarket) -> None:
    """Inspect what the hours allow, hear what clients say, update what purchasers believe."""
    believing.age(model)
    rows = np.flatnonzero(model.contracts.active & (model.contracts.delivered_places > 0))
    set_inspection_rate(model)
    if rows.size == 0:
        return
    inspected, seen = inspections(model, rows)
    heard, said = voices(model, rows)
    noises = model.world.information
    believing.learn(
        model,
        rows,
        [
            believing.Observed("inspection", inspected, seen, officials.left_of(model, noises.monitoring_noise)),
            believing.Observed("voice", heard, said, noises.voice_noise),
            *hotline.observed(model, rows),
        ],
    )
    believing.listen(model, rows)
    remember_delivery(model, rows)
    model.complaints = model.heard[:, 2]


def set_inspection_rate(model: PublicServiceMarket) -> None:
    """Inspections per contract this month: the hours that procedures left over, by the purchaser's contracts."""
    p, share = model.world.purchasers, model.policy_state.levers.monitoring
    left = np.maximum(0.0, p.hours_per_month - model.purchasers.hours_used) * share
    rows = np.flatnonzero(model.contracts.active)
    held = np.bincount(model.contracts.purchaser[rows], minlength=len(model.purchasers))
    rate = np.minimum(p.inspections_max, left / p.inspection_hours / np.maximum(1, held))
    model.purchasers["inspection_rate"][:] = rate
    model.purchasers["hours_used"][:] = 0.0


def inspections(model: PublicServiceMarket, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which contracts are inspected, and the verifiable quality inspectors see, with error."""
    c, month = model.contracts, model.luck.at(model.month)
    chosen = month.uniforms("inspection", c.luck[rows]) < model.purchasers.inspection_rate[c.purchaser[rows]]
    noise = officials.left_of(model, model.world.information.monitoring_noise) * month.normals("inspection error", c.luck[rows])
    signal = c.quality_verifiable[rows] + noise
    cell = (c.purchaser[rows[chosen]], c.domain[rows[chosen]])
    np.add.at(model.flows["n_inspections"], cell, 1)
    np.add.at(model.flows["monitoring_hours"], cell, model.world.purchasers.inspection_hours)
    write(model, rows[chosen], "inspection", signal[chosen], c.quality_verifiable[rows[chosen]])
    return chosen, signal


def voices(model: PublicServiceMarket, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where clients' voice reaches the purchaser, and the quality it tells of, with error: that of those who report."""
    c, month, info = model.contracts, model.luck.at(model.month), model.world.information
    clients = model.heard[rows, 0]
    chosen = (clients > 0) & (month.uniforms("voice", c.luck[rows]) < info.voice_weight)
    mean = np.divide(believing.reported(model, rows), clients, out=np.zeros(rows.size), where=clients > 0)
    signal = mean + info.voice_noise * month.normals("voice error", c.luck[rows])
    write(model, rows[chosen], "voice", signal[chosen], c.quality[rows[chosen]])
    return chosen, signal


def write(model: PublicServiceMarket, rows: np.ndarray, kind: str, signal: np.ndarray, truth: np.ndarray) -> None:
    """Record observations."""
    c = model.contracts
    if rows.size:
        model.recorder.block(
            "inspections",
            month=model.since_switch,
            contract=rows,
            organization=c.organization[rows],
            purchaser=c.purchaser[rows],
            kind=kind,
            signal=signal,
            truth=truth,
        )


def remember_delivery(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """Moving mean over a year of the quality each organization delivers (truth, for records and its own proposals)."""
    c, o = model.contracts, model.organizations
    n = len(o)
    places = np.bincount(c.organization[rows], weights=c.delivered_places[rows], minlength=n)
    total = np.bincount(c.organization[rows], weights=c.delivered_places[rows] * c.quality[rows], minlength=n)
    mean = np.divide(total, places, out=np.zeros(n), where=places > 0)
    rate = 1.0 / MONTHS_PER_YEAR
    o["delivered_quality"][:] = np.where(places > 0, (1.0 - rate) * o.delivered_quality + rate * mean, o.delivered_quality)
