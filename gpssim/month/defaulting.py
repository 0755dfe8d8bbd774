"""Misfortune: contracts end early, or meet a shock that a provider bears, or walks away from and forfeits its bond."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.market import Project
from gpssim.month import payment, planning, signing
from gpssim.rules.hazards import break_even_burden, defaults
from gpssim.units import MONTHS_PER_YEAR, monthly_rate, to_fen

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def strike(model: PublicServiceMarket) -> None:
    """Strike contracts that go on beyond this month by their luck, the same under every policy."""
    c, conduct = model.contracts, model.world.conduct
    running = np.flatnonzero(c.active & (c.end > model.month + 1))
    month, hazard = model.luck.at(model.month), monthly_rate(conduct.hazard)
    for row in running[month.uniforms("hazard", c.luck[running]) < hazard + c.hazard[running]]:
        end_early(model, int(row), "ended_early")
    running = running[c.active[running]]
    for row in running[month.uniforms("shock", c.luck[running]) < monthly_rate(conduct.shock_chance)]:
        shock(model, int(row))


def shock(model: PublicServiceMarket, row: int) -> None:
    """A shock to cost: borne (owed from next month), or the provider walks away and forfeits bond and liability."""
    c, o = model.contracts, model.organizations
    i, value = int(c.organization[row]), float(c.value[row])
    loss = model.world.conduct.shock_size * value
    margin = float((c.price[row] - c.unit_cost[row]) * c.places[row]) * int(c.end[row] - model.month - 1)
    cash = max(0, int(o.cash_fen[i]))
    forfeited = min(cash, to_fen(float(c.bond[row]) * value))
    answers_for = min(cash / 100.0, float(c.bond[row] + c.liability[row]) * value)
    if not defaults(margin, loss, answers_for):
        o["owed_fen"][i] += to_fen(loss)
        return
    model.ledger.transfer(model.month, "bond", organization_account(i), TREASURY, forfeited, model.books)
    end_early(model, row, "defaulted")


def end_early(model: PublicServiceMarket, row: int, reason: str) -> None:
    """End a contract before its term and purchase the line anew; who ends it through no fault is paid for what was delivered."""
    c = model.contracts
    g, d = int(c.purchaser[row]), int(c.domain[row])
    balance = to_fen(float(c.price[row] * c.delivered[row])) - int(c.paid_fen[row])
    if balance > 0 and reason == "ended_early":
        payment.transfer(model, row, balance, "final_payment")
    model.flows["advance_lost"][g, d] += max(0, -balance) / 100.0
    model.flows["committed"][g, d] -= float(c.value[row] + c.reserve[row]) - float(c.paid_fen[row]) / 100.0
    c["due"][row] = -1
    c["end"][row] = model.month + 1
    signing.close(model, row, reason)
    planning.reopen(model, model.lines[c.line[row]])


def expected_burden(model: PublicServiceMarket, project: Project) -> float:
    """What shocks, rents and cuts in cost add to the cost an offer is built on, yuan per place-month."""
    conduct, levers = model.world.conduct, model.policy_state.levers
    if not (conduct.shock_chance or conduct.renegotiation or conduct.cost_effort):
        return 0.0
    chance = 1.0 - (1.0 - conduct.shock_chance) ** (project.months / MONTHS_PER_YEAR)
    shocks = break_even_burden(chance, conduct.shock_size * project.ceiling, levers.bond * project.ceiling)
    cut = 0.5 * conduct.cost_effort * (1.0 - levers.cost_share) * model.world.domains[project.domain].unit_cost
    return shocks - conduct.renegotiation * project.ceiling - cut
