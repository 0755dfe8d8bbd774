"""A month of learning, staff, roots and mission with one plain Mesa object per organization: same rules, same numbers.

Stands in for ``development.develop`` as ``oracle.Residents`` does for the citizens' month. What is a sum over contracts (work owed,
whether any contract runs or soon ends, who is coached) is given to an organization as the model has it; what an organization does
with it, it does alone, by the rules, with numbers and not with arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mesa
import numpy as np

from gpssim.month.organizations import capture, development, innovation, reach
from gpssim.month.organizations.development import SLACK
from gpssim.rules import staff as rules
from gpssim.rules.entry import idle_next
from gpssim.rules.learning import experience_next
from gpssim.state import capacity, kinds
from gpssim.state.capacity import CORE_STAFF
from gpssim.state.domains import unit_costs_declared
from gpssim.state.kinds import INSTITUTION, by_kind
from gpssim.units import monthly_rate

OWN = (
    "staff", "wage", "owed_fen", "cash_fen", "professional_share", "experience", "ability_verifiable", "ability_nonverifiable",
    "first_verifiable", "first_nonverifiable", "embeddedness", "tie", "autonomy", "mission", "first_mission", "idle_months",
    "government_income", "other_income", "alive", "kind_code",
)  # fmt: skip
CHANGED = (
    "staff", "professional_share", "experience", "ability_verifiable", "ability_nonverifiable", "embeddedness", "tie", "autonomy",
    "mission", "idle_months",
)  # fmt: skip


@dataclass(frozen=True)
class Given:
    """What an organization is told of the month."""

    market: Any
    work: list[float]
    soon_over: list[bool]
    busy: list[bool]
    coaching: list[float]
    quitting: list[float]
    growth: list[float]
    posts: list[float]
    flow: np.ndarray
    here: np.ndarray
    """Where it works, (organizations, districts)."""
    for_whom: np.ndarray
    """For whom it works, (organizations, purchasers)."""


class ObjectOrganization(mesa.Agent):  # type: ignore[misc]  # mesa is not typed
    """One organization with a life of its own."""

    def __init__(self, model: mesa.Model, row: int) -> None:
        super().__init__(model)
        self.row = row

    def read(self, columns: Any) -> None:
        """Its state, from the columns that the rest of the model has changed."""
        for name in OWN:
            value = columns[name][self.row]
            setattr(self, name, value.copy() if value.ndim else value.item())

    def write(self, columns: Any) -> None:
        """Its state, into the columns that the rest of the model reads."""
        for name in CHANGED:
            columns[name][self.row] = getattr(self, name)

    def months_of_cost(self, p: Any) -> float:
        return max(1.0, self.staff * (self.wage + p.overhead))

    def move_staff(self, given: Given) -> tuple[float, int, int]:
        """Staff quits, is let go and is hired; the share that left, and severance and hiring in fen."""
        p, i = given.market.world.organizations, self.row
        arrears, gap = self.owed_fen / 100.0 / self.months_of_cost(p), (self.wage - p.wage) / p.wage
        hazard = float(
            rules.quit_hazard(p.quit_rate, gap, p.quit_wage, p.quit_arrears * arrears, p.quit_insecurity * given.soon_over[i])
        )
        stayed = max(self.staff * (1.0 - hazard * given.quitting[i]), min(self.staff, CORE_STAFF))
        wanted = min(max(SLACK * given.work[i], CORE_STAFF), given.posts[i])
        gone, severance = self.let_go(p, stayed, wanted)
        stayed -= gone
        cash = (self.cash_fen - severance) / 100.0
        affordable = 0.0 if arrears > 0.0 else cash / (p.hiring_cost + self.wage)
        new = float(rules.hired(stayed, wanted, p.hiring_rate * given.growth[i], affordable)) if self.alive else 0.0
        turnover = (1.0 - stayed / max(self.staff, 1e-9)) * (self.staff > 0.0)
        self.qualify(given, new / max(stayed + new, 1e-9), gap)
        self.staff = stayed + new if self.alive else self.staff
        return turnover, severance, round(new * p.hiring_cost * 100.0)

    def let_go(self, p: Any, staff: float, wanted: float) -> tuple[float, int]:
        """Persons let go where money is short, and what that costs, fen."""
        if p.layoffs <= 0.0:
            return 0.0, 0
        cash = self.cash_fen / 100.0
        short = self.alive and self.kind_code != INSTITUTION and cash < p.layoff_reserve * self.months_of_cost(p)
        gone, each = float(rules.let_go(staff, wanted, p.layoffs, short)), p.severance * self.wage
        if p.severance > 0.0:
            gone = min(gone, max(0.0, cash) / each)
        return gone, int(np.floor(gone * each * 100.0))

    def qualify(self, given: Given, newly: float, gap: float) -> None:
        """The share of professionals follows those who are hired, and training."""
        p, asked = given.market.world.organizations, given.market.policy_state.levers.professionals
        if not (p.professional_hiring or p.professional_training or asked):
            return
        short = given.busy[self.row] and self.professional_share < asked
        applicants = 1.0 if short else rules.market_professionals(p.professional_share, gap, p.professional_wage)
        trained = p.professional_training * given.coaching[self.row]
        openness = 1.0 if short else p.professional_hiring
        self.professional_share = float(rules.professionals_next(self.professional_share, newly, applicants, openness, trained))

    def learn(self, given: Given, turnover: float) -> None:
        """Experience is forgotten and gained, ability pulled to what the staff supports."""
        p = given.market.world.organizations
        retention = (1.0 - monthly_rate(p.forgetting)) * (1.0 - turnover)
        self.experience = experience_next(self.experience, retention, given.flow[self.row])
        support = p.ability_professional * (self.professional_share - p.professional_share)
        coached = p.coaching_gain * given.coaching[self.row]
        for name in ("verifiable", "nonverifiable"):
            target, now = getattr(self, f"first_{name}") + support, getattr(self, f"ability_{name}")
            lost = p.ability_turnover * turnover
            setattr(
                self, f"ability_{name}", float(rules.ability_next(now, target, p.ability_reversion, coached, p.ability_max, lost))
            )

    def take_root(self, given: Given) -> None:
        """Roots and ties grow where it works and fade elsewhere."""
        p, growth = given.market.world.organizations, given.market.world.purchasers.tie_growth
        self.embeddedness = rules.stock_next(self.embeddedness, p.embeddedness_gain, p.embeddedness_decay, given.here[self.row])
        grown = self.tie + growth * np.maximum(0.0, 1.0 - self.tie)
        self.tie = np.where(given.for_whom[self.row], grown, self.tie * (1.0 - growth / 2.0))

    def answer_dependence(self, given: Given) -> None:
        """Autonomy and mission follow the government's share of its income."""
        p, income = given.market.world.organizations, self.government_income + self.other_income
        share = self.government_income / income if income > 0 else 0.0
        self.autonomy = float(rules.autonomy_next(self.autonomy, share, p.autonomy_recovery, p.autonomy_dependence))
        self.mission = float(rules.mission_next(self.mission, self.first_mission, share, p.mission_target, p.mission_drift))
        self.idle_months = idle_next(np.asarray(self.idle_months), np.asarray(given.busy[self.row])).item()


