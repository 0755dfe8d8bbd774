"""Misfortune: contracts end early, or meet a shock that a provider bears, or walks away from and forfeits its bond."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.market import ContractTerms, Project
from gpssim.month import incentives, payment, planning, signing
from gpssim.rules.anticipation import anticipated_cost, defaults, shock_exposure
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
    """A shock to cost: borne (owed from next month), or the provider walks away and loses what it answers for.

    That is never more than the shock less what was still to be earned, or it would not walk away.
    """
    c, o = model.contracts, model.organizations
    i, value = int(c.organization[row]), float(c.value[row])
    loss = model.world.conduct.shock_size * value
    margin = float((c.price[row] - c.unit_cost[row]) * c.places[row]) * int(c.end[row] - model.month - 1)
    cash = max(0, int(o.cash_fen[i]))
    answers_for = min(cash / 100.0, float(c.bond[row] + liability(model, c.liability[row])) * value)
    if not defaults(margin, loss, answers_for):
        o["owed_fen"][i] += to_fen(loss)
        return
    model.ledger.transfer(model.month, "bond", organization_account(i), TREASURY, to_fen(answers_for), model.books)
    end_early(model, row, "defaulted")


def end_early(model: PublicServiceMarket, row: int, reason: str) -> None:
    """End a contract before its term and purchase the line anew; who ends it through no fault is paid for what was delivered."""
    c = model.contracts
    g, d = int(c.purchaser[row]), int(c.domain[row])
    balance = to_fen(float((c.price[row] - c.fee[row]) * c.delivered[row])) - int(c.paid_fen[row])
    if balance > 0 and reason == "ended_early":
        payment.transfer(model, row, balance, "final_payment")
    model.flows["advance_lost"][g, d] += max(0, -balance) / 100.0
    model.flows["committed"][g, d] -= float(c.value[row] + c.reserve[row]) - float(c.paid_fen[row]) / 100.0
    c["due"][row] = -1
    c["end"][row] = model.month + 1
    signing.close(model, row, reason)
    planning.reopen(model, model.lines[c.line[row]])


def liability(model: PublicServiceMarket, beyond_bond: np.ndarray | float) -> np.ndarray | float:
    """What a provider answers for beyond its bond, as a share of the contract's value: as terms and law allow."""
    return np.minimum(beyond_bond, model.world.conduct.liability)


def anticipated(
    model: PublicServiceMarket, terms: ContractTerms, project: Project, cost: np.ndarray | float, cash: np.ndarray | float
) -> np.ndarray | float:
    """The cost an offer is built on when bidders reckon with what these terms make of shocks, rents and cuts in cost.

    Yuan per place-month; ``cash`` is what a bidder could lose with the contract, in the same unit. A contract's value is not known
    before it is won: its ceiling stands for it. What is not shared counts in full against the part of a price that is kept.
    """
    conduct, ceiling = model.world.conduct, project.ceiling
    if not (conduct.shock_chance or conduct.cost_effort or incentives.rent(model, terms.renegotiation)):
        return cost
    chance = 1.0 - (1.0 - conduct.shock_chance) ** (project.months / MONTHS_PER_YEAR)
    loses = np.minimum(cash, (terms.bond + liability(model, terms.liability)) * ceiling)
    shocks = shock_exposure(chance, conduct.shock_size * ceiling, loses)
    kept = terms.residual_claim * (1.0 - terms.cost_share)
    productivity = conduct.cost_effort * model.world.domains[project.domain].unit_cost
    part = kept if kept > 0.0 else 1.0
    rents = incentives.rent(model, terms.renegotiation) * ceiling
    return anticipated_cost(cost, 1.0 - kept, productivity, rents / part, shocks / part)
