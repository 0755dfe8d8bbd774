"""Records of past work: signals of every sort reach purchasers' own records and the published one through reputation systems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY
from gpssim.information.reputation.base import Record, ReputationSystem, Signals
from gpssim.state import records_of_work

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

LEAST_NOISE: Final = 1e-3
"""Noise below which a signal is not taken to be more precise."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What a month's observations of one sort saw; arrays (n_contracts_looked_at,)."""

    kind: str
    chosen: np.ndarray
    """bool: which contracts were seen."""
    signal: np.ndarray
    """Latent."""
    noise: float


def begin_records(market: MarketState, rows: range, lead: float = 0.0) -> None:
    """Records of new organizations: at the prior mean; newcomers at their starting score, and ``lead`` prior sds above it."""
    o, info, at = market.organizations, market.world.information, slice(rows.start, rows.stop)
    newcomers = int(o.born[rows.start]) > 0
    start = info.prior_mean + ((info.entrant_optimism + lead) * info.prior_sd if newcomers else 0.0)
    keep(market, "record", at, market.reputation.begin((len(rows), len(market.purchasers)), start))
    keep(market, "published", at, market.published_reputation.begin((len(rows),), start))


def keep(market: MarketState, which: str, at: Any, record: Record) -> None:
    """Write records (``which``: record or published) of the rows ``at``, and what they say about quality."""
    o = market.organizations
    o[f"{which}_first"][at], o[f"{which}_second"][at] = record.first, record.second
    system, shown = (market.reputation, "believed") if which == "record" else (market.published_reputation, "published")
    standing = system.score(record)
    o[f"{shown}_mean"][at], o[f"{shown}_variance"][at] = standing.mean, standing.variance


def age(market: MarketState) -> None:
    """A month passes over all records."""
    everybody = slice(None)
    keep(market, "record", everybody, market.reputation.age(records_of_work.record_of(market, "record"), 1.0))
    keep(market, "published", everybody, market.published_reputation.age(records_of_work.record_of(market, "published"), 1.0))


def learn_from_signals(market: MarketState, rows: np.ndarray, observed: Sequence[Observed]) -> None:
    """Pool the month's signals about each organization by precision and let its purchaser's record learn once."""
    for seen in observed:
        see(market, rows[seen.chosen], seen.signal[seen.chosen])
    if market.reputation.from_citizens:
        return
    o = market.organizations
    signals = pooled(market, rows, observed, o.record_first.shape)
    if market.reputation.draws:
        key = (o.key[:, None], np.arange(len(market.purchasers))[None, :])
        signals = _with_luck(market, signals, *key)
    heard = market.reputation.hear(signals).signals
    keep(market, "record", slice(None), market.reputation.learn(records_of_work.record_of(market, "record"), heard))
    o["n_signals"][:] += np.asarray(signals.n, dtype=np.int32)


def see(market: MarketState, contracts: np.ndarray, signal: np.ndarray) -> None:
    """Count what was seen of contracts, for their renewal."""
    market.contracts["signal_sum"][contracts] += signal
    market.contracts["n_signals"][contracts] += 1


def pooled(market: MarketState, rows: np.ndarray, observed: Sequence[Observed], shape: tuple[int, ...]) -> Signals:
    """Signals of several sorts for each organization and purchaser."""
    c, tolerance = market.contracts, market.policy_state.levers.tolerance
    precision, weighted, count, kept = np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for seen in observed:
        chosen = rows[seen.chosen]
        cell = (c.organization[chosen], c.purchaser[chosen])
        weight = 1.0 / max(seen.noise, LEAST_NOISE) ** 2
        np.add.at(precision, cell, weight)
        np.add.at(weighted, cell, weight * seen.signal[seen.chosen])
        np.add.at(count, cell, 1)
        np.add.at(kept, cell, c.promised[chosen] - seen.signal[seen.chosen] <= tolerance)
    mean = np.divide(weighted, precision, out=np.zeros(shape), where=precision > 0)
    return Signals(mean, precision, count, kept)


