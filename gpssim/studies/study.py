"""A study: policies in the same worlds under the same luck, replicated, stored, and continued where it stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from gpssim import registry
from gpssim.designs import Design, Variable
from gpssim.errors import impossible, unknown
from gpssim.files.places import place_of
from gpssim.plain import listed, plain
from gpssim.processes import MOST_THREADS
from gpssim.records.manifest import FORMAT
from gpssim.records.points import as_columns
from gpssim.records.results import Results
from gpssim.scenario import Policy, Scenario, load_scenario, replace
from gpssim.scenario.beside import without_folders
from gpssim.scenario.sampling import LEVELS, own_paths, with_drawn
from gpssim.studies.executors import RunsOn, executor_of
from gpssim.studies.executors.base import Lent
from gpssim.studies.finishing import finished
from gpssim.studies.groups import Groups
from gpssim.studies.identity import identity_of, package_numbers, package_version
from gpssim.studies.points import Drawing, design_of, drawing, points_as_given, split, worth_checking
from gpssim.studies.progress import Progress
from gpssim.studies.run import run_one
from gpssim.studies.shards import Shard
from gpssim.studies.shown import study_as_html, study_in_words
from gpssim.studies.studied_code import package_code, studied_code
from gpssim.studies.tasks import MOST_REPLICATIONS, Drawn, Group, Job, Runner

CLOSURES = ("appropriation", "volume")
MOST_WORLDS, LARGEST_SEED = 10_000, 2**63 - 1
NUMBERS = ("replications", "months", "warm_up", "seed", "workers", "threads", "worlds", "world_replications", "keep")


@dataclass(frozen=True, repr=False)
class Study:
    """What is to be run; nothing runs, and nothing is written, before :meth:`run`.

    Parameters
    ----------
    scenario : a scenario, or the name of a preset or file.
    policies : names of mechanisms or of the scenario's policies, with settings of their own behind a colon where wanted
        (``open_tender:price_weight=0.1,monitoring=0.9``: parameters of the mechanism, levers), or policies; the first is the
        baseline of comparisons.
    replications : runs of the scenario's own world under each policy, at least 1; the same luck under every policy.
    months, warm_up : in place of the scenario's.
    seed : integer >= 0.
    workers : processes; one for each core by default, 1 runs in this process.
    worlds : sampled worlds beside the scenario's own (Latin hypercube over the tested ranges).
    design : at which points a study looks in their place: the name of a design with its settings (``factorial:levels=5``,
        ``sobol_sequence:n=256``, see ``gpssim study designs``), or a design. Point 1, 2, … is world 1, 2, …
    points : points of one's own in place of a design: a list of dotted path to value, or a DataFrame with a column a path.
    world_replications : replications of each sampled world or point.
    luck : whose luck a point has: its ``own``, or the ``common`` one of the replication, which pairs differences between points;
        what suits the design by default (own for worlds, Latin hypercubes and sequences, common for others).
    uncertain : what is drawn for them: ``world``; ``levers`` that have a tested range, the same in warm-up and every arm but one
        that sets the lever itself; parameters of ``mechanisms`` and choice rules that have one, wherever a mechanism is used but
        where a policy sets the parameter itself. All three by default: what nobody knows may turn a sign wherever it stands.
        Single parameters beside or instead of these: a path, or a table ``{"path": "open_tender.price_weight", "low": 0.1,
        "high": 0.6, "distribution": "uniform"}`` (:class:`gpssim.designs.Variable`).
    closures : what is held equal: ``appropriation``, ``volume``, or both one after the other.
    out : folder for the results; in memory where none is given.
    keep : for how many replications tables of events are kept, or ``all``.
    runner : what runs one task; the model by default. One of your own belongs to what the study is, with all of your code that
        it comes to.
    on : where it runs: ``serial``, ``processes`` (by default), ``dask``, the address of a Dask scheduler or its scheduler file,
        ``slurm:PROFILE.toml``, ``pbs:PROFILE.toml``, ``mpi``; the numbers are the same everywhere.
    threads : of each run, where one process runs all of them (for a few large runs); several processes take one each.

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
    uncertain: Sequence[str | Variable | Mapping[str, Any]] = LEVELS
    closures: Sequence[str] = ("appropriation",)
    out: str | Path | None = None
    keep: int | str = 3
    runner: Runner = run_one
    threads: int = 1
    design: str | Design | None = None
    points: Any = ()
    luck: str | None = None
    on: str | RunsOn | None = None

    def __repr__(self) -> str:
        return study_in_words(self)

    def _repr_html_(self) -> str:
        return study_as_html(self)

    def __post_init__(self) -> None:
        self._take_as_plain()
        _whole("replications", self.replications, 1, MOST_REPLICATIONS)
        _whole("seed", self.seed, 0, LARGEST_SEED)
        _whole("worlds", self.worlds, 0, MOST_WORLDS)
        _whole("world_replications", self.world_replications, 1, MOST_REPLICATIONS)
        if self.workers is not None:
            _whole("workers", self.workers, 1, 100_000)
        _whole("threads", self.threads, 1, MOST_THREADS)
        if self.keep != "all":
            _whole("keep (or 'all')", self.keep, 0, MOST_REPLICATIONS)
        split(self.uncertain)
        self._check_closures()
        self._check_names()
        self._check_points()

    def _take_as_plain(self) -> None:
        """Numbers of NumPy become Python's own; policies and closures, tuples in their order."""
        several = {"policies": "a list of one or more policies", "closures": f"a list of one or more of {', '.join(CLOSURES)}"}
        for name in NUMBERS:
            object.__setattr__(self, name, plain(getattr(self, name)))  # the way into a frozen dataclass
        for name, domain in several.items():
            object.__setattr__(self, name, listed(name, getattr(self, name), domain))
        object.__setattr__(self, "points", points_as_given(self.points))

    def _check_closures(self) -> None:
        if not self.closures or len(set(self.closures)) != len(self.closures):
            raise impossible("closures", list(self.closures), f"one or more of {', '.join(CLOSURES)}, each once")
        for closure in self.closures:
            if closure not in CLOSURES:
                raise unknown("closure", closure, CLOSURES)

    def _check_names(self) -> None:
        """Policies there are, each once; reading them checks mechanisms and parameters, too."""
        if not self.policies:
            raise impossible("policies", [], "a list of one or more policies")
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
    def asked_own(self) -> dict[str, frozenset[str]]:
        """What each policy as asked for sets itself, so that nothing is drawn for it: paths by its name."""
        asked = [registry.asked(self.specified, policy) for policy in self.policies]
        return {policy.name: own_paths(self.specified, one) for policy, one in zip(self.checked, asked, strict=True)}

    @property
    def own(self) -> dict[str, frozenset[str]]:
        """The same by the name of the policy that runs."""
        return self.asked_own

    @cached_property
    def drawing(self) -> Drawing:
        """What is drawn: points, variables, design, luck."""
        asked = (design_of(self.design), self.points, self.worlds)
        return drawing(self.specified, self.checked, split(self.uncertain), asked, self.luck, self.seed)

    @property
    def n_worlds(self) -> int:
        """Sampled worlds, or points of the design."""
        return len(self.drawing.points)

    @property
    def sampled(self) -> tuple[Drawn, ...]:
        """Worlds 1, 2, … of this study, made now: runs make theirs one by one."""
        job = self.job()
        return tuple(map(job.drawn, self.drawing.points))

    def _check_points(self) -> None:
        """Refuse now what contradicts itself: every point of few, of many those with the lowest and highest values and a part of
        the others; what is found later is a failed run with its reason.
        """
        job = self.job()
        for place in worth_checking(self.drawing.points):
            there = job.drawn(self.drawing.points[place])
            for policy in self.checked:
                registry.check(there.scenario, with_drawn(policy, there.values, self.asked_own[policy.name]))

    @property
    def groups(self) -> Sequence[Group]:
        """The unit of work: every replication of every world."""
        return Groups(self.replications, self.n_worlds, self.world_replications)

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
        code = studied_code(self.specified, self.resolved, runner=self.runner, study=type(self))
        scenario = self.specified.model_dump(mode="json")
        said = {
            "format": FORMAT,
            "version": package_version(),
            "numbers": package_numbers(),
            "scenario_name": self.specified.name,
            "policies": [policy.name for policy in self.resolved],
            "closures": list(self.closures),
            "months": self.specified.months,
            "warm_up": self.specified.warm_up,
            "seed": self.seed,
            "keep": self.keep,
            "package": package_code(),
            "sources": code.sources,
            **({"not_covered": code.not_covered} if code.not_covered else {}),
            "scenario": {**scenario, "world": without_folders(scenario["world"])},
            "policy_definitions": [policy.model_dump(mode="json") for policy in self.resolved],
            "uncertain": sorted(split(self.uncertain)[0], key=LEVELS.index),
            "luck": self.drawing.luck,
            "drawn": as_columns(self.drawing.points),
            **self.drawing.described,
            "own": {name: sorted(paths) for name, paths in self.own.items() if paths},
            **more,
        }
        return {"identity": identity_of(said), **said}

    def job(self) -> Job:
        """What workers need to know."""
        return Job(
            self.specified,
            self.resolved,
            tuple(self.closures),
            self.drawing.points,
            self.seed,
            self.keep,
            self.runner,
            own=self.own,
            common_luck=self.drawing.luck == "common",
            threads=self.threads,
        )

    def run(
        self,
        out: str | Path | None = None,
        *,
        progress: Progress = None,
        executor: Executor | None = None,
        on: str | RunsOn | None = None,
        shard: str | Shard | None = None,
    ) -> Results:
        """Run what is not there yet, and return the results.

        Parameters
        ----------
        out : folder for the results, in place of the study's own.
        progress : called with runs finished and runs in all; by default a bar where stderr is a terminal, ``False`` for none.
        executor : any executor of ``concurrent.futures`` in place of our own processes.
        on : where it runs, in place of the study's own: see ``on`` of the study.
        shard : ``"3/40"`` runs the third of forty parts of the study into ``out/shards/03-of-40``; :func:`gpssim.merged` joins them.

        Raises
        ------
        StudyError : the folder holds another study (of the code of plug-ins and runner, too), one of which nobody can tell whether
            it is the same, or something else; nothing is run or overwritten. Or nobody answers where it is to run.
        StudyInterrupted : Ctrl-C; what is finished is in the folder.
        """
        asked = self.out if out is None else out
        place = executor_of(self.on if on is None else on) if executor is None else Lent(executor)
        return finished(
            self, None if asked is None else place_of(asked), progress, place, None if shard is None else Shard.of(shard)
        )


def _whole(name: str, value: Any, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise impossible(name, value, f"a whole number from {low} to {high:,}")
