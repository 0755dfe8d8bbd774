"""A search file: which mechanisms and levers may be mixed, what a mix is judged by, and over which worlds. A line a parameter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, Self

from pydantic import Field, JsonValue, model_validator

from gpssim.designs import Variable
from gpssim.errors import ScenarioError, impossible
from gpssim.inquiry.study_file import flat
from gpssim.scenario.fields import Group, param

ROBUST: Final = ("mean", "worst_decile", "regret")


class Objective(Group):
    """``[[objectives]]``: an outcome, which way is better, and how worlds are put together."""

    outcome: str = param("", "name", "an indicator: see gpssim compare --all")
    period: str = param("later", "name", "all, transition or later")
    by: dict[str, str] = Field(default_factory=dict, description="the part it is of: a domain, a group of citizens")
    better: Literal["", "higher", "lower"] = param("", "direction", "which way is better; empty: as the indicator says")
    robust: Literal["", "mean", "worst_decile", "regret"] = param("", "name", "over worlds; empty: as the file says")

    @property
    def name(self) -> str:
        """As tables have it."""
        cells = ", ".join(self.by.values())
        return f"{self.outcome}{f' ({cells})' if cells else ''}"


class Choice(Group):
    """``[[choose]]``: mechanisms that share the money of a domain."""

    domain: str = param("*", "name", "service domain, * for all that have no entry of their own")
    mechanisms: tuple[str, ...] = param((), "names", "at least two mechanisms")
    least: float = param(0.05, "share", "smaller shares are none", ge=0.0, le=0.3)

    @model_validator(mode="after")
    def _several(self) -> Self:
        if len(self.mechanisms) < 2 or len(set(self.mechanisms)) < len(self.mechanisms):
            raise impossible(f"choose.mechanisms of {self.domain}", list(self.mechanisms), "two or more, each once")
        return self


class Searching(Group):
    """A search for policies.

    Raises
    ------
    ScenarioError : nothing to choose, fewer than two objectives, something twice, or a setting outside its domain.
    """

    title: str = param("", "text", "what is sought, in English")
    title_zh: str = param("", "text", "the same in Chinese")
    scenario: str = param("suzhou-high-tech", "name", "a preset, or a file beside the search file")
    set: dict[str, JsonValue] = Field(default_factory=dict, description="parameters that differ from the scenario, by path")
    months: int | None = param(None, "months", "in place of the scenario's", ge=1, le=1200)
    warm_up: int | None = param(None, "months", "in place of the scenario's", ge=0, le=600)
    worlds: int = param(4, "worlds", "sampled beside the scenario's own; the same for all candidates", ge=0, le=1000)
    uncertain: tuple[str, ...] = param(("world",), "names", "what differs between them: world, levers, mechanisms")
    replications: int = param(1, "runs", "of each candidate in each world", ge=1, le=1000)
    seed: int = param(1, "seed", "of luck, worlds and candidates", ge=0, le=2**63 - 1)
    population: int = param(24, "policies", "of each generation", ge=4, le=1000)
    generations: int = param(10, "generations", "the first of which fills the space evenly", ge=1, le=1000)
    robust: Literal["mean", "worst_decile", "regret"] = param(
        "mean",
        "name",
        "over worlds: the mean; the worst tenth; the largest shortfall behind the best of the first generation and the status quo",
    )
    random: bool = param(True, "flag", "beside it a random search at the same cost, to compare with")
    fresh: bool = param(True, "flag", "at last the front again in as many other worlds under other luck: what won by luck shows")
    objectives: tuple[Objective, ...] = param((), "objectives", "two or more")
    choose: tuple[Choice, ...] = param((), "choices", "portfolios of mechanisms")
    levers: tuple[Variable, ...] = param((), "variables", "levers and parameters of mechanisms: path, low, high")

    @classmethod
    def as_declared(cls, tree: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raw data of a file: paths of ``set`` may be written as tables."""
        return {**tree, "set": flat(tree["set"])} if isinstance(tree.get("set"), Mapping) else tree

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not self.choose and not self.levers:
            raise ScenarioError("nothing can be chosen: give [[choose]] with mechanisms, or [[levers]] with ranges")
        if len(self.objectives) < 2:
            raise impossible(
                "objectives", [one.name for one in self.objectives], "two or more: of one alone the best is one policy"
            )
        for what, names in (("objectives", [o.name for o in self.objectives]), ("choose", [c.domain for c in self.choose])):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise impossible(what, twice[0], "a list in which each stands once")
        return self