def given_of(market: Any) -> Given:
    """Sums over contracts, as the model has them."""
    c, o, n = market.contracts, market.organizations, len(market.organizations)
    rows = np.flatnonzero(c.active)
    standard = market.world.purchasers.project_value / unit_costs_declared(market)
    flow, here, for_whom = np.zeros_like(o.experience), np.zeros(o.embeddedness.shape, bool), np.zeros(o.tie.shape, bool)
    np.add.at(flow, (c.organization[rows], c.domain[rows]), c.delivered_places[rows] / standard[c.domain[rows]])
    here[c.organization[rows], c.district[rows]] = True
    for_whom[c.organization[rows], c.purchaser[rows]] = True
    return Given(
        market,
        capacity.workload(market).tolist(),
        capacity.ends_soon(market).tolist(),
        capacity.has_contract(market).tolist(),
        development.coaching(market).tolist(),
        by_kind(market, "quitting").tolist(),
        by_kind(market, "growth").tolist(),
        np.broadcast_to(kinds.most_staff(market), (n,)).tolist(),
        flow,
        here,
        for_whom,
    )


class Organizations:
    """All organizations as objects, and the verb of their month."""

    def __init__(self, model: mesa.Model) -> None:
        self.home = model
        self.all: list[ObjectOrganization] = []

    def develop(self, market: Any) -> None:
        """Stands in for ``development.develop``."""
        given, columns = given_of(market), market.organizations
        self.all += [ObjectOrganization(self.home, row) for row in range(len(self.all), len(columns))]
        paid = []
        for organization in self.all:
            organization.read(columns)
            turnover, severance, hiring = organization.move_staff(given)
            organization.learn(given, turnover)
            organization.take_root(given)
            organization.answer_dependence(given)
            organization.write(columns)
            paid.append((severance, hiring))
        for purpose, fen in zip(("severance", "hiring"), np.array(paid, dtype=np.int64).reshape(-1, 2).T, strict=True):
            rows = np.flatnonzero(fen)
            if purpose == "hiring" or market.world.organizations.layoffs > 0.0:
                market.ledger.transfer_many(market.month, purpose, rows, fen[rows], market.books, to_them=False)
        reach.look_further(market)
        reach.read_failures(market)
        capture.press_tasks(market)
        innovation.renew_services(market)
