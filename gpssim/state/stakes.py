"""What a provider has to lose or win with its conduct: continuation, audits, debarment, misfortune."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit, logit

from gpssim.market import ContractTerms, Project
from gpssim.rules import effort, inspection
from gpssim.rules.anticipation import anticipated_cost, saving_effort, saving_strain, shock_exposure
from gpssim.rules.career import reputation_reward
from gpssim.state import officials, pay
from gpssim.state.domains import unit_costs_declared
from gpssim.state.quality import seen_by_nobody, shirk_saving
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

LONGEST: Final = 600
"""Months that count of a debarment for good."""


def career_rewards(market: MarketState, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Marginal reward of quality through continuation, and the part of the deciding record that is citizens' voice."""
    c, info, bid = market.contracts, market.world.information, market.world.bidding
    own = c.own_record[rows]
    inspections = market.purchasers.inspection_rate[c.purchaser[rows]] / max(info.monitoring_noise, 1e-3) ** 2
    heard = info.voice_weight / max(info.voice_noise, 1e-3) ** 2
    precision = np.where(
        own, 12.0 * (inspections + heard), market.policy_state.levers.disclosure / max(info.acceptance_noise, 1e-3) ** 2
    )
    voice = np.where(own, heard / (inspections + heard + 1e-12), officials.users_weight(market))
    gain = info.prior_sd**2 * precision / (1.0 + info.prior_sd**2 * precision)
    value = market.purchasers.quality_value[c.purchaser[rows]]
    spread = float(np.hypot(market.world.purchasers.quality_value * info.prior_sd, market.world.organizations.cost_sd)) + 1e-9
    slope = effort.continuation_slope(c.record_weight[rows] * gain, 1.0, value, spread)
    years = float(market.policy_state.levers.tender_cycle_years)
    reward = effort.career_reward(slope, bid.discount**years, stake(market, rows, bid.discount**years))
    return reward + price_reputation(market, years), voice


def price_reputation(market: MarketState, years: float) -> float:
    """What a latent unit of quality today adds to later prices through published evaluations, one a cycle, in unit costs."""
    info, response = market.world.information, market.world.conduct.price_response
    if response <= 0.0:
        return 0.0
    published = response * market.policy_state.levers.disclosure
    drift, discount = info.drift * MONTHS_PER_YEAR * years, market.world.bidding.discount**years
    return reputation_reward(max(info.acceptance_noise, 1e-3), drift, discount, published)


def stake(market: MarketState, rows: np.ndarray, discount: float) -> np.ndarray:
    """V_in - V_out per place-month in unit costs: the margin, times what continuing adds to winning anew, for good.

    Who is likelier to win a line anew than to keep it loses less than a cycle's margin: the sum alternates.
    """
    c, o = market.contracts, market.organizations
    org = c.organization[rows]
    unit = unit_costs_declared(market)[c.domain[rows]]
    margin = np.maximum(0.0, c.price[rows] - c.investment[rows] - c.unit_cost[rows]) / unit
    keep, win = o.continuation_rate[org], o.win_rate[org]
    return margin * (1.0 - win) / (1.0 - discount * np.minimum(keep - win, 0.99))


def audit_game(market: MarketState, row: int) -> inspection.Stakes:
    """The inspection game of a contract, yuan: saving, fine and loss of standing against the cost of an audit and the harm."""
    c, p, conduct = market.contracts, market.world.purchasers, market.world.conduct
    domain = market.world.domains[c.domain[row]]
    volume = float(c.places[row]) * int(c.end[row] - c.start[row]) * domain.unit_cost
    hidden = conduct.shirk_harm * (1.0 - domain.verifiability)
    one = np.array([row])
    return inspection.Stakes(
        saving=float(np.ravel(shirk_saving(market, one))[0]) * volume,
        fine=float(c.fine[row] * c.value[row]) + lost_standing(market, row),
        detection=float(diligence(market, one)[0]),
        audit_cost=p.inspection_hours * p.wage_hour,
        harm=float(market.purchasers.quality_value[c.purchaser[row]]) * hidden * volume,
        fine_share=0.0,
        false_alarm=conduct.false_alarm,
    )


