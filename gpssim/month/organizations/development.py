"""Organizations learn, forget, grow, lose staff, take root; ties, autonomy and mission move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.organizations import capture, incubation, innovation, reach
from gpssim.rules import staff as rules
from gpssim.rules.entry import idle_next
from gpssim.rules.learning import experience_next
from gpssim.state import capacity, kinds
from gpssim.state.capacity import CORE_STAFF, workload
from gpssim.state.domains import unit_costs_declared
from gpssim.state.kinds import INSTITUTION, by_kind
from gpssim.state.money import arrears_months, dependence, month_costs
from gpssim.units import monthly_rate

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

SLACK = 1.1
"""Staff an organization wants per unit of work it owes (assumption)."""


def develop(market: MarketState) -> None:
    """A month of learning, staff, roots, ties, autonomy, mission and reach."""
    coached = coaching(market)
    turnover = move_staff(market, coached)
    gain_experience(market, turnover)
    change_ability(market, turnover, coached)
    take_root(market)
    o, p = market.organizations, market.world.organizations
    share = dependence(market)
    o["autonomy"][:] = rules.autonomy_next(o.autonomy, share, p.autonomy_recovery, p.autonomy_dependence)
    o["mission"][:] = rules.mission_next(o.mission, o.first_mission, share, p.mission_target, p.mission_drift)
    o["idle_months"][:] = idle_next(o.idle_months, capacity.has_contract(market))
    reach.look_further(market)
    reach.read_failures(market)
    capture.press_tasks(market)
    innovation.renew_services(market)


def move_staff(market: MarketState, coached: np.ndarray) -> np.ndarray:
    """Staff quits and is hired, and learns as it is ``coached``; returns the share that left, by organization."""
    o, p = market.organizations, market.world.organizations
    arrears = arrears_months(market)
    gap = (o.wage - p.wage) / p.wage
    hazard = rules.quit_hazard(
        p.quit_rate, gap, p.quit_wage, p.quit_arrears * arrears, p.quit_insecurity * capacity.ends_soon(market)
    )
    stayed = np.maximum(o.staff * (1.0 - hazard * by_kind(market, "quitting")), np.minimum(o.staff, CORE_STAFF))
    wanted = np.minimum(np.maximum(SLACK * workload(market), CORE_STAFF), kinds.most_staff(market))
    stayed = stayed - dismiss(market, stayed, wanted)
    affordable = np.where(arrears > 0.0, 0.0, (o.cash_fen / 100.0) / (p.hiring_cost + o.wage))
    new = np.where(o.alive, rules.hired(stayed, wanted, p.hiring_rate * by_kind(market, "growth"), affordable), 0.0)
    fen = np.rint(new * p.hiring_cost * 100.0).astype(np.int64)
    rows = fen.nonzero()[0]
    market.ledger.transfer_many(market.month, "hiring", rows, fen[rows], market.books, to_them=False)
    turnover = (1.0 - stayed / np.maximum(o.staff, 1e-9)) * (o.staff > 0.0)
    qualify_staff(market, new / np.maximum(stayed + new, 1e-9), gap, coached)
    o["staff"][:] = np.where(o.alive, stayed + new, o.staff)
    return turnover


def dismiss(market: MarketState, staff: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Organizations that run short of money let staff without work go, and pay its severance; persons, by organization.

    Public institutions keep their posts. Nobody lets more go than can be paid off.
    """
    o, p = market.organizations, market.world.organizations
    if p.layoffs <= 0.0:
        return np.zeros_like(staff)
    cash = o.cash_fen / 100.0
    short = o.alive & (o.kind_code != INSTITUTION) & (cash < p.layoff_reserve * month_costs(market))
    gone = rules.let_go(staff, wanted, p.layoffs, short)
    each = p.severance * o.wage
    if p.severance > 0.0:
        gone = np.minimum(gone, np.maximum(0.0, cash) / each)
    fen = np.floor(gone * each * 100.0).astype(np.int64)
    rows = fen.nonzero()[0]
    market.ledger.transfer_many(market.month, "severance", rows, fen[rows], market.books, to_them=False)
    return gone


def qualify_staff(market: MarketState, newly: np.ndarray, gap: np.ndarray, coached: np.ndarray) -> None:
    """Professionals come with those who are newly hired, more at better wages or where contracts ask for them, and by training."""
    o, p, asked = market.organizations, market.world.organizations, market.policy_state.levers.professionals
    if not (p.professional_hiring or p.professional_training or asked):
        return
    short = capacity.has_contract(market) & (o.professional_share < asked)
    applicants = np.where(short, 1.0, rules.market_professionals(p.professional_share, gap, p.professional_wage))
    openness = np.where(short, 1.0, p.professional_hiring)
    trained = p.professional_training * coached
    o["professional_share"][:] = rules.professionals_next(o.professional_share, newly, applicants, openness, trained)


def gain_experience(market: MarketState, turnover: np.ndarray) -> None:
    """Experience: forgotten, lost with staff, gained with delivery in standard project-years."""
    c, o, p = market.contracts, market.organizations, market.world.organizations
    rows = c.active.nonzero()[0]
    standard = market.world.purchasers.project_value / unit_costs_declared(market)
    flow = np.zeros_like(o.experience)
    np.add.at(flow, (c.organization[rows], c.domain[rows]), c.delivered_places[rows] / standard[c.domain[rows]])
    retention = (1.0 - monthly_rate(p.forgetting)) * (1.0 - turnover)
    o["experience"][:] = experience_next(o.experience, retention[:, None], flow)


def change_ability(market: MarketState, turnover: np.ndarray, coached: np.ndarray) -> None:
    """Ability: pulled to what staff supports, raised by coaching, lost with those who leave."""
    o, p = market.organizations, market.world.organizations
    support = p.ability_professional * (o.professional_share - p.professional_share)
    for name in ("verifiable", "nonverifiable"):
        target = o[f"first_{name}"] + support
        o[f"ability_{name}"][:] = rules.ability_next(
            o[f"ability_{name}"],
            target,
            p.ability_reversion,
            p.coaching_gain * coached,
            p.ability_max,
            p.ability_turnover * turnover,
        )


def coaching(market: MarketState) -> np.ndarray:
    """Intensity of the coaching that each organization gets, under its contracts or in an incubator."""
    c, intensity = market.contracts, np.zeros(len(market.organizations))
    rows = (c.active & (c.coaching > 0)).nonzero()[0]
    np.maximum.at(intensity, c.organization[rows], c.coaching[rows])
    return incubation.coached(market, intensity)


def take_root(market: MarketState) -> None:
    """Embeddedness and ties grow where an organization works."""
    c, o, p = market.contracts, market.organizations, market.world.organizations
    rows = c.active.nonzero()[0]
    active = np.zeros(o.embeddedness.shape, dtype=bool)
    active[c.organization[rows], c.district[rows]] = True
    o["embeddedness"][:] = rules.stock_next(o.embeddedness, p.embeddedness_gain, p.embeddedness_decay, active)
    working = np.zeros(o.tie.shape, dtype=bool)
    working[c.organization[rows], c.purchaser[rows]] = True
    growth = market.world.purchasers.tie_growth
    o["tie"][:] = np.where(working, o.tie + growth * np.maximum(0.0, 1.0 - o.tie), o.tie * (1.0 - growth / 2.0))


def months_old(market: MarketState) -> np.ndarray:
    """Age of each organization, months."""
    return np.asarray(market.month - market.organizations.born)
