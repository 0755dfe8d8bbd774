"""A scenario that is called valid can be run: at both ends of every number, and for every word of a choice."""

from __future__ import annotations

import typing
import warnings
from collections.abc import Iterator

import pytest

from gpssim import PublicServiceMarket, registry
from gpssim.errors import GpssimError
from gpssim.scenario import Scenario, load_scenario, replace
from gpssim.scenario.domains import bounds

TOO_LONG = {("world.city.n_citizens", 1), ("world.city.residents", 1), ("world.city.n_districts", 1), ("months", 1), ("warm_up", 1)}
"""Upper ends that only take time: of citizens, of projects (two billion residents pay for 200,000), of purchasers, of months."""


def small() -> Scenario:
    sizes = {"world.city.n_citizens": 100, "world.city.n_districts": 2, "warm_up": 1, "months": 3, "sources": []}
    return replace(load_scenario("suzhou-high-tech"), sizes)


def ends(scenario: Scenario) -> Iterator[tuple[str, object]]:
    """Every parameter with each of the values to be tried."""
    for leaf in scenario.leaves():
        kind, choice = type(leaf.value), leaf.field.annotation
        if kind is bool:
            yield leaf.path, not leaf.value
        elif kind in (int, float):
            yield from (
                (leaf.path, kind(end))
                for side, end in enumerate(bounds(leaf.field))
                if end is not None and (leaf.path, side) not in TOO_LONG
            )
        elif typing.get_origin(choice) is typing.Literal:
            yield from ((leaf.path, word) for word in typing.get_args(choice))


@pytest.mark.slow
def test_both_ends_of_every_parameter_run() -> None:
    base, failed = small(), []
    for path, value in ends(base):
        try:
            scenario = replace(base, {path: value})
            registry.check(scenario)
        except GpssimError:
            continue  # refused in a line, before anything runs
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                PublicServiceMarket(scenario, seed=1).run()
            except Exception as error:
                failed.append((path, value, repr(error)[:200]))
    assert failed == []
