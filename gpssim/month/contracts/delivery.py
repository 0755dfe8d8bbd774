"""Providers deliver: hidden effort, limited capacity, true cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from gpssim.month.contracts import equipment
from gpssim.rules import effort
from gpssim.rules.ability import of_both_tasks
from gpssim.state import capacity, costs, money, officials, pay, practices, quality, stakes
from gpssim.state.domains import unit_costs_declared

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

SUSPENSION = 2.0 / 3.0
"""Part of the arrears limit from which a provider suspends service."""


def deliver(market: MarketState) -> None:
    """Effort, quality, places and cost of every contract in force."""
    c = market.contracts
    rows = c.active.nonzero()[0]
    if rows.size == 0:
        return
    choose_effort(market, rows)
    load, cut = capacity.load(market)[c.organization[rows]], quality.cutting(market, rows)
    deliver_places(market, rows, load)
    deliver_quality(market, rows, load, cut)
    bear_costs(market, rows, load, cut)
    equipment.invest(market, rows)
    places = c.delivered_places[rows]
    c["delivered"][rows] += places
    c["cost_sum"][rows] += c.month_cost[rows]
    c["quality_sum"][rows] += places * c.quality[rows]
    c["verifiable_sum"][rows] += places * c.quality_verifiable[rows]
    c["handover"][rows] = np.maximum(0, c.handover[rows] - 1)


def choose_effort(market: MarketState, rows: np.ndarray) -> None:
    """One rule: penalties, mission, career and honesty (core model, eq. 7); what the contract says where effort is agreed on."""
    c, o, p, info = market.contracts, market.organizations, market.world.organizations, market.world.information
    org, nu = c.organization[rows], quality.verifiability(market, rows)
    a1, a2, mission = o.ability_verifiable[org], o.ability_nonverifiable[org], o.mission[org]
    honesty = o.honesty[org] * c.sincere[rows]
    career, voice = stakes.career_rewards(market, rows)
    seen, unseen = (1.0 - voice) + voice * nu, voice * (1.0 - nu)
    b1, b2 = mission + seen * career, mission + unseen * career
    e1, _ = effort.quality_effort(b1, b2, p.effort_cost, p.effort_substitution, p.effort_max)
    promised = c.promised[rows]
    gap = promised - market.policy_state.levers.tolerance - (a1 + np.maximum(e1, honesty * (promised - a1)))
    spread = np.hypot(info.acceptance_noise, p.delivery_noise) + 1e-9
    unit = unit_costs_declared(market)[c.domain[rows]]
    beta = c.penalty[rows] * pay.public_price(market, rows) / unit * ndtr(gap / spread)
    weight = officials.users_weight(market)
    beta = c.residual_claim[rows] * (beta + pay.marginal(market, rows, unit, gap / spread, spread))
    b1 = b1 + beta * ((1.0 - weight) + weight * nu)
    b2 = b2 + beta * weight * (1.0 - nu)
    c["unseen_reward"][rows] = b2
    e1, e2 = effort.quality_effort(b1, b2, p.effort_cost, p.effort_substitution, p.effort_max)
    own = [effort.honest_floor(e, promised, a, honesty, p.effort_max) for e, a in ((e1, a1), (e2, a2))]
    together = c.effort_agreed[rows]
    agreed = costs.agreed_effort(market, c.domain[rows]) if together.any() else own
    for name, mine, ours in zip(("verifiable", "nonverifiable"), own, agreed, strict=True):
        c[f"effort_{name}"][rows] = np.where(together, ours, mine)


def deliver_places(market: MarketState, rows: np.ndarray, load: np.ndarray) -> None:
    """Places delivered: no more than staff can serve, none while a provider in deep arrears suspends service."""
    c = market.contracts
    org, places, seconded = c.organization[rows], c.places[rows], c.per_post[rows]
    able = np.minimum(1.0, 1.0 / np.maximum(load, 1e-9) * quality.roomier_by_equipment(market, rows))
    suspended = money.arrears_months(market)[org] > SUSPENSION * market.world.organizations.arrears_limit
    c["delivered_places"][rows] = np.where(suspended, 0.0, able * places)
    if seconded.any():
        posts = np.minimum(1.0, market.organizations.staff[org] / np.maximum(capacity.workload(market)[org], 1e-9))
        c["posts_filled"][rows] += seconded * posts * places


def deliver_quality(market: MarketState, rows: np.ndarray, load: np.ndarray, cut: np.ndarray) -> None:
    """Quality of both tasks: ability plus effort, less overload and settling in, plus the month's luck."""
    c, o, p = market.contracts, market.organizations, market.world.organizations
    org, nu = c.organization[rows], quality.verifiability(market, rows)
    over = np.maximum(0.0, load - 1.0)
    lost = p.overload_quality * over + np.where(c.handover[rows] > 0, p.handover_quality, 0.0)
    lost = lost - quality.better_by_equipment(market, rows)
    month = market.luck.at(market.month)
    c["practice"][rows] = practices.practised(market, rows)
    harm = quality.harm(market, rows, cut) + c.misfit[rows] - quality.fit(market, org) - c.practice[rows]
    for name, ability, task in (("verifiable", o.ability_verifiable, 1), ("nonverifiable", o.ability_nonverifiable, 2)):
        noise = p.delivery_noise * month.normals("delivery", c.luck[rows], task)
        c[f"quality_{name}"][rows] = effort.delivered(ability[org], c[f"effort_{name}"][rows], lost + (task == 2) * harm, noise)
    c["quality"][rows] = of_both_tasks(c.quality_verifiable[rows], c.quality_nonverifiable[rows], nu)


def bear_costs(market: MarketState, rows: np.ndarray, load: np.ndarray, cut: np.ndarray) -> None:
    """True cost of the month: unit cost now, overload, effort."""
    c, p = market.contracts, market.world.organizations
    domain, places, over = c.domain[rows], c.delivered_places[rows], np.maximum(0.0, load - 1.0)
    unit = costs.unit_costs(market, c.organization[rows], domain, c.district[rows]) * c.project_cost_type[rows]
    base = unit_costs_declared(market)[domain]
    share = effort.effort_cost(c.effort_verifiable[rows], c.effort_nonverifiable[rows], p.effort_cost, p.effort_substitution)
    saved, strain = quality.cost_cut(market, rows, cut)
    unit, share = np.maximum(0.0, unit - saved * base), share + strain  # nobody saves more than the work costs
    c["month_strain"][rows] = places * base * strain
    c["month_cost"][rows] = places * unit * (1.0 + p.overload_cost * over * over)
    c["month_effort"][rows] = places * base * share
