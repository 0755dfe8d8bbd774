"""A targets file read and checked against its scenario: everything wrong is said before anything runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from gpssim.analysis import indicators
from gpssim.analysis.indicator import Indicator
from gpssim.analysis.periods import window_of
from gpssim.calibration.declared import Calibrating, Target
from gpssim.calibration.method import Method, method_of
from gpssim.calibration.moment import MOMENTS, Moment
from gpssim.calibration.purchases import GROUPINGS, ends_of
from gpssim.designs import Variable
from gpssim.errors import ScenarioError, UnknownNameError, impossible, unknown
from gpssim.inquiry.named_files import named_file, names_in, schema_of
from gpssim.plugins import SHELVES
from gpssim.records.digest import combined_digest
from gpssim.registry import mechanisms
from gpssim.scenario import Scenario, load_scenario
from gpssim.studies import Study
from gpssim.studies.kept_numbers import mark_of
from gpssim.studies.points import resolved_variables

SHIPPED: Final = Path(__file__).parent / "targets"
"""Targets files that come with the package."""
SMOOTH: Final = ("uniform", "loguniform")
MAKE_MOMENTS: Final = ("analysis", *(f"calibration/{part}" for part in ("measuring", "moments", "purchases", "simulating")))
"""Parts of the package that make moments of a run."""


def shipped_names() -> list[str]:
    """Targets files that come with the package, by name."""
    return names_in(SHIPPED)


def load_targets(name_or_path: str | Path | Mapping[str, Any] | Calibrating) -> Calibrating:
    """A targets file: by the name of a shipped one, from a TOML file, or as a table.

    Raises
    ------
    GpssimError : it cannot be read, or something in it is impossible (one line each).
    """
    return named_file(Calibrating, name_or_path, SHIPPED, "targets")


def targets_schema() -> dict[str, Any]:
    """The JSON Schema of targets files (2020-12), for editors."""
    return schema_of(Calibrating, "gpssim targets")


@dataclass(frozen=True)
class Asked:
    """A targets file with the scenario that it is about; making it checks everything.

    Raises
    ------
    GpssimError : no such scenario, policy, outcome, grouping, cell or period; a free parameter that there is not, that takes no
        range, or whose range leaves its domain.
    """

    file: Calibrating

    def __post_init__(self) -> None:
        for target in self.file.targets:
            self._check(target)
        assert self.variables  # checked by being made
        self.method.check(self.file)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario with what the file changes."""
        from gpssim.replacing import replace

        scenario = load_scenario(self.file.scenario)
        changes: dict[str, Any] = dict(self.file.set)
        changes |= {name: value for name in ("months", "warm_up") if (value := getattr(self.file, name)) is not None}
        return replace(scenario, changes) if changes else scenario

    @cached_property
    def study(self) -> Study:
        """A study of the policy, from which runs are taken one by one."""
        return Study(self.scenario, [self.file.policy or self.scenario.policy.name], replications=1, seed=self.file.seed, workers=1)

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The free parameters with full paths."""
        given = [v if v.distribution or v.values else v.model_copy(update={"distribution": "uniform"}) for v in self.file.free]
        for variable in given:
            if variable.values or variable.distribution not in SMOOTH:
                said = "values" if variable.values else variable.distribution
                raise impossible(f"distribution of free {variable.path}", said, " or ".join(SMOOTH))
        try:
            return resolved_variables(self.scenario, self.study.checked, (), given)
        except UnknownNameError as error:
            raise UnknownNameError(str(error).replace("in uncertain:", "in free:")) from None

    @cached_property
    def method(self) -> Method:
        """How targets and runs are brought together, with its settings."""
        return method_of(self.file.method)

    @cached_property
    def measures(self) -> tuple[Moment | Indicator, ...]:
        """What each target is measured by."""
        return tuple(measure_of(target.outcome) for target in self.file.targets)

    @property
    def identity(self) -> dict[str, Any]:
        """All that decides what is simulated at a place: not what the targets say, nor how they are searched for."""
        told = [(t.outcome, t.period, dict(t.by)) for t in self.file.targets]
        free = [v.described() for v in self.variables]
        return {"study": self.study.description["identity"], "moments": json.loads(json.dumps(told)), "free": free}

    @property
    def mark(self) -> dict[str, Any]:
        """What stands beside moments that are kept: of what they are, and the code that made them."""
        identity = combined_digest([json.dumps(self.identity, sort_keys=True)])
        names = sorted({target.outcome for target in self.file.targets})
        return mark_of(identity, self.study.description, names, (MOMENTS, SHELVES["indicator"]), *MAKE_MOMENTS)

    def _check(self, target: Target) -> None:
        measure = measure_of(target.outcome)
        if window_of(target.period, self.scenario.months) is None:
            raise impossible(f"period of target {target.name}", target.period, f"within {self.scenario.months} months")
        if not isinstance(target.period, str) and target.period[1] >= self.scenario.months:
            raise impossible(f"period of target {target.name}", target.period, f"within months 0 to {self.scenario.months - 1}")
        allowed = GROUPINGS if isinstance(measure, Moment) else measure.groupings
        for name, cell in target.by.items():
            if name not in allowed:
                raise unknown(f"grouping of {target.outcome!r}:", name, allowed)
            self._check_cell(target, name, cell)
        for name in measure.needs if isinstance(measure, Moment) else ():
            if name not in target.by:
                raise ScenarioError(f"target {target.name} needs a cell of {name}: by = {{ {name} = … }}")

    def _check_cell(self, target: Target, name: str, cell: Any) -> None:
        known = {"domain": self.scenario.domain_names, "mechanism": tuple(mechanisms())}
        if name in known and cell not in known[name]:
            raise unknown(f"{name} of target {target.outcome}:", str(cell), known[name])
        if name == "n_offers" and not (isinstance(cell, int) and cell >= 1) and ends_of(cell) is None:
            raise impossible(f"n_offers of target {target.outcome}", cell, "a number from 1, or text such as '4-6' or '8+'")


def measure_of(outcome: str) -> Moment | Indicator:
    """The moment or indicator of that name.

    Raises
    ------
    UnknownNameError : there is neither; the nearest right names are given.
    """
    moments = MOMENTS.known()
    found = moments.get(outcome) or indicators().get(outcome)
    if found is None:
        raise unknown("outcome", outcome, [*moments, *indicators()])
    measure: Moment | Indicator = found
    return measure
