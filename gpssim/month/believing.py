"""Records of past work: signals of every sort reach purchasers' own records and the published one through reputation systems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY
from gpssim.information.reputation.base import Record, ReputationSystem, Signals
from gpssim.rules.voice import reporting_bias

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

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


def begin(model: PublicServiceMarket, rows: range, lead: float = 0.0) -> None:
    """Records of new organizations: at the prior mean; newcomers at their starting score, and ``lead`` prior sds above it."""
    o, info, at = model.organizations, model.world.information, slice(rows.start, rows.stop)
    newcomers = int(o.born[rows.start]) > 0
    start = info.prior_mean + ((info.entrant_optimism + lead) * info.prior_sd if newcomers else 0.0)
    keep(model, "record", at, model.reputation.begin((len(rows), len(model.purchasers)), start))
    keep(model, "published", at, model.published_reputation.begin((len(rows),), start))


def keep(model: PublicServiceMarket, which: str, at: Any, record: Record) -> None:
    """Write records (``which``: record or published) of the rows ``at``, and what they say about quality."""
    o = model.organizations
    o[f"{which}_first"][at], o[f"{which}_second"][at] = record.first, record.second
    system, shown = (model.reputation, "believed") if which == "record" else (model.published_reputation, "published")
    standing = system.score(record)
    o[f"{shown}_mean"][at], o[f"{shown}_variance"][at] = standing.mean, standing.variance


def record_of(model: PublicServiceMarket, which: str, at: Any = slice(None)) -> Record:
    """Records (``which``: record or published) of the rows ``at``."""
    o = model.organizations
    return Record(o[f"{which}_first"][at], o[f"{which}_second"][at])


def age(model: PublicServiceMarket) -> None:
    """A month passes over all records."""
    everybody = slice(None)
    keep(model, "record", everybody, model.reputation.age(record_of(model, "record"), 1.0))
    keep(model, "published", everybody, model.published_reputation.age(record_of(model, "published"), 1.0))


def learn(model: PublicServiceMarket, rows: np.ndarray, observed: Sequence[Observed]) -> None:
    """Pool the month's signals about each organization by precision and let its purchaser's record learn once."""
    for seen in observed:
        see(model, rows[seen.chosen], seen.signal[seen.chosen])
    if model.reputation.from_citizens:
        return
    o = model.organizations
    signals = pooled(model, rows, observed, o.record_first.shape)
    if model.reputation.draws:
        key = (o.key[:, None], np.arange(len(model.purchasers))[None, :])
        signals = _with_luck(model, signals, *key)
    heard = model.reputation.hear(signals).signals
    keep(model, "record", slice(None), model.reputation.learn(record_of(model, "record"), heard))
    o["n_signals"][:] += np.asarray(signals.n, dtype=np.int32)


def see(model: PublicServiceMarket, contracts: np.ndarray, signal: np.ndarray) -> None:
    """Count what was seen of contracts, for their renewal."""
    model.contracts["signal_sum"][contracts] += signal
    model.contracts["n_signals"][contracts] += 1


def pooled(model: PublicServiceMarket, rows: np.ndarray, observed: Sequence[Observed], shape: tuple[int, ...]) -> Signals:
    """Signals of several sorts for each organization and purchaser."""
    c, tolerance = model.contracts, model.policy_state.levers.tolerance
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


def reported(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """What clients told of these contracts this month, summed over clients: what they felt, moved by who tells."""
    c, p = model.contracts, model.world.citizens
    bias = reporting_bias(c.quality[rows], p.experience_noise, p.report_threshold, *p.reporting)
    return np.asarray(model.heard[rows, 1] + model.heard[rows, 0] * bias)


def listen(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """Where a record is made of citizens' own experience, every client's month tells."""
    if not (model.reputation.from_citizens or model.published_reputation.from_citizens):
        return
    c, o = model.contracts, model.organizations
    shape = o.record_first.shape
    clients, told = np.zeros(shape), np.zeros(shape)
    np.add.at(clients, (c.organization[rows], c.purchaser[rows]), model.heard[rows, 0])
    np.add.at(told, (c.organization[rows], c.purchaser[rows]), reported(model, rows))
    if model.reputation.from_citizens:
        signals = _tales(told, clients)
        keep(model, "record", slice(None), model.reputation.learn(record_of(model, "record"), signals))
        o["n_signals"][:] += clients > 0
    if model.published_reputation.from_citizens:
        signals = _tales(told.sum(axis=1), clients.sum(axis=1))
        keep(model, "published", slice(None), model.published_reputation.learn(record_of(model, "published"), signals))
        o["n_published"][:] += clients.sum(axis=1) > 0


def _tales(told: np.ndarray, clients: np.ndarray) -> Signals:
    mean = np.divide(told, clients, out=np.zeros(told.shape), where=clients > 0)
    return Signals(mean, clients, clients, clients)


def tell(model: PublicServiceMarket, contract: int, told: np.ndarray) -> None:
    """What acceptance found about a contract reaches the records of the purchasers that are ``told`` (n_purchasers,) of it."""
    see(model, np.array([contract]), model.contracts.found[[contract]])
    if model.reputation.from_citizens:
        return
    row = int(model.contracts.organization[contract])
    signals = evaluation(model, contract, model.reputation, "own evaluation")
    one = replace(signals, precision=np.where(told, signals.precision, 0.0), n=told.astype(np.float64))
    heard = model.reputation.hear(replace(one, kept=np.where(told, signals.kept, 0.0))).signals
    keep(model, "record", row, model.reputation.learn(record_of(model, "record", row), heard))
    model.organizations["n_signals"][row] += told


def publish(model: PublicServiceMarket, contract: int) -> None:
    """An evaluation enters the published record; a third party is paid, and what it made of the finding is written down."""
    system, row = model.published_reputation, int(model.contracts.organization[contract])
    if system.from_citizens:
        return
    heard = system.hear(evaluation(model, contract, system, "evaluation"))
    keep(model, "published", row, system.learn(record_of(model, "published", row), heard.signals))
    model.organizations["n_published"][row] += 1
    if system.draws:
        note(model, contract, float(heard.signals.value), bool(heard.captured))
    if system.cost > 0.0:
        cell = (int(model.contracts.purchaser[contract]), int(model.contracts.domain[contract]))
        model.ledger.book(model.month, "procedure", TREASURY, OUTSIDE, system.cost, model.books)
        model.flows["procedure_cost"][cell] += system.cost


def evaluation(model: PublicServiceMarket, contract: int, system: ReputationSystem, purpose: str) -> Signals:
    """Acceptance of one contract as a signal."""
    c = model.contracts
    noise = max(model.world.information.acceptance_noise, LEAST_NOISE)
    signals = Signals(c.found[contract], np.asarray(1.0 / np.square(noise)), 1.0, float(c.accepted[contract]))
    return _with_luck(model, signals, c.luck[contract], purpose=purpose) if system.draws else signals


def _with_luck(model: PublicServiceMarket, signals: Signals, *key: Any, purpose: str = "observation") -> Signals:
    """Signals with the luck of whoever evaluates them."""
    month = model.luck.at(model.month)
    uniform, normal = month.uniforms(f"capture of {purpose}", *key), month.normals(f"error of {purpose}", *key)
    if np.ndim(signals.value) == 0:
        uniform, normal = uniform[0], normal[0]
    return replace(signals, uniform=uniform, normal=normal)


def note(model: PublicServiceMarket, contract: int, value: float, captured: bool) -> None:
    """Record what an evaluator published about a contract beside what acceptance had found, and whether it was captured."""
    c = model.contracts
    model.recorder.block(
        "inspections",
        month=model.since_switch,
        contract=np.array([contract]),
        organization=c.organization[[contract]],
        purchaser=c.purchaser[[contract]],
        kind="captured_evaluation" if captured else "evaluation",
        signal=np.array([value]),
        truth=c.found[[contract]],
    )
