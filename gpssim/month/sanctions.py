"""Hidden conduct: whether a provider shirks, what that does, what audits find, fines and debarment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.month import banning
from gpssim.rules import anticipation, inspection
from gpssim.rules.entry import logistic_shock
from gpssim.units import MONTHS_PER_YEAR, to_fen

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

FOR_GOOD: Final = 2**31 - 1
LONGEST: Final = 600
"""Months that count of a debarment for good."""


def choose_conduct(model: PublicServiceMarket, row: int) -> None:
    """At signing: whether the provider shirks in what nobody verifies, in view of audits, fine and debarment.

    Audits follow the rate, or both sides play the mixed equilibrium of the inspection game (within the rate). An organization
    does not shirk with the probability of its honesty, whatever it would gain.
    """
    c = model.contracts
    c["audit_chance"][row] = c.audit_rate[row]
    if model.world.conduct.shirk_saving <= 0.0:
        return
    tempted, c["audit_chance"][row] = strategic(model, row) if c.strategic[row] else fixed(model, row)
    honest = model.luck.uniforms("honesty", c.luck[row])[0] < model.organizations.honesty[c.organization[row]]
    c["shirks"][row] = tempted and not honest


def stakes(model: PublicServiceMarket, row: int) -> inspection.Stakes:
    """The inspection game of a contract, yuan: saving, fine and loss of standing against the cost of an audit and the harm."""
    c, p, conduct = model.contracts, model.world.purchasers, model.world.conduct
    domain = model.world.domains[c.domain[row]]
    volume = float(c.places[row]) * int(c.end[row] - c.start[row]) * domain.unit_cost
    hidden = conduct.shirk_harm * (1.0 - domain.verifiability)
    return inspection.Stakes(
        saving=conduct.shirk_saving * volume,
        fine=float(c.fine[row] * c.value[row]) + lost_standing(model, row),
        detection=float(c.detection[row]),
        audit_cost=p.inspection_hours * p.wage_hour,
        harm=float(model.purchasers.quality_value[c.purchaser[row]]) * hidden * volume,
        fine_share=0.0,
    )


def lost_standing(model: PublicServiceMarket, row: int) -> float:
    """What debarment costs a provider, yuan: the margin of its usual chance of winning, for its months, discounted."""
    c, yearly = model.contracts, model.world.bidding.discount
    margin = max(0.0, float(c.price[row] - c.unit_cost[row])) * float(c.places[row])
    later = yearly ** (np.arange(LONGEST if c.debarment[row] < 0 else int(c.debarment[row])) / MONTHS_PER_YEAR)
    return margin * float(model.organizations.win_rate[c.organization[row]]) * float(later.sum())


def fixed(model: PublicServiceMarket, row: int) -> tuple[bool, float]:
    """The provider's best response to the rate of audits, with the noise of its decision."""
    c, noise = model.contracts, model.world.conduct.shirk_noise
    game, rate = stakes(model, row), float(c.audit_rate[row])
    gain = inspection.shirking_gain(inspection.payoffs(game)[0], rate)
    if noise > 0.0:
        shock = float(logistic_shock(model.luck.uniforms("temptation", c.luck[row]))[0])
        gain += noise * shock * game.saving / model.world.conduct.shirk_saving
    return gain > 0.0, rate


def strategic(model: PublicServiceMarket, row: int) -> tuple[bool, float]:
    """Both sides mix (by logit choice where the decision is noisy); a rate that does not allow that many audits is exhausted."""
    c, conduct = model.contracts, model.world.conduct
    game = stakes(model, row)
    provider, purchaser = inspection.payoffs(game)
    if conduct.shirk_noise > 0.0:
        precision = conduct.shirk_saving / (conduct.shirk_noise * game.saving)
        shirk, audit = inspection.logit_equilibrium(provider, purchaser, precision)
    else:
        shirk, audit = inspection.mixed_equilibrium(provider, purchaser)
    if audit > c.audit_rate[row]:
        audit = float(c.audit_rate[row])
        shirk = float(inspection.shirking_gain(provider, audit) > 0.0)
    return bool(model.luck.uniforms("temptation", c.luck[row])[0] < shirk), audit


def harm(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """Non-verifiable quality lost by shirking and by cutting cost, latent, shape of ``rows``."""
    c, conduct = model.contracts, model.world.conduct
    passed = model.world.violations.passing_on_harm * c.passed_on[rows]
    return conduct.shirk_harm * c.shirks[rows] + conduct.cost_damage * cutting(model, rows) + passed


def cutting(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """Effort to cut cost, share of unit cost: answers the part of a cut that the provider keeps."""
    c = model.contracts
    return anticipation.saving_effort(c.residual_claim[rows] * (1.0 - c.cost_share[rows]), model.world.conduct.cost_effort)


def cost_cut(model: PublicServiceMarket, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cost saved by shirking and by effort, and what that effort costs, shares of unit cost."""
    effort, conduct = cutting(model, rows), model.world.conduct
    saved = conduct.shirk_saving * model.contracts.shirks[rows] + effort
    saved = saved + model.world.violations.passing_on_saving * model.contracts.passed_on[rows]
    return saved, anticipation.saving_strain(effort, conduct.cost_effort)


def audit(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """Audits at acceptance: who shirked and is found out pays the fine as far as its cash goes, and may not offer for a while."""
    c, o, p = model.contracts, model.organizations, model.world.purchasers
    audited = rows[model.luck.uniforms("audit", c.luck[rows]) < c.audit_chance[rows]]
    np.add.at(model.flows["monitoring_hours"], (c.purchaser[audited], c.domain[audited]), p.inspection_hours)
    found = audited[c.shirks[audited] & (model.luck.uniforms("detection", c.luck[audited]) < c.detection[audited])]
    c["caught"][found] = True
    for row in found:
        i = int(c.organization[row])
        fen = min(to_fen(float(c.fine[row] * c.value[row])), max(0, int(o.cash_fen[i])))
        model.ledger.transfer(model.month, "fine", organization_account(i), TREASURY, fen, model.books)
        model.flows["penalties"][c.purchaser[row], c.domain[row]] += fen / 100.0
        until = FOR_GOOD if c.debarment[row] < 0 else model.month + 1 + int(c.debarment[row])
        banning.ban(model, i, int(c.purchaser[row]), until, "shirking")
