"""The status quo as an arm of a comparison: what it differs in from itself is no effect of anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gpssim import registry
from gpssim.scenario import Policy, Scenario

CALLED: Final = {"name", "title", "title_zh", "keeps"}
"""What two policies may differ in and still do the same."""


def with_status_quo(scenario: Scenario, policies: Sequence[str | Policy]) -> list[str | Policy]:
    """The policies and after them the scenario's own, unless one of them is the same in all but its name.

    Raises
    ------
    UnknownNameError, ScenarioError : a policy that does not exist or is impossible.
    """
    own = scenario.policy.model_dump(exclude=CALLED)
    same = [registry.check(scenario, policy).model_dump(exclude=CALLED) == own for policy in policies]
    return [*policies] if any(same) else [*policies, scenario.policy.name]
