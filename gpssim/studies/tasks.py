"""One run, and the group of runs that share a replication: what is sent to a worker and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from gpssim.records.runs import SUCCEEDED
from gpssim.scenario import Frictions, Policy, Scenario, World
from gpssim.scenario.sampling import in_drawn_world, with_drawn

if TYPE_CHECKING:
    import pyarrow as pa


MOST_REPLICATIONS = 100_000
Values = Mapping[str, Any]
"""What was drawn for one world: dotted path to value."""


class Group(NamedTuple):
    """The unit of work: one replication in one world, under every policy and closure."""

    world: int
    """0 is the scenario's own world, 1 and up are sampled."""
    replication: int


@dataclass(frozen=True)
class Drawn:
    """A sampled world: what was drawn, and what becomes of scenario and policies with it."""

    values: Values
    """Dotted path to value: of the world, of levers, of parameters of mechanisms."""
    scenario: Scenario
    """With the world and the status quo that were drawn; the warm-up runs under it."""
    policies: tuple[Policy, ...]
    """The policies of the study, complete, as they are in this world."""


@dataclass(frozen=True)
class Task:
    """One run."""

    scenario: Scenario
    """The scenario's own, or as it is in the sampled world: its policy is the status quo of the warm-up."""
    policy: Policy
    closure: str
    world: int
    sampled: World | None
    """The world's parameters where it is not the scenario's own."""
    replication: int
    seed: int
    frictions: Frictions | None = None
    """The frictions of the run where they are not the world's own."""
    common_luck: bool = False
    """Whether the run has the luck of its replication in the scenario's own world."""

    @property
    def keys(self) -> dict[str, Any]:
        """The keys of the run in every table."""
        return {"policy": self.policy.name, "closure": self.closure, "world": self.world, "replication": self.replication}

    @property
    def luck(self) -> int:
        """The number of the run's luck: the same under every policy and closure; one for each replication of each world, or one for
        each replication where differences between worlds are to be paired.

        Sampled worlds that shared their luck would all be fortunate or unfortunate at once, and thirty of them tell less than they
        seem to. Points that differ in one parameter, and in their luck as well, tell less of the parameter than they could.
        """
        return self.replication if self.common_luck else self.world * MOST_REPLICATIONS + self.replication


@dataclass(frozen=True)
class RunOutcome:
    """How a run ended: its tables, or the stage (build, run, tables), reason and traceback of its failure."""

    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    status: str = SUCCEEDED
    stage: str = ""
    reason: str = ""
    seconds: float = float("nan")
    traceback: str = ""
    """A line for each call, from the first to the one that raised."""


@dataclass(frozen=True)
class GroupOutcome:
    """The runs of a group: an account of each, and their tables, run keys in front."""

    accounts: tuple[dict[str, Any], ...]
    tables: Mapping[str, pa.Table]


Runner = Callable[[Task], RunOutcome]


@dataclass(frozen=True)
class Job:
    """What every worker needs to know of a study."""

    scenario: Scenario
    policies: tuple[Policy, ...]
    closures: tuple[str, ...]
    points: Sequence[Values]
    """What was drawn for worlds 1, 2, …: dotted path to value."""
    seed: int
    keep: int | str
    runner: Runner
    own: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What each policy sets itself, so that nothing is drawn for it."""
    common_luck: bool = False
    """Whether all points have the luck of the replication."""
    frictions: Mapping[str, Frictions] = field(default_factory=dict)
    """The frictions of runs that do not have the world's own, by policy."""
    threads: int = 1
    """Threads of a run where one process runs all of them."""
    registered: bytes = b""
    """Plug-ins that this process registered, for the worker's registry."""

    def values(self, group: Group) -> Values | None:
        """What was drawn for the group's world where it is not the scenario's own."""
        return self.points[group.world - 1] if group.world else None

    def drawn(self, values: Values) -> Drawn:
        """What becomes of scenario and policies with what was drawn.

        Raises
        ------
        ScenarioError : it contradicts itself, or what a policy sets.
        """
        there = in_drawn_world(self.scenario, values)
        return Drawn(values, there, tuple(with_drawn(p, values, self.own.get(p.name, ())) for p in self.policies))

    def tasks(self, group: Group, sampled: Drawn | None) -> Iterator[Task]:
        """The runs of a group in the order of closures and policies."""
        scenario, policies = (self.scenario, self.policies) if sampled is None else (sampled.scenario, sampled.policies)
        world = None if sampled is None else sampled.scenario.world
        for closure in self.closures:
            for policy in policies:
                given = (scenario, policy, closure, group.world, world, group.replication, self.seed)
                yield Task(*given, self.frictions.get(policy.name), self.common_luck)

    def keys(self, group: Group) -> Iterator[dict[str, Any]]:
        """The keys of the runs of a group in the same order, whatever becomes of its world."""
        for closure in self.closures:
            for policy in self.policies:
                yield {"policy": policy.name, "closure": closure, "world": group.world, "replication": group.replication}

    def keeps_events(self, group: Group) -> bool:
        """Whether tables of events are kept: for the first replications of the scenario's own world, or for all."""
        return self.keep == "all" or (group.world == 0 and group.replication < int(self.keep))

    def for_workers(self, registered: bytes) -> Job:
        """The job with what must be registered on the other side; points travel one by one, with the group that needs them."""
        return replace(self, registered=registered, points=(), threads=1)