def listen(market: MarketState, rows: np.ndarray) -> None:
    """Where a record is made of citizens' own experience, every client's month tells."""
    if not (market.reputation.from_citizens or market.published_reputation.from_citizens):
        return
    c, o = market.contracts, market.organizations
    shape = o.record_first.shape
    clients, told = np.zeros(shape), np.zeros(shape)
    np.add.at(clients, (c.organization[rows], c.purchaser[rows]), market.heard[rows, 0])
    np.add.at(told, (c.organization[rows], c.purchaser[rows]), records_of_work.reported(market, rows))
    if market.reputation.from_citizens:
        signals = _tales(told, clients)
        keep(market, "record", slice(None), market.reputation.learn(records_of_work.record_of(market, "record"), signals))
        o["n_signals"][:] += clients > 0
    if market.published_reputation.from_citizens:
        signals = _tales(told.sum(axis=1), clients.sum(axis=1))
        keep(
            market,
            "published",
            slice(None),
            market.published_reputation.learn(records_of_work.record_of(market, "published"), signals),
        )
        o["n_published"][:] += clients.sum(axis=1) > 0


def _tales(told: np.ndarray, clients: np.ndarray) -> Signals:
    mean = np.divide(told, clients, out=np.zeros(told.shape), where=clients > 0)
    return Signals(mean, clients, clients, clients)


def tell(market: MarketState, contract: int, told: np.ndarray) -> None:
    """What acceptance found about a contract reaches the records of the purchasers that are ``told`` (n_purchasers,) of it."""
    see(market, np.array([contract]), market.contracts.found[[contract]])
    if market.reputation.from_citizens:
        return
    row = int(market.contracts.organization[contract])
    signals = evaluation(market, contract, market.reputation, "own evaluation")
    one = replace(signals, precision=np.where(told, signals.precision, 0.0), n=told.astype(np.float64))
    heard = market.reputation.hear(replace(one, kept=np.where(told, signals.kept, 0.0))).signals
    keep(market, "record", row, market.reputation.learn(records_of_work.record_of(market, "record", row), heard))
    market.organizations["n_signals"][row] += told


def publish_evaluation(market: MarketState, contract: int) -> None:
    """An evaluation enters the published record; a third party is paid, and what it made of the finding is written down."""
    system, row = market.published_reputation, int(market.contracts.organization[contract])
    if system.from_citizens:
        return
    heard = system.hear(evaluation(market, contract, system, "evaluation"))
    keep(market, "published", row, system.learn(records_of_work.record_of(market, "published", row), heard.signals))
    market.organizations["n_published"][row] += 1
    if system.draws:
        record_evaluation(market, contract, float(heard.signals.value), bool(heard.captured))
    if system.cost > 0.0:
        cell = (int(market.contracts.purchaser[contract]), int(market.contracts.domain[contract]))
        market.ledger.book(market.month, "procedure", TREASURY, OUTSIDE, system.cost, market.books)
        market.flows["procedure_cost"][cell] += system.cost


def evaluation(market: MarketState, contract: int, system: ReputationSystem, purpose: str) -> Signals:
    """Acceptance of one contract as a signal."""
    c = market.contracts
    noise = max(market.world.information.acceptance_noise, LEAST_NOISE)
    signals = Signals(c.found[contract], np.asarray(1.0 / np.square(noise)), 1.0, float(c.accepted[contract]))
    return _with_luck(market, signals, c.luck[contract], purpose=purpose) if system.draws else signals


def _with_luck(market: MarketState, signals: Signals, *key: Any, purpose: str = "observation") -> Signals:
    """Signals with the luck of whoever evaluates them."""
    month = market.luck.at(market.month)
    uniform, normal = month.uniforms(f"capture of {purpose}", *key), month.normals(f"error of {purpose}", *key)
    if np.ndim(signals.value) == 0:
        uniform, normal = uniform[0], normal[0]
    return replace(signals, uniform=uniform, normal=normal)


def record_evaluation(market: MarketState, contract: int, value: float, captured: bool) -> None:
    """Record what an evaluator published about a contract beside what acceptance had found, and whether it was captured."""
    c = market.contracts
    market.recorder.block(
        "inspections",
        month=market.since_switch,
        contract=np.array([contract]),
        organization=c.organization[[contract]],
        purchaser=c.purchaser[[contract]],
        kind="captured_evaluation" if captured else "evaluation",
        signal=np.array([value]),
        truth=c.found[[contract]],
    )
