"""The study file: everything a study is, as it is written in TOML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, JsonValue, model_validator

from gpssim.analysis import indicator
from gpssim.analysis.periods import PERIODS
from gpssim.analysis.sequential import Rule
from gpssim.designs import Variable
from gpssim.errors import ScenarioError, impossible, unknown
from gpssim.inquiry.auto import AutoReplications
from gpssim.plugins import SHELVES
from gpssim.replacing import replace
from gpssim.scenario import Policy, Scenario, load_scenario
from gpssim.scenario.fields import Group, param
from gpssim.scenario.sampling import LEVELS
from gpssim.scenario.tree import validated
from gpssim.studies import Study
from gpssim.studies.executors import executor_of

Scalar = bool | int | float | str


class DesignTable(Group):
    """``[design]``: at which points the study looks; ``kind`` and the settings of that kind."""

    kind: str = param("", "name", "the design: see gpssim study designs; empty: the scenario's own world alone")
    settings: dict[str, Scalar] = Field(default_factory=dict, description="settings of the design, written beside kind")
    replications: int = param(1, "runs", "replications of each point", ge=1, le=100_000)
    luck: Literal["", "own", "common"] = param("", "name", "whose luck a point has; empty: what suits the design")

    @classmethod
    def written(cls, table: Mapping[str, Any]) -> dict[str, Any]:
        """The table of a file, where settings stand beside ``kind``, as this class has it."""
        own = {key: value for key, value in table.items() if key in cls.model_fields and key != "settings"}
        return {**own, "settings": {key: value for key, value in table.items() if key not in own}}


class Outcome(Group):
    """``[[outcomes]]``: what is asked about."""

    outcome: str = param("", "name", "an indicator: see gpssim compare --all")
    period: str = param("later", "name", "all, transition or later")
    baseline: str = param("", "name", "policy that differences are from; empty: the first")

    @model_validator(mode="after")
    def _exists(self) -> Self:
        indicator(self.outcome)
        if self.period not in PERIODS:
            raise unknown(f"period of outcome {self.outcome}:", self.period, [str(one) for one in PERIODS])
        return self


class Outputs(Group):
    """``[outputs]``: what is made of the results."""

    language: Literal["en", "zh", "both"] = param("en", "name", "language of tables and figures")
    figures: bool = param(True, "flag", "draw figures")
    by: tuple[str, ...] = param((), "names", "split the comparison by domain, group, district or kind")
    export: tuple[str, ...] = param((), "names", "formats for other programs: csv, xlsx, dta, parquet")


class Execution(Group):
    """``[run]``: where and how the runs are made; nothing of it changes a number."""

    @model_validator(mode="after")
    def _exists(self) -> Self:
        executor_of(self.on or None)
        return self

    on: str = param("", "name", "serial, processes, dask, an address, slurm:FILE, pbs:FILE or mpi; empty: processes")
    workers: int | None = param(None, "processes", "one for each core where nothing is said", ge=1, le=100_000)
    threads: int = param(1, "threads", "threads of a run where one process runs all", ge=1, le=1000)


class StudyFile(Group):
    """A study as a file.

    Raises
    ------
    GpssimError : anything impossible, one line each, before anything runs.
    """

    question: str = param("", "text", "what the study asks")
    question_zh: str = param("", "text", "the same in Chinese")
    scenario: str = param("suzhou-high-tech", "name", "a preset, or a file beside the study file")
    set: dict[str, JsonValue] = Field(default_factory=dict, description="parameters that differ from the scenario, by path")
    policies: tuple[str | Policy, ...] = param(
        ("open_tender", "directed_commission"), "policies", "names, names with settings, or tables; the first is the baseline"
    )
    closures: tuple[str, ...] = param(("appropriation",), "names", "what is held equal: appropriation, volume")
    replications: int | Literal["auto"] = Field(default=20, description="replications of the scenario's own world, or auto")
    months: int | None = param(None, "months", "in place of the scenario's", ge=1, le=1200)
    warm_up: int | None = param(None, "months", "in place of the scenario's", ge=0, le=600)
    seed: int = param(1, "1", "seed of all draws", ge=0, le=2**63 - 1)
    keep: int | Literal["all"] = Field(default=3, description="replications whose tables of events are kept, or all")
    uncertain: tuple[str, ...] = param((), "names", "tested ranges that vary: world, levers, mechanisms")
    vary: tuple[Variable, ...] = param((), "variables", "single parameters that vary")
    design: DesignTable = DesignTable()
    auto: AutoReplications = AutoReplications()
    outcomes: tuple[Outcome, ...] = param((), "outcomes", "what is asked about; the primary outcomes where nothing is said")
    outputs: Outputs = Outputs()
    run: Execution = Execution()

    @classmethod
    def as_declared(cls, tree: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raw data of a file: settings of the design stand beside its kind, paths of ``set`` may be written as tables."""
        said = dict(tree)
        if isinstance(said.get("design"), Mapping):
            said["design"] = DesignTable.written(said["design"])
        if isinstance(said.get("set"), Mapping):
            said["set"] = flat(said["set"])
        for place, policy in enumerate(policies if isinstance(policies := said.get("policies"), list) else ()):
            if isinstance(policy, Mapping):  # a table that is wrong is told of as one, not as a name that it is not
                validated(Policy, policy, f"policies.{policy.get('name', place)}")
        return said

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.design.kind:
            SHELVES["design"].find(self.design.kind)
        elif self.vary or self.uncertain:
            raise ScenarioError("uncertain and vary need a design: say [design] kind, such as latin_hypercube")
        for level in self.uncertain:
            if level not in LEVELS:
                raise unknown("level of uncertainty", level, LEVELS)
        if self.auto != AutoReplications() and self.replications != "auto":
            raise impossible("replications", self.replications, 'replications = "auto" where there is a table [auto]')
        if not self.auto.targets and self.replications == "auto":
            raise impossible("replications", "auto", "a number, where there is no table [[auto.targets]]")
        if self.design.kind == "listed" and (self.vary or self.uncertain):
            raise ScenarioError("uncertain and vary are impossible beside the design listed: its points say what varies")
        return self

    @cached_property
    def specified(self) -> Scenario:
        """The scenario with everything that the file changes."""
        scenario = load_scenario(self.scenario)
        return replace(scenario, self.set) if self.set else scenario

    @property
    def rule(self) -> Rule | None:
        """When there are enough replications, where the file leaves that to a rule."""
        return self.auto.rule() if self.replications == "auto" else None

    def study(self, replications: int | None = None, workers: int | None = None) -> Study:
        """The study that the file describes; nothing runs yet.

        Parameters
        ----------
        replications : in place of the file's; of ``auto``, which :func:`gpssim.inquiry.run_until_precise` extends, the first.
        workers : in place of the file's.

        Raises
        ------
        GpssimError : anything impossible.
        """
        n = replications or (self.auto.first if self.replications == "auto" else int(self.replications))
        designed: dict[str, Any] = {}
        if self.design.kind:
            made = SHELVES["design"].find(self.design.kind)(**self.design.settings)
            varying = (*self.uncertain, *self.vary) or LEVELS
            designed = {"design": made, "uncertain": varying, "world_replications": self.design.replications}
            designed["luck"] = self.design.luck or None
        return Study(
            self.specified,
            self.policies,
            replications=n,
            months=self.months,
            warm_up=self.warm_up,
            seed=self.seed,
            closures=self.closures,
            keep=self.keep,
            workers=workers or self.run.workers,
            threads=self.run.threads,
            on=self.run.on or None,
            **designed,
        )


STATED = {"value", "source", "swept", "fixed"}
"""Keys of a value that is written with what is known of it."""


def flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Tables within tables as dotted paths.

    >>> flat({"world": {"city": {"n_citizens": 400}}, "open_tender.price_weight": 0.3})
    {'world.city.n_citizens': 400, 'open_tender.price_weight': 0.3}
    """
    found: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping) and not set(value) <= STATED:
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value
    return found
