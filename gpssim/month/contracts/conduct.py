"""Hidden conduct, chosen at signing: whether a provider shirks, or passes the work on 转包."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules import inspection
from gpssim.rules.entry import logistic_shock
from gpssim.state import stakes
from gpssim.state.domains import unit_costs_declared

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def choose_conduct(market: MarketState, rows: np.ndarray) -> None:
    """At signing: whether providers shirk in what nobody verifies, in view of audits, fine and debarment.

    Audits follow the rate, or both sides play the mixed equilibrium of the inspection game (within the rate). An organization
    does not shirk with the probability of its honesty, whatever it would gain.
    """
    c = market.contracts
    c["audit_chance"][rows] = c.audit_rate[rows]
    if market.world.conduct.shirk_saving <= 0.0:
        return
    honest = market.luck.uniforms("honesty", c.luck[rows]) < market.organizations.honesty[c.organization[rows]]
    for row, keeps in zip(rows.tolist(), honest.tolist(), strict=True):
        tempted, c["audit_chance"][row] = strategic(market, row) if c.strategic[row] else fixed(market, row)
        c["shirks"][row] = tempted and not keeps


def fixed(market: MarketState, row: int) -> tuple[bool, float]:
    """The provider's best response to the rate of audits, with the noise of its decision."""
    c, noise = market.contracts, market.world.conduct.shirk_noise
    game, rate = stakes.audit_game(market, row), float(c.audit_rate[row])
    gain = inspection.shirking_gain(inspection.payoffs(game)[0], rate)
    if noise > 0.0:
        shock = float(logistic_shock(market.luck.uniforms("temptation", c.luck[row]))[0])
        gain += noise * shock * volume(market, row)
    return gain > 0.0, rate


def strategic(market: MarketState, row: int) -> tuple[bool, float]:
    """Both sides mix (by logit choice where the decision is noisy); a rate that does not allow that many audits is exhausted."""
    c, conduct = market.contracts, market.world.conduct
    game = stakes.audit_game(market, row)
    provider, purchaser = inspection.payoffs(game)
    if conduct.shirk_noise > 0.0:
        precision = 1.0 / (conduct.shirk_noise * volume(market, row))
        shirk, audit = inspection.logit_equilibrium(provider, purchaser, precision)
    else:
        shirk, audit = inspection.mixed_equilibrium(provider, purchaser)
    if audit > c.audit_rate[row]:
        audit = float(c.audit_rate[row])
        shirk = float(inspection.shirking_gain(provider, audit) > 0.0)
    return bool(market.luck.uniforms("temptation", c.luck[row])[0] < shirk), audit


def volume(market: MarketState, row: int) -> float:
    """What a contract's places cost in its term at usual unit cost, yuan."""
    c = market.contracts
    return float(c.places[row]) * int(c.end[row] - c.start[row]) * float(unit_costs_declared(market)[c.domain[row]])


def choose_passing_on(market: MarketState, rows: np.ndarray) -> None:
    """At signing: whether providers pass their contract on, with the chance of the dial times their lack of honesty."""
    chance = market.world.violations.passing_on
    if chance <= 0.0:
        return
    c = market.contracts
    dishonest = 1.0 - market.organizations.honesty[c.organization[rows]]
    c["passed_on"][rows] = market.luck.uniforms("passing on", c.luck[rows]) < chance * dishonest
