"""Step two of the life cycle: what a place should cost, and the ceiling that follows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim import registry
from gpssim.agents.contracts import Line
from gpssim.market import Procedure, Project
from gpssim.mechanisms.base import Mechanism
from gpssim.month import taxing
from gpssim.month.kinds import offering
from gpssim.month.officials import left_of
from gpssim.rules.effort import effort_cost, quality_effort, social_rewards
from gpssim.rules.estimating import shared_cost
from gpssim.rules.learning import exponent, unit_cost
from gpssim.rules.process import biased, months_of
from gpssim.rules.purchasing import ceiling

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def mechanism_of(model: PublicServiceMarket, name: str) -> Mechanism:
    """The mechanism with the parameters the policy gives it now."""
    if name not in model.mechanisms:
        model.mechanisms[name] = registry.mechanism(name, dict(model.policy_state.settings.get(name, {})))
    return model.mechanisms[name]


def lead_months(model: PublicServiceMarket, name: str) -> int:
    """Months between asking for offers and service under a mechanism, for a purchase of usual size."""
    usual = Project(
        key=0,
        purchaser=0,
        domain=0,
        district=0,
        fiscal_year=0,
        ordinal=0,
        attempt=0,
        month=0,
        places=1.0,
        months=1,
        ceiling=model.world.purchasers.project_value,
        quality_floor=-np.inf,
        n_awards=1,
        grant_cap=np.inf,
        budget=model.world.purchasers.project_value,
        incumbent=-1,
        outside_price=np.inf,
    )
    return int(procedure(model, mechanism_of(model, name), usual, 3).lead_months)


def procedure(model: PublicServiceMarket, mechanism: Mechanism, project: Project, n_offers: int) -> Procedure:
    """What the mechanism's procedure costs both sides and how long it takes; nothing where that friction is switched off."""
    usual, frictions = mechanism.procedure(project, n_offers), model.frictions
    if not frictions.transaction_cost:
        usual = replace(usual, official_hours=0.0, cost=0.0, bidder_hours=0.0)
    if not frictions.delay:
        return replace(usual, lead_months=0)
    steps = model.world.process
    longer = months_of(steps.purchase_days + steps.signing_days)
    return replace(usual, lead_months=usual.lead_months + longer) if longer else usual


