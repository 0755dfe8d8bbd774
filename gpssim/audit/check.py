"""The shape all checks share: what is changed, what must stay, what was found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from gpssim import registry
from gpssim.errors import RunsFailedError
from gpssim.model import PublicServiceMarket
from gpssim.records.results import Results
from gpssim.records.runs import SUCCEEDED
from gpssim.scenario import Policy, Scenario, replace
from gpssim.studies import Study
from gpssim.studies.run import run_one
from gpssim.studies.tasks import Runner
from gpssim.texts.names import as_typed
from gpssim.texts.text import Language

ROUNDING = 1e-9
"""Largest relative difference that another order of floating-point sums explains: an error of 1e-16, grown over the months."""


@dataclass(frozen=True)
class Finding:
    """What a check found."""

    largest: float
    """The largest difference: relative where runs must be the same, in margins where means must agree; ``inf`` for labels."""
    tolerance: float
    passed: bool
    found: str
    """In words: where the largest difference is, and what could not be decided."""
    details: tuple[Mapping[str, Any], ...] = ()
    """A row for each comparison behind the finding."""
    found_zh: str = ""
    """The same as ``found`` in Chinese; empty where a check does not say it."""

    @property
    def undecided(self) -> bool:
        """Whether it passed although more than is tolerated was found: more replications would tell."""
        return self.passed and self.largest > self.tolerance

    def said(self, language: Language) -> str:
        """What was found, in words."""
        return self.found_zh or self.found if language == "zh" else self.found


def finding(
    largest: float, tolerance: float, passed: bool, found: tuple[str, str], details: tuple[Mapping[str, Any], ...] = ()
) -> Finding:
    """A finding said in English and Chinese."""
    return Finding(largest, tolerance, passed, found[0], details, found[1])


def called(policy: str) -> tuple[str, str]:
    """A policy in a finding: as it is typed, and in Chinese by its name."""
    return as_typed(policy, "en"), as_typed(policy, "zh")


@dataclass(frozen=True)
class Setting:
    """What is audited.

    Parameters
    ----------
    scenario : with the months and survey units of the audit.
    policies : names of mechanisms or of the scenario's policies, or policies.
    seed : integer >= 0.
    replications : paired replications where means are compared, at least 2.
    workers : processes for them.
    """

    scenario: Scenario
    policies: tuple[str | Policy, ...]
    seed: int = 1
    replications: int = 12
    workers: int | None = None

    @cached_property
    def resolved(self) -> tuple[Policy, ...]:
        """The policies, complete.

        Raises
        ------
        GpssimError : one of them does not exist or cannot be.
        """
        return tuple(registry.check(self.scenario, policy) for policy in self.policies)

    def run(self, policy: Policy) -> PublicServiceMarket:
        """The first replication of a policy, run in this process from its founding on."""
        return PublicServiceMarket(self.scenario, policy, seed=self.seed).run()

    @cached_property
    def runs(self) -> tuple[PublicServiceMarket, ...]:
        """The first replication of every policy: to be read, never to be stepped."""
        return tuple(self.run(policy) for policy in self.resolved)

    @cached_property
    def results(self) -> Results:
        """Every replication as the model runs it."""
        return self.study()

    def study(
        self, changes: Mapping[str, Any] | None = None, runner: Runner = run_one, out: Path | None = None, **options: Any
    ) -> Results:
        """Every replication with parameters of the scenario changed, or run by another runner; all tables are kept.

        Raises
        ------
        RunsFailedError : no run succeeded, and nothing can be told from that.
        """
        scenario = replace(self.scenario, dict(changes)) if changes else self.scenario
        usual = {"replications": self.replications, "workers": self.workers, "seed": self.seed, "keep": "all"}
        study = Study(scenario, self.resolved, runner=runner, out=out, **{**usual, **options})
        results = study.run(progress=False)
        failed = results.runs[results.runs["status"] != SUCCEEDED]
        if len(failed) == len(results.runs):
            raise RunsFailedError(f"no run succeeded: {failed['reason'].iloc[0]}")
        return results


class Check(ABC):
    """One thing that results must not depend on."""

    name: ClassVar[str]
    """The name of its file."""
    label: ClassVar[str]
    label_zh: ClassVar[str]
    changed: ClassVar[str]
    """What is changed."""
    must_stay: ClassVar[str]
    """What must stay the same, and how exactly."""
    changed_zh: ClassVar[str] = ""
    must_stay_zh: ClassVar[str] = ""
    """Both in Chinese; where a check does not say them, Chinese tables have the English."""

    @abstractmethod
    def check(self, setting: Setting) -> Finding:
        """Run it."""
