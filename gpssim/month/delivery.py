"""Providers deliver: hidden effort, limited capacity, true cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from gpssim.month import capture, charging, costing, equipping, incentives, participating, sanctions
from gpssim.rules import effort
from gpssim.rules.career import reputation_reward
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

SUSPENSION = 2.0 / 3.0
"""Part of the arrears limit from which a provider suspends service."""


def workload(model: PublicServiceMarket) -> np.ndarray:
    """Work each organization owes, in persons of staff, shape (n_organizations,)."""
    o = model.organizations
    return (o.contracted - o.volunteered) @ (1.0 / costing.caseload(model))


def load(model: PublicServiceMarket) -> np.ndarray:
    """Work over capacity of each organization."""
    return workload(model) / np.maximum(capture.working_staff(model), 0.1)


def deliver(model: PublicServiceMarket) -> None:
    """Effort, quality, places and cost of every contract in force."""
    c = model.contracts
    rows = np.flatnonzero(c.active)
    if rows.size == 0:
        return
    choose_effort(model, rows)
    places(model, rows)
    quality(model, rows)
    cost(model, rows)
    equipping.invest(model, rows)
    c["delivered"][rows] += c.delivered_places[rows]
    c["cost_sum"][rows] += c.month_cost[rows]
    c["quality_sum"][rows] += c.delivered_places[rows] * c.quality[rows]
    c["verifiable_sum"][rows] += c.delivered_places[rows] * c.quality_verifiable[rows]
    c["handover"][rows] = np.maximum(0, c.handover[rows] - 1)


def verifiability(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """Verifiable part of quality of contracts."""
    return np.array([d.verifiability for d in model.world.domains])[model.contracts.domain[rows]]


def choose_effort(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """One rule: penalties, mission, career and honesty (core model, eq. 7); what the contract says where effort is agreed on."""
    c, o, p, info = model.contracts, model.organizations, model.world.organizations, model.world.information
    org, nu = c.organization[rows], verifiability(model, rows)
    a1, a2, mission = o.ability_verifiable[org], o.ability_nonverifiable[org], o.mission[org]
    honesty = o.honesty[org] * c.sincere[rows]
    career, voice = career_rewards(model, rows)
    seen, unseen = (1.0 - voice) + voice * nu, voice * (1.0 - nu)
    b1, b2 = mission + seen * career, mission + unseen * career
    e1, _ = effort.quality_effort(b1, b2, p.effort_cost, p.effort_substitution, p.effort_max)
    gap = c.promised[rows] - model.policy_state.levers.tolerance - (a1 + np.maximum(e1, honesty * (c.promised[rows] - a1)))
    spread = np.hypot(info.acceptance_noise, p.delivery_noise) + 1e-9
    unit = np.array([d.unit_cost for d in model.world.domains])[c.domain[rows]]
    beta = c.penalty_rate[rows] * charging.public_price(model, rows) / unit * ndtr(gap / spread)
    weight = participating.users_weight(model)
    beta = c.residual_claim[rows] * (beta + incentives.marginal(model, rows, unit, gap / spread, spread))
    b1 = b1 + beta * ((1.0 - weight) + weight * nu)
    b2 = b2 + beta * weight * (1.0 - nu)
    e1, e2 = effort.quality_effort(b1, b2, p.effort_cost, p.effort_substitution, p.effort_max)
    own = [effort.honest_floor(e, c.promised[rows], a, honesty, p.effort_max) for e, a in ((e1, a1), (e2, a2))]
    agreed = costing.agreed_effort(model, c.domain[rows])
    for name, mine, ours in zip(("verifiable", "nonverifiable"), own, agreed, strict=True):
        c[f"effort_{name}"][rows] = np.where(c.effort_agreed[rows], ours, mine)


def career_rewards(model: PublicServiceMarket, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Marginal reward of quality through continuation, and the part of the deciding record that is citizens' voice."""
    c, info, bid = model.contracts, model.world.information, model.world.bidding
    own = c.own_record[rows]
    inspections = model.purchasers.inspection_rate[c.purchaser[rows]] / max(info.monitoring_noise, 1e-3) ** 2
    heard = info.voice_weight / max(info.voice_noise, 1e-3) ** 2
    precision = np.where(
        own, 12.0 * (inspections + heard), model.policy_state.levers.disclosure / max(info.acceptance_noise, 1e-3) ** 2
    )
    voice = np.where(own, heard / (inspections + heard + 1e-12), participating.users_weight(model))
    gain = info.prior_sd**2 * precision / (1.0 + info.prior_sd**2 * precision)
    value = model.purchasers.quality_value[c.purchaser[rows]]
    spread = float(np.hypot(model.world.purchasers.quality_value * info.prior_sd, model.world.organizations.cost_sd)) + 1e-9
    slope = effort.continuation_slope(c.record_weight[rows] * gain, 1.0, value, spread)
    years = float(model.policy_state.levers.tender_cycle_years)
    reward = effort.career_reward(slope, bid.discount**years, stake(model, rows, bid.discount**years))
    return reward + price_reputation(model, years), voice