def agreed_effort(model: PublicServiceMarket, domain: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Effort on both tasks that is best for society, by domain index: what contracts agree on where effort can be enforced.

    Money spent on effort is not spent on places: what it would do there is its value (what it costs to raise, where the volume
    is given and not the appropriation).
    """
    p, scales = model.world.organizations, model.world.scales
    raised = 1.0 + scales.excess_burden
    by_volume = model.policy_state.levers.closure == "volume"
    money = raised if by_volume else max(raised, scales.service_value + scales.waiting_price)
    nu = np.array([d.verifiability for d in model.world.domains])[domain]
    return quality_effort(*social_rewards(scales.quality_price, nu, money), p.effort_cost, p.effort_substitution, p.effort_max)


def caseload(model: PublicServiceMarket) -> np.ndarray:
    """Places one member of staff serves in each domain: the mean wage over the wages in a place's cost."""
    p = model.world.organizations
    return np.array([p.wage / (p.wage_share * d.unit_cost) for d in model.world.domains])


def unit_costs(model: PublicServiceMarket, rows: np.ndarray, domain: np.ndarray | int, district: np.ndarray | int) -> np.ndarray:
    """True unit cost of organizations in a domain and district without overload, yuan per place-month (project luck apart)."""
    o, p = model.organizations, model.world.organizations
    base = np.array([d.unit_cost for d in model.world.domains])[domain]
    experience = o.experience[rows, domain]
    learned = unit_cost(base * o.cost_type[rows], 1.0 + experience, exponent(p.progress_ratio))
    wages = 1.0 + p.wage_share * (o.wage[rows] / p.wage - 1.0)
    return learned * wages * (1.0 - p.embeddedness_cost * o.embeddedness[rows, district])


def project_cost_type(model: PublicServiceMarket, key: int, bidders: np.ndarray) -> np.ndarray:
    """Cost of a project relative to a bidder's other work: a draw of the pair of project and bidder.

    As far as cost is common to all bidders, a draw of the project takes the place of the pair's and of the bidder's own type.
    """
    p, o = model.world.organizations, model.organizations
    sd = p.cost_sd * np.sqrt(1.0 - p.cost_persistence)
    own = sd * model.luck.normals("project cost", np.uint64(key), o.key[bidders])
    if p.common_cost <= 0.0:
        return np.exp(own)
    common = p.cost_sd * model.luck.normal("common cost", key)
    usual = np.log(o.cost_type[bidders])
    return np.exp(shared_cost(own + usual, common, p.common_cost) - usual)


def surveyed_cost(model: PublicServiceMarket, domain: int) -> float:
    """What a price survey finds in a domain: mean unit cost weighted by experience, with the effort that services now take.

    Purchasers ask those who have something to show; newcomers count little. Computed once a month.
    """
    if domain not in model.surveyed_costs:
        model.surveyed_costs[domain] = survey_costs(model, domain)
    return model.surveyed_costs[domain]


def survey_costs(model: PublicServiceMarket, domain: int) -> float:
    """The survey itself."""
    o, c = model.organizations, model.contracts
    rows = np.flatnonzero(o.alive & o.serves_domain[:, domain] & offering(model))
    base = model.world.domains[domain].unit_cost
    if rows.size == 0:
        return base
    home = o.embeddedness[rows].argmax(axis=1)
    weights = 1.0 + o.experience[rows, domain]
    cost = float(np.average(taxing.raised(model, unit_costs(model, rows, domain, home), rows), weights=weights))
    if not model.frictions.moral_hazard:
        e1, e2 = agreed_effort(model, np.array([domain]))
        p = model.world.organizations
        return cost + base * float(effort_cost(e1, e2, p.effort_cost, p.effort_substitution)[0])
    running = np.flatnonzero(c.active & (c.domain == domain))
    places = float(c.delivered_places[running].sum())
    return cost + (float(c.month_effort[running].sum()) / places if places > 0.0 else 0.0)


def expected_ceiling_at(model: PublicServiceMarket, purchaser: int, domain: int) -> float:
    """Ceiling before its error, from surveyed cost and the purchaser's last price in the domain."""
    p = model.world.purchasers
    last = model.prices.last_paid.get((purchaser, domain), float("nan"))
    return ceiling(surveyed_cost(model, domain), last, p.ceiling_margin, p.ceiling_ratchet, 0.0, 0.0)


def expected_ceiling(model: PublicServiceMarket, line: Line) -> float:
    """Ceiling a line can expect."""
    return expected_ceiling_at(model, line.purchaser, line.domain)


def ceiling_of(model: PublicServiceMarket, line: Line, project: int) -> float:
    """Ceiling of a purchase: surveyed cost and last price, with the purchaser's error (larger in the rush)."""
    p = model.world.purchasers
    last = line.last_price
    if np.isnan(last):
        last = model.prices.last_paid.get((line.purchaser, line.domain), float("nan"))
    noise = costing_noise(model, line.purchaser, line.rushed)
    normal = model.luck.normal("ceiling", project, line.attempt)
    found = ceiling(surveyed_cost(model, line.domain), last, p.ceiling_margin, p.ceiling_ratchet, noise, normal)
    bias = model.world.process.cost_bias
    return biased(found, bias, model.policy_state.levers.checks) if bias else found


def costing_noise(model: PublicServiceMarket, purchaser: int, rushed: bool) -> float:
    """Error of a purchaser's ceilings: its own, larger in the rush, and that of the step as far as finance does not check it."""
    own = float(model.purchasers.ceiling_noise[purchaser])
    extra = model.world.process.cost_error
    if extra > 0.0:
        own = float(np.hypot(own, extra * (1.0 - model.policy_state.levers.checks)))
    return left_of(model, own) * (1.0 + (model.world.purchasers.rush_error if rushed else 0.0))


def costing_error(model: PublicServiceMarket, purchaser: int, project: int, rushed: bool) -> float:
    """Error of a first ceiling, relative to what it should be: noise and bias."""
    noise = costing_noise(model, purchaser, rushed) * model.luck.normal("ceiling", project, 0)
    return biased(max(0.1, 1.0 + noise), model.world.process.cost_bias, model.policy_state.levers.checks) - 1.0
