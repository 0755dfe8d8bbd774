"""The job of a study as its manifest tells it: nothing but the folder is needed to make its runs again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpssim import registry
from gpssim.errors import StudyError
from gpssim.records.points import n_points, point_of
from gpssim.records.seals import LUCK
from gpssim.scenario import Frictions, Policy, Scenario
from gpssim.scenario.tree import validated
from gpssim.studies.run import run_one
from gpssim.studies.tasks import Job


def job_of(manifest: Mapping[str, Any]) -> Job:
    """What workers need to make the runs of a study again.

    Raises
    ------
    StudyError : runs of code that the folder does not hold: a runner of somebody's own.
    ScenarioError : scenario or policies name something that is not here: a mechanism of an installed package, a rule set.
    """
    own = [name for name in manifest.get("sources", {}) if name in ("runner", "study") or name.startswith("in place of ")]
    if own:
        raise StudyError(f"the study ran code of its own ({own[0]}): run it again with the program that made it")
    scenario = validated(Scenario, manifest["scenario"], "scenario")
    policies = tuple(validated(Policy, policy, f"policy {policy.get('name')}") for policy in manifest["policy_definitions"])
    for policy in policies:
        registry.check(scenario, policy)  # a mechanism that is not installed here is refused before anything runs
    return Job(
        scenario,
        policies,
        tuple(manifest["closures"]),
        [point_of(manifest, world) for world in range(1, n_points(manifest) + 1)],
        int(manifest["seed"]),
        manifest.get("keep", 3),
        run_one,
        own={name: frozenset(paths) for name, paths in manifest.get("own", {}).items()},
        common_luck=manifest.get(LUCK) == "common",
        frictions=_frictions(scenario, manifest.get("corners", {})),
    )


def _frictions(scenario: Scenario, corners: Mapping[str, Any]) -> dict[str, Frictions]:
    """The frictions of each corner of a decomposition."""
    world = dict(scenario.world.frictions)
    return {name: Frictions(**{**world, **dict.fromkeys(corner["off"], False)}) for name, corner in corners.items()}
