"""Organizations learn, forget, grow, lose staff, take root; ties, autonomy and mission move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month import capture, costing, incubating, institutions
from gpssim.month.delivery import arrears_months, workload
from gpssim.month.kinds import by_kind
from gpssim.month.payment import dependence
from gpssim.rules import staff as rules
from gpssim.rules.entry import idle_next
from gpssim.rules.learning import experience_next
from gpssim.units import monthly_rate

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

SLACK = 1.1
"""Staff an organization wants per unit of work it owes (assumption)."""
CORE_STAFF = 1.5
"""Staff below which an organization does not shrink on purpose (assumption)."""


def develop(model: PublicServiceMarket) -> None:
    """A month of learning, staff, roots, ties, autonomy and mission."""
    turnover = move_staff(model)
    learn(model, turnover)
    change_ability(model, turnover)
    take_root(model)
    o, p = model.organizations, model.world.organizations
    share = dependence(model)
    o["autonomy"][:] = rules.autonomy_next(o.autonomy, share, p.autonomy_recovery, p.autonomy_dependence)
    o["mission"][:] = rules.mission_next(o.mission, o.first_mission, share, p.mission_target, p.mission_drift)
    o["idle_months"][:] = idle_next(o.idle_months, has_contract(model))
    capture.press(model)


def has_contract(model: PublicServiceMarket) -> np.ndarray:
    """Which organizations have a contract in force."""
    c = model.contracts
    held = np.bincount(c.organization[np.flatnonzero(c.active)], minlength=len(model.organizations))
    return held > 0


def ends_soon(model: PublicServiceMarket) -> np.ndarray:
    """Organizations none of whose contracts runs beyond three months."""
    c = model.contracts
    rows = np.flatnonzero(c.active & (c.end > model.month + 3))
    return np.bincount(c.organization[rows], minlength=len(model.organizations)) == 0


def move_staff(model: PublicServiceMarket) -> np.ndarray:
    """Staff quits and is hired; returns the share that left, by organization."""
    o, p = model.organizations, model.world.organizations
    arrears = arrears_months(model)
    gap = (o.wage - p.wage) / p.wage
    hazard = rules.quit_hazard(p.quit_rate, gap, p.quit_wage, p.quit_arrears * arrears, p.quit_insecurity * ends_soon(model))
    stayed = np.maximum(o.staff * (1.0 - hazard * by_kind(model, "quitting")), np.minimum(o.staff, CORE_STAFF))
    wanted = np.minimum(np.maximum(SLACK * workload(model), CORE_STAFF), institutions.most_staff(model))
    affordable = np.where(arrears > 0.0, 0.0, (o.cash_fen / 100.0) / (p.hiring_cost + o.wage))
    new = np.where(o.alive, rules.hired(stayed, wanted, p.hiring_rate * by_kind(model, "growth"), affordable), 0.0)
    fen = np.rint(new * p.hiring_cost * 100.0).astype(np.int64)
    rows = np.flatnonzero(fen)
    model.ledger.transfer_many(model.month, "hiring", rows, fen[rows], model.books, to_them=False)
    turnover = (1.0 - stayed / np.maximum(o.staff, 1e-9)) * (o.staff > 0.0)
    o["staff"][:] = np.where(o.alive, stayed + new, o.staff)
    return turnover


def learn(model: PublicServiceMarket, turnover: np.ndarray) -> None:
    """Experience: forgotten, lost with staff, gained with delivery in standard project-years."""
    c, o, p = model.contracts, model.organizations, model.world.organizations
    rows = np.flatnonzero(c.active)
    standard = model.world.purchasers.project_value / np.array([d.unit_cost for d in model.world.domains])
    flow = np.zeros_like(o.experience)
    np.add.at(flow, (c.organization[rows], c.domain[rows]), c.delivered_places[rows] / standard[c.domain[rows]])
    retention = (1.0 - monthly_rate(p.forgetting)) * (1.0 - turnover)
    o["experience"][:] = experience_next(o.experience, retention[:, None], flow)


def change_ability(model: PublicServiceMarket, turnover: np.ndarray) -> None:
    """Ability: pulled to what staff supports, raised by coaching, lost with those who leave."""
    c, o, p = model.contracts, model.organizations, model.world.organizations
    rows = np.flatnonzero(c.active & (c.coaching > 0))
    coaching = np.zeros(len(o))
    np.maximum.at(coaching, c.organization[rows], c.coaching[rows])
    coaching = incubating.coached(model, coaching)
    support = p.ability_professional * (o.professional_share - p.professional_share)
    for name in ("verifiable", "nonverifiable"):
        target = o[f"first_{name}"] + support
        o[f"ability_{name}"][:] = rules.ability_next(
            o[f"ability_{name}"],
            target,
            p.ability_reversion,
            p.coaching_gain * coaching,
            p.ability_max,
            p.ability_turnover * turnover,
        )


def take_root(model: PublicServiceMarket) -> None:
    """Embeddedness and ties grow where an organization works."""
    c, o, p = model.contracts, model.organizations, model.world.organizations
    rows = np.flatnonzero(c.active)
    active = np.zeros_like(o.embeddedness, dtype=bool)
    active[c.organization[rows], c.district[rows]] = True
    o["embeddedness"][:] = rules.stock_next(o.embeddedness, p.embeddedness_gain, p.embeddedness_decay, active)
    working = np.zeros_like(o.tie, dtype=bool)
    working[c.organization[rows], c.purchaser[rows]] = True
    growth = model.world.purchasers.tie_growth
    o["tie"][:] = np.where(working, o.tie + growth * np.maximum(0.0, 1.0 - o.tie), o.tie * (1.0 - growth / 2.0))


def places_free(model: PublicServiceMarket, domain: int) -> np.ndarray:
    """Places an organization could still take on in a domain, stretching as far as it dares."""
    p, owed = model.world.organizations, workload(model)
    able = np.maximum(capture.working_staff(model), CORE_STAFF) * (1.0 + p.stretch)
    return (able - owed) * costing.caseload(model)[domain]


def months_old(model: PublicServiceMarket) -> np.ndarray:
    """Age of each organization, months."""
    return np.asarray(model.month - model.organizations.born)
