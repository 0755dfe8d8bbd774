"""``replications = "auto"`` in a study file: how closely which differences are to be known."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from gpssim.analysis.sequential import CONFIDENCE, FIRST, LEAST_FIRST, MOST, Rule, Target
from gpssim.scenario.fields import Group, param

CAP = 1000


class AutoTarget(Group):
    """``[[auto.targets]]``: one outcome, and how closely its differences from the baseline are to be known; one of three widths."""

    outcome: str = param("", "name", "an indicator: see gpssim compare --all")
    period: str | tuple[int, int] = param("later", "name", "all, transition, later, or the first and the last month")
    half_width: float | None = param(None, "the outcome's", "half the width of the interval, above 0")
    relative: float | None = param(None, "share", "the same as a share of the baseline's mean, above 0")
    of_sd: float | None = param(None, "share", "the same as a share of the baseline's standard deviation between replications")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        self.target()
        return self

    def target(self) -> Target:
        """The target of the rule."""
        return Target(self.outcome, self.period, self.half_width, self.relative, self.of_sd)


class AutoReplications(Group):
    """``[auto]``: when a study has enough replications.

    Raises
    ------
    ScenarioError : a target without exactly one width, the same one twice, a cap below the first look.
    """

    first: int = param(FIRST, "replications", "before the first look; the promise was measured with 30", ge=LEAST_FIRST, le=MOST)
    cap: int = param(CAP, "replications", "beyond which nothing is run", ge=LEAST_FIRST, le=MOST)
    confidence: float = param(CONFIDENCE, "share", "with which all intervals are right at once", ge=0.51, le=0.9999)
    baseline: str = param("", "name", "policy that differences are from; empty: the first")
    targets: tuple[AutoTarget, ...] = Field(default=(), description="what is to be known, and how closely")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.targets:
            self.rule()
        return self

    def rule(self) -> Rule:
        """The rule of a study of this file."""
        targets = tuple(one.target() for one in self.targets)
        return Rule(targets, self.first, self.cap, self.confidence, self.baseline or None)
