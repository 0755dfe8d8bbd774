"""Purchasers observe: inspections with the hours left, citizens' voice; beliefs follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.monitoring import beliefs, hotline
from gpssim.month.monitoring.beliefs import Observed
from gpssim.state import officials, records_of_work
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def observe(market: MarketState) -> None:
    """Inspect what the hours allow, hear what clients say, update what purchasers believe."""
    beliefs.age(market)
    rows = (market.contracts.active & (market.contracts.delivered_places > 0)).nonzero()[0]
    set_inspection_rate(market)
    if rows.size == 0:
        return
    inspected, seen = inspections(market, rows)
    heard, said = voices(market, rows)
    noises = market.world.information
    beliefs.learn_from_signals(
        market,
        rows,
        [
            Observed("inspection", inspected, seen, officials.left_of(market, noises.monitoring_noise)),
            Observed("voice", heard, said, noises.voice_noise),
            *hotline.hotline_inspections(market, rows),
        ],
    )
    beliefs.listen(market, rows)
    remember_delivery(market, rows)


def set_inspection_rate(market: MarketState) -> None:
    """Inspections per contract this month: the hours that procedures left over, by the purchaser's contracts."""
    p, share = market.world.purchasers, market.policy_state.levers.monitoring
    left = np.maximum(0.0, p.hours_per_month - market.purchasers.hours_used) * share
    rows = market.contracts.active.nonzero()[0]
    held = np.bincount(market.contracts.purchaser[rows], minlength=len(market.purchasers))
    rate = np.minimum(p.inspections_max, left / p.inspection_hours / np.maximum(1, held))
    market.purchasers["inspection_rate"][:] = rate
    market.purchasers["hours_used"][:] = 0.0


def inspections(market: MarketState, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which contracts are inspected, and the verifiable quality inspectors see, with error."""
    c, month = market.contracts, market.luck.at(market.month)
    chosen = month.uniforms("inspection", c.luck[rows]) < market.purchasers.inspection_rate[c.purchaser[rows]]
    noise = officials.left_of(market, market.world.information.monitoring_noise) * month.normals("inspection error", c.luck[rows])
    signal = c.quality_verifiable[rows] + noise
    cell = (c.purchaser[rows[chosen]], c.domain[rows[chosen]])
    np.add.at(market.flows["n_inspections"], cell, 1)
    np.add.at(market.flows["monitoring_hours"], cell, market.world.purchasers.inspection_hours)
    record_inspections(market, rows[chosen], "inspection", signal[chosen], c.quality_verifiable[rows[chosen]])
    return chosen, signal


def voices(market: MarketState, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where clients' voice reaches the purchaser, and the quality it tells of, with error: that of those who report."""
    c, month, info = market.contracts, market.luck.at(market.month), market.world.information
    clients = market.heard[rows, 0]
    chosen = (clients > 0) & (month.uniforms("voice", c.luck[rows]) < info.voice_weight)
    mean = np.divide(records_of_work.reported(market, rows), clients, out=np.zeros(rows.size), where=clients > 0)
    signal = mean + info.voice_noise * month.normals("voice error", c.luck[rows])
    record_inspections(market, rows[chosen], "voice", signal[chosen], c.quality[rows[chosen]])
    return chosen, signal


def record_inspections(market: MarketState, rows: np.ndarray, kind: str, signal: np.ndarray, truth: np.ndarray) -> None:
    """Record observations."""
    c = market.contracts
    if rows.size:
        market.recorder.block(
            "inspections",
            month=market.since_switch,
            contract=rows,
            organization=c.organization[rows],
            purchaser=c.purchaser[rows],
            kind=kind,
            signal=signal,
            truth=truth,
        )


def remember_delivery(market: MarketState, rows: np.ndarray) -> None:
    """Moving mean over a year of the quality each organization delivers (truth, for records and its own proposals)."""
    c, o = market.contracts, market.organizations
    n = len(o)
    places = np.bincount(c.organization[rows], weights=c.delivered_places[rows], minlength=n)
    total = np.bincount(c.organization[rows], weights=c.delivered_places[rows] * c.quality[rows], minlength=n)
    mean = np.divide(total, places, out=np.zeros(n), where=places > 0)
    rate = 1.0 / MONTHS_PER_YEAR
    o["delivered_quality"][:] = np.where(places > 0, (1.0 - rate) * o.delivered_quality + rate * mean, o.delivered_quality)
