"""What an organization that considers an offer knows about itself, worked out by one object after the other.

Stands in for ``Answering.standing`` and ``Answering.hears``, where bidders know their costs and do as their mission says (as
they do by default): same rules, same draws, same numbers, with numbers and not with arrays.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gpssim.month.offers.offers import Answering, Standing
from gpssim.rules.ability import of_both_tasks
from gpssim.rules.effort import effort_cost
from gpssim.rules.learning import exponent, incumbent_cost, unit_cost
from gpssim.rules.pricing import effective_cost
from gpssim.state import stakes, taxes

STANDING = Answering.standing
OWN = (
    "cost_type", "professional_share", "wage", "mission", "honesty", "nonprofit", "cash_fen", "proposal_skill",
    "ability_verifiable", "ability_nonverifiable",
)  # fmt: skip


class Bidder:
    """One organization as it looks at a purchase."""

    def __init__(self, answering: Answering, row: int, unpaid: float) -> None:
        self.answering, self.market, self.project, self.row, self.unpaid = (
            answering,
            answering.market,
            answering.project,
            row,
            unpaid,
        )
        columns = self.market.organizations
        for name in OWN:
            setattr(self, name, columns[name][row].item())
        self.key = int(columns.key[row])
        self.experience = float(columns.experience[row, self.project.domain])
        self.roots = float(columns.embeddedness[row, self.project.district])

    def unit_cost(self) -> float:
        """What a place costs it before the luck of the project."""
        p, domain = self.market.world.organizations, self.market.world.domains[self.project.domain]
        done = np.array([1.0 + self.experience])  # NumPy raises arrays and numbers to a power by different code: one bit may differ
        learned = float(unit_cost(domain.unit_cost * self.cost_type, done, exponent(p.progress_ratio))[0])
        qualified = max(0.0, 1.0 + p.professional_premium * (self.professional_share - p.professional_share))
        wages = 1.0 + p.wage_share * (self.wage / p.wage * qualified - 1.0)
        return learned * wages * (1.0 - p.embeddedness_cost * self.roots)

    def luck_of_project(self) -> float:
        """Cost of the project relative to its other work."""
        p = self.market.world.organizations
        sd = p.cost_sd * np.sqrt(1.0 - p.cost_persistence)
        return float(np.exp(sd * self.market.luck.normal("project cost", self.project.key, self.key)))

    def standing(self) -> tuple[float, ...]:
        """True cost, effective cost, ability, quality and dossier."""
        market, project, p = self.market, self.project, self.market.world.organizations
        domain, info = market.world.domains[project.domain], market.world.information
        effort = min(max(self.mission / (p.effort_cost + p.effort_substitution), 0.0), p.effort_max)
        worked = domain.unit_cost * float(effort_cost(effort, effort, p.effort_cost, p.effort_substitution))
        unit = self.unit_cost()
        paid = unit * (1.0 - self.unpaid) if self.unpaid else unit
        advantage = p.incumbency_advantage * domain.unit_cost
        true = float(incumbent_cost(paid * self.luck_of_project(), self.row == project.incumbent, advantage))
        cash = max(0.0, self.cash_fen / 100.0) / max(project.volume, 1.0)
        asked = self.answering.mechanism.idle_loading * (true + worked)
        asked = float(stakes.anticipated(market, self.answering.terms, project, asked, cash, self.mission, self.honesty))
        foreseen = float(taxes.raised_by_taxes(market, np.array([asked]), np.array([self.row]))[0])
        devoted = p.mission_acceptance * self.mission * domain.unit_cost * market.world.scales.service_value
        cost = float(effective_cost(foreseen, devoted, p.surplus_indifference * self.nonprofit, cash / 2.0))
        ability = float(of_both_tasks(self.ability_verifiable, self.ability_nonverifiable, domain.verifiability))
        dossier = info.dossier_ability * ability + (1.0 - info.dossier_ability) * self.proposal_skill
        return true + worked, cost, ability, ability + effort, dossier

    def hears(self) -> bool:
        """Whether it learns of the purchase in time."""
        bidding, project = self.market.world.bidding, self.project
        told = max(bidding.attention, bidding.incumbents_told) if self.row == project.incumbent else bidding.attention
        attempts = range(project.attempt + 1) if bidding.notices_add_up else (project.attempt,)
        return min(self.market.luck.at(project.key, attempt).uniform("attention", self.key) for attempt in attempts) < told


def standing(answering: Answering, rows: np.ndarray, unpaid: float = 0.0) -> Standing:
    """Stands in for ``Answering.standing``; what bidders misjudge or agree on is left to the model."""
    market: Any = answering.market
    world = market.world
    if world.bidding.cost_noise > 0.0 or world.organizations.common_cost > 0.0 or not market.frictions.moral_hazard:
        return STANDING(answering, rows, unpaid)
    each = np.array([Bidder(answering, row, unpaid).standing() for row in rows.tolist()])
    return Standing(rows, *each.T)


def hears(answering: Answering, rows: np.ndarray) -> np.ndarray:
    """Stands in for ``Answering.hears``."""
    return np.array([Bidder(answering, row, 0.0).hears() for row in rows.tolist()], dtype=bool)
