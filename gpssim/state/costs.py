"""What a place costs: true unit costs, what price surveys find, effort that is agreed on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gpssim.bidding.common_cost import expected_lowest
from gpssim.rules.effort import effort_cost, quality_effort, social_rewards
from gpssim.rules.estimating import estimated_factor, shared_cost, winners_curse
from gpssim.rules.learning import exponent, unit_cost
from gpssim.state import taxes
from gpssim.state.domains import declared, unit_costs_declared, verifiabilities
from gpssim.state.kinds import offering

if TYPE_CHECKING:
    from gpssim.market import Project
    from gpssim.state.market_state import MarketState


def agreed_effort(market: MarketState, domain: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Effort on both tasks that is best for society, by domain index: what contracts agree on where effort can be enforced.

    Money spent on effort is not spent on places: what it would do there is its value (what it costs to raise, where the volume
    is given and not the appropriation).
    """
    p, scales = market.world.organizations, market.world.scales
    raised = 1.0 + scales.excess_burden
    by_volume = market.policy_state.levers.closure == "volume"
    money = raised if by_volume else max(raised, scales.service_value + scales.waiting_price)
    nu = verifiabilities(market)[domain]
    return quality_effort(*social_rewards(scales.quality_price, nu, money), p.effort_cost, p.effort_substitution, p.effort_max)


def caseload(market: MarketState) -> np.ndarray:
    """Places one member of staff serves in each domain: the mean wage over the wages in a place's cost."""
    return declared(market).caseload


def unit_costs(
    market: MarketState,
    rows: np.ndarray,
    domain: np.ndarray | int,
    district: np.ndarray | int,
    experience: np.ndarray | None = None,
) -> np.ndarray:
    """True unit cost of organizations in a domain and district without overload, yuan per place-month (project luck apart).

    With the experience they have now, where no other is given.
    """
    return nearby(market, costs_anywhere(market, rows, domain, experience), rows, district)


def nearby(market: MarketState, anywhere: np.ndarray, rows: np.ndarray, district: np.ndarray | int) -> np.ndarray:
    """Unit costs in a district: less where an organization is at home in it."""
    rooted = market.organizations.embeddedness[rows, district]
    return np.asarray(anywhere * (1.0 - market.world.organizations.embeddedness_cost * rooted))


def everybodys_costs(market: MarketState, domain: int) -> np.ndarray:
    """Unit costs in a domain before what being at home takes off, shape (n_organizations,)."""
    return market.once(("costs", domain), lambda: costs_anywhere(market, slice(None), domain))


def costs_anywhere(
    market: MarketState, rows: np.ndarray | slice, domain: np.ndarray | int, experience: np.ndarray | None = None
) -> np.ndarray:
    """Unit costs before what being at home takes off: by experience and by wages."""
    o, p = market.organizations, market.world.organizations
    base = unit_costs_declared(market)[domain]
    experience = o.experience[rows, domain] if experience is None else experience
    learned = unit_cost(base * o.cost_type[rows], 1.0 + experience, exponent(p.progress_ratio))
    qualified = np.maximum(0.0, 1.0 + p.professional_premium * (o.professional_share[rows] - p.professional_share))
    wages = 1.0 + p.wage_share * (o.wage[rows] / p.wage * qualified - 1.0)
    return np.asarray(learned * wages)


def project_cost_type(market: MarketState, key: int | np.ndarray, bidders: np.ndarray) -> np.ndarray:
    """Cost of a project relative to a bidder's other work: a draw of the pair of project and bidder, or of each of several pairs.

    As far as cost is common to all bidders, a draw of the project takes the place of the pair's and of the bidder's own type.
    """
    p, o = market.world.organizations, market.organizations
    sd = p.cost_sd * np.sqrt(1.0 - p.cost_persistence)
    own = sd * market.luck.normals("project cost", key, o.key[bidders])
    if p.common_cost <= 0.0:
        return np.exp(own)
    common = p.cost_sd * market.luck.normals("common cost", key)
    usual = np.log(o.cost_type[bidders])
    return np.exp(shared_cost(own + usual, common, p.common_cost) - usual)


def surveyed_cost(market: MarketState, domain: int) -> float:
    """What a price survey finds in a domain: mean unit cost, with the effort that services now take.

    It asks what the service costs when nothing is left out: nobody tells of cuts. How much more those count who have work to
    show says ``world.purchasers.survey_experience``. Computed once a month.
    """
    return market.surveyed_costs.recall(domain, lambda: survey_costs(market, domain))


def survey_costs(market: MarketState, domain: int) -> float:
    """The survey itself."""
    o, c = market.organizations, market.contracts
    rows = (o.alive & o.serves_domain[:, domain] & offering(market)).nonzero()[0]
    base = market.world.domains[domain].unit_cost
    if rows.size == 0:
        return base
    home = o.embeddedness[rows].argmax(axis=1)
    weights = 1.0 + market.world.purchasers.survey_experience * o.experience[rows, domain]
    found = taxes.raised_by_taxes(market, nearby(market, everybodys_costs(market, domain)[rows], rows, home), rows)
    cost = float((found * weights).sum() / weights.sum())
    if not market.frictions.moral_hazard:
        e1, e2 = agreed_effort(market, np.array([domain]))
        p = market.world.organizations
        return cost + base * float(effort_cost(e1, e2, p.effort_cost, p.effort_substitution)[0])
    running = (c.active & (c.domain == domain)).nonzero()[0]
    places = float(c.delivered_places[running].sum())
    return cost + (float((c.month_effort[running] - c.month_strain[running]).sum()) / places if places > 0.0 else 0.0)


def variances(market: MarketState) -> tuple[float, float]:
    """Of the log of a project's cost beside what an organization knows of itself: its own part, and the part common to all."""
    p = market.world.organizations
    own = (1.0 - p.common_cost) ** 2 * p.cost_sd**2 * (1.0 - p.cost_persistence)
    return own, (p.common_cost * p.cost_sd) ** 2


def believed_cost_type(market: MarketState, project: Project, rows: np.ndarray, true: np.ndarray, n_bidders: int) -> np.ndarray:
    """The cost of a project relative to other work as bidders see it, shape of ``rows``; ``true`` where they see it as it is."""
    noise = market.world.bidding.cost_noise
    if noise <= 0.0:
        return true
    o = market.organizations
    known = o.cost_type[rows] ** -market.world.organizations.common_cost
    error = noise * market.luck.normals("cost signal", np.uint64(project.key), o.key[rows])
    own, common = variances(market)
    estimate = estimated_factor(np.log(true / known) + error, own + common, noise**2)
    return known * estimate * curse_correction(market, n_bidders)


def curse_correction(market: MarketState, n_bidders: int) -> float:
    """By what factor bidders raise their estimate because winning would tell them that all others' were higher."""
    bidding = market.world.bidding
    if bidding.cost_noise <= 0.0 or bidding.curse_correction <= 0.0 or n_bidders < 2:
        return 1.0
    curse = winners_curse(*variances(market), bidding.cost_noise**2, highest_of(n_bidders))
    return float(np.exp(bidding.curse_correction * curse))


@lru_cache(maxsize=64)
def highest_of(n: int) -> float:
    """Mean of the highest of n standard normals."""
    from scipy import stats  # a third of a second and 50 MB: only where bidders correct for the winner's curse

    return -expected_lowest(stats.norm(), n)
