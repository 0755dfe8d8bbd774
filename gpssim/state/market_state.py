"""Everything a running market is: each attribute declared once, with its unit, its meaning and what a branch does with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from gpssim.agents import founding
from gpssim.agents.citizen import Citizens
from gpssim.agents.columns import Columns
from gpssim.agents.ledger import Books, Ledger
from gpssim.bidding.base import BiddingFamily
from gpssim.information.reputation.base import ReputationSystem
from gpssim.mechanisms.base import Mechanism
from gpssim.records.recorder import Recorder
from gpssim.scenario import Frictions, Policy, PolicyState, Scenario, World
from gpssim.scenario.declarations.frictions import EVERY_FRICTION
from gpssim.scenario.declarations.rule_set import RuleSet
from gpssim.state.attribute import Memory, Sources, attributes, held
from gpssim.state.by_cell import LinesByCell
from gpssim.state.contracts import Contracts
from gpssim.state.declared_domains import DeclaredDomains
from gpssim.state.line import Line
from gpssim.state.prices import PriceBoard
from gpssim.state.waiting import Calls, Signatures
from gpssim.state.year_of_founders import YearOfFounders
from gpssim.streams import Luck

if TYPE_CHECKING:
    from collections.abc import Mapping

Move = TypeVar("Move")
Found = TypeVar("Found")


@dataclass(init=False, eq=False, repr=False)
class MarketState:
    """What the verbs of a month read and write. Every attribute of a running market is declared here and nowhere else."""

    specification: Scenario = held("scenario", "what was decided before the first month", kept="given")
    world: World = held("world", "the uncertainties of this run", kept="given")
    policy: Policy = held("policy", "in force from the switch on", kept="given")
    seed_of_study: int = held("seed", "of the study", kept="given")
    replication: int = held("number", "replication: the same one meets the same luck under every policy", kept="given")
    check: bool = held("flag", "whether conservation is verified after every month", kept="given")
    threads: int = held("threads", "on which the citizens' month is computed; no number hangs on it", kept="given")
    luck: Luck = held("draws", "every draw, named and keyed by its decision", kept="given")
    bidding: BiddingFamily = held("plug-in", "how sealed offers are formed", kept="given")
    reputation: ReputationSystem = held("plug-in", "how purchasers' own records are kept", kept="given")
    published_reputation: ReputationSystem = held("plug-in", "how the published record is kept", kept="given")
    stars: ReputationSystem = held("plug-in", "the rating 1A-5A, with the points that the rules in force ask for", kept="given")
    rules: RuleSet | None = held("rule set", "procurement rules in force, none without a rule set", kept="given")
    mechanism_names: list[str] = held(
        "names", "every mechanism known, sorted: a contract keeps its place in this list", kept="given"
    )

    month: int = held("months", "from the start of the run", kept="shared")
    policy_state: PolicyState = held("policy", "levers and portfolios as they are now", kept="shared")
    appropriations: np.ndarray = held("yuan per year", "of the year of the switch", "purchaser", "domain", kept="shared")
    first_row: np.ndarray = held("row", "first citizen of each district, and the end", "district + 1", kept="shared")
    group_sizes: np.ndarray = held("survey units", "citizens who live in the city", "district", "group", kept="shared")
    district_number: np.ndarray = held("number", "what draws about a district are keyed by", "district", kept="shared")
    understanding: float = held("share", "what officials understand by training, of what there is to understand", kept="shared")

    recorder: Recorder = held("rows", "what the run leaves behind, never read back")
    ledger: Ledger = held("fen", "every transfer of money")
    lines: list[Line] = held("lines", "what purchasers keep buying, in order of their planning", kept="each")
    signatures: Signatures = held("awards", "awards that wait for their signature")
    calls: Calls = held("calls", "calls for proposals on the calendar")
    prices: PriceBoard = held("yuan per place-month", "prices and numbers of offers that are known")
    true_need: np.ndarray = held("places", "need when it was last surveyed", "district", "domain")
    surveyed_need: np.ndarray = held("places", "what each purchaser took it for", "purchaser", "district", "domain")
    told_need: np.ndarray = held(
        "share", "part of the next survey's error that proposals removed", "purchaser", "district", "domain"
    )
    word_of_mouth: np.ndarray = held("share", "of those in need last month who were served", "district")
    legitimacy: np.ndarray = held(
        "share", "what residents make of how services are bought: 1/2 where nothing was heard", "district"
    )
    tolls: np.ndarray = held("logit", "what users' fees weigh in the decision to apply", "district", "domain", "group")
    citizens: Citizens = held("columns", "citizens: a sequence of agents, and whole columns by name", kept="given")
    purchasers: Columns = held("columns", "government purchasers")
    organizations: Columns = held("columns", "social organizations, living and gone")
    contracts: Contracts = held("columns", "contract years with their terms, in order of signing")
    enterprises: Columns = held("columns", "enterprises that associations work for")

    lines_by_cell: LinesByCell = held("lines", "by purchaser and domain", kept="anew")
    mechanisms: Memory[str, Mechanism] = held("plug-ins", "with the parameters the policy gives them now", kept="anew")
    declared: Memory[int, DeclaredDomains] = held("arrays", "what the world declares of its domains", kept="anew")
    founders: Memory[tuple[int, int, Luck], YearOfFounders] = held("columns", "who may found one this year", kept="anew")
    surveyed_costs: Memory[int, float] = held("yuan per place-month", "this month's price survey by domain", kept="anew")
    lead_times: Sources[str, int] = held("months", "of procedures of usual size, by mechanism", kept="anew")
    cost_errors: Sources[tuple[int, int], np.ndarray] = held(
        "factors", "how wrong each purchaser is about what each organization costs, by number and domain", kept="anew"
    )
    unmoved: Memory[object, Any] | None = held(
        "what was read", "what no purchase changes, while the purchases of a month are held", kept="anew"
    )
    flows: dict[str, np.ndarray] = held("yuan, hours, counts", "sums of the month by name", "purchaser", "domain", kept="anew")
    cells: np.ndarray = held("citizens", "sums of the month", "district", "domain", "group", "count", kept="anew")
    heard: np.ndarray = held("units", "clients, their experience, complaints this month", "contract", "3", kept="anew")
    moves: dict[str, np.ndarray] = held("citizens", "who came, left and grew older this month", "district", kept="anew")
    called: np.ndarray = held("inspections", "that the hotline brought this month", "district", kept="anew")

    if TYPE_CHECKING:

        @property
        def agents_by_type(self) -> Mapping[type, Any]:
            """Registered Mesa agents by their class."""

    @property
    def since_switch(self) -> int:
        """Months since the switch of policy: negative during the warm-up."""
        return self.month - int(self.specification.warm_up)

    @property
    def frictions(self) -> Frictions:
        """What keeps the market from full information now: everything in the warm-up, what the world has from the switch on."""
        return self.world.frictions if self.month >= self.specification.warm_up else EVERY_FRICTION

    @property
    def books(self) -> Books:
        """The balance columns that a booking changes."""
        return Books(self.purchasers.account_fen, self.organizations.cash_fen)

    def candidates(self, keys: np.ndarray, *, experienced: bool) -> dict[str, np.ndarray]:
        """Columns of organizations that are there at the start (``experienced``) or might be founded, by their keys."""
        return founding.organization_columns(self.world, self.luck, keys, experienced)

    def in_turn(self, verb: str, moves: Sequence[Move]) -> Sequence[Move]:
        """Moves of one month that are taken one after the other, in the order stated at ``verb``: an audit takes another."""
        return moves

    def once(self, what: object, make: Callable[[], Found]) -> Found:
        """What no purchase changes: read once while the purchases of a month are held, anew at any other time."""
        kept = self.unmoved
        if kept is None:
            return make()
        if what not in kept:
            kept[what] = make()
        found: Found = kept[what]
        return found

    def begin_sums(self) -> None:
        """What lasts a month begins anew."""
        self.mechanisms, self.declared, self.founders, self.surveyed_costs = Memory(), Memory(), Memory(), Memory()
        self.lead_times, self.cost_errors, self.unmoved = Sources(), Sources(), None
        self.lines_by_cell, self.flows, self.moves = LinesByCell(), {}, {}
        self.cells = self.heard = self.called = np.zeros(0)

    def take_over(self, other: MarketState) -> None:
        """Become a copy of another market in all that a branch goes on from."""
        for attribute in attributes(MarketState):
            value = getattr(other, attribute.name)
            if attribute.kept == "shared":
                setattr(self, attribute.name, value)
            elif attribute.kept == "each":
                setattr(self, attribute.name, [copy(one) for one in value])
            elif attribute.kept == "copied":
                setattr(self, attribute.name, value.copy())
        self.citizens = Citizens(self, other.citizens.columns.copy())
        self.begin_sums()
