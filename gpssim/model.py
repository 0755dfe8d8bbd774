"""The market: who is in it, and the order of events in a month."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeVar

import mesa
import numpy as np

from gpssim import registry
from gpssim.agents import founding
from gpssim.agents.citizen import Citizen, Citizens
from gpssim.agents.columns import Columns
from gpssim.agents.contracts import ContractRow, Line, Signature
from gpssim.agents.ledger import Books, Ledger
from gpssim.agents.organization import SocialOrganization
from gpssim.agents.purchaser import GovernmentPurchaser
from gpssim.errors import StudyError, impossible
from gpssim.mechanisms.base import Mechanism
from gpssim.month import (
    acceptance,
    adopting,
    blacklisting,
    budget,
    calendar,
    checking,
    defaulting,
    delivery,
    development,
    eliminating,
    enterprises,
    experiencing,
    instalments,
    monitoring,
    needing,
    participating,
    payment,
    planning,
    population,
    purchasing,
    recording,
    serving,
    settling,
    signing,
)
from gpssim.month.prices import PriceBoard
from gpssim.records.recorder import Recorder
from gpssim.scenario import Frictions, Policy, PolicyState, Scenario, World
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.scenario.declarations.frictions import EVERY_FRICTION
from gpssim.scenario.rule_files import rules_of
from gpssim.streams import Luck

if TYPE_CHECKING:
    import pyarrow as pa

Move = TypeVar("Move")


class PublicServiceMarket(mesa.Model):
    """One run: a world under a policy with the luck of one replication.

    Parameters
    ----------
    scenario : the scenario; its base policy rules the warm-up.
    policy : name of a mechanism or of one of the scenario's policies, or a policy; in force from month 0.
    seed, replication : integers >= 0; the same pair meets the same citizens, needs, founders and luck under every policy.
    world : replaces the scenario's world (studies over uncertain worlds).
    check : verify after every month that money, places and people are conserved.

    Raises
    ------
    GpssimError : a name or parameter that does not exist or cannot be.
    ConservationError : (``check=True``) something was made or lost.
    """

    def __init__(
        self,
        scenario: Scenario,
        policy: str | Policy = "open_tender",
        *,
        seed: int = 1,
        replication: int = 0,
        world: World | None = None,
        check: bool = False,
        _from: PublicServiceMarket | None = None,
    ) -> None:
        for name, value in (("seed", seed), ("replication", replication)):
            if type(value) is not int or value < 0:
                raise impossible(name, value, "an integer >= 0")
        super().__init__(rng=seed)
        self.specification = scenario
        self.world = scenario.world if world is None else world
        self.policy = scenario.resolve_policy(policy, registry.mechanisms())
        registry.check(scenario, self.policy)
        self.seed_of_study, self.replication = seed, replication
        self.check = check
        self.luck = Luck.of(seed, replication)
        self.bidding = registry.bidding(self.world.bidding.family, self.world)
        self.reputation = registry.reputation(self.world.information.reputation, self.world)
        self.published_reputation = registry.reputation(self.world.information.published_reputation, self.world, published=True)
        """How purchasers' own records and the published one are kept."""
        self.mechanism_names: list[str] = sorted(registry.mechanisms())
        self.rules = rules_of(self.world)
        """The procurement rules in force, none without a rule set."""
        self.stars = registry.stars(self.world, self.rules)
        self.mechanisms: dict[str, Mechanism] = {}
        """Mechanisms with the parameters the policy gives them now, made when first needed."""
        self.flows: dict[str, np.ndarray] = {}
        """Sums of the month by purchaser and domain (``month.calendar.FLOWS``)."""
        self.surveyed_costs: dict[int, float] = {}
        self.cells: np.ndarray = np.zeros(0)
        self.heard: np.ndarray = np.zeros(0)
        self.moves: dict[str, np.ndarray] = {}
        self.called: np.ndarray = np.zeros(0)
        """Sums of the month by district, domain and group; clients, experience and complaints by contract."""
        if _from is None:
            self._found()
        else:
            self._take_over(_from)

    def _found(self) -> None:
        """Make the world at the start of the warm-up."""
        world, luck, sizes = self.world, self.luck, self._sizes()
        self.month = 0
        """Months from the start of the run; ``since_switch`` counts from the switch of policy."""
        self.policy_state: PolicyState = self.specification.policy.at(-1, self.specification.domain_names)
        self.recorder = Recorder()
        self.ledger = Ledger()
        self.lines: list[Line] = []
        self.signatures: list[Signature] = []
        self.calls: list[tuple[int, int, int, str, float, bool]] = []
        self.prices = PriceBoard(len(world.domains))
        self.appropriations = founding.appropriation_table(world, luck)
        self.true_need = np.zeros((world.city.n_districts, len(world.domains)))
        self.surveyed_need = np.zeros((founding.n_purchasers(world), *self.true_need.shape))
        self.told_need = np.zeros_like(self.surveyed_need)
        """Part of the next survey's error that proposals have removed, shape (purchasers, districts, domains)."""
        self.word_of_mouth = np.zeros(world.city.n_districts)
        self.tolls = np.zeros((*self.true_need.shape, len(GROUPS)))
        """What users' fees weigh in the decision to apply, logit units, shape (districts, domains, groups)."""
        self.understanding = world.process.understanding
        self.district_number = np.arange(world.city.n_districts)
        """What draws about a district are keyed by."""
        self.citizens = Citizens(self, Columns(Citizen, sizes, world.city.n_citizens))
        self.citizens.columns.append(world.city.n_citizens, **founding.citizen_columns(world, luck))
        settling.make_room(self)
        self.first_row = np.searchsorted(self.citizens.district, np.arange(world.city.n_districts + 1)).astype(np.int64)
        self.group_sizes = settling.counted(self)
        self.enterprises = enterprises.founded(self)
        self.purchasers = Columns(GovernmentPurchaser, sizes, founding.n_purchasers(world))
        self.purchasers.append(founding.n_purchasers(world), **founding.purchaser_columns(world, luck))
        self.organizations = Columns(SocialOrganization, sizes)
        self.contracts = Columns(ContractRow, sizes)
        for row in range(len(self.purchasers)):
            GovernmentPurchaser(self, row)
        population.begin(self)

    def _take_over(self, other: PublicServiceMarket) -> None:
        """Take a copy of everything another run has become."""
        for name in ("month", "policy_state", "appropriations", "first_row", "group_sizes", "district_number", "understanding"):
            setattr(self, name, getattr(other, name))
        for name in (
            "recorder",
            "ledger",
            "true_need",
            "surveyed_need",
            "word_of_mouth",
            "tolls",
            "told_need",
            "purchasers",
            "organizations",
            "contracts",
            "enterprises",
        ):
            setattr(self, name, getattr(other, name).copy())
        for name in ("lines", "signatures", "calls", "prices"):
            setattr(self, name, deepcopy(getattr(other, name)))
        self.citizens = Citizens(self, other.citizens.columns.copy())
        for row in range(len(self.purchasers)):
            GovernmentPurchaser(self, row)
        for organization in np.flatnonzero(self.organizations.alive):
            SocialOrganization(self, int(organization))

    def branch(self, policy: str | Policy, world: World | None = None) -> PublicServiceMarket:
        """The same market from the state it is in, to go on under another policy; this one stays as it is.

        Policies that share their warm-up need it only once: a branch made before month 0 runs exactly as a run of its own.

        Parameters
        ----------
        policy : as for a market of its own.
        world : the same world with other ``frictions``, which matter from month 0 only; this market's own by default.

        Raises
        ------
        StudyError : the switch of policy has passed already, or the world differs in more than its frictions.
        """
        if world is not None and world.model_copy(update={"frictions": self.world.frictions}) != self.world:
            raise StudyError("a branch may differ from its market in policy and in the world's frictions only")
        if self.since_switch > 0:
            raise StudyError(f"a branch is made before month 0; this run has reached month {self.since_switch}")
        return PublicServiceMarket(
            self.specification,
            policy,
            seed=self.seed_of_study,
            replication=self.replication,
            world=self.world if world is None else world,
            check=self.check,
            _from=self,
        )

    def warm_up(self) -> PublicServiceMarket:
        """Step through the warm-up, if it is not over; returns the model."""
        while self.since_switch < 0:
            self.step()
        return self

    def candidates(self, keys: np.ndarray, *, experienced: bool) -> dict[str, np.ndarray]:
        """Columns of organizations that are there at the start (``experienced``) or might be founded, by their keys."""
        return founding.organization_columns(self.world, self.luck, keys, experienced)

    def in_turn(self, verb: str, moves: Sequence[Move]) -> Sequence[Move]:
        """Moves of one month that the model takes one after the other, in the order stated at ``verb``: an audit takes another."""
        return moves

    def _sizes(self) -> dict[str, int]:
        return {
            "domain": len(self.world.domains),
            "district": self.world.city.n_districts,
            "purchaser": founding.n_purchasers(self.world),
            "instalment": instalments.MOST + 1,
            "group": len(GROUPS),
            "bidding": self.bidding.n_state,
            "mechanism": len(self.mechanism_names),
        }

    @property
    def since_switch(self) -> int:
        """Months since the switch of policy: negative during the warm-up."""
        return self.month - int(self.specification.warm_up)

    @property
    def frictions(self) -> Frictions:
        """What keeps the market from full information now: everything in the warm-up, what the world has from the switch on."""
        return self.world.frictions if self.since_switch >= 0 else EVERY_FRICTION

    @property
    def books(self) -> Books:
        """The balance columns that a booking changes."""
        return Books(self.purchasers.account_fen, self.organizations.cash_fen)

    def step(self) -> None:
        """One month. State is read as it is when the verb is reached; the order below is the model's order of events."""
        calendar.set_policy(self)
        adopting.look_around(self)
        eliminating.strike_off(self)
        needing.arise(self)
        budget.open_year(self)
        participating.take_part(self)
        planning.plan(self)
        purchasing.purchase(self)
        signing.sign(self)
        delivery.deliver(self)
        serving.serve(self)
        monitoring.observe(self)
        acceptance.accept(self)
        payment.pay(self)
        defaulting.strike(self)
        blacklisting.blacklist(self)
        development.develop(self)
        population.enter_and_leave(self)
        experiencing.learn(self)
        recording.record(self)
        if self.check:
            checking.check(self)
        self.month += 1

    def run(self, months: int | None = None) -> PublicServiceMarket:
        """Step through warm-up and ``months`` (default: the scenario's); returns the model."""
        horizon = self.specification.warm_up + (self.specification.months if months is None else months)
        while self.month < horizon:
            self.step()
        self.running = False
        return self

    def tables(self) -> dict[str, pa.Table]:
        """Every table of the run so far, as Arrow."""
        return recording.tables(self)

    def release(self) -> None:
        """Let go of what Mesa keeps about this model after the run (Mesa 3.3 holds every model through its counter of ids)."""
        ids: Any = getattr(mesa.Agent, "_ids", None)
        if hasattr(ids, "pop"):
            ids.pop(self, None)
