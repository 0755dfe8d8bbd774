"""A study: policies in the same worlds under the same luck, replicated, stored, and continued where it stopped."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from gpssim import registry
from gpssim.errors import impossible, unknown
from gpssim.records.parts import FORMAT
from gpssim.records.results import Results
from gpssim.scenario import Policy, Scenario, World, load_scenario, replace
from gpssim.scenario.sampling import sample_worlds
from gpssim.studies.finishing import finished
from gpssim.studies.identity import identity_of, package_version, sources_of
from gpssim.studies.progress import Progress
from gpssim.studies.run import run_one
from gpssim.studies.tasks import Group, Job, Runner

CLOSURES = ("appropriation", "volume")
MOST_REPLICATIONS, MOST_WORLDS, LARGEST_SEED = 100_000, 10_000, 2**63 - 1


@dataclass(frozen=True)
class Study:
    """What is to be run; nothing runs, and nothing is written, before :meth:`run`.

    Parameters
    ----------
    scenario : a scenario, or the name of a preset or file.
    policies : names of mechanisms or of the scenario's policies, or policies; the first is the baseline of comparisons.
    replications : runs of the scenario's own world under each policy, at least 1; the same luck under every policy.
    months, warm_up : in place of the scenario's.
    seed : integer >= 0.
    workers : processes; one for each core by default, 1 runs in this process.
    worlds : sampled worlds beside the scenario's own (Latin hypercube over the tested ranges).
    world_replications : replications of each sampled world.
    closures : what is held equal: ``appropriation``, ``volume``, or both one after the other.
    out : folder for the results; in memory where none is given.
    keep : for how many replications tables of events are kept, or ``all``.
    runner : what runs one task; the model by default.

    Raises
    ------
    GpssimError : anything impossible, before anything runs.
    """

    scenario: Scenario | str | Path
    policies: Sequence[str | Policy]
    replications: int = 20
    months: int | None = None
    warm_up: int | None = None
    seed: int = 1
    workers: int | None = None
    worlds: int = 0
    world_replications: int = 1
    closures: Sequence[str] = ("appropriation",)
    out: str | Path | None = None
    keep: int | str = 3
    runner: Runner = run_one

    def __post_init__(self) -> None:
        _whole("replications", self.replications, 1, MOST_REPLICATIONS)
        _whole("seed", self.seed, 0, LARGEST_SEED)
        _whole("worlds", self.worlds, 0, MOST_WORLDS)
        _whole("world_replications", self.world_replications, 1, MOST_REPLICATIONS)
        if self.workers is not None:
            _whole("workers", self.workers, 1, 100_000)
        if self.keep != "all":
            _whole("keep (or 'all')", self.keep, 0, MOST_REPLICATIONS)
        self._check_closures()
        self._check_names()
        self.sampled  # noqa: B018  # a scenario without tested ranges is refused now, not after the first runs

    def _check_closures(self) -> None:
        if isinstance(self.closures, str) or not self.closures or len(set(self.closures)) != len(self.closures):
            raise impossible("closures", self.closures, f"one or more of {', '.join(CLOSURES)}, each once")
        for closure in self.closures:
            if closure not in CLOSURES:
                raise unknown("closure", closure, CLOSURES)

    def _check_names(self) -> None:
        """Policies there are, each once; reading them checks mechanisms and parameters, too."""
        if isinstance(self.policies, str) or not len(self.policies):
            raise impossible("policies", self.policies, "a list of one or more policies")
        names = [policy.name for policy in self.checked]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise impossible("policies", names, f"different from each other: {twice[0]!r} is there twice")

    @cached_property
    def specified(self) -> Scenario:
        """The scenario with the months of this study."""
        scenario = self.scenario if isinstance(self.scenario, Scenario) else load_scenario(self.scenario)
        months = {"months": self.months, "warm_up": self.warm_up}
        changed = {name: value for name, value in months.items() if value is not None}
        return replace(scenario, changed) if changed else scenario

    @cached_property
    def checked(self) -> tuple[Policy, ...]:
        """The policies as asked for, complete."""
        return tuple(registry.check(self.specified, policy) for policy in self.policies)

    @cached_property
    def resolved(self) -> tuple[Policy, ...]:
        """The policies that run: those asked for."""
        return self.checked

    @cached_property
    def sampled(self) -> tuple[World, ...]:
        """Worlds 1, 2, … of this study."""
        return tuple(sample_worlds(self.specified, self.worlds, self.seed)) if self.worlds else ()

    @property
    def groups(self) -> list[Group]:
        """The unit of work: every replication of every world."""
        own = [Group(0, replication) for replication in range(self.replications)]
        others = [Group(world, r) for r in range(self.world_replications) for world in range(1, self.worlds + 1)]
        return [*own, *others]

    @property
    def runs_per_group(self) -> int:
        """Policies times closures."""
        return len(self.resolved) * len(self.closures)

    @cached_property
    def description(self) -> dict[str, Any]:
        """What the manifest says of this study before it has run."""
        return self.described()

    def described(self, **more: Any) -> dict[str, Any]:
        """The same with what a kind of study says in addition."""
        said = {
            "format": FORMAT,
            "version": package_version(),
            "scenario_name": self.specified.name,
            "policies": [policy.name for policy in self.resolved],
            "closures": list(self.closures),
            "months": self.specified.months,
            "warm_up": self.specified.warm_up,
            "seed": self.seed,
            "keep": self.keep,
            "sources": sources_of(self.specified, self.resolved),
            "scenario": self.specified.model_dump(mode="json"),
            "policy_definitions": [policy.model_dump(mode="json") for policy in self.resolved],
            "worlds": [world.model_dump(mode="json") for world in self.sampled],
            **more,
        }
        return {"identity": identity_of(said), **said}

    def job(self) -> Job:
        """What workers need to know."""
        return Job(self.specified, self.resolved, tuple(self.closures), self.sampled, self.seed, self.keep, self.runner)

    def run(self, out: str | Path | None = None, *, progress: Progress = None, executor: Executor | None = None) -> Results:
        """Run what is not there yet, and return the results.

        Parameters
        ----------
        out : folder for the results, in place of the study's own.
        progress : called with runs finished and runs in all; by default a bar where stderr is a terminal, ``False`` for none.
        executor : any executor of ``concurrent.futures`` in place of our own processes.

        Raises
        ------
        StudyError : the folder holds another study, or something else; nothing is run or overwritten.
        StudyInterrupted : Ctrl-C; what is finished is in the folder.
        """
        place = self.out if out is None else out
        return finished(self, None if place is None else Path(place), progress, executor)


def _whole(name: str, value: Any, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise impossible(name, value, f"a whole number from {low} to {high:,}")
