"""Records of past work: signals of every sort reach purchasers' own records and the published one through reputation systems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY
from gpssim.information.reputation.base import Heard, Record, ReputationSystem, Signals
from gpssim.state import records_of_work
from gpssim.state.rounds import rounds

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

SIGNALS: Final = tuple(f.name for f in fields(Signals))

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
    at, signals = pooled(market, rows, observed)
    if market.reputation.draws:
        signals = _with_luck(market, signals, o.key[at[0]], at[1])
    heard = market.reputation.hear(signals).signals
    keep(market, "record", at, market.reputation.learn(records_of_work.record_of(market, "record", at), heard))
    o["n_signals"][at] += np.asarray(signals.n, dtype=np.int32)


def see(market: MarketState, contracts: np.ndarray, signal: np.ndarray) -> None:
    """Count what was seen of contracts, for their renewal."""
    market.contracts["signal_sum"][contracts] += signal
    market.contracts["n_signals"][contracts] += 1


def pooled(market: MarketState, rows: np.ndarray, observed: Sequence[Observed]) -> tuple[tuple[np.ndarray, np.ndarray], Signals]:
    """Signals of several sorts, for each organization and purchaser of which there are any: rows of both, and the signals."""
    c, tolerance = market.contracts, market.policy_state.levers.tolerance
    chosen = np.concatenate([rows[seen.chosen] for seen in observed])
    signal = np.concatenate([seen.signal[seen.chosen] for seen in observed])
    sizes = [np.count_nonzero(seen.chosen) for seen in observed]
    weight = np.repeat([1.0 / max(seen.noise, LEAST_NOISE) ** 2 for seen in observed], sizes)
    n_purchasers = len(market.purchasers)
    cell = c.organization[chosen] * np.int64(n_purchasers) + c.purchaser[chosen]
    count = np.bincount(cell)
    some = count.nonzero()[0]
    sums = (np.bincount(cell, x)[some] for x in (weight, weight * signal, c.promised[chosen] - signal <= tolerance))
    precision, weighted, kept = sums
    return np.divmod(some, n_purchasers), Signals(weighted / precision, precision, count[some].astype(np.float64), kept)


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


def tell(market: MarketState, contracts: np.ndarray, told: np.ndarray) -> None:
    """What acceptance found about contracts reaches the records of the purchasers that are ``told`` (n, n_purchasers) of it."""
    see(market, contracts, market.contracts.found[contracts])
    if market.reputation.from_citizens:
        return
    who = market.contracts.organization[contracts]
    signals = of_each(evaluations(market, contracts, market.reputation, "own evaluation"), (slice(None), None))
    reached = replace(signals, precision=np.where(told, signals.precision, 0.0), n=told.astype(np.float64))
    heard = market.reputation.hear(replace(reached, kept=np.where(told, signals.kept, 0.0))).signals
    for now in rounds(who):
        before = records_of_work.record_of(market, "record", who[now])
        keep(market, "record", who[now], market.reputation.learn(before, of_each(heard, now)))
    np.add.at(market.organizations["n_signals"], who, told)


def of_each(signals: Signals, places: Any) -> Signals:
    """Some of the signals; what is one number for all stays one."""
    return Signals(*(x[places] if isinstance(x, np.ndarray) and x.ndim else x for x in map(signals.__getattribute__, SIGNALS)))


def publish_evaluations(market: MarketState, contracts: np.ndarray) -> None:
    """Evaluations enter the published record; third parties are paid, and what they made of findings is written down."""
    system, who = market.published_reputation, market.contracts.organization[contracts]
    if system.from_citizens or not contracts.size:
        return
    heard = system.hear(evaluations(market, contracts, system, "evaluation"))
    for now in rounds(who):
        before = records_of_work.record_of(market, "published", who[now])
        keep(market, "published", who[now], system.learn(before, of_each(heard.signals, now)))
    np.add.at(market.organizations["n_published"], who, 1)
    if system.draws:
        record_evaluations(market, contracts, heard)
    if system.cost > 0.0:
        np.add.at(
            market.flows["procedure_cost"], (market.contracts.purchaser[contracts], market.contracts.domain[contracts]), system.cost
        )
        for _ in contracts:
            market.ledger.book(market.month, "procedure", TREASURY, OUTSIDE, system.cost, market.books)


def evaluations(market: MarketState, contracts: np.ndarray, system: ReputationSystem, purpose: str) -> Signals:
    """Acceptance of contracts as signals."""
    c, n = market.contracts, contracts.size
    noise = max(market.world.information.acceptance_noise, LEAST_NOISE)
    signals = Signals(c.found[contracts], np.full(n, 1.0 / np.square(noise)), np.ones(n), c.accepted[contracts].astype(np.float64))
    return _with_luck(market, signals, c.luck[contracts], purpose=purpose) if system.draws else signals


def _with_luck(market: MarketState, signals: Signals, *key: Any, purpose: str = "observation") -> Signals:
    """Signals with the luck of whoever evaluates them."""
    month = market.luck.at(market.month)
    uniform, normal = month.uniforms(f"capture of {purpose}", *key), month.normals(f"error of {purpose}", *key)
    return replace(signals, uniform=uniform, normal=normal)


def record_evaluations(market: MarketState, contracts: np.ndarray, heard: Heard) -> None:
    """Record what evaluators published about contracts beside what acceptance had found, and whether they were captured."""
    c = market.contracts
    market.recorder.block(
        "inspections",
        month=market.since_switch,
        contract=contracts,
        organization=c.organization[contracts],
        purchaser=c.purchaser[contracts],
        kind=np.where(heard.captured, "captured_evaluation", "evaluation").astype(object),
        signal=heard.signals.value,
        truth=c.found[contracts],
    )
