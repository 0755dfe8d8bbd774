"""A targets file: what is known, what is free, and how the two are brought together. Each parameter is a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import Field, JsonValue, model_validator

from gpssim.calibration.method import method_of
from gpssim.designs import Variable
from gpssim.errors import ScenarioError, impossible
from gpssim.inquiry.study_file import flat
from gpssim.scenario.fields import Group, param

Cell = int | str
Months = tuple[int, int]


class Target(Group):
    """A moment that is known from records, with its error and where it comes from.

    Raises
    ------
    ScenarioError : no outcome, no positive standard error, no source.
    """

    outcome: str = param("", "name", "an indicator, or a moment of purchases")
    period: str | Months = param("all", "months", "all, transition, later, or first and last month from the switch")
    by: dict[str, Cell] = Field(
        default_factory=dict, description="the part it is of: a domain, a mechanism, a number of offers (3, '4-6', '8+')"
    )
    value: float | None = param(None, "as the outcome", "what the records say")
    standard_error: float | None = param(None, "as the outcome", "how precisely they say it; above 0")
    source: str = param("", "text", "where it comes from")
    discrepancy: float = param(
        0.0, "as the outcome", "standard deviation by which a right model may miss it, added to the standard error", ge=0.0
    )
    hold_out: bool = param(False, "flag", "whether it is kept out of the fit, to judge it")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.outcome:
            raise ScenarioError("a target has no outcome: name an indicator or a moment of purchases")
        if self.value is None:
            raise ScenarioError(f"target {self.name} has no value")
        if self.standard_error is None or not self.standard_error > 0.0:
            raise ScenarioError(f"target {self.name} has no standard error above 0: without one nobody knows how much it weighs")
        if not self.source.strip():
            raise ScenarioError(f"target {self.name} has no source: say where the number comes from")
        return self

    @property
    def name(self) -> str:
        """The outcome with its cell and period, as messages and tables have it."""
        cells = ", ".join(f"{name} = {cell}" for name, cell in self.by.items())
        months = "" if self.period == "all" else f" {self.period}"
        return f"{self.outcome}{f' ({cells})' if cells else ''}{months}"


class Calibrating(Group):
    """Targets, free parameters and settings: a targets file.

    Raises
    ------
    ScenarioError : nothing to fit or nothing free, a target twice, a setting outside its domain.
    """

    title: str = param("", "text", "what is calibrated, in English")
    title_zh: str = param("", "text", "the same in Chinese")
    notes: str = param("", "text", "what a reader should know")
    scenario: str = param("textbook", "name", "a preset, or a TOML file")
    set: dict[str, JsonValue] = Field(default_factory=dict, description="parameters that differ from the scenario, by path")
    policy: str = param("", "name", "under which it runs: a mechanism with settings or a policy; empty: the status quo")
    months: int | None = param(None, "months", "after the switch; empty: the scenario's", ge=1, le=1200)
    warm_up: int | None = param(None, "months", "before it; empty: the scenario's", ge=0, le=600)
    replications: int = param(4, "runs", "at each place, all under the same luck", ge=2, le=1000)
    seed: int = param(1, "seed", "of luck and of places that are drawn", ge=0, le=2**63 - 1)
    method: str = param(
        "surrogate",
        "name",
        "surrogate: least squares of a local quadratic; nelder_mead: simplex; abc: a posterior by sequential Monte Carlo; "
        "history_matching: what is not ruled out; settings after a colon",
    )
    start: int = param(
        0,
        "places",
        "all over the ranges at the beginning, or of each wave; 0: 8 for each free parameter, 10 in a wave",
        ge=0,
        le=100_000,
    )
    most: int = param(0, "places", "at which the local search stops; 0: 40 for each free parameter", ge=0, le=100_000)
    step: float = param(0.05, "share", "of a range by which slopes are taken", ge=0.001, le=0.5)
    one_history: bool = param(
        False, "flag", "standard errors tell how precisely one history was measured, not how much luck was in it: luck is added"
    )
    particles: int = param(200, "particles", "of each generation, with method abc", ge=10, le=100_000)
    generations: int = param(6, "generations", "at most, with method abc", ge=1, le=100)
    targets: tuple[Target, ...] = param((), "targets", "what is known")
    free: tuple[Variable, ...] = param((), "variables", "what is free: path, low, high, distribution uniform or loguniform")

    @classmethod
    def as_declared(cls, tree: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raw data of a file: paths of ``set`` may be written as tables."""
        return {**tree, "set": flat(tree["set"])} if isinstance(tree.get("set"), Mapping) else tree

    @model_validator(mode="after")
    def _possible(self) -> Self:
        names = [target.name for target in self.targets]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise impossible("targets", twice[0], "a list in which each target stands once")
        method_of(self.method)
        if not self.free:
            raise ScenarioError("free is empty: name at least one parameter with its range")
        fitted = sum(not target.hold_out for target in self.targets)
        if fitted < len(self.free):
            raise ScenarioError(f"{fitted} fitted targets are too few for {len(self.free)} free parameters: as many are needed")
        if self.start and self.start < 2:
            raise impossible("start", self.start, "0, or at least 2 places: else nobody sees what moves")
        return self
