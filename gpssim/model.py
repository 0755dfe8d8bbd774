"""The market: who is in it, and the order of events in a month."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import mesa
import numpy as np
from mesa.agent import AgentSet

from gpssim import registry
from gpssim.agents import founding
from gpssim.agents.citizen import Citizen, Citizens
from gpssim.agents.collected import collector_of
from gpssim.agents.columns import Columns
from gpssim.agents.everyone import Everyone
from gpssim.agents.ledger import Ledger
from gpssim.agents.organization import SocialOrganization
from gpssim.agents.purchaser import GovernmentPurchaser
from gpssim.errors import StudyError, impossible, misspelt, unknown
from gpssim.month import checking
from gpssim.month.contracts import delivery, misfortune, signing
from gpssim.month.money import budget, payment
from gpssim.month.monitoring import acceptance, bans, elimination, inspections
from gpssim.month.needs import migration, needs, participation
from gpssim.month.organizations import development, population
from gpssim.month.planning import diffusion, experience, year
from gpssim.month.planning.policy import set_policy
from gpssim.month.purchasing import purchases
from gpssim.month.recording import monthly, tables
from gpssim.month.service import enterprises, legitimacy, service
from gpssim.plain import plain
from gpssim.processes import MOST_THREADS
from gpssim.records.recorder import Recorder
from gpssim.records.tables import TABLES
from gpssim.rules.legitimacy import MIDDLE
from gpssim.scenario import Policy, Scenario, World, load_scenario
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.scenario.rule_files import rules_of
from gpssim.state import districts
from gpssim.state.contracts import Contracts
from gpssim.state.market_state import MarketState
from gpssim.state.pay import MOST
from gpssim.state.prices import PriceBoard
from gpssim.state.shown import market_as_html
from gpssim.state.waiting import Calls, Signatures
from gpssim.streams import Luck
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from mesa.datacollection import DataCollector


class PublicServiceMarket(MarketState, mesa.Model):
    """One run: a world under a policy with the luck of one replication.

    Parameters
    ----------
    scenario : the scenario, or the name of a preset or file; its base policy rules the warm-up.
    policy : name of a mechanism or of one of the scenario's policies, with settings of its own behind a colon where wanted
        (``open_tender:price_weight=0.1``), or a policy; in force from month 0.
    seed, replication : integers >= 0; the same pair meets the same citizens, needs, founders and luck under every policy.
    world : replaces the scenario's world (studies over uncertain worlds).
    check : verify after every month that money, places and people are conserved.
    threads : on how many threads the citizens' month is computed, a district each: worth while from some 100,000 citizens on.
        Results are the same bits whatever it is.

    Raises
    ------
    GpssimError : a name or parameter that does not exist or cannot be.
    ConservationError : (``check=True``) something was made or lost.
    """

    @usual_arithmetic()
    def __init__(
        self,
        scenario: Scenario | str | Path,
        policy: str | Policy = "open_tender",
        *,
        seed: int = 1,
        replication: int = 0,
        world: World | None = None,
        check: bool = False,
        threads: int = 1,
        _from: PublicServiceMarket | None = None,
    ) -> None:
        seed, replication, threads = plain(seed), plain(replication), plain(threads)
        for name, value in (("seed", seed), ("replication", replication)):
            if type(value) is not int or value < 0:
                raise impossible(name, value, "an integer >= 0 (in Mesa's batch_run: rng=[1, 2, 3], or a parameter seed)")
        if type(threads) is not int or not 1 <= threads <= MOST_THREADS:
            raise impossible("threads", threads, f"a whole number from 1 to {MOST_THREADS:,}")
        super().__init__(rng=seed)
        scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self.specification = scenario
        self.world = scenario.world if world is None else world
        self.policy = registry.check(scenario, policy)
        self.seed_of_study, self.replication, self.check, self.threads = seed, replication, check, threads
        self.luck = Luck.of(seed, replication)
        self.rules = rules_of(self.world)
        self._name_plugins()
        if _from is None:
            self._found()
        else:
            self.take_over(_from)
            self._register(np.flatnonzero(self.organizations.alive))

    def __repr__(self) -> str:
        when = f"month {self.since_switch} of {self.specification.months}"
        return f"PublicServiceMarket({self.specification.name!r}, {self.policy.name!r}: {when}, seed {self.seed_of_study})"

    def _repr_html_(self) -> str:
        return market_as_html(self)

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if not name.startswith("_")]

    if not TYPE_CHECKING:
        __getattr__ = misspelt

    def _name_plugins(self) -> None:
        """Resolve what the world names."""
        information = self.world.information
        self.bidding = registry.bidding(self.world.bidding.family, self.world)
        self.reputation = registry.reputation(information.reputation, self.world)
        self.published_reputation = registry.reputation(information.published_reputation, self.world, published=True)
        self.stars = registry.stars(self.world, self.rules)
        self.mechanism_names = sorted(registry.mechanisms())

    def _found(self) -> None:
        """Make the world at the start of the warm-up."""
        self.month = 0
        self.policy_state = self.specification.policy.at(-1, self.specification.domain_names)
        self.understanding = self.world.process.understanding
        self.recorder, self.ledger = Recorder(), Ledger()
        self.lines, self.signatures, self.calls = [], Signatures(), Calls()
        self.prices = PriceBoard(len(self.world.domains))
        self.begin_sums()
        self._found_city()
        self._found_sides(self._sizes())
        population.begin(self)

    def _found_city(self) -> None:
        """Districts: what they need and what is known of it."""
        n_districts, n_domains = self.world.city.n_districts, len(self.world.domains)
        self.appropriations = founding.appropriation_table(self.world, self.luck)
        self.district_number = np.arange(n_districts)
        self.true_need = np.zeros((n_districts, n_domains))
        self.surveyed_need = np.zeros((founding.n_purchasers(self.world), n_districts, n_domains))
        self.told_need = np.zeros_like(self.surveyed_need)
        self.word_of_mouth, self.legitimacy = np.zeros(n_districts), np.full(n_districts, MIDDLE)
        self.tolls = np.zeros((n_districts, n_domains, len(GROUPS)))

    def _found_sides(self, sizes: dict[str, int]) -> None:
        """Citizens, enterprises and purchasers; room for organizations and contracts."""
        world, n_purchasers = self.world, founding.n_purchasers(self.world)
        self.citizens = Citizens(self, Columns(Citizen, sizes, world.city.n_citizens))
        founding.found_citizens(world, self.luck, self.citizens.columns)
        migration.make_room(self)
        district = self.citizens.district
        edges = np.arange(world.city.n_districts + 1, dtype=district.dtype)  # of one type: the column is not copied
        self.first_row = np.searchsorted(district, edges).astype(np.int64)
        self.group_sizes = districts.group_sizes(self)
        self.enterprises = enterprises.found_enterprises(self)
        self.purchasers = Columns(GovernmentPurchaser, sizes, n_purchasers)
        self.purchasers.append(n_purchasers, **founding.purchaser_columns(world, self.luck))
        self.organizations, self.contracts = Columns(SocialOrganization, sizes), Contracts(sizes)
        self._register(np.zeros(0, dtype=np.int64))

    def _register(self, organizations: np.ndarray) -> None:
        """Make the Mesa agents of purchasers, and of these organizations."""
        for row in range(len(self.purchasers)):
            GovernmentPurchaser(self, row)
        for organization in organizations:
            SocialOrganization(self, int(organization))

    @property
    def agents(self) -> Any:
        """A Mesa ``AgentSet`` of everybody: purchasers, organizations, and the citizens who live in the city.

        Purchasers and organizations are registered with Mesa; citizens, whose state is in columns, are made when this is asked for,
        and kept as long as the model. It is a set of its own: what is added to it or taken out does not enter or leave the market.
        """
        return AgentSet([*super().agents, *self.citizens.as_agentset()], random=self.random)

    @property
    def agents_by_type(self) -> Everyone:
        """The same by class: ``model.agents_by_type[gpssim.Citizen]`` is a Mesa ``AgentSet``."""
        return Everyone(super().agents_by_type, self.citizens)

    @property
    def agent_types(self) -> list[type[mesa.Agent]]:
        """The classes of agents."""
        return list(self.agents_by_type)

    @property
    def datacollector(self) -> DataCollector:
        """The run so far for Mesa's own tools, ``batch_run`` among them: sums of the table ``monthly``, a row for each step.

        The market records more than that by itself: see :meth:`table`.
        """
        return collector_of(self.table("monthly"), self.specification.warm_up, self.month)

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
            threads=self.threads,
            _from=self,
        )

    def warm_up(self) -> PublicServiceMarket:
        """Step through the warm-up, if it is not over; returns the model."""
        while self.since_switch < 0:
            self.step()
        return self

    def _sizes(self) -> dict[str, int]:
        return {
            "domain": len(self.world.domains),
            "district": self.world.city.n_districts,
            "purchaser": founding.n_purchasers(self.world),
            "instalment": MOST + 1,
            "group": len(GROUPS),
            "bidding": self.bidding.n_state,
            "mechanism": len(self.mechanism_names),
        }

    @usual_arithmetic()
    def step(self) -> None:
        """One month. State is read as it is when the verb is reached; the order below is the model's order of events."""
        set_policy(self)
        diffusion.look_around(self)
        elimination.strike_off(self)
        needs.update_needs(self)
        budget.open_fiscal_year(self)
        participation.take_part(self)
        year.plan(self)
        purchases.purchase(self)
        signing.sign(self)
        delivery.deliver(self)
        service.serve_citizens(self)
        inspections.observe(self)
        acceptance.accept(self)
        payment.pay(self)
        misfortune.strike(self)
        bans.blacklist(self)
        development.develop(self)
        population.enter_and_leave(self)
        experience.learn_from_results(self)
        legitimacy.judge_purchases(self)
        monthly.record(self)
        if self.check:
            checking.check(self)
        self.month += 1
        if self.since_switch >= self.specification.months:
            self.running = False

    def run(self, months: int | None = None) -> PublicServiceMarket:
        """Step through warm-up and ``months`` (default: the scenario's); returns the model."""
        horizon = self.specification.warm_up + (self.specification.months if months is None else months)
        while self.month < horizon:
            self.step()
        self.running = False
        return self

    def table(self, name: str) -> pd.DataFrame:
        """One table of the run so far, as ``Results.table`` has it for many runs.

        Raises
        ------
        UnknownNameError : no such table.
        """
        if name not in TABLES:
            raise unknown("table", name, TABLES)
        return tables.tables(self)[name].to_pandas()

    @overload
    def tables(self, arrow: Literal[False] = False, *, events: bool = True) -> dict[str, pd.DataFrame]: ...
    @overload
    def tables(self, arrow: Literal[True], *, events: bool = True) -> dict[str, pa.Table]: ...
    def tables(self, arrow: bool = False, *, events: bool = True) -> dict[str, pd.DataFrame] | dict[str, pa.Table]:
        """Every table of the run so far, by its name.

        Parameters
        ----------
        arrow : as Arrow, for programs, instead of pandas.
        events : tables of events, too.

        Returns
        -------
        Dictionary, name of a table (``records.tables``) to the table.
        """
        every = tables.tables(self, events)
        return every if arrow else {name: table.to_pandas() for name, table in every.items()}

    def release(self) -> None:
        """Let go of what Mesa keeps about this model after the run (Mesa 3.3 holds every model through its counter of ids)."""
        ids: Any = getattr(mesa.Agent, "_ids", None)
        if hasattr(ids, "pop"):
            ids.pop(self, None)
