"""Audits that answer temptation leave both sides indifferent, or make each a logit answer to the other's, within their rate.

Mixed: an audit deters just when ``a (d - m) fine = saving``, and is worth its cost just when ``s d harm = cost``; whatever the
provider saves moves the audits, and not the shirking. Logit (precision ``1 / scale``): ``s = L(saving - a (d - m) fine)`` and
``a = L(s d harm - cost)`` at once, ``L`` the logistic function. Where fewer audits are allowed than deter, all that are allowed are
held and everybody who is tempted shirks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from scipy.special import expit

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, on_average
from gpssim.theory.special import special

VERBS = ("sign", "accept")
RULES = (
    "inspection.mixed_equilibrium",
    "inspection.logit_equilibrium",
    "inspection.audit_gain",
    "inspection.shirking_gain",
    "inspection.payoffs",
    "inspection.outcome",
)
SOURCE = "inspection games (Dresher 1962; Tsebelis 1989); quantal response (McKelvey & Palfrey 1995)"

FINDS, MISTAKES, SAVING, FINE, HARM, VALUE, WAGE, HOURS = 0.7, 0.1, 0.2, 0.5, 0.8, 0.35, 20.0, 4.0
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.organizations.n_initial": 60,
    "world.organizations.effort_max": 0.0,
    "world.organizations.honesty_mean": 0.0,
    "world.purchasers.project_value": 6_000.0,
    "world.purchasers.quality_value": VALUE,
    "world.purchasers.inspection_hours": HOURS,
    "world.purchasers.wage_hour": WAGE,
    "world.conduct.shirk_saving": SAVING,
    "world.conduct.shirk_harm": HARM,
    "world.conduct.false_alarm": MISTAKES,
    "months": 26,
}
LEVERS: Final = {"audit": "strategic", "audit_rate": 1.0, "audit_detection": FINDS, "fine": FINE, "monitoring": 0.0}


def found(seed: int) -> Iterator[Found]:
    """Contracts awarded by lot, whose sizes and prices differ, without noise of the decision, with it, and with scarce audits."""
    market = _run(seed, 0.0, 1.0)
    saving, fine, cost, harm = _stakes(market)
    worth = FINDS * harm > cost  # an extension by a month is too small to be audited
    yield exactly("mixed: chance of an audit", worth * saving / ((FINDS - MISTAKES) * fine), market.contracts.audit_chance, 1e-9)
    yield _shirks("mixed", market, np.where(worth, cost / (FINDS * harm), 1.0))
    market = _run(seed, 0.1, 1.0)
    shirks, audits = _logit(*_stakes(market), _usual(market) * 0.1)
    yield exactly("logit: chance of an audit", audits, market.contracts.audit_chance, 1e-9)
    yield _shirks("logit", market, shirks)
    market = _run(seed, 0.0, 0.4)
    yield exactly("scarce: chance of an audit", 0.4 * worth, market.contracts.audit_chance)
    yield _shirks("scarce", market, np.ones(len(market.contracts)))


def _run(seed: int, noise: float, rate: float) -> PublicServiceMarket:
    market = special({**DIALS, "world.conduct.shirk_noise": noise}, "lottery", levers={**LEVERS, "audit_rate": rate}, seed=seed)
    return market.run()


def _usual(market: PublicServiceMarket) -> np.ndarray:
    """What the work of each contract costs at the usual unit cost of 100 yuan."""
    c = market.contracts
    return np.asarray(100.0 * c.places * (c.end - c.start))


def _stakes(market: PublicServiceMarket) -> tuple[np.ndarray, np.ndarray, float, np.ndarray]:
    """Saving and fine of the provider, cost of an audit and harm to the purchaser (half of quality is what nobody verifies)."""
    usual, value = _usual(market), market.purchasers.quality_value[market.contracts.purchaser]
    return SAVING * usual, FINE * market.contracts.value, HOURS * WAGE, value * HARM * 0.5 * usual


def _logit(saving: np.ndarray, fine: np.ndarray, cost: float, harm: np.ndarray, scale: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Chances of shirking and of audits that answer each other, by halving the bracket of the audits' chance."""
    low, high = np.zeros(saving.size), np.ones(saving.size)
    for _ in range(60):
        audits = 0.5 * (low + high)
        shirks = expit((saving - audits * (FINDS - MISTAKES) * fine) / scale)
        too_few = expit((shirks * FINDS * harm - cost) / scale) > audits
        low, high = np.where(too_few, audits, low), np.where(too_few, high, audits)
    return shirks, audits


def _shirks(name: str, market: PublicServiceMarket, chance: np.ndarray) -> Found:
    """How many shirk, less the chance of it among those who are not honest."""
    c = market.contracts
    dishonest = 1.0 - market.organizations.honesty[c.organization]
    return on_average(f"{name}: shirks, less the chance of it", 0.0, c.shirks - dishonest * chance)


TITLE_ZH = "随诱惑而定的稽查使双方无差异，或使双方以 logit 互相应对，并以稽查率为上限"
CHINESE = {
    "{name}: shirks, less the chance of it": "{name}：是否偷工减料，减去其概率",
    "{name}: chance of an audit": "{name}：稽查概率",
    "mixed": "混合策略",
    "logit": "logit 应对",
    "scarce": "稽查不足",
}