def diligence(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """Chance that an audit finds shirking out, by contract: its terms' own, more or less with its purchaser's diligence."""
    c, spread = market.contracts, market.world.conduct.diligence_spread
    usual = c.detection[rows]
    if spread <= 0.0:
        return usual
    z = market.luck.normals("diligence of audits", market.purchasers.number[c.purchaser[rows]])
    return np.asarray(expit(logit(usual) + spread * z))


def lost_standing(market: MarketState, row: int) -> float:
    """What debarment costs a provider, yuan: the margin of its usual chance of winning, for its months, discounted."""
    c, yearly = market.contracts, market.world.bidding.discount
    margin = max(0.0, float(c.price[row] - c.unit_cost[row])) * float(c.places[row])
    later = yearly ** (np.arange(LONGEST if c.debarment[row] < 0 else int(c.debarment[row])) / MONTHS_PER_YEAR)
    return margin * float(market.organizations.win_rate[c.organization[row]]) * float(later.sum())


def liability(market: MarketState, beyond_bond: np.ndarray | float) -> np.ndarray | float:
    """What a provider answers for beyond its bond, as a share of the contract's value: as terms and law allow."""
    return np.minimum(beyond_bond, market.world.conduct.liability)


def anticipated(
    market: MarketState,
    terms: ContractTerms,
    project: Project,
    cost: np.ndarray | float,
    cash: np.ndarray | float,
    mission: np.ndarray | float = 0.0,
    honesty: np.ndarray | float = 0.0,
) -> np.ndarray | float:
    """The cost an offer is built on when bidders reckon with what these terms make of shocks, rents and cuts in cost.

    Each builds on the cut that it intends itself: ``mission`` (share of unit cost per latent unit) and ``honesty`` restrain it.

    Yuan per place-month; ``cash`` is what a bidder could lose with the contract, in the same unit. A contract's value is not known
    before it is won: its ceiling stands for it. What is not shared counts in full against the part of a price that is kept.
    """
    conduct, ceiling = market.world.conduct, project.ceiling
    if not (conduct.shock_chance or conduct.cost_effort or pay.rent(market, terms.renegotiation)):
        return cost
    chance = 1.0 - (1.0 - conduct.shock_chance) ** (project.months / MONTHS_PER_YEAR)
    shocks: np.ndarray | float = 0.0
    if chance > 0.0:
        loses = np.minimum(cash, (terms.bond + liability(market, terms.liability)) * ceiling)
        shocks = shock_exposure(chance, conduct.shock_size * ceiling, loses)
    kept, productivity = room_to_cut(market, terms, project)
    part = kept if kept > 0.0 else 1.0
    rents = pay.rent(market, terms.renegotiation) * ceiling
    restraint, means = conduct.cost_conscience * conduct.cost_damage * mission, conduct.cost_conscience * honesty
    return anticipated_cost(cost, 1.0 - kept, productivity, rents / part, shocks / part, restraint, means)


def room_to_cut(market: MarketState, terms: ContractTerms, project: Project) -> tuple[float, float]:
    """What a provider keeps of a cut in cost under these terms, in [0, 1], and the most it could cut, yuan per place-month."""
    domain = market.world.domains[project.domain]
    open_ = seen_by_nobody(market, domain.verifiability) * market.frictions.moral_hazard
    kept = terms.residual_claim * (1.0 - terms.cost_share)
    return kept, float(market.world.conduct.cost_effort * open_ * domain.unit_cost)


def foreseen_saving(
    market: MarketState, terms: ContractTerms, project: Project, mission: np.ndarray, honesty: np.ndarray
) -> np.ndarray:
    """By how much providers mean to lower cost out of sight under these terms, less what that costs them; yuan per place-month."""
    kept, productivity = room_to_cut(market, terms, project)
    conscience = market.world.conduct.cost_conscience
    restraint = conscience * market.world.conduct.cost_damage * mission
    cut = saving_effort(kept, productivity, restraint, conscience * honesty)
    return np.asarray(cut - saving_strain(cut, productivity))
