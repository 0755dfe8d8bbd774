"""A search file read and checked against its scenario: everything wrong is said before anything runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from gpssim.analysis import indicator
from gpssim.analysis.indicator import Indicator
from gpssim.analysis.periods import window_of
from gpssim.designs import Variable
from gpssim.errors import ScenarioError, UnknownNameError, impossible, unknown
from gpssim.inquiry.named_files import named_file, names_in, schema_of
from gpssim.plugins import SHELVES
from gpssim.policy_search.declared import Objective, Searching
from gpssim.policy_search.decoding import Decoding
from gpssim.records.digest import combined_digest, text_digest
from gpssim.registry import mechanisms
from gpssim.scenario import Policy, Scenario, load_scenario
from gpssim.studies import Study
from gpssim.studies.kept_numbers import mark_of
from gpssim.studies.points import resolved_variables

SHIPPED: Final = Path(__file__).parent / "searches"
"""Search files that come with the package."""
JUDGE: Final = ("analysis", *(f"policy_search/{part}" for part in ("batches", "decoding", "evolving", "judging", "searching")))
"""Parts of the package that choose candidates and make numbers of their runs."""
LETTERS: Final = 15
"""Letters of a digest that make a seed: 60 bits, which every seed may have."""


def shipped_names() -> list[str]:
    """Search files that come with the package, by name."""
    return names_in(SHIPPED)


def load_search(path: str | Path | Mapping[str, Any] | Searching) -> Searching:
    """A search file: by the name of a shipped one, from TOML, or as a table.

    Raises
    ------
    GpssimError : it cannot be read, or something in it is impossible (one line each).
    """
    return named_file(Searching, path, SHIPPED, "search")


def search_schema() -> dict[str, Any]:
    """The JSON Schema of search files (2020-12), for editors."""
    return schema_of(Searching, "gpssim search")


@dataclass(frozen=True)
class Sought:
    """A search file with the scenario that it is about; making it checks everything.

    Raises
    ------
    GpssimError : no such scenario, mechanism, domain, outcome, cell or period; an outcome that is neither better higher nor lower;
        a lever that there is not, or whose range leaves its domain.
    """

    file: Searching

    def __post_init__(self) -> None:
        for one in self.file.objectives:
            self._check(one)
        for choice in self.file.choose:
            if choice.domain != "*" and choice.domain not in self.scenario.domain_names:
                raise unknown("domain in choose:", choice.domain, self.scenario.domain_names)
            for name in choice.mechanisms:
                if name not in mechanisms():
                    raise unknown(f"mechanism in choose of {choice.domain}:", name, mechanisms())
        middle = self.decoding.policy([0.5] * self.decoding.k, "candidate")
        assert self.study([middle]).groups  # checked by being made

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario with what the file changes."""
        from gpssim.replacing import replace

        changes: dict[str, Any] = dict(self.file.set)
        changes |= {name: value for name in ("months", "warm_up") if (value := getattr(self.file, name)) is not None}
        scenario = load_scenario(self.file.scenario)
        return replace(scenario, changes) if changes else scenario

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """One for each objective."""
        return tuple(indicator(one.outcome) for one in self.file.objectives)

    @cached_property
    def signs(self) -> tuple[int, ...]:
        """1 where higher is better, -1 where lower is."""
        told = {"higher": 1, "lower": -1}
        return tuple(told.get(o.better, i.direction) for o, i in zip(self.file.objectives, self.indicators, strict=True))

    @cached_property
    def decoding(self) -> Decoding:
        """From places in a cube to policies."""
        named = [Policy.of(m) for m in dict.fromkeys(m for choice in self.file.choose for m in choice.mechanisms)]
        given = [v if v.distribution or v.values else v.model_copy(update={"distribution": "uniform"}) for v in self.file.levers]
        variables: tuple[Variable, ...] = ()
        if given:
            try:
                variables = resolved_variables(self.scenario, [self.scenario.policy, *named], (), given)
            except UnknownNameError as error:
                raise UnknownNameError(str(error).replace("in uncertain:", "in levers:")) from None
        for variable in variables:
            if variable.path.startswith("world."):
                raise impossible("levers.path", variable.path, "a lever or a parameter of a mechanism: nobody chooses the world")
        return Decoding(self.scenario, self.file.choose, variables)

    def study(self, policies: list[Policy], fresh: bool = False) -> Study:
        """The study that judges candidates: all of them in the same worlds under the same luck.

        Parameters
        ----------
        fresh : in worlds and under luck that no candidate was chosen in.
        """
        file = self.file
        seed = int(text_digest(f"fresh worlds of a search with seed {file.seed}")[:LETTERS], 16) if fresh else file.seed
        worlds: dict[str, Any] = {}
        if file.worlds:
            worlds = {"worlds": file.worlds, "world_replications": file.replications, "uncertain": file.uncertain}
        return Study(self.scenario, policies, file.replications, seed=seed, keep=0, **worlds)

    @property
    def identity(self) -> str:
        """Of all that decides how a candidate is judged and which candidates there are."""
        told = self.file.model_dump(mode="json", exclude={"title", "title_zh", "random", "fresh", "generations"})
        return combined_digest([json.dumps(told, sort_keys=True), self._every_choice.description["identity"]])

    @property
    def mark(self) -> dict[str, Any]:
        """What stands beside candidates that were judged: what was asked, and the code that judged them."""
        names = sorted({one.outcome for one in self.file.objectives})
        return mark_of(self.identity, self._every_choice.description, names, (SHELVES["indicator"],), *JUDGE)

    @cached_property
    def _every_choice(self) -> Study:
        """A study that names every mechanism there is to choose."""
        chosen = [Policy.of(m) for m in dict.fromkeys(m for choice in self.file.choose for m in choice.mechanisms)]
        return self.study([self.scenario.policy, *(one for one in chosen if one.name != self.scenario.policy.name)])

    def _check(self, one: Objective) -> None:
        found = indicator(one.outcome)
        if not one.better and not found.direction:
            raise ScenarioError(f"objective {one.name} is neither better higher nor lower: say better = 'higher' or 'lower'")
        window = window_of(one.period, self.scenario.months)
        if window is None:
            raise impossible(
                f"period of objective {one.name}", one.period, f"within the {self.scenario.months} months that are run"
            )
        for name, cell in one.by.items():
            if name not in found.groupings:
                raise unknown(f"grouping of objective {one.outcome}:", name, found.groupings)
            if name == "domain" and cell not in self.scenario.domain_names:
                raise unknown(f"domain of objective {one.outcome}:", cell, self.scenario.domain_names)
