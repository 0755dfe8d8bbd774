"""Contracts are paid in instalments to the fen: when they fall due, what is held back, what lateness costs, what is not earned.

With ``n`` instalments of a term of twelve months the ``k``-th falls due ``floor(12 k / (n - 1))`` months after the start, the
last after acceptance. Each waits a further month with the chance ``delay``. Of all payments the part ``r`` is held back until
some months after acceptance. What is paid ``l`` months late bears simple interest, ``l/12`` of the yearly rate. What was paid
already is not asked back where deductions leave less than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("sign", "accept", "pay")
RULES = ("paying.due_months", "paying.interest")
SOURCE = "accounting identity; simple interest; geometric waiting time"

SHARES: Final = (0.3, 0.5, 0.7, 0.9)
"""Of the value, by signing and three milestones: the fifth part after acceptance is the rest."""
DELAY, RETAINED, AFTER, RATE = 0.4, 0.1, 4, 0.18
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.organizations.effort_max": 0.0,
    "world.purchasers.project_value": 12_000.0,
    "world.purchasers.delay": DELAY,
    "months": 36,
}
LEVERS: Final = {
    "payment": "staged",
    "tolerance": 5.0,
    "retention": RETAINED,
    "retention_months": AFTER,
    "late_interest": RATE,
    "bridge_months": 0,
}


def found(seed: int) -> Iterator[Found]:
    """Five instalments, each late by chance; then three with deductions of up to three tenths."""
    market = special(DIALS, "lottery", levers=LEVERS, seed=seed)
    paid, arrives = _followed(market)
    c = market.contracts
    planned = c.start[:, None] + np.array([0, 3, 6, 9, 12])
    on_time = arrives == planned
    yield as_often("instalments on time", 1.0 - DELAY, int(on_time.sum()), on_time.size)
    yield as_often("a month late", DELAY * (1.0 - DELAY), int((arrives == planned + 1).sum()), on_time.size)
    due, interest = _due(c.value, arrives, planned, market.month)
    yield to_the_fen("paid by each month, yuan", due / 100.0, paid / 100.0, rounded=2)
    booked = tables(market)["ledger"].query("kind == 'late_interest'")
    yield to_the_fen("interest paid, yuan", interest.sum(), booked["fen"].sum() / 100.0, rounded=len(booked))
    by_provider = np.bincount(c.organization, weights=interest, minlength=len(market.organizations))
    theirs = [booked.loc[booked["target"] == f"organization/{i}", "fen"].sum() / 100.0 for i in range(by_provider.size)]
    yield to_the_fen("interest of each provider, yuan", by_provider, theirs, rounded=len(booked))
    yield from _deducted(seed)


def _followed(market: PublicServiceMarket) -> tuple[np.ndarray, np.ndarray]:
    """Fen paid by the end of each month, shape (months, contracts), and the month in which each instalment is to be paid."""
    paid, arrives = [], np.zeros((0, 5), dtype=np.int64)
    while market.month < market.specification.warm_up + market.specification.months:
        market.step()
        c, new = market.contracts, slice(len(arrives), None)
        waits = c.due[new][:, [0, 1, 2, 3, 5]]
        arrives = np.vstack([arrives, np.where(waits < 0, market.month - 1, waits)])
        paid.append(c.paid_fen.copy())
    return np.array([np.pad(x, (0, len(arrives) - x.size)) for x in paid]), arrives


def _due(value: np.ndarray, arrives: np.ndarray, planned: np.ndarray, now: int) -> tuple[np.ndarray, np.ndarray]:
    """Fen that should be paid by the end of each month, and interest by contract, yuan."""
    whole = np.round(100.0 * value)
    levels = np.column_stack(
        [np.round(100.0 * value[:, None] * np.array(SHARES) * (1.0 - RETAINED)), whole - np.round(RETAINED * whole)]
    )
    due, interest = np.zeros((now, value.size)), np.zeros(value.size)
    for month in range(now):
        before = due[month - 1] if month else np.zeros(value.size)
        reached = before.copy()
        for k in range(5):
            level = np.where(arrives[:, k] == month, np.maximum(reached, levels[:, k]), reached)
            interest += np.round((level - reached) * RATE * np.maximum(0, month - planned[:, k]) / 12.0) / 100.0
            reached = np.where(before >= levels[:, 4], before, level)
        due[month] = np.where(arrives[:, 4] + AFTER == month, whole, reached)
    return due, interest


def _deducted(seed: int) -> Iterator[Found]:
    """Half at signing and four tenths in mid-term: with a part held back, what is earned may be paid already."""
    levers = {"penalty": 1.2, "tolerance": 0.1, "retention": 0.05, "retention_months": 2, "bridge_months": 0}
    dials = {**DIALS, "world.purchasers.delay": 0.0, "world.information.acceptance_noise": 0.3}
    market = special(dials, "lottery", levers=levers, seed=seed)
    market.run()
    c = market.contracts
    settled = (c.end + 2 < market.month) & ~np.isnan(c.found)
    value, short = c.value[settled], np.maximum(0.0, c.promised - 0.1 - c.found)[settled]
    earned = value * (1.0 - np.minimum(0.3, 1.2 * short))
    yield to_the_fen("paid in the end, yuan", np.maximum(0.9 * 0.95 * value, earned), c.paid_fen[settled] / 100.0, rounded=2)
    yield exactly("some earn less than they were paid already", 1, bool((earned < 0.9 * 0.95 * value).any()))


TITLE_ZH = "合同款分期支付，精确到分：何时到期、暂扣多少、拖延成本、何者未得"
CHINESE = {
    "instalments on time": "按时支付的分期比例",
    "a month late": "迟一个月的比例",
    "paid by each month, yuan": "各月累计已付（元）",
    "interest paid, yuan": "支付的利息（元）",
    "interest of each provider, yuan": "各承接主体的利息（元）",
    "paid in the end, yuan": "最终支付（元）",
    "some earn less than they were paid already": "有合同应得少于已付",
}