def price_reputation(model: PublicServiceMarket, years: float) -> float:
    """What a latent unit of quality today adds to later prices through published evaluations, one a cycle, in unit costs."""
    info, response = model.world.information, model.world.conduct.price_response
    if response <= 0.0:
        return 0.0
    published = response * model.policy_state.levers.disclosure
    drift, discount = info.drift * MONTHS_PER_YEAR * years, model.world.bidding.discount**years
    return reputation_reward(max(info.acceptance_noise, 1e-3), drift, discount, published)


def stake(model: PublicServiceMarket, rows: np.ndarray, discount: float) -> np.ndarray:
    """V_in - V_out per place-month in unit costs: the margin, times what continuing adds to winning anew, for good."""
    c, o = model.contracts, model.organizations
    org = c.organization[rows]
    unit = np.array([d.unit_cost for d in model.world.domains])[c.domain[rows]]
    margin = np.maximum(0.0, c.price[rows] - c.investment[rows] - c.unit_cost[rows]) / unit
    keep, win = o.continuation_rate[org], o.win_rate[org]
    return margin * (1.0 - win) / (1.0 - discount * np.clip(keep - win, 0.0, 0.99))


def places(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """Places delivered: no more than staff can serve, none while a provider in deep arrears suspends service."""
    c = model.contracts
    org = c.organization[rows]
    able = np.minimum(1.0, 1.0 / np.maximum(load(model)[org], 1e-9) * equipping.roomier(model, rows))
    suspended = arrears_months(model)[org] > SUSPENSION * model.world.organizations.arrears_limit
    c["delivered_places"][rows] = np.where(suspended, 0.0, able * c.places[rows])
    posts = np.minimum(1.0, model.organizations.staff[org] / np.maximum(workload(model)[org], 1e-9))
    c["posts_filled"][rows] += c.per_post[rows] * posts * c.places[rows]


def month_costs(model: PublicServiceMarket) -> np.ndarray:
    """Usual monthly cost of each organization: wages and overhead, yuan."""
    o, p = model.organizations, model.world.organizations
    return np.maximum(1.0, o.staff * (o.wage + p.overhead))


def arrears_months(model: PublicServiceMarket) -> np.ndarray:
    """Months of usual cost each organization owes."""
    return model.organizations.owed_fen / 100.0 / month_costs(model)


def quality(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """Quality of both tasks: ability plus effort, less overload and settling in, plus the month's luck."""
    c, o, p = model.contracts, model.organizations, model.world.organizations
    org, nu = c.organization[rows], verifiability(model, rows)
    over = np.maximum(0.0, load(model)[org] - 1.0)
    lost = p.overload_quality * over + np.where(c.handover[rows] > 0, p.handover_quality, 0.0)
    lost = lost - equipping.better(model, rows)
    month = model.luck.at(model.month)
    harm = sanctions.harm(model, rows) + c.misfit[rows] - capture.fit(model, org)
    for name, ability, task in (("verifiable", o.ability_verifiable, 1), ("nonverifiable", o.ability_nonverifiable, 2)):
        noise = p.delivery_noise * month.normals("delivery", c.luck[rows], task)
        c[f"quality_{name}"][rows] = effort.delivered(ability[org], c[f"effort_{name}"][rows], lost + (task == 2) * harm, noise)
    c["quality"][rows] = nu * c.quality_verifiable[rows] + (1.0 - nu) * c.quality_nonverifiable[rows]


def cost(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """True cost of the month: unit cost now, overload, effort."""
    c, p = model.contracts, model.world.organizations
    org = c.organization[rows]
    over = np.maximum(0.0, load(model)[org] - 1.0)
    unit = costing.unit_costs(model, org, c.domain[rows], c.district[rows]) * c.project_cost_type[rows]
    base = np.array([d.unit_cost for d in model.world.domains])[c.domain[rows]]
    share = effort.effort_cost(c.effort_verifiable[rows], c.effort_nonverifiable[rows], p.effort_cost, p.effort_substitution)
    saved, strain = sanctions.cost_cut(model, rows)
    unit, share = unit - saved * base, share + strain
    c["month_cost"][rows] = c.delivered_places[rows] * unit * (1.0 + p.overload_cost * over * over)
    c["month_effort"][rows] = c.delivered_places[rows] * base * share
